"""The verdict from a table: grades, reasons, what is left out, and what must not matter."""

import numpy as np
import pandas as pd
import pytest
from made_changes import FIRST, START, made_means, made_table

from core.change import evaluate


def judged(table: pd.DataFrame, **asked):
    return evaluate(table, asked.pop("start", START), **{"shifts": (), **asked})


def codes(verdict) -> set[str]:
    return {caveat.code for caveat in verdict.caveats}


def with_cells(table: pd.DataFrame, unit: str, positions: range, **values) -> pd.DataFrame:
    """The table with some months (from 0) of a unit changed."""
    changed = table.copy()
    rows = changed.index[changed["unit"] == unit][list(positions)]
    for column, value in values.items():
        changed.loc[rows, column] = value
    return changed


# Grades


def test_a_large_change_is_clear_and_better_when_fewer_is_better():
    verdict = judged(made_table(-0.35), direction="down")
    assert (verdict.grade, verdict.direction, verdict.moved) == ("clear", "better", "down")
    assert verdict.p_verdict == verdict.p < 0.05
    assert verdict.relative_effect == pytest.approx(-0.35, abs=0.1)
    assert verdict.interval[0] < -0.35 < verdict.interval[1] < 0
    assert verdict.effect == pytest.approx((verdict.observed - verdict.expected) / 12)
    assert verdict.expected_level == pytest.approx(40 / 500, rel=0.1)
    assert verdict.compared == tuple("bcdefgh")
    assert (verdict.n_before, verdict.n_after) == (24, 12)


def test_the_same_change_is_clear_and_worse_when_more_is_better():
    assert judged(made_table(-0.35), direction="up").direction == "worse"
    assert judged(made_table(-0.35)).direction == "neutral"


def test_a_single_series_is_never_graded_above_likely():
    verdict = judged(made_table(-0.6), compare=())
    assert verdict.grade == "likely"
    assert verdict.alone
    assert verdict.p_ctl is verdict.p_verdict is verdict.wide_interval is None
    assert "verdict_no_comparison" in codes(verdict)


def test_many_events_and_no_change_rule_out_a_change_that_matters():
    verdict = judged(made_table(events=4000.0, units=13), smallest_change=0.2)
    assert verdict.grade == "no_sign"
    assert -0.2 < verdict.interval_90[0] < verdict.interval_90[1] < 0.2


def test_few_events_cannot_tell_and_the_answer_says_what_could_have_been_seen():
    verdict = judged(made_table(events=6.0))
    assert verdict.grade == "cannot_tell"
    assert verdict.minimum_detectable_effect == pytest.approx(-np.expm1(-2.8 * verdict.standard_error))
    assert verdict.minimum_detectable_effect > 0.1


def test_about_one_event_a_month_is_never_graded_but_pooled():
    verdict = judged(made_table(-1.0, events=1.0))
    assert verdict.grade == "cannot_tell"
    assert "verdict_pool" in codes(verdict)


def test_a_start_picked_from_the_chart_needs_half_the_p():
    by_p = {}
    for seed in range(40):
        verdict = judged(made_table(-0.2, seed=seed))
        if 0.025 < verdict.p < 0.05:
            by_p[seed] = judged(made_table(-0.2, seed=seed), picked_from_chart=True)
            break
    assert by_p
    picked = next(iter(by_p.values()))
    assert picked.grade != "clear"
    assert "verdict_picked" in codes(picked)


@pytest.mark.parametrize("seed", range(12))
def test_the_wide_interval_holds_no_change_exactly_when_the_verdict_does_not_reject_it(seed: int):
    verdict = judged(made_table(-0.22, seed=seed))
    low, high = verdict.wide_interval
    assert (low <= 0 <= high) == (verdict.p_verdict >= 0.05)
    assert low <= verdict.interval[0]
    assert verdict.interval[1] <= high


# Too little to go on


