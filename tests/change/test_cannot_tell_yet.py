"""Where nothing can be told there is a reason, of the code and in words, and never a number that pretends."""

from typing import get_args

import numpy as np
import pandas as pd
import pytest

from core.change import evaluate, moved_alike, plan
from core.change.for_dataset import Asked, judged
from core.change.plan import NoPlan
from core.change.plan_for_dataset import Wish, plan_for
from core.change.verdict import Lack, Verdict
from core.wording import LANGUAGES, words_of
from core.wording.plan import plan_details, plan_headline
from core.wording.verdict import verdict_headline, verdict_reading
from tests.change.made_changes import FIRST, START, made_means, made_table
from tests.change.made_dataset import RATE, Made, rate_with


def spread(table: pd.DataFrame, months: int) -> pd.DataFrame:
    """The same values, each ``months`` apart from the next: quarters, years."""
    position = table.groupby("unit").cumcount()
    return table.assign(month=[str(FIRST + months * at) for at in position])


def no_numbers(verdict: Verdict) -> bool:
    told = (verdict.p, verdict.p_ctl, verdict.observed, verdict.expected, verdict.relative_effect)
    return told == (None,) * 5 and verdict.counterfactual.empty


# The reason


def test_a_rolling_measure_says_that_it_is_why_and_not_that_history_is_short():
    verdict = evaluate(made_table(before=48, after=12), {"a": str(FIRST + 48)}, window_months=12)
    assert (verdict.grade, verdict.reason) == ("cannot_tell", "rolling")
    assert no_numbers(verdict)


@pytest.mark.parametrize(("start", "reason"), [("2000-01", "no_month_before"), ("2050-01", "no_month_after")])
def test_a_start_outside_the_data_is_that_also_for_a_rolling_measure(start, reason):
    assert evaluate(made_table(), {"a": start}, window_months=12).reason == reason


def test_a_rolling_measure_with_a_really_short_history_says_so():
    table = made_table(before=3, after=30)
    assert evaluate(table, {"a": str(FIRST + 3)}, window_months=3).reason == "few_before"


@pytest.mark.parametrize("months", [3, 12], ids=["quarters", "years"])
def test_values_too_seldom_say_so_and_are_not_called_a_short_history(months):
    table = spread(made_table(before=4, after=3), months)
    verdict = evaluate(table, {"a": str(FIRST + 4 * months)})
    assert (verdict.grade, verdict.reason) == ("cannot_tell", "not_monthly")
    assert no_numbers(verdict)


def test_quarters_that_are_enough_are_judged_but_no_number_of_months_is_promised():
    verdict = evaluate(spread(made_table(before=16, after=6), 3), {"a": str(FIRST + 48)}, shifts=())
    assert (verdict.grade, verdict.n_before, verdict.n_after) == ("cannot_tell", 16, 6)
    assert verdict.p is not None
    assert verdict.months_needed is None
    assert "verdict_missing_after" not in [caveat.code for caveat in verdict.caveats]


def test_windows_that_are_enough_are_judged_but_no_number_of_months_is_promised():
    verdict = evaluate(made_table(before=60, after=12), {"a": str(FIRST + 60)}, window_months=6, shifts=())
    assert (verdict.grade, verdict.months_needed) == ("cannot_tell", None)
    assert "verdict_missing_after" not in [caveat.code for caveat in verdict.caveats]


def test_a_unit_without_denominators_says_that_they_are_what_is_lacking():
    table = made_table()
    table.loc[table["unit"] == "a", "denominator"] = np.nan
    verdict = evaluate(table, START)
    assert (verdict.grade, verdict.reason) == ("cannot_tell", "no_denominators")
    assert no_numbers(verdict)


def test_without_any_number_at_all_denominators_are_not_blamed():
    table = made_table()
    table.loc[table["unit"] == "a", ["numerator", "denominator"]] = np.nan
    assert evaluate(table, START).reason == "no_month_before"


def test_a_month_that_nobody_could_be_counted_in_is_no_lack_of_denominators():
    table = made_table()
    table.loc[(table["unit"] == "a") & (table["month"] >= START["a"]), ["numerator", "denominator"]] = 0.0
    assert evaluate(table, START).reason == "no_month_after"


@pytest.mark.parametrize("compare", [None, ()], ids=["compared", "alone"])
def test_a_mean_around_nothing_is_not_told_in_per_cent_of_nothing(compare):
    table = made_means()
    table["numerator"] -= 5 * table["denominator"]
    verdict = evaluate(table, START, kind="mean", compare=compare)
    assert (verdict.grade, verdict.reason) == ("cannot_tell", "level_zero")
    assert no_numbers(verdict)


