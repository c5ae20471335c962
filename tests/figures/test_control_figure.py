"""The picture, its data, its table and its words in all the forms a view can take."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.figures import palette
from core.figures.beside import Beside
from core.figures.control_figure import control_figure
from core.figures.control_shape import Shape, control_spec
from core.figures.key import key_html
from core.figures.labels import spread
from core.figures.states import point_states
from core.indicators import Target, Text
from core.spc.for_series import Choices, chart_for
from core.wording import LANGUAGES, words_of
from tests.figures.made_charts import (
    MEAN,
    PLACE,
    RATE,
    SHARE,
    STEADY,
    broken_in,
    made_chart,
    made_series,
    series_of_any_kind,
)

SV, EN = words_of("sv"), words_of("en")
WITH_TARGET = replace(RATE, targets=(Target(4.0, 2022, 2022), Target(3.0, 2023, 2023)))
FLAGS = list(itertools.product([False, True], repeat=4))
NAMED = {"points", "labels", "events"}


def figure_with(limits: bool, comparison: bool, target: bool, events: bool, words=SV, theme="light"):
    indicator = WITH_TARGET if target else RATE
    charted = made_chart(indicator, choices=Choices(kind=None if limits else "run"))
    beside = Beside("länet", made_series(indicator, [30] * 24)) if comparison else None
    start = np.datetime64("2023-06") if events else None
    return control_figure(words, charted, beside=beside, start=start, made_up=True, theme=theme)


def level(value: float) -> str:
    """A centre line, limit or target of the rate as it is written."""
    return SV.number(value, RATE.level_decimals)


def layers(spec) -> Iterator[dict]:
    yield from spec["layer"]


def drawn(figure, name: str) -> tuple[list[str], list[str]]:
    """Lines of the title or subtitle inside the picture: on a narrow screen, on a wide one."""
    written = figure.spec["title"][name]
    if isinstance(written, list):
        return written, written
    written = written["expr"]
    narrow, end = json.JSONDecoder().raw_decode(written, written.index("? [") + 2)
    wide, _ = json.JSONDecoder().raw_decode(written, written.index("[", end))
    return narrow, wide


def fields(layer: dict) -> set[str]:
    """Data fields a layer refers to, less those it computes itself."""
    channels = [
        c for part in layer["encoding"].values() for c in (part if isinstance(part, list) else [part])
    ]
    computed = {step["as"] for step in layer.get("transform", ())}
    return {channel["field"] for channel in channels if "field" in channel} - computed


# The spec


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shape_is_valid_vega_lite(language: str, theme):
    for flags in FLAGS:
        alt.Chart.from_dict(control_spec(Shape(*flags, theme=theme), words_of(language)))


@pytest.mark.parametrize(
    ("flags", "language", "theme"),
    [
        (FLAGS[0], "sv", "light"),
        (FLAGS[-1], "sv", "dark"),
        (FLAGS[-1], "en", "light"),
        (FLAGS[8], "en", "dark"),
    ],
)
def test_shapes_with_all_layers_and_with_none_are_valid_vega_lite(flags, language, theme):
    """Layers come and go as they are: valid together and without, they are valid in every combination."""
    alt.Chart.from_dict(control_spec(Shape(*flags, theme=theme), words_of(language)))


@pytest.mark.parametrize("flags", FLAGS)
def test_every_field_that_is_drawn_is_in_the_data_and_nothing_is_drawn_that_is_not(flags):
    figure = figure_with(*flags)
    for layer in layers(figure.spec):
        assert fields(layer) <= set(figure.datasets[layer["data"]["name"]].columns), layer["name"]
    assert set(figure.datasets) == (NAMED if flags[3] else NAMED - {"events"})
    drawn = {field for layer in layers(figure.spec) for field in fields(layer)}
    limits, comparison, target, events = flags
    assert ({"lcl", "ucl"} <= drawn, "comparison" in drawn, "target" in drawn) == (limits, comparison, target)
    assert ("top" in drawn) == events


def test_filling_in_one_view_leaves_the_shape_as_it_was():
    first = figure_with(True, True, True, True)
    first.spec["layer"].clear()
    first.spec["title"]["text"] = "changed"
    second = figure_with(True, True, True, True)
    assert second.spec["layer"]
    assert drawn(second, "text")[1][0] == "Akutbesök, per 100 inskrivna"
    assert control_spec(Shape(True, True, True, True), SV)["title"]["text"] == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_in_the_picture_has_the_themes_colours(theme):
    spec = figure_with(True, True, True, True, theme=theme).spec
    marks = {layer["name"]: layer["mark"] for layer in layers(spec)}
    assert marks["labels"]["color"] == palette.QUIET_TEXT[theme]
    assert marks["event_texts"]["color"] == palette.TEXT[theme]
    assert spec["title"]["color"] == palette.TEXT[theme]
    assert spec["title"]["subtitleColor"] == palette.QUIET_TEXT[theme]


def test_axes_are_described_in_the_readers_language():
    for words, along in ((SV, "januari 2022"), (EN, "January 2022")):
        spec = figure_with(True, True, True, True, words).spec
        for layer in layers(spec):
            for channel in ("x", "y"):
                axis = layer["encoding"].get(channel, {}).get("axis")
                if axis is not None:
                    assert axis["description"]
        assert along in spec["layer"][0]["encoding"]["x"]["axis"]["description"]


def test_numbers_and_months_on_the_axes_follow_the_language():
    swedish = figure_with(True, False, False, False).spec["config"]["locale"]
    english = figure_with(True, False, False, False, EN).spec["config"]["locale"]
    assert (swedish["number"]["decimal"], english["number"]["decimal"]) == (",", ".")
    assert swedish["number"]["minus"] == "−"
    assert swedish["time"]["months"][4] == "maj"
    assert swedish["time"]["days"][0] == "söndag"
    assert english["time"]["days"][0] == "Sunday"
    assert len(swedish["time"]["shortMonths"]) == 12


# The data


@pytest.mark.parametrize("period_type", ["month", "quarter", "year"])
def test_time_is_the_first_of_the_month_in_epoch_milliseconds(period_type: str):
    figure = control_figure(SV, made_chart(period_type=period_type), start=np.datetime64("2023-06"))
    months = made_chart(period_type=period_type).series.months
    for name in ("points", "labels", "events"):
        times = pd.to_datetime(figure.datasets[name]["t"], unit="ms", utc=True)
        assert (times.dt.day == 1).all()
        assert (times == times.dt.normalize()).all()
    first = pd.to_datetime(figure.datasets["points"]["t"].iloc[0], unit="ms", utc=True)
    assert str(first) == f"{months[0]}-01 00:00:00+00:00"


def test_one_point_a_period_with_the_charts_own_numbers():
    charted = made_chart(SHARE)
    points = control_figure(SV, charted).datasets["points"]
    for name in ("y", "cl", "lcl", "ucl", "part"):
        np.testing.assert_array_equal(points[name], charted.points[name])


STATUS = ["ok"] * 18 + ["missing", "suppressed", "suppressed", "ok", "provisional", "provisional"]


@pytest.mark.parametrize("indicator", [RATE, SHARE], ids=["rate", "proportion"])
def test_a_hidden_cell_shows_no_value_no_numerator_and_no_denominator(indicator):
    charted = made_chart(indicator, of=437, status=STATUS)
    figure = control_figure(SV, charted)
    hidden = np.flatnonzero(np.array(STATUS) == "suppressed")
    points = figure.datasets["points"].iloc[hidden]
    assert points["y"].isna().all()
    tips = points[[c for c in points if c.startswith("tip_")]].to_numpy().ravel()
    written = [text for text in tips if isinstance(text, str)]
    table = figure.table.iloc[::-1].iloc[hidden]
    written += table.to_numpy().ravel().tolist()
    assert [text for text in written if "437" in text] == []
    assert set(table[SV("table.value")]) == {"–"}
    assert set(table[SV("table.numerator")]) == {"–"}
    assert set(table[SV("table.denominator")]) == {"–"}
    assert set(table[SV("table.status")]) == {"dold, litet antal"}


def test_what_is_missing_is_a_dash_and_never_a_zero():
    figure = control_figure(SV, made_chart(status=STATUS))
    row = figure.table.iloc[::-1].iloc[18]
    assert row[SV("table.value")] == "–"
    assert row[SV("table.status")] == "saknas"
    assert "0" not in row[SV("table.numerator")]


def test_provisional_and_excluded_points_are_drawn_hollow_and_excluded_from_signals():
    numbers = [*STEADY[:22], 90, 90]
    status = ["ok"] * 23 + ["provisional"]
    charted = made_chart(numbers=numbers, status=status, choices=Choices(exclude=(np.datetime64("2023-11"),)))
    figure = control_figure(SV, charted)
    assert figure.datasets["points"]["state"].tolist()[-2:] == ["excluded", "provisional"]
    assert figure.datasets["points"]["y"].notna().all()
    assert "beyond" not in dict(figure.states)
    assert not palette.POINTS["excluded"].filled
    assert not palette.POINTS["provisional"].filled


@settings(max_examples=40)
@given(series_of_any_kind(), st.sampled_from(LANGUAGES))
def test_no_series_makes_a_figure_fail_or_hide_a_period(made, language):
    indicator, series = made
    figure = control_figure(words_of(language), chart_for(indicator, PLACE, series))
    assert len(figure.table) == len(figure.datasets["points"]) == len(series.months)
    unknown = np.isin(series.status, ["missing", "suppressed"])
    assert figure.datasets["points"]["y"].isna().to_numpy()[unknown].all()
    assert figure.datasets["points"]["y"].notna().to_numpy()[~unknown].all()
    sizes = figure.datasets["points"]["size"].to_numpy()
    assert (sizes[unknown] == 0).all()
    assert (sizes[~unknown] > 0).all()
    assert not np.isinf(figure.datasets["labels"]["y"]).any()


def test_a_tooltip_says_period_value_counts_limits_and_symbol():
    numbers = [*STEADY[:23], 90]
    tips = control_figure(SV, made_chart(numbers=numbers)).datasets["points"].iloc[-1]
    assert tips["tip_0"] == "december 2023: 22,5 per 100 inskrivna"
    assert tips["tip_1"] == "90 per 400"
    assert tips["tip_2"].startswith("väntat mellan ")
    assert tips["tip_3"] == "Signal: punkt utanför styrgräns"


# Targets, events, the comparison


def test_a_target_is_drawn_only_in_the_years_it_holds():
    indicator = replace(RATE, targets=(Target(4.0, 2023, 2023),))
    charted = made_chart(indicator, [*STEADY, *STEADY[:12]])
    target = control_figure(SV, charted).datasets["points"]["target"].to_numpy()
    years = charted.series.months.astype("datetime64[Y]").astype(int) + 1970
    np.testing.assert_array_equal(np.isfinite(target), years == 2023)
    assert set(target[years == 2023]) == {4.0}


def test_a_target_that_no_longer_holds_is_not_named_at_the_right_end():
    indicator = replace(RATE, targets=(Target(4.0, 2022, 2022),))
    figure = control_figure(SV, made_chart(indicator))
    assert not figure.datasets["labels"]["text"].str.startswith("mål").any()
    assert [text for style, text in figure.lines if style == "target"] == [f"mål {level(4.0)}"]


def test_limits_of_an_earlier_part_are_not_named_at_the_right_end():
    charted = made_chart(broken_in(RATE, "2023-06"), STEADY)
    figure = control_figure(SV, charted)
    assert charted.has_limits
    assert charted.points["ucl"].iloc[-1] != charted.points["ucl"].iloc[-1]
    assert not figure.datasets["labels"]["text"].str.contains("gräns").any()
    assert dict(figure.lines)["limit"] == "styrgränser i en tidigare fas", "the key knows every line drawn"
    assert [style for style, _ in figure.lines].count("limit") == 1


def test_a_missing_latest_month_does_not_take_the_limits_names_away():
    figure = control_figure(SV, made_chart(SHARE, status=["ok"] * 23 + ["missing"]))
    assert figure.datasets["labels"]["text"].str.contains("gräns").sum() == 2


def test_no_target_that_never_held_is_drawn():
    indicator = replace(RATE, targets=(Target(4.0, 2030, 2031),))
    assert "target" not in control_figure(SV, made_chart(indicator)).datasets["points"]


def test_breaks_the_change_and_a_chosen_baseline_are_drawn_with_their_words():
    indicator = broken_in(RATE, "2023-02")
    figure = control_figure(SV, made_chart(indicator), start=np.datetime64("2023-06"))
    events = figure.datasets["events"]
    assert events["kind"].tolist() == ["break", "change"]
    assert events["text"].tolist() == ["Brott i serien", "Förändring juni 2023"]
    frozen = made_chart(choices=Choices(freeze=np.datetime64("2023-03")))
    assert control_figure(SV, frozen).datasets["events"]["kind"].tolist() == ["baseline"]
    assert "events" not in control_figure(SV, made_chart()).datasets


def test_a_change_is_named_in_the_series_own_periods():
    charted = made_chart(period_type="quarter")
    figure = control_figure(SV, charted, start=np.datetime64("2024-07"))
    assert figure.datasets["events"]["text"].tolist() == ["Förändring kvartal 3 2024"]


def test_a_new_part_begins_a_new_line():
    figure = control_figure(SV, made_chart(broken_in(RATE, "2023-01"), (*STEADY, *STEADY)))
    parts = figure.datasets["points"]["part"].tolist()
    assert parts == [1] * 12 + [2] * 36


def test_a_comparison_is_laid_on_the_same_months_in_picture_and_table():
    other = made_series(RATE, [40] * 12, first="2022-07", status=["ok"] * 11 + ["provisional"])
    figure = control_figure(SV, made_chart(), beside=Beside("länet", other))
    drawn = figure.datasets["points"]["comparison"].to_numpy()
    assert np.flatnonzero(np.isfinite(drawn)).tolist() == list(range(6, 17))
    written = figure.table[SV("table.beside", unit="länet")].iloc[::-1].tolist()
    assert [text != "–" for text in written] == np.isfinite(drawn).tolist()


def test_a_comparison_of_another_period_length_is_never_drawn():
    quarterly = made_chart(period_type="quarter")
    monthly = made_series(RATE, [40] * 72)
    figure = control_figure(SV, quarterly, beside=Beside("länet", monthly))
    assert "comparison" not in figure.datasets["points"]
    assert not any("länet" in column for column in figure.table)


def test_a_comparison_without_a_common_month_is_not_drawn():
    figure = control_figure(
        SV, made_chart(), beside=Beside("länet", made_series(RATE, STEADY, first="1990-01"))
    )
    assert "comparison" not in figure.datasets["points"]
    assert not any(style == "comparison" for style, _ in figure.lines)


# Labels at the right end


positions = st.lists(st.floats(-1e4, 1e4, allow_nan=False), min_size=1, max_size=6).map(np.array)


@given(positions, st.floats(0.01, 100))
def test_labels_end_up_apart_in_the_same_order_around_the_same_middle(where, distance: float):
    moved = spread(where, distance)
    order = np.argsort(where, kind="stable")
    assert (np.diff(moved[order]) >= distance - 1e-6).all()
    assert moved.mean() == pytest.approx(where.mean(), abs=1e-6)


@given(positions, st.floats(0.01, 100))
def test_labels_that_are_apart_already_stay(where, distance: float):
    apart = np.sort(where) + np.arange(len(where)) * distance * 1.001
    np.testing.assert_allclose(spread(apart, distance), apart, rtol=0, atol=1e-9)


@given(positions, st.floats(0.01, 100))
def test_spreading_again_moves_nothing(where, distance: float):
    once = spread(where, distance)
    np.testing.assert_allclose(spread(once, distance), once, rtol=0, atol=1e-6)


def test_every_line_is_named_with_its_value_and_on_a_phone_by_the_value_alone():
    labels = figure_with(True, True, True, False).datasets["labels"]
    points = made_chart().points.iloc[-1]
    values = [level(points["cl"]), level(points["ucl"]), level(points["lcl"]), level(3.0)]
    names = ["medel", "övre gräns", "undre gräns", "mål"]
    assert labels["text"].tolist() == [*(f"{n} {v}" for n, v in zip(names, values, strict=True)), "länet"]
    assert labels["short"].tolist() == [*values, ""]


# Words


def test_the_text_alternative_says_what_kind_how_many_from_when_and_how_low_and_high():
    for words, wanted in (
        (SV, ["u-diagram med 24 månader från januari 2022 till december 2023", "Lägst 4,2, högst 6,2"]),
        (EN, ["u chart of 24 months from January 2022 to December 2023", "Lowest 4.2, highest 6.2"]),
    ):
        figure = control_figure(words, made_chart())
        assert figure.alt.startswith(figure.title)
        for part in wanted:
            assert part in figure.alt


def test_the_text_alternative_of_nothing_says_so():
    figure = control_figure(SV, made_chart(status=["suppressed"] * 24))
    assert figure.alt.startswith("Akutbesök, per 100 inskrivna: Värnamo. 24 av 24 värden är dolda")
    empty = control_figure(SV, made_chart(status=["missing"] * 24))
    assert empty.alt == "Akutbesök, per 100 inskrivna: Värnamo. Inga värden att visa."


@pytest.mark.parametrize(("words", "mark"), [(SV, "PÅHITTADE"), (EN, "MADE-UP")])
def test_made_up_numbers_are_marked_inside_the_picture_on_every_screen(words, mark):
    for lines in drawn(control_figure(words, made_chart(), made_up=True), "subtitle"):
        assert mark in " ".join(lines)
    for lines in drawn(control_figure(words, made_chart()), "subtitle"):
        assert mark not in " ".join(lines)


def test_the_picture_itself_holds_title_chart_rules_baseline_and_source_on_every_screen():
    figure = control_figure(SV, made_chart())
    assert figure.title == "Akutbesök, per 100 inskrivna: Värnamo"
    for lines in drawn(figure, "text"):
        assert " ".join(lines) == "Akutbesök, per 100 inskrivna Värnamo"
    for lines in drawn(figure, "subtitle"):
        for part in ("u-diagram", "Anhøjs regler", "jan 2022 till dec 2023 (24 månader)", "källa: made"):
            assert part in " ".join(lines)


@pytest.mark.parametrize("name", ['Enhet "A" \\ [1] : b', "a' ? b : c", "x" * 200, "ÅÄÖ 🙂", "signal('x')"])
def test_a_name_in_the_picture_is_text_whatever_it_holds(name: str):
    charted = replace(made_chart(), unit=replace(PLACE, name=Text(name, name)))
    figure = control_figure(SV, charted)
    narrow, wide = drawn(figure, "text")
    for lines in (narrow, wide):
        assert "".join(lines).replace(" ", "").endswith(name.replace(" ", ""))
    alt.Chart.from_dict(dict(figure.spec))


def test_the_table_is_latest_first_with_headings_in_the_readers_language():
    table = control_figure(EN, made_chart(SHARE)).table
    assert table.columns.tolist() == [
        "Period",
        "Value",
        "Numerator",
        "Denominator",
        "Centre line",
        "Lower limit",
        "Upper limit",
        "Status",
    ]
    assert table["Period"].iloc[0] == "December 2023"
    assert table["Numerator"].iloc[0] == "21"
    assert table["Value"].iloc[0] == "5.2"


def test_a_mean_without_counts_has_no_columns_for_them():
    table = control_figure(SV, made_chart(MEAN)).table
    assert SV("table.numerator") not in table
    assert SV("table.denominator") not in table


# The key under the picture


def test_the_key_names_the_symbols_and_lines_that_occur_and_no_others():
    charted = made_chart(numbers=[*STEADY[:23], 90])
    html = key_html(SV, control_figure(SV, charted))
    assert set(point_states(charted)) == {"usual", "beyond"}
    assert html.count("<li") == 2 + 2  # the two limits are one thing to a reader
    assert "utanför styrgräns" in html
    assert "preliminär" not in html
    assert "●" in html
    assert "◆" in html


def test_every_state_that_is_drawn_has_a_sign_and_words_in_the_key():
    states = tuple((state, EN(f"state.{state}")) for state in palette.POINTS)
    figure = replace(control_figure(EN, made_chart()), states=states)
    html = key_html(EN, figure)
    assert all(EN(f"state.{state}") in html for state in palette.POINTS)


def test_what_a_file_calls_its_unit_cannot_become_html():
    charted = replace(made_chart(), unit=replace(PLACE, name=Text("<b>&", "<b>&")))
    beside = Beside("<script>alert(1)</script>", made_series(RATE, STEADY))
    html = key_html(SV, control_figure(SV, charted, beside=beside))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_no_two_states_share_a_shape_and_filling_and_no_two_lines_a_dash():
    signs = [(style.shape, style.filled) for style in palette.POINTS.values()]
    assert len(set(signs)) == len(signs)
    dashes = [style.dash for style in palette.LINES.values() if style.dash]
    assert len(set(dashes)) == len(dashes)