@pytest.mark.parametrize(
    ("table", "start", "reason"),
    [
        (made_table(), str(FIRST), "no_month_before"),
        (made_table(), str(FIRST + 36), "no_month_after"),
        (made_table(), str(FIRST + 4), "few_before"),
        (with_cells(made_table(), "a", range(24), numerator=0.0), START["a"], "no_events"),
        (with_cells(made_table(), "a", range(24, 36), numerator=np.nan), START["a"], "no_month_after"),
        (with_cells(made_table(), "a", range(36), denominator=0.0), START["a"], "no_month_before"),
    ],
)
def test_too_little_to_go_on_is_an_answer_with_a_reason_and_no_numbers(table, start, reason):
    verdict = judged(table, start={"a": start})
    assert (verdict.grade, verdict.reason) == ("cannot_tell", reason)
    assert verdict.p is verdict.expected is verdict.relative_effect is verdict.interval is None
    assert verdict.counterfactual.empty


def test_no_event_after_the_change_is_a_number_like_others():
    verdict = judged(with_cells(made_table(), "a", range(24, 36), numerator=0.0))
    assert (verdict.observed, verdict.relative_effect, verdict.interval[0]) == (0.0, -1.0, -1.0)
    assert verdict.grade == "clear"


@pytest.mark.parametrize("shape", ["abrupt", "gradual"])
def test_no_event_after_the_change_is_a_number_also_without_comparison(shape):
    table = with_cells(made_table(), "a", range(24, 36), numerator=0.0)
    verdict = judged(table, compare=(), expected=shape)
    assert (verdict.relative_effect, verdict.grade) == (-1.0, "likely")


# What is left out


def test_a_suppressed_month_is_left_out_and_never_a_zero():
    table = made_table()
    missing = judged(with_cells(table, "a", range(26, 28), numerator=np.nan))
    zero = judged(with_cells(table, "a", range(26, 28), numerator=0.0))
    assert missing.n_after == 10
    assert missing.relative_effect > zero.relative_effect + 0.1
    assert "verdict_missing_after" in codes(missing)
    months = missing.counterfactual.query("unit == 'a'").iloc[26:28]
    assert months[["observed", "expected", "lower", "upper"]].isna().all().all()


def test_a_gap_in_the_calendar_is_the_same_as_a_month_without_a_number():
    table = made_table()
    gone = table[(table["unit"] != "a") | ~table["month"].isin(table["month"].unique()[[5, 30]])]
    hidden = with_cells(
        with_cells(table, "a", range(5, 6), numerator=np.nan), "a", range(30, 31), numerator=np.nan
    )
    assert judged(gone).p == judged(hidden).p


def test_excluded_months_do_not_matter_whatever_they_hold():
    exclude = [str(FIRST + 10), str(FIRST + 30)]
    wild = with_cells(
        with_cells(made_table(), "a", range(10, 11), numerator=900.0), "b", range(30, 31), numerator=0.0
    )
    assert judged(wild, exclude=exclude).p == pytest.approx(judged(made_table(), exclude=exclude).p)
    assert "verdict_excluded" in codes(judged(wild, exclude=exclude))


def test_months_before_a_break_are_left_out_and_so_are_those_after_a_later_one():
    table = with_cells(made_table(), "a", range(10), numerator=400.0)
    verdict = judged(table, breaks=[str(FIRST + 10), str(FIRST + 32)])
    assert (verdict.n_before, verdict.n_after) == (14, 8)
    assert "verdict_break" in codes(verdict)


def test_provisional_months_are_not_used():
    table = made_table().assign(status="ok")
    late = table["month"] == str(FIRST + 35)
    verdict = judged(table.assign(status=table["status"].mask(late, "provisional")))
    assert verdict.n_after == 11
    assert "verdict_provisional" in codes(verdict)


