"""What could be seen ahead of a change, held against what is seen after it."""

import numpy as np
import pytest
from made_changes import FIRST, START, made_means, made_table

from core.change import evaluate, moved_alike, plan


def test_the_plan_foresees_what_the_verdict_later_can_detect():
    table = made_table(units=13)
    foreseen = plan(table[table["month"] < START["a"]], "a", months_after=12)
    seen = evaluate(table, START, shifts=()).minimum_detectable_effect
    assert foreseen.detectable[12] == pytest.approx(seen, rel=0.1)
    assert foreseen.n_before == 24
    assert foreseen.events_a_month == pytest.approx(40, rel=0.1)


def test_a_year_shows_a_smaller_change_than_half_a_year_and_more_events_show_smaller_ones():
    few, many = (plan(made_table(events=events, after=0), "a") for events in (10.0, 160.0))
    assert few.detectable[12] < few.detectable[6]
    assert many.detectable[12] < few.detectable[12]
    assert set(few.detectable) == {6, 12, 18, 24}


def test_the_months_needed_are_the_first_at_which_the_wished_change_can_be_seen():
    found = plan(made_table(events=100.0, after=0), "a", change=0.2)
    at = list(found.curve.months).index(found.months_needed)
    assert found.curve.detectable[at] <= 0.2
    assert (found.curve.detectable[:at] > 0.2).all()
    assert plan(made_table(events=2.0, after=0), "a", change=0.05).months_needed is None


def test_starting_together_is_suggested_only_where_it_shows_more():
    found = plan(made_table(after=0), "a")
    assert found.suggestions
    for suggestion in found.suggestions:
        assert suggestion.detectable < 0.9 * found.detectable[12]
        assert "a" not in suggestion.units
    assert plan(made_table(after=0), "a", compare=()).suggestions == ()


def test_several_units_that_start_together_are_planned_for_as_the_suggestion_says():
    table = made_table(units=13, after=0)
    suggestion = plan(table, "a", change=0.2).suggestions[0]
    together = plan(table, ("a", *suggestion.units), change=0.2)
    assert together.detectable[12] == pytest.approx(suggestion.detectable, rel=1e-9)
    assert together.months_needed == suggestion.months_needed
    assert set(together.units) == {"a", *suggestion.units}
    assert not set(together.units) & set(together.compared)
    assert together.events_a_month == pytest.approx(40 * len(together.units), rel=0.2)


def test_a_unit_with_too_little_behind_it_is_left_out_of_those_that_start_together():
    table = made_table(units=13, after=0)
    new = table["unit"].eq("c") & (table["month"] < np.sort(table["month"].unique())[-3])
    found = plan(table[~new], ("a", "c"))
    assert found.units == ("a",)
    assert [(one.unit, one.reason) for one in found.left_out] == [("c", "few_before")]


def test_without_comparison_a_plan_says_so_and_shows_less():
    table = made_table(after=0)
    alone, compared = plan(table, "a", compare=()), plan(table, "a")
    assert alone.alone
    assert {caveat.code for caveat in alone.caveats} == {"verdict_no_comparison"}
    assert alone.detectable[12] > compared.detectable[12]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (made_table(before=4, after=0), "few_before"),
        (
            made_table(after=0).assign(numerator=lambda t: t["numerator"].where(t["unit"] != "a", 0.0)),
            "no_events",
        ),
        (made_table(after=0).assign(numerator=np.nan), "few_before"),
    ],
)
def test_too_little_to_plan_on_has_a_reason_and_no_numbers(table, reason):
    found = plan(table, "a")
    assert (found.reason, found.curve, found.detectable) == (reason, None, {})


def test_a_verdict_that_cannot_tell_says_how_many_months_more_would_do():
    verdict = evaluate(made_table(events=60.0, after=3, units=13), START, smallest_change=0.2, shifts=())
    assert verdict.grade == "cannot_tell"
    assert verdict.minimum_detectable_effect > 0.2
    assert verdict.months_needed in range(3, 37, 3)


# Did they move alike?


def test_units_that_move_alike_before_show_no_trend_of_their_own():
    found = moved_alike(made_table(units=13), START)
    assert found.trends[0].p > 0.05
    assert abs(found.trends[0].drift) < 0.1
    assert len(found.table) == 24
    assert found.table[["level", "county"]].mean().to_numpy() == pytest.approx([100, 100], abs=1.5)


def test_a_unit_with_a_trend_of_its_own_is_found_and_told_with_the_verdict():
    table = made_table(units=13, events=200.0)
    years = np.tile(np.arange(36) / 12, 13)
    own = np.where(table["unit"] == "a", 1.25**years, 1.0)
    table["numerator"] = np.round(table["numerator"] * own)
    trend = moved_alike(table, START).trends[0]
    assert trend.p < 0.05
    assert trend.interval[0] < 0.25 < trend.interval[1]
    verdict = evaluate(table, START, shifts=())
    assert "verdict_not_alike" in {caveat.code for caveat in verdict.caveats}


def test_after_bad_months_the_trend_that_is_shown_is_the_one_that_the_verdict_holds():
    table = made_table(units=13, events=200.0)
    years = np.tile(np.arange(36) / 12, 13)
    own = np.where(table["unit"] == "a", 1.25**years, 1.0)
    table["numerator"] = np.round(table["numerator"] * own)
    said = {
        because_bad: moved_alike(table, START, started_because_bad=because_bad)
        for because_bad in (True, False)
    }
    verdict = evaluate(table, START, started_because_bad=True, shifts=())
    assert said[True].trends[0].drift == pytest.approx(verdict.own_drift)
    assert said[True].trends[0].drift != pytest.approx(said[False].trends[0].drift)
    assert (said[True].half, said[False].half) == (3, 0)


def test_means_are_laid_beside_each_other_in_their_own_unit():
    found = moved_alike(made_means(), START, kind="mean")
    assert found.table["level"].abs().max() < 2
    assert found.table["level"].mean() == pytest.approx(0, abs=1e-9)


def test_there_is_nothing_to_lay_beside_a_series_by_itself():
    assert moved_alike(made_table(), START, compare=()) is None
    assert moved_alike(made_table(), {"a": str(FIRST)}) is None