def test_a_mean_of_exactly_nothing_before_divides_by_nothing_nowhere():
    table = made_means()
    mine = table["unit"] == "a"
    table.loc[mine, "numerator"] = np.tile([-1.0, 1.0, 2.0, -2.0], 9)
    table["denominator"] = 1.0
    assert evaluate(table, START, kind="score").reason == "level_zero"
    assert plan(table, "a", kind="score").reason == "level_zero"
    assert moved_alike(table, START, kind="score") is not None


def test_a_mean_far_below_nothing_is_told():
    table = made_means(effect=1.5)
    table["numerator"] *= -1
    verdict = evaluate(table, START, kind="mean", shifts=())
    assert (verdict.grade, verdict.moved) == ("clear", "down")


def test_without_anybody_to_compare_with_a_difference_is_never_clear():
    verdict = evaluate(made_table(-0.5), START, compare=(), shifts=())
    assert (verdict.grade, verdict.alone) == ("likely", True)
    assert "verdict_no_comparison" in [caveat.code for caveat in verdict.caveats]
    short = evaluate(made_table(-0.5, before=11), {"a": str(FIRST + 11)}, compare=())
    assert (short.grade, short.reason) == ("cannot_tell", "few_before")


# Plans


def test_a_plan_on_a_rolling_measure_is_refused_with_its_reason():
    found = plan(made_table(), "a", window_months=12)
    assert (found.reason, found.curve, found.months_needed) == ("rolling", None, None)
    assert plan(made_table(), "a", window_months=1).reason is None


@pytest.mark.parametrize("months", [3, 12], ids=["quarters", "years"])
def test_a_plan_on_values_that_come_seldom_is_refused_with_its_reason(months):
    found = plan(spread(made_table(), months), "a")
    assert (found.reason, found.curve, found.suggestions) == ("not_monthly", None, ())


def test_a_month_here_and_there_that_is_missing_does_not_make_values_come_seldom():
    table = made_table()
    assert plan(table[table.index % 3 != 0], "a").reason is None


# In words


def asked(made: Made, unit: str = "a") -> Asked:
    return Asked(RATE.id, ((unit, made.first),))


def told(reason: str) -> Made:
    """A dataset in which ``a`` cannot be judged for this reason."""
    return {
        "no_month_before": Made(start=0),
        "no_month_after": Made(missing={"a": range(30, 48)}),
        "few_before": Made(start=3),
        "no_events": Made(events=0.0),
        "constant": Made(rate_with(kind="mean"), start=30, constant="a"),
        "rolling": Made(rate_with(window_months=12)),
        "not_monthly": Made(rate_with(frequency="year"), period_type="year", periods=9, start=5),
        "level_zero": Made(rate_with(kind="mean", multiply=1.0), level=0.0, without_counts="abcdef"),
    }[reason]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", sorted(set(get_args(Lack)) - {"no_denominators"}))  # no file gets so far
def test_every_reason_is_met_in_a_dataset_and_is_told_with_what_would_help(reason, language):
    made = told(reason)
    answer = judged(made.dataset(), asked(made))
    assert (answer.verdict.grade, answer.reason) == ("cannot_tell", reason)
    reading = verdict_reading(words_of(language), answer)
    start = {"sv": "Det går inte att avgöra än.", "en": "Not possible to tell yet."}
    assert verdict_headline(words_of(language), answer).startswith(start[language])
    assert (reading.effect, reading.details) == ("", ())
    assert {"sv": "hjälper", "en": "help"}[language] in reading.means
    assert "nan" not in reading.text.split()


def test_of_a_rolling_measure_by_quarter_the_window_is_the_reason():
    made = Made(rate_with(window_months=12, frequency="quarter"), period_type="quarter", periods=20, start=14)
    answer = judged(made.dataset(), asked(made))
    assert answer.reason == "rolling"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_no_plan_has_a_headline_and_a_why(language):
    words = words_of(language)
    for reason in get_args(NoPlan):
        assert words(f"plan.headline_{reason}")
    made = Made(rate_with(kind="mean", multiply=1.0), level=0.0, without_counts="abcdef")
    planned = plan_for(made.dataset(), Wish(RATE.id, ("a",)))
    assert planned.reason == "level_zero"
    assert plan_headline(words, planned)
    assert plan_details(words, planned)[0]
