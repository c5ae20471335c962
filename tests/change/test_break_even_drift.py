"""From which drift of its own a difference no longer shows: a year is a year, however often values come."""

import math

import numpy as np
import pandas as pd
import pytest
from made_changes import FIRST, START, made_table

from core.change import evaluate


def longer(table: pd.DataFrame, months: int) -> pd.DataFrame:
    """The same events summed over periods of so many months."""
    month = table["month"].to_numpy(dtype="datetime64[M]")
    first = month - (month.astype(int) % months)
    counts = ["numerator", "denominator"]
    return table.assign(month=first.astype(str)).groupby(["unit", "month"], as_index=False)[counts].sum()


def by_formula(verdict, years: float) -> float:
    """(|log effect| − 1.96·se) over the years between the middles, as a part of the level."""
    log_effect = math.log1p(verdict.relative_effect)
    yearly = (abs(log_effect) - 1.96 * verdict.standard_error) / years
    return -math.expm1(-yearly) if log_effect < 0 else math.expm1(yearly)


@pytest.mark.parametrize("effect", [-0.5, 0.9])
def test_of_months_without_a_gap_the_middles_lie_half_of_all_months_apart(effect):
    verdict = evaluate(made_table(effect), START, shifts=())
    assert verdict.break_even_drift == pytest.approx(by_formula(verdict, 36 / 24))


@pytest.mark.parametrize(("months", "before", "after"), [(3, 48, 24), (12, 132, 60)])
def test_quarters_and_years_are_as_far_apart_as_their_months(months, before, after):
    table = made_table(-0.5, before=before, after=after)
    start = {"a": str(FIRST + before)}
    verdict = evaluate(longer(table, months), start, shifts=())
    assert verdict.n_before + verdict.n_after == (before + after) / months
    assert verdict.break_even_drift == pytest.approx(by_formula(verdict, (before + after) / 24))


def test_months_that_are_lacking_bring_the_middles_no_nearer_to_each_other():
    in_the_middles = ["2022-12", "2023-01", "2024-06", "2024-07"]
    verdict = evaluate(made_table(-0.5), START, shifts=(), exclude=in_the_middles)
    assert verdict.break_even_drift == pytest.approx(by_formula(verdict, 36 / 24))


def test_a_trend_of_its_own_is_found_in_quarters_too():
    table = made_table(before=36, after=36, seed=2)
    falling = np.random.default_rng(102).poisson(40 * 0.88 ** (np.arange(72) / 12))
    table.loc[table["unit"] == "a", "numerator"] = falling.astype(float)
    by_month = evaluate(table, {"a": str(FIRST + 36)}, shifts=())
    by_quarter = evaluate(longer(table, 3), {"a": str(FIRST + 36)}, shifts=())
    assert by_quarter.own_drift == pytest.approx(by_month.own_drift, abs=0.02)
    assert by_quarter.break_even_drift == pytest.approx(by_month.break_even_drift, rel=0.2)
    assert by_month.said == by_quarter.said == "own_trend"