def test_a_rolling_measure_keeps_only_windows_that_share_no_month_with_each_other_or_the_start():
    table = made_table(before=48, after=24)
    verdict = judged(table, start={"a": str(FIRST + 48)}, window_months=6)
    used = verdict.counterfactual.dropna(subset="observed")
    positions = ((used["month"].dt.year - 2022) * 12 + used["month"].dt.month - 1).tolist()
    assert positions == [5, 11, 17, 23, 29, 35, 41, 47, 53, 59, 65, 71]
    assert "verdict_rolling" in codes(verdict)


def test_an_annual_window_leaves_too_few_months_and_says_so():
    verdict = judged(made_table(before=48, after=12), start={"a": str(FIRST + 48)}, window_months=12)
    assert verdict.reason == "rolling"
    assert "verdict_rolling" in codes(verdict)


def test_a_team_that_started_since_it_looked_bad_does_not_profit_from_its_bad_months():
    bad = with_cells(made_table(), "a", range(21, 24), numerator=90.0)
    usual, honest = judged(bad), judged(bad, started_because_bad=True)
    assert usual.relative_effect < honest.relative_effect - 0.05
    assert honest.n_before == 21
    assert "verdict_bad_months" in codes(honest)


# Comparison units


def test_units_that_cannot_be_compared_are_named_with_the_reason():
    table = with_cells(made_table(), "b", range(36), numerator=0.0)
    table = with_cells(table, "c", range(4, 36), numerator=np.nan)
    table = with_cells(table, "d", range(36), numerator=np.nan)
    verdict = judged(table, other_changes={"e": str(FIRST + 3)})
    assert {left.unit: left.reason for left in verdict.left_out} == {
        "b": "no_events",
        "c": "few_months",
        "d": "no_data",
        "e": "own_change",
    }
    assert verdict.compared == ("f", "g", "h")


def test_a_unit_with_a_change_of_its_own_counts_only_before_it():
    table = with_cells(made_table(), "b", range(20, 36), numerator=200.0)
    known = judged(table, other_changes={"b": str(FIRST + 20)})
    without = judged(table, compare=list("cdefgh"))
    assert known.relative_effect == pytest.approx(without.relative_effect, abs=0.03)
    assert "b" in known.compared


def test_what_hits_everyone_is_not_taken_for_the_change():
    table = made_table(units=13)
    wave = table["month"] >= str(FIRST + 24)
    table["numerator"] = np.where(wave, np.round(table["numerator"] * 1.6), table["numerator"])
    compared, alone = judged(table), judged(table, compare=())
    assert compared.p_ctl > 0.05
    assert abs(compared.relative_effect) < 0.15
    assert alone.relative_effect > 0.3


def test_several_starters_are_judged_together_and_tell_more():
    table = made_table(-0.2, units=10)
    rows = (table["unit"] == "b") & (table["month"] >= str(FIRST + 24))
    table.loc[rows, "numerator"] = np.round(0.8 * table.loc[rows, "numerator"])
    one, two = judged(table), judged(table, start={**START, "b": START["a"]})
    assert two.judged == ("a", "b")
    assert two.standard_error < one.standard_error
    assert set(two.counterfactual["unit"]) == {"a", "b"}
    assert two.effect == pytest.approx((two.observed - two.expected) / 24)


# What must not matter


def test_the_order_of_rows_and_the_way_months_are_written_do_not_matter():
    table = made_table(-0.2)
    usual = judged(table)
    shuffled = table.sample(frac=1, random_state=3)
    assert judged(shuffled).p == pytest.approx(usual.p, rel=1e-9)
    for month in (
        pd.to_datetime(table["month"]),
        pd.to_datetime(table["month"]).dt.to_period("M"),
        table["month"] + "-01",
    ):
        assert judged(table.assign(month=month), start={"a": pd.Period(START["a"])}).p == usual.p


def test_the_unit_of_the_denominator_does_not_matter():
    table = made_table(-0.2)
    per_thousand = table.assign(denominator=table["denominator"] / 1000)
    assert judged(per_thousand).p == pytest.approx(judged(table).p, rel=1e-6)


