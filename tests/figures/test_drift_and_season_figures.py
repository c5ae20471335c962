"""Figures of slow drift and season: valid, agreeing with what was computed, whole in both languages."""

from dataclasses import replace

import altair as alt
import numpy as np
import pytest
from hypothesis import given, settings

from core.figures.drift_figure import cusum_figure, ewma_figure, rare_figure
from core.figures.figure import Figure
from core.figures.season_figure import named_adjusted, raw_and_adjusted, season_figure
from core.indicators import Target
from core.spc.drift_view import drift_view
from core.spc.for_series import Charted, Choices, chart_for
from core.spc.season import season_view
from core.wording import LANGUAGES, words_of
from tests.figures.made_charts import MEAN, PLACE, RATE, SHARE, STEADY, made_chart, series_of_any_kind

SV = words_of("sv")
RARE = [2, 0, 1, 3, 1, 0, 2, 1, 1, 2, 0, 1] * 3
SEASONAL = [round(60 * (1 + 0.4 * np.cos(2 * np.pi * k / 12)) + (k * 7) % 5) for k in range(48)]
RISEN = [*STEADY, *(value + 12 for value in STEADY)]


def drift_figures(words, charted: Charted, choices=None, **look) -> list[Figure]:
    drift = drift_view(charted, choices)
    found = []
    if drift.ewma is not None:
        found.append(ewma_figure(words, charted, drift, drift.ewma, **look))
    if drift.cusum is not None:
        found.append(cusum_figure(words, charted, drift, drift.cusum, **look))
    if drift.rare is not None:
        found.append(rare_figure(words, charted, drift, drift.rare, **look))
    return found


def season_of(charted: Charted):
    return season_view(charted)


@pytest.mark.parametrize(("language", "theme"), [("sv", "light"), ("en", "dark")])
def test_every_picture_is_valid_vega_lite_and_says_that_its_numbers_are_made_up(language, theme):
    words = words_of(language)
    rare, seasonal = made_chart(SHARE, RARE, of=300), made_chart(RATE, SEASONAL)
    season, adjusted = season_of(seasonal)
    assert adjusted is not None
    look = {"made_up": True, "theme": theme}
    figures = [*drift_figures(words, rare, **look), season_figure(words, seasonal, season, **look)]
    assert len(figures) == 4
    for figure in [*figures, *raw_and_adjusted(words, seasonal, adjusted, **look)]:
        alt.Chart.from_dict(dict(figure.spec))
        assert words("figure.facts_made_up") in figure.facts
        assert figure.alt.startswith(figure.title)


@settings(max_examples=10, deadline=None)
@given(series_of_any_kind(least=12))
def test_no_text_has_a_hole_and_every_drawn_field_is_in_the_data(made):
    indicator, series = made
    charted = chart_for(indicator, PLACE, series)
    for words in map(words_of, LANGUAGES):
        for figure in drift_figures(words, charted):
            texts = (figure.sentence, figure.facts, figure.alt, *figure.notes)
            for text in (*texts, *figure.table.to_numpy().ravel().tolist()):
                assert "{" not in text
                assert "nan" not in text.lower().split()
            for layer in figure.spec["layer"]:
                frame = figure.datasets[layer["data"]["name"]]
                used = [
                    channel["field"]
                    for channel in layer["encoding"].values()
                    if isinstance(channel, dict) and "field" in channel
                ]
                assert set(used) - {"shown"} <= set(frame)


# Slow drift


def test_the_picture_the_table_and_the_sentence_tell_the_same_points():
    choices = Choices(freeze=np.datetime64("2023-12", "M"))
    charted = made_chart(RATE, RISEN, choices)
    ewma, cusum = drift_figures(SV, charted, choices)
    outside = ewma.datasets["points"]["state"] == "beyond"
    drawn = ewma.datasets["points"].loc[outside, "t"]
    status = ewma.table[SV("table.status")].iloc[::-1].to_numpy() == SV("drift.state_outside")
    assert status.sum() == len(drawn) > 0
    first = charted.series.months[np.flatnonzero(outside)[0]]
    assert f"över övre gränsen sedan {SV.month(first)}" in ewma.sentence
    assert "Summan uppåt (CUSUM) är över gränsen" in cusum.sentence
    assert "Den hade då växt sedan januari 2024" in cusum.sentence
    assert ewma.states == cusum.states == (("beyond", SV("drift.state_outside")),)


def test_a_fall_is_told_as_downwards_and_drawn_below():
    choices = Choices(freeze=np.datetime64("2023-12", "M"))
    charted = made_chart(RATE, [*STEADY, *(value - 10 for value in STEADY)], choices)
    ewma, cusum = drift_figures(SV, charted, choices)
    assert "under undre gränsen sedan" in ewma.sentence
    assert "Summan nedåt (CUSUM)" in cusum.sentence
    down = cusum.datasets["points"].query("side == @SV('drift.side_down')")
    assert down["y"].min() < cusum.datasets["lines"]["lcl"].min()


