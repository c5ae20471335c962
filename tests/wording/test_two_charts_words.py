"""Two charts compared in words: agreeing with their readings, the table of chance, and each other."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.spc.false_alarms import LENGTHS
from core.spc.for_series import Choices, chart_for
from core.wording import LANGUAGES, words_of
from core.wording.method import chance_of
from core.wording.reading import reading_sentences
from core.wording.two_charts import (
    chance_sentences,
    chart_names,
    differences,
    marked_in,
    nearest_length,
    outcome_of,
    two_headline,
)
from tests.figures.made_charts import PLACE, RATE, STEADY, made_chart, series_of_any_kind

SV, EN = words_of("sv"), words_of("en")
SPIKE = [*STEADY[:5], 44, *STEADY[6:]]
"""A month that lies outside the limits of a u chart; a run chart sees nothing."""


def pair(numbers=STEADY, kinds=("u", "i"), rules=("anhoej", "anhoej"), **more):
    return [
        made_chart(RATE, numbers, Choices(kind=kind, rules=rule, **more))
        for kind, rule in zip(kinds, rules, strict=True)
    ]


def told(words, charts) -> str:
    return " ".join([*(text for _, text in differences(words, *charts)), *chance_sentences(words, *charts)])


def test_a_single_far_month_is_a_signal_in_a_control_chart_and_none_in_a_run_chart():
    charts = pair(SPIKE, kinds=("u", "run"))
    assert two_headline(SV, *charts) == "Signal i u-diagram, men inte i linjediagram med median."
    assert two_headline(SV, *charts[::-1]) == two_headline(SV, *charts)
    marked = marked_in(*charts)
    assert marked.first == (np.datetime64("2022-06"),)
    assert marked.both == marked.second == ()
    assert "Bara i u-diagram pekas jun" in told(SV, charts)


def test_where_neither_signals_that_is_said():
    assert two_headline(SV, *pair()) == "Inget av diagrammen ger signal."
    assert "Inget av dem pekar ut någon punkt." in told(SV, pair())


@pytest.mark.parametrize("words", [SV, EN])
def test_charts_are_told_apart_by_what_differs_between_them(words):
    assert chart_names(words, *pair()) == (words("chart_kind.u.name"), words("chart_kind.i.name"))
    by_rules = chart_names(words, *pair(kinds=("i", "i"), rules=("anhoej", "ihi")))
    assert ["Anhøj" in by_rules[0], "IHI" in by_rules[1]] == [True, True]
    both = chart_names(words, *pair(rules=("anhoej", "ihi")))
    assert words("chart_kind.u.name") in both[0]
    assert "IHI" in both[1]
    assert len(set(chart_names(words, *pair(kinds=("i", "i"))))) == 2


def test_the_limits_told_are_those_drawn_and_the_wider_pair_is_named():
    charts = pair(numbers=[10, 40, 12, 45, 9, 41] * 4)
    text, at = told(SV, charts), charts[0].series.months[-1]
    for charted in charts:
        low, high = charted.points[["lcl", "ucl"]].iloc[-1]
        assert f"från {SV.number(low, 2)} till {SV.number(high, 2)}" in text
    widths = [float(c.points["ucl"].iloc[-1] - c.points["lcl"].iloc[-1]) for c in charts]
    assert widths[1] > widths[0]
    assert f"Vidast är de i I-diagram (XmR): {SV.number(widths[1] / widths[0], 2)} gånger" in text
    assert SV.month(at) in text


def test_a_run_chart_is_said_to_have_no_limits():
    assert "inga styrgränser" in told(SV, pair(kinds=("u", "run")))


def test_the_same_kind_with_two_rule_sets_has_the_same_lines_and_both_explanations():
    text = told(SV, pair(kinds=("i", "i"), rules=("anhoej", "ihi")))
    assert "desamma i båda" in text
    for rules in ("anhoej", "ihi"):
        assert SV(f"rule_set.{rules}.explanation") in text


def test_the_chance_of_a_signal_is_the_measured_one_of_each_rule_set_at_the_nearest_length():
    text = told(SV, pair(kinds=("i", "i"), rules=("anhoej", "ihi")))
    for phi in (0.0, 0.3):
        for rules in ("anhoej", "ihi"):
            assert f"{100 * chance_of(rules, 'i', 24, phi).rate:.0f}" in text
    assert "Närmaste längd" not in text
    assert "Närmaste längd som är mätt är 24 månader" in told(SV, pair(STEADY[:20], kinds=("i", "run")))


def test_a_number_measured_on_another_kind_says_so():
    assert "u-diagram är inte mätt för sig" in told(SV, pair())
    assert "inte mätt för sig" not in told(SV, pair(kinds=("i", "run")))


def test_a_chosen_baseline_and_phases_are_said_to_change_the_chance():
    frozen = pair(freeze=np.datetime64("2022-12"))
    assert SV("two.chance_frozen") in told(SV, frozen)
    parts = pair([*STEADY, *STEADY], parts=(np.datetime64("2024-01"),))
    assert SV("two.chance_parts") in told(SV, parts)
    assert SV("two.chance_parts") not in told(SV, pair())


@pytest.mark.parametrize("n", [1, 12, 17, 18, 29, 30, 47, 60, 500])
def test_the_nearest_length_is_the_one_with_the_smallest_ratio(n):
    ratios = {length: max(length / n, n / length) for length in LENGTHS}
    assert ratios[nearest_length(n)] == min(ratios.values())


def test_too_few_or_hidden_values_give_no_comparison_of_signals_and_no_chance():
    few = pair(STEADY[:6])
    assert [outcome_of(charted) for charted in few] == ["untold", "untold"]
    assert two_headline(SV, *few) == SV("two.untold")
    assert chance_sentences(SV, *few) == []
    assert "kräver minst 12" in told(SV, few)
    hidden = [
        made_chart(RATE, STEADY, Choices(kind=kind), status=["suppressed"] * 8 + ["ok"] * 16)
        for kind in ("u", "i")
    ]
    assert two_headline(SV, *hidden) == SV("two.untold")
    assert chance_sentences(SV, *hidden) == []
    assert "Gränserna" not in told(SV, hidden)


@settings(max_examples=25, deadline=None)
@given(series_of_any_kind())
def test_the_comparison_agrees_with_both_readings_whatever_the_series(made):
    indicator, series = made
    charts = [chart_for(indicator, PLACE, series, Choices(kind=kind)) for kind in (None, "run")]
    for words in map(words_of, LANGUAGES):
        for charted in charts:
            finding = reading_sentences(words, charted)[0]
            assert (outcome_of(charted) == "signal") == finding.startswith("Signal")
            assert (outcome_of(charted) == "none") == finding.startswith(("Stabilt", "Stable"))
        text = two_headline(words, *charts) + told(words, charts)
        assert "{" not in text
        assert "nan" not in text.lower().split()
        assert "  " not in text
