"""Observed beside expected: the same numbers as everywhere else, on the shown scale, and nothing invented."""

import base64
from dataclasses import replace

import altair as alt
import numpy as np
import pytest

from core.change.verdict import Verdict
from core.figures.key import key_html
from core.figures.on_screen import for_screen
from core.figures.verdict_counterfactual import counterfactual_figure, counterfactual_sentence
from core.figures.verdict_months import Subject, frame_of, months_of_verdict, shown_factor
from core.wording import words_of
from tests.figures.made_charts import COUNT, MEAN, RATE, ROLLING, SHARE, broken_in
from tests.figures.made_verdicts import AFTER, BEFORE, START, judged, made_subject, misses

SV, EN = words_of("sv"), words_of("en")
KINDS = (RATE, SHARE, COUNT, MEAN)
NOTHING = Verdict("cannot_tell", (), reason="few_before")


def marked(**at: str) -> list[str]:
    """Statuses of the months: month_3="suppressed"."""
    marks = ["ok"] * (BEFORE + AFTER)
    for place, status in at.items():
        marks[int(place.removeprefix("month_"))] = status
    return marks


def layer_names(figure) -> list[str]:
    return [layer["name"] for layer in figure.spec["layer"]]


@pytest.mark.parametrize("indicator", KINDS, ids=lambda i: i.id)
def test_what_the_verdict_counts_is_the_value_that_is_shown_everywhere(indicator):
    subject = made_subject(indicator)
    verdict = judged(subject)
    told = verdict.counterfactual.query("unit == @subject.unit.id")
    shown = told["observed"].to_numpy() * shown_factor(subject)
    np.testing.assert_allclose(shown, subject.series.value)


@pytest.mark.parametrize("indicator", KINDS, ids=lambda i: i.id)
def test_the_levels_of_the_sentence_lie_among_the_months_that_are_drawn(indicator):
    subject = made_subject(indicator)
    verdict, months = judged(subject), months_of_verdict(subject, judged(subject))
    for level, drawn in (
        (verdict.observed_level, months.observed[BEFORE:]),
        (verdict.expected_level, months.expected[BEFORE:]),
    ):
        assert level * subject.level_factor == pytest.approx(drawn.mean(), rel=0.03)


def test_the_band_holds_the_expected_and_stands_only_after_the_change():
    months = months_of_verdict(made_subject(), judged(made_subject()))
    assert np.isnan(months.lower[:BEFORE]).all()
    assert (months.lower[BEFORE:] < months.expected[BEFORE:]).all()
    assert (months.expected[BEFORE:] < months.upper[BEFORE:]).all()
    assert np.isfinite(months.expected[:BEFORE]).all()


def test_hidden_and_missing_months_have_a_sign_each_and_no_value_anywhere():
    subject = made_subject(status=marked(month_3="suppressed", month_30="missing"))
    figure = counterfactual_figure(SV, judged(subject), subject)
    data = figure.datasets["months"]
    for at, state in ((3, "suppressed"), (30, "missing")):
        row = data.iloc[at]
        assert row["state"] == state
        values = row[["observed", "before", "after", "expected_before", "expected", "lower", "upper"]]
        assert values.isna().all()
    foot = figure.datasets["foot"]
    assert foot["state"].tolist() == ["suppressed", "missing"]
    assert foot["shape"].nunique() == 2
    table = figure.table.iloc[::-1].reset_index(drop=True)
    assert table.loc[3, "Status"] == "dold, litet antal"
    assert table.loc[30, "Status"] == "saknas"
    assert set(table.loc[[3, 30], ["Observerat", "Väntat"]].to_numpy().ravel()) == {"–"}


def test_months_that_do_not_count_are_hollow_and_say_why():
    subject = made_subject(status=marked(month_35="provisional"))
    verdict = judged(subject, exclude=("2022-05",), started_because_bad=True)
    state = months_of_verdict(subject, verdict).state
    assert state[35] == "provisional"
    assert state[4] == "left_out"
    assert state[BEFORE - 3 : BEFORE].tolist() == ["picked_half"] * 3
    assert set(state) == {"before", "after", "left_out", "picked_half", "provisional"}


def test_months_that_made_people_start_count_half_beside_others_and_not_in_a_series_by_itself():
    subject = made_subject()
    for compare, state, said in ((None, "picked_half", "till hälften"), ((), "picked_out", "räknas inte")):
        verdict = judged(subject, started_because_bad=True, compare=compare)
        figure = counterfactual_figure(SV, verdict, subject)
        there = dict(figure.states)
        assert figure.datasets["months"]["state"].eq(state).sum() == 3
        assert said in there[state]
        assert said in key_html(SV, figure)
        assert "left_out" not in there


def test_the_key_shows_a_field_as_one_and_a_line_as_a_line():
    subject = made_subject()
    items = key_html(SV, counterfactual_figure(SV, judged(subject), subject)).split("<li ")
    drawn = {
        item: base64.b64decode(item.split("base64,")[1].split('"')[0]) for item in items if "base64," in item
    }
    fields = [item for item, drawing in drawn.items() if b"fill-opacity" in drawing]
    assert len(fields) == 1
    assert len(drawn) > 1
    assert "fältet" in fields[0]
    assert b'fill-opacity="0.17"' in drawn[fields[0]]


def test_an_excluded_month_that_made_people_start_does_not_count_at_all():
    subject = made_subject()
    last = str(START - np.timedelta64(1, "M"))
    state = months_of_verdict(subject, judged(subject, exclude=(last,), started_because_bad=True)).state
    assert state[BEFORE - 3 : BEFORE].tolist() == ["picked_half", "picked_half", "left_out"]