def test_what_was_outside_before_is_told_too():
    up_and_back = [*STEADY, *(v + 14 for v in STEADY[:8]), *STEADY[:12], *(v + 14 for v in STEADY[:8])]
    choices = Choices(freeze=np.datetime64("2023-12", "M"))
    ewma, _ = drift_figures(SV, made_chart(RATE, up_and_back, choices), choices)
    assert SV("drift.earlier") in ewma.sentence


def test_a_stable_series_is_told_as_such_and_has_no_signs_of_alarm():
    for figure in drift_figures(SV, made_chart(RATE, STEADY)):
        assert figure.sentence.startswith("Ingen långsam förändring syns")
        assert figure.states == ()
        assert set(figure.datasets["points"]["state"]) == {"usual"}


def test_parameters_and_how_often_chance_alarms_stand_in_the_picture():
    ewma, cusum = drift_figures(SV, made_chart(RATE, STEADY))
    assert "λ = 0,2, L = 2,86 · slumpen ensam ger en signal ungefär en gång på 30 år" in ewma.facts
    assert "k = 0,5, h = 5 · slumpen ensam ger en signal ungefär en gång på 39 år" in cusum.facts
    assert "slumpen ensam" in " ".join(ewma.spec["title"]["subtitle"])


def test_a_mean_is_averaged_on_its_own_scale_and_a_rate_in_standard_deviations():
    on_scale, *_ = drift_figures(SV, made_chart(MEAN, STEADY))
    assert on_scale.datasets["lines"]["cl"].iloc[0] == pytest.approx(np.mean(STEADY))
    assert "dagar" in on_scale.facts
    in_sigma, *_ = drift_figures(SV, made_chart(RATE, STEADY))
    assert in_sigma.datasets["lines"]["cl"].iloc[0] == 0
    assert SV("drift.axis_sigma") in in_sigma.facts


def test_hidden_values_are_gaps_and_say_so_in_the_table_and_give_no_denominator_away():
    status = ["ok"] * 24
    status[5] = "suppressed"
    for figure in drift_figures(SV, made_chart(RATE, STEADY, status=status)):
        row = figure.table.iloc[::-1].iloc[5]
        assert row[SV("table.value")] == "–"
        assert row[SV("table.status")] == SV("state.suppressed")
        assert SV("table.denominator") not in figure.table


# Season


def test_each_month_is_drawn_with_its_interval_as_a_difference_from_the_year():
    charted = made_chart(RATE, SEASONAL)
    season, _ = season_of(charted)
    figure = season_figure(SV, charted, season)
    months = figure.datasets["months"]
    assert months["y"].to_numpy() == pytest.approx(100 * (season.index - 1))
    assert (months["low"] < months["y"]).all()
    assert (months["y"] < months["high"]).all()
    assert months["name"].tolist()[:3] == ["jan", "feb", "mars"]
    assert figure.table[SV("table.period")].tolist()[0] == "Januari"
    assert "Högst ligger januari: +" in figure.sentence
    assert SV("season.per_cent") in figure.facts


def test_a_share_differs_in_percentage_points():
    charted = made_chart(replace(SHARE, unit=replace(SHARE.unit, sv="%")), SEASONAL)
    season, _ = season_of(charted)
    figure = season_figure(SV, charted, season)
    assert figure.datasets["months"]["y"].to_numpy() == pytest.approx(season.index)
    assert SV("season.points") in figure.sentence


def test_quarters_are_named_as_quarters():
    quarters = [20, 30, 22, 12, 21, 31, 20, 11, 22, 29, 21, 13, 20, 30, 23, 12]
    charted = made_chart(RATE, quarters, period_type="quarter")
    season, _ = season_of(charted)
    figure = season_figure(SV, charted, season)
    assert figure.datasets["months"]["name"].tolist() == ["kv 1", "kv 2", "kv 3", "kv 4"]
    assert "Högst ligger kvartal 2" in figure.sentence


def test_where_no_season_is_seen_the_months_are_shown_without_naming_any():
    charted = made_chart(RATE, STEADY * 2)
    season, adjusted = season_of(charted)
    assert not season.clear
    figure = season_figure(SV, charted, season)
    assert adjusted is None
    assert "Högst" not in figure.sentence


def test_an_unestimated_season_is_not_drawn():
    charted = made_chart(RATE, STEADY[:18])
    season, _ = season_of(charted)
    with pytest.raises(ValueError, match="too_short"):
        season_figure(SV, charted, season)


def test_the_adjusted_chart_says_what_it_is_in_both_languages_and_has_no_target():
    indicator = replace(RATE, targets=(Target(10.0),))
    charted = made_chart(indicator, SEASONAL)
    _, adjusted = season_of(charted)
    assert adjusted is not None
    for language in LANGUAGES:
        words = words_of(language)
        raw, without = raw_and_adjusted(words, charted, adjusted)
        name = words("season.adjusted_name", name=RATE.name.in_(language))
        assert name in without.title
        assert name not in raw.title
        assert "target" in raw.datasets["points"]
        assert "target" not in without.datasets["points"]
    assert named_adjusted(adjusted).points.equals(adjusted.points)
