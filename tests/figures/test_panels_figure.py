"""Many units in one picture: a panel each, from the same numbers as a chart of its own."""

import base64
from dataclasses import replace

import altair as alt
import numpy as np
import pytest

from core.figures import palette
from core.figures.control_figure import control_figure
from core.figures.on_screen import for_screen
from core.figures.panels_figure import panels_figure
from core.indicators import Target, Text, Unit
from core.spc.for_series import Charted
from core.spc.standing import standing_of
from core.wording import LANGUAGES, words_of
from core.wording.panels import panels_sentences, standing_word
from tests.figures.made_charts import MEAN, RATE, ROLLING, STEADY, made_chart

SV, EN = words_of("sv"), words_of("en")
RISEN = [*STEADY[:14], *(value + 30 for value in STEADY[14:])]
SPIKE = [*STEADY[:5], 90, *STEADY[6:]]
MANY_HIDDEN = ["suppressed"] * 8 + ["ok"] * 16


def named(name: str, numbers=STEADY, level: str = "municipality", **more) -> Charted:
    return replace(made_chart(numbers=numbers, **more), unit=Unit(name, Text(name, name), level))


def county() -> list[Charted]:
    return [
        named("Aneby"),
        named("Habo", status=MANY_HIDDEN),
        named("Tranås", RISEN),
        named("Vaggeryd", SPIKE),
        named("Ydre", STEADY[:5]),
    ]