def test_only_one_side_of_a_break_counts():
    subject = made_subject(broken_in(RATE, "2022-09"))
    verdict = judged(subject, breaks=("2022-09",))
    figure = counterfactual_figure(SV, verdict, subject)
    assert figure.datasets["months"]["state"].tolist()[:9] == ["left_out"] * 8 + ["before"]
    assert figure.datasets["events"]["kind"].tolist() == ["break", "change"]


def test_of_a_rolling_measure_the_months_that_share_months_do_not_count():
    subject = made_subject(replace(ROLLING, window_months=3))
    figure = counterfactual_figure(SV, judged(subject), subject)
    state = figure.datasets["months"]["state"]
    assert state[state != "overlapping"].index.tolist() == [*range(2, BEFORE, 3), *range(BEFORE + 2, 36, 3)]
    assert figure.datasets["months"]["lonely"].sum() == AFTER / 3


def test_an_expected_month_without_neighbours_gets_a_bar_and_a_tick():
    gaps = marked(month_28="suppressed", month_30="missing")
    subject = made_subject(status=gaps)
    figure = counterfactual_figure(SV, judged(subject), subject)
    assert np.flatnonzero(figure.datasets["months"]["lonely"]).tolist() == [29]
    assert {"bars", "ticks"} <= set(layer_names(figure))
    whole = made_subject()
    assert not {"bars", "ticks", "foot"} & set(layer_names(counterfactual_figure(SV, judged(whole), whole)))


def test_where_too_much_is_hidden_nothing_is_expected_and_no_line_is_drawn():
    subject = made_subject(status=["suppressed"] * 6 + ["ok"] * 30)
    figure = counterfactual_figure(SV, judged(subject), subject)
    drawn = figure.datasets["months"][["before", "after", "expected", "expected_before", "lower", "upper"]]
    assert drawn.isna().all().all()
    assert not {"band", "expected", "before", "after"} & set(layer_names(figure))
    assert "6 av 36 värden är dolda" in figure.sentence
    assert "Väntat" not in figure.table


def test_without_a_computation_only_what_was_observed_is_drawn():
    subject = made_subject()
    figure = counterfactual_figure(SV, NOTHING, subject)
    assert not {"band", "expected", "lower"} & set(layer_names(figure))
    assert {"before", "after", "points"} <= set(layer_names(figure))
    assert "inget väntat värde" in figure.facts
    assert "går inte att räkna ut" in figure.sentence
    assert figure.lines == ()


def test_the_sentence_tells_levels_difference_and_what_the_expected_rests_on():
    subject = made_subject()
    verdict = replace(
        judged(subject),
        observed_level=0.12,
        expected_level=0.2,
        relative_effect=-0.4,
        interval=(-0.47, -0.31),
    )
    assert counterfactual_sentence(SV, verdict, subject) == (
        "Akutbesök i Värnamo från och med januari 2024: 12,00 per 100 inskrivna. Väntat var 20,00, om det "
        "hade gått som före och som för de andra. "
        "Skillnad: −40\u00a0% (95\u00a0% osäkerhet: −47 till −31\u00a0%)."
    )
    alone = judged(subject, others=0)
    assert alone.alone
    assert "de andra" not in counterfactual_sentence(SV, alone, subject)
    assert "utan andra att jämföra med" in counterfactual_figure(SV, alone, subject).facts


def test_several_units_together_are_not_called_one_of_them():
    subject = made_subject()
    verdict = replace(judged(subject), judged=("0683", "0684"))
    assert "2 enheter tillsammans" in counterfactual_sentence(SV, verdict, subject)


def test_a_unit_that_the_verdict_does_not_hold_has_nothing_expected():
    subject = made_subject()
    other = replace(subject, unit=replace(subject.unit, id="0999"))
    assert not months_of_verdict(other, judged(subject)).computed


@pytest.mark.parametrize(("language", "theme"), [("sv", "light"), ("en", "dark")])
@pytest.mark.parametrize("status", [None, marked(month_3="suppressed"), ["suppressed"] * 20 + ["ok"] * 16])
def test_every_form_is_valid_and_has_all_that_it_draws(language, theme, status):
    subject = made_subject(status=status)
    words = words_of(language)
    for verdict in (judged(subject), NOTHING):
        figure = counterfactual_figure(words, verdict, subject, made_up=True, theme=theme)
        alt.Chart.from_dict(dict(figure.spec))
        assert misses(figure) == {}
        assert words("figure.facts_made_up") in figure.facts
        assert figure.sentence in figure.alt
        key_html(words, figure)


def test_the_change_is_marked_only_inside_the_series():
    subject = made_subject()
    late = replace(subject, start=START + 24)
    figure = counterfactual_figure(SV, NOTHING, late)
    assert "events" not in figure.datasets
    assert not {"event_rules", "event_texts"} & set(layer_names(figure))
    alt.Chart.from_dict(dict(figure.spec))


def test_on_a_screen_its_height_follows_the_screen():
    subject = made_subject()
    spec = for_screen(counterfactual_figure(SV, judged(subject), subject).spec)
    assert [param["name"] for param in spec["params"]] == ["height"]


def test_what_points_say_names_expected_and_band_in_the_readers_language():
    subject: Subject = made_subject()
    frame = frame_of(EN, months_of_verdict(subject, judged(subject)))
    assert frame["tip_1"].iloc[0].startswith("expected: ")
    assert "single month" in frame["tip_2"].iloc[-1]
    assert frame["tip_2"].isna().iloc[0]