def test_a_share_and_its_complement_move_by_as_much_in_opposite_directions():
    table = made_table(-0.2, kind="proportion")
    complement = table.assign(numerator=table["denominator"] - table["numerator"])
    one, other = judged(table, kind="proportion"), judged(complement, kind="proportion")
    assert (one.moved, other.moved) == ("down", "up")
    assert one.p_step == pytest.approx(other.p_step, abs=0.02)
    assert one.observed - one.expected == pytest.approx(other.expected - other.observed, rel=0.03)


def test_means_are_judged_alike_in_celsius_and_fahrenheit():
    table = made_means(-0.6)
    fahrenheit = table.assign(numerator=1.8 * table["numerator"] + 32 * table["denominator"])
    one, other = judged(table, kind="mean"), judged(fahrenheit, kind="mean")
    assert one.p == pytest.approx(other.p, rel=1e-6)
    assert other.effect == pytest.approx(1.8 * one.effect)
    assert one.effect == pytest.approx(-0.6, abs=0.3)
    assert one.effect == pytest.approx(one.observed_level - one.expected_level)


def test_a_mean_without_denominators_weighs_months_alike():
    table = made_means(-1.0)
    values = pd.DataFrame(
        {
            "unit": table["unit"],
            "month": table["month"],
            "numerator": table["numerator"] / table["denominator"],
        }
    )
    assert judged(values, kind="score").p == pytest.approx(judged(table, kind="mean").p, rel=0.01)


def test_means_that_never_vary_give_no_numbers():
    table = made_means()
    verdict = judged(table.assign(numerator=5 * table["denominator"]), kind="mean")
    assert (verdict.grade, verdict.reason) == ("cannot_tell", "constant")


# Picture and shifted starts


def test_the_months_of_the_picture_add_up_to_the_expected_total():
    verdict = judged(made_table(-0.2))
    after = verdict.counterfactual.query("after")
    assert after["expected"].sum() == pytest.approx(verdict.expected, rel=0.01)
    assert after["observed"].sum() == verdict.observed
    assert (after["lower"] < after["expected"]).all()
    assert (after["expected"] < after["upper"]).all()
    assert verdict.counterfactual.query("not after")[["lower", "upper"]].isna().all().all()


def test_about_95_of_100_months_without_a_change_lie_inside_the_band():
    inside = []
    for seed in range(25):
        after = judged(made_table(seed=seed)).counterfactual.query("after")
        inside.append(after["observed"].between(after["lower"], after["upper"]).mean())
    assert 0.91 < np.mean(inside) < 0.99


def test_p_is_told_for_starts_moved_by_one_or_two_months():
    verdict = evaluate(made_table(-0.3), START)
    assert set(verdict.p_by_shifted_start) == {-2, -1, 1, 2}
    moved = judged(made_table(-0.3), start={"a": str(FIRST + 25)})
    assert verdict.p_by_shifted_start[1] == pytest.approx(moved.p)


# Wrong arguments


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"kind": "ratio"}, "none of"),
        ({"expected": "soon"}, "none of"),
        ({"direction": "left"}, "none of"),
        ({"smallest_change": 0.0}, "smallest_change"),
        ({"start": {"z": "2024-01"}}, "not in the table"),
        ({"compare": ["z"]}, "not in the table"),
    ],
)
def test_an_argument_that_is_none_is_refused(changed, says):
    with pytest.raises(ValueError, match=says):
        judged(made_table(), **changed)


def test_a_table_that_cannot_be_is_refused():
    table = made_table()
    with pytest.raises(ValueError, match="twice"):
        judged(pd.concat([table, table.iloc[:1]]))
    with pytest.raises(ValueError, match="lacks numerator"):
        judged(table.drop(columns="numerator"))
    with pytest.raises(ValueError, match="below 0"):
        judged(with_cells(table, "b", range(1), numerator=-1.0))
    with pytest.raises(ValueError, match="exceeds"):
        judged(with_cells(table, "b", range(1), numerator=501.0), kind="proportion")