def layers(figure) -> dict[str, dict]:
    return {layer["name"]: layer for layer in figure.spec["spec"]["layer"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shared", [False, True])
def test_the_picture_is_valid_vega_lite(language: str, shared: bool):
    figure = panels_figure(words_of(language), county(), shared_scale=shared, made_up=True, theme="dark")
    alt.Chart.from_dict(dict(figure.spec))


@pytest.mark.parametrize("n", [1, 13, 30])
def test_each_unit_has_a_panel_with_the_numbers_of_its_own_chart(n: int):
    chartings = [named(f"Enhet {k:02d}", np.roll(STEADY, k)) for k in range(n)]
    data = panels_figure(SV, chartings).datasets["points"]
    assert data["panel"].nunique() == n
    for k, charted in enumerate(chartings):
        panel = data[data["panel"] == k].reset_index(drop=True)
        alone = control_figure(SV, charted).datasets["points"]
        for column in ("t", "y", "cl", "lcl", "ucl", "part", "state", "tip_0", "tip_1"):
            assert panel[column].tolist() == alone[column].tolist() or np.array_equal(
                panel[column], alone[column], equal_nan=True
            )


def test_every_field_that_is_drawn_is_in_the_data():
    figure = panels_figure(SV, county())
    for layer in layers(figure).values():
        for part in layer["encoding"].values():
            for channel in part if isinstance(part, list) else [part]:
                assert channel.get("field", "panel") in figure.datasets["points"]


def test_where_too_much_is_hidden_a_panel_has_no_curve_no_lines_and_its_signs():
    figure = panels_figure(SV, county())
    habo = figure.datasets["points"].query("panel == 1")
    for column in ("curve", "cl", "lcl", "ucl"):
        assert habo[column].isna().all()
    assert habo["y"].notna().sum() == 16
    assert (habo["state"] == "suppressed").sum() == 8
    assert "dold (små tal): 8 värden" in dict(figure.states)["suppressed"]
    assert "hidden" in layers(figure)
    assert "hidden" not in layers(panels_figure(SV, [named("Aneby")]))


def test_where_there_are_too_few_points_a_panel_has_no_limits():
    ydre = panels_figure(SV, county()).datasets["points"].query("panel == 4")
    assert ydre["ucl"].isna().all()
    assert ydre["cl"].notna().all()


def ends(figure) -> list:
    """What the scale of every layer with values goes by."""
    scales = [layer["encoding"].get("y", {}).get("scale") for layer in layers(figure).values()]
    return [scale["domain"] for scale in scales if scale is not None]


def test_a_panel_is_told_its_ends_so_that_nobody_asks_a_line_that_it_does_not_have():
    nothing = named("Ydre", status=["suppressed"] * len(STEADY))
    figure = panels_figure(SV, [named("Aneby"), named("Habo", status=MANY_HIDDEN), nothing])
    own = ends(figure)
    assert len(own) >= 5
    assert all("data('facet')[0].low" in domain["expr"] for domain in own)
    data = figure.datasets["points"]
    told = data.groupby("panel")[["low", "high"]].first()
    lines = data.groupby("panel")[["y", "cl", "lcl", "ucl", "target"]].agg(["min", "max"])
    for panel in (0, 1):
        assert told.loc[panel, "low"] == np.nanmin(lines.loc[panel])
        assert told.loc[panel, "high"] == np.nanmax(lines.loc[panel])
    assert told.loc[2].isna().all()


def test_one_scale_for_all_panels_holds_every_value_of_all():
    figure = panels_figure(SV, county(), shared_scale=True)
    drawn = figure.datasets["points"][["y", "cl", "lcl", "ucl"]].to_numpy(float)
    assert all(domain == [np.nanmin(drawn), np.nanmax(drawn)] for domain in ends(figure))
    nothing = [named("Ydre", status=["suppressed"] * len(STEADY))]
    assert all(domain == [] for domain in ends(panels_figure(SV, nothing, shared_scale=True)))


def test_over_each_panel_stand_its_name_how_it_stands_and_its_icon():
    chartings = county()
    data = panels_figure(SV, chartings).datasets["points"].dropna(subset="name")
    assert data["name"].tolist() == ["Aneby", "Habo", "Tranås", "Vaggeryd", "Ydre"]
    assert data["standing"].tolist() == [
        "stabilt",
        "för många värden är dolda",
        "försämring nu",
        "mönster tidigare, inte nu",
        "för tidigt att säga",
    ]
    for address in data["icon"]:
        kind, drawing = address.split(",", 1)
        assert kind == "data:image/svg+xml;base64"
        assert base64.b64decode(drawing).startswith(b"<svg")


def test_the_sentence_counts_every_unit_once_and_names_them():
    assert panels_sentences(SV, county()) == [
        "Av 5 kommuner har en ett tydligt mönster nu: Tranås.",
        "En hade ett mönster tidigare, som inte pågår: Vaggeryd.",
        "En varierar som slumpen kan ge: Aneby.",
        "För 2 går det inte att säga: Habo och Ydre.",
    ]


def test_nothing_is_said_to_be_without_pattern_that_cannot_be_read():
    unread = [named("Habo", status=MANY_HIDDEN), named("Ydre", STEADY[:5])]
    assert panels_sentences(SV, unread) == ["Av 2 kommuner går ingen att läsa ännu."]
    assert panels_sentences(EN, [named("Aneby"), *unread])[0] == (
        "Of 3 municipalities, 1 can be read, and none of them has a clear pattern now."
    )
    both = [named("Aneby"), named("Ydre")]
    assert panels_sentences(SV, both)[0] == "Av 2 kommuner har ingen ett tydligt mönster nu."


def test_a_unit_alone_is_not_counted_among_others():
    assert panels_sentences(SV, [named("Aneby")]) == ["Aneby är ensam om de här siffrorna: stabilt."]
    assert panels_sentences(EN, [named("Aneby")]) == ["Only Aneby has these numbers: stable."]
    assert panels_figure(SV, [named("Aneby")]).notes == ()


def test_units_of_several_levels_are_called_units():
    mixed = [named("Länet", level="county"), named("Aneby")]
    assert panels_figure(SV, mixed).title == "Akutbesök, per 100 inskrivna: 2 enheter"


def test_better_is_said_only_where_the_indicator_has_a_better_side():
    neutral = replace(named("Tranås", RISEN), indicator=replace(RATE, direction="neutral"))
    assert standing_word(SV, standing_of(neutral)) == "signal nu"
    up = replace(named("Tranås", RISEN), indicator=replace(RATE, direction="up"))
    assert standing_word(SV, standing_of(up)) == "förbättring nu"


@pytest.mark.parametrize(
    ("shared", "scale", "words"), [(False, "independent", "egen skala"), (True, "shared", "samma skala")]
)
def test_the_picture_says_whether_heights_can_be_compared(shared: bool, scale: str, words: str):
    figure = panels_figure(SV, county(), shared_scale=shared)
    assert figure.spec["resolve"]["scale"]["y"] == scale
    assert words in figure.facts


def test_facts_hold_rules_baseline_source_and_that_numbers_are_made_up():
    facts = panels_figure(SV, county(), made_up=True).facts
    for part in (
        "u-diagram och linjediagram med median",
        "Anhøjs regler",
        "alla värden i rutan",
        "källa: made",
        "PÅHITTADE",
    ):
        assert part in facts
    assert "PÅHITTADE" not in panels_figure(SV, county()).facts


def test_a_target_is_drawn_where_there_is_one():
    with_target = replace(named("Aneby"), indicator=replace(RATE, targets=(Target(4.0, 2022, 2022),)))
    figure = panels_figure(SV, [with_target])
    assert np.isfinite(figure.datasets["points"]["target"]).sum() == 12
    assert "target" in layers(figure)
    assert "target" not in layers(panels_figure(SV, county()))


def test_the_table_has_a_row_a_unit_with_its_latest_settled_numbers():
    last = named("Aneby", status=["ok"] * 22 + ["provisional", "missing"])
    table = panels_figure(SV, [last, named("Habo", status=["suppressed"] * 24)]).table
    assert table["Enhet"].tolist() == ["Aneby", "Habo"]
    assert table["Senaste period"].tolist() == ["oktober 2023", "–"]
    assert table["Senaste värde"].tolist() == ["6,0", "–"]
    assert table["Dolda värden"].tolist() == ["0", "24"]
    assert table["Övre gräns"].iloc[1] == "–"


def test_charts_of_different_indicators_or_none_at_all_are_not_laid_side_by_side():
    with pytest.raises(ValueError, match="one indicator"):
        panels_figure(SV, [named("Aneby"), made_chart(MEAN)])
    with pytest.raises(ValueError, match="at least one"):
        panels_figure(SV, [])


def test_a_name_from_a_file_stays_text():
    figure = panels_figure(SV, [named('<b>"Enhet"</b>')])
    assert figure.datasets["points"]["name"].iloc[0] == '<b>"Enhet"</b>'
    assert "<b>" not in base64.b64decode(figure.datasets["points"]["icon"].iloc[0].split(",")[1]).decode()


def test_on_a_screen_the_browser_chooses_how_many_columns_there_are():
    figure = panels_figure(SV, county())
    spec = for_screen(figure.spec)
    assert spec["columns"] == {"signal": "panel_columns"}
    assert [param["name"] for param in spec["params"]] == ["panel_columns"]
    assert figure.spec["columns"] == 4


def test_a_point_has_the_same_shape_in_a_panel_as_in_a_chart_of_its_own():
    small, alone = layers(panels_figure(SV, county())), control_figure(SV, named("Aneby")).spec["layer"]
    large = next(layer for layer in alone if layer["name"] == "points")
    for channel in ("shape", "stroke", "fill"):
        assert small["points"]["encoding"][channel] == large["encoding"][channel]
    assert small["points"]["encoding"]["shape"]["scale"]["domain"] == list(palette.DRAWN)


def test_small_charts_of_a_rolling_measure_say_once_why_so_few_values_count():
    rolling = [
        replace(made_chart(ROLLING, [n * 4 for n in (*STEADY, *STEADY)]), unit=Unit(name, Text(name, name)))
        for name in ("Aneby", "Habo")
    ]
    notes = panels_figure(SV, rolling).notes
    assert notes[0] == SV("caveat.rolling", window=12)
    assert notes[1:] == panels_figure(SV, county()).notes == (SV("panels.note"),)
