"""The array engine against the same definitions written as plain loops over one series."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import spc


def plain_i_chart(y, counted):
    """Mean and screened limits by loops; None as limits where there are none."""
    base = [v for v, c in zip(y, counted, strict=True) if c]
    ranges, previous = [], None
    for value, count in zip(y, counted, strict=True):
        if math.isnan(value):
            previous = None
        elif count:
            if previous is not None:
                ranges.append(abs(value - previous))
            previous = value
    centre = sum(base) / len(base)
    if not ranges or max(base) == min(base) or max(ranges) == 0:
        return centre, None
    mean = sum(ranges) / len(ranges)
    kept = [r for r in ranges if r < 3.267 * mean]
    if kept and sum(kept) > 0:
        mean = sum(kept) / len(kept)
    return centre, (centre - 3 * mean / 1.128, centre + 3 * mean / 1.128)


def plain_runs(y, centre, counted):
    """Useful points, longest run and crossings by a loop."""
    longest = crossings = length = useful = 0
    last = 0
    for value, count in zip(y, counted, strict=True):
        side = (value > centre) - (value < centre) if count else 0
        if side == 0:
            continue
        useful += 1
        if side == last:
            length += 1
        else:
            crossings += last != 0
            length = 1
        last, longest = side, max(longest, length)
    return useful, longest, crossings


# Quarters are exact in binary, so that the loop and the engine put the same points on the line.
values = st.one_of(st.integers(-8, 8).map(lambda k: k / 4), st.just(math.nan))
series = st.lists(st.tuples(values, st.booleans()), min_size=2, max_size=40)


@given(series)
@settings(max_examples=100, deadline=None)
def test_an_i_chart_agrees_with_the_loop(points):
    y = [v for v, _ in points]
    left_out = [i for i, (_, out) in enumerate(points) if out]
    counted = [not (math.isnan(v) or out) for v, out in points]
    chart = spc.control_chart(y, kind="i", exclude=left_out)
    if not any(counted):
        assert chart.n_baseline == 0
        assert not chart.has_limits
        return
    centre, limits = plain_i_chart(y, counted)
    row = chart.points.iloc[0]
    assert row["cl"] == pytest.approx(centre)
    if limits is None:
        assert not chart.has_limits
    else:
        assert (row["lcl"], row["ucl"]) == pytest.approx(limits)
    if "constant" not in {c.code for c in chart.caveats}:
        summary = chart.summary.iloc[0]
        exact = plain_runs(y, float(row["cl"]), counted)
        # Sums of quarters divided by a count may land a last bit beside a point: compare where they do not.
        if all(v == row["cl"] or math.isnan(v) or abs(v - row["cl"]) > 1e-9 for v in y):
            assert (summary["n_useful"], summary["longest_run"], summary["n_crossings"]) == exact


@given(st.lists(st.integers(0, 30), min_size=3, max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_run_chart_agrees_with_numpy_and_the_loop(y):
    chart = spc.control_chart(y, kind="run")
    crowded = 2 * y.count(np.median(y)) >= len(y)
    centre = float(np.mean(y) if crowded else np.median(y))
    assert chart.points["cl"][0] == pytest.approx(centre)
    if len(set(y)) > 1 and not crowded:
        summary = chart.summary.iloc[0]
        plain = plain_runs(y, centre, [True] * len(y))
        assert (summary["n_useful"], summary["longest_run"], summary["n_crossings"]) == plain
