"""Odd tables: whatever is in them, the answer is a verdict with numbers that hold together, or a reason."""

import numpy as np
import pandas as pd
import pytest
from made_changes import START, made_table

from core.change import evaluate, moved_alike, plan, shifts, trend

FIRST = np.datetime64("2020-03")


def odd_table(rng: np.random.Generator, kind: str, units: int, months: int) -> pd.DataFrame:
    """Small, empty, full, constant and half missing units side by side."""
    n = rng.integers(0, 60, (units, months)).astype(float)
    level = rng.choice([0.0, 0.01, 0.2, 0.9, 1.0], units)[:, None]
    if kind == "proportion":
        y = rng.binomial(n.astype(int), level).astype(float)
    else:
        y = rng.poisson(n * 3 * level).astype(float)
    y[rng.random(y.shape) < rng.choice([0.0, 0.1, 0.5])] = np.nan
    return pd.DataFrame(
        {
            "unit": np.repeat([str(unit) for unit in range(units)], months),
            "month": np.tile((FIRST + np.arange(months)).astype(str), units),
            "numerator": y.ravel(),
            "denominator": n.ravel(),
        }
    )


@pytest.mark.parametrize("seed", range(40))
def test_any_table_gives_numbers_that_hold_together_or_a_reason(seed: int):
    rng = np.random.default_rng(seed)
    kind = str(rng.choice(["rate", "proportion", "mean"]))
    units, before, after = int(rng.integers(1, 7)), int(rng.integers(6, 36)), int(rng.integers(1, 18))
    table = odd_table(rng, kind, units, before + after)
    chosen = rng.choice(units, rng.integers(1, min(2, units) + 1), replace=False)
    start = {str(unit): str(FIRST + before + int(rng.integers(-2, 3))) for unit in chosen}
    asked = {"kind": kind, "compare": () if rng.random() < 0.2 else None}
    verdict = evaluate(
        table,
        start,
        started_because_bad=bool(rng.random() < 0.3),
        expected=str(rng.choice(["abrupt", "gradual"])),
        shifts=(1,),
        **asked,
    )
    if verdict.reason is None:
        ends, inner = verdict.interval, verdict.interval_90
        assert 0 <= verdict.p <= 1
        assert np.isfinite([verdict.expected, verdict.standard_error]).all()
        assert ends[0] <= inner[0] <= inner[1] <= ends[1]
        assert ends[0] - 1e-6 <= verdict.relative_effect <= ends[1] + 1e-6
        assert verdict.grade != "clear" or not verdict.alone
    else:
        assert verdict.grade == "cannot_tell"
    first = next(iter(start))
    assert plan(table, first, **asked).reason is not None or plan(table, first, **asked).curve is not None
    moved_alike(table, start, **asked)
    series = table[table["unit"] == first]
    given = (series["numerator"].to_numpy(), series["denominator"].to_numpy())
    for found in (trend, shifts):
        found(*given, months=series["month"], kind=kind)


def test_a_single_tiny_comparison_unit_says_nothing_and_the_series_is_judged_by_itself():
    rng = np.random.default_rng(3)
    table = made_table(units=2)
    tiny = table["unit"] == "b"
    table.loc[tiny, "numerator"] = rng.poisson(0.3, tiny.sum()).astype(float)
    verdict = evaluate(table, START, shifts=())
    assert verdict.alone
    assert [(left.unit, left.reason) for left in verdict.left_out] == [("b", "too_little_seen")]
    assert verdict.p == evaluate(table, START, compare=(), shifts=()).p


def test_bad_months_are_left_out_also_where_the_others_are_not_seen_after_the_change():
    table = made_table()
    others_later = (table["unit"] != "a") & (table["month"] >= START["a"])
    table.loc[others_later, "numerator"] = np.nan
    verdict = evaluate(table, START, started_because_bad=True, shifts=())
    assert (verdict.alone, verdict.n_before) == (True, 21)
