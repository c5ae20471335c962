"""What must hold whatever the numbers are."""

import numpy as np
import pytest
from any_kind import many_charts, one_chart
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core import spc

LINES = ("y", "cl", "lcl", "ucl")
MARKS = ("included", "beyond_limits", "runs_signal", "anhoej_run", "anhoej_crossings")
KINDS = tuple(spc.KINDS)

counts = arrays(np.int64, st.integers(3, 40), elements=st.integers(0, 50))
many = arrays(np.float64, st.tuples(st.integers(1, 7), st.integers(2, 30)), elements=st.integers(0, 40))


@given(counts, st.integers(-1000, 1000), st.sampled_from([0.25, 0.5, 2.0, 64.0]))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("kind", ["i", "run"])
def test_shifting_and_scaling_the_data_shifts_and_scales_the_chart(kind, y, shift, scale):
    before = spc.control_chart(y, kind=kind).points
    after = spc.control_chart(y * scale + shift, kind=kind).points
    for line in LINES:
        expected = before[line] * scale + shift
        assert after[line].to_numpy() == pytest.approx(expected.to_numpy(), rel=1e-9, abs=1e-8, nan_ok=True)
    for column in MARKS:
        assert (after[column] == before[column]).all()


@given(counts, st.data())
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("kind", KINDS)
def test_excluded_and_provisional_points_never_enter_limits_or_signals(kind, y, data):
    out = data.draw(st.sets(st.integers(0, len(y) - 1), max_size=4))
    late = data.draw(st.sets(st.integers(0, len(y) - 1), max_size=2))
    other = y.copy()
    other[list(out | late)] = 1000
    n = np.full(len(y), 1000)
    first, second = (
        one_chart(kind, v, n, exclude=sorted(out), provisional=sorted(late)).points for v in (y, other)
    )
    for column in (*LINES[1:], *MARKS):
        assert np.array_equal(first[column], second[column], equal_nan=column in LINES)
    hidden = first.loc[sorted(out | late)]
    assert not hidden[list(MARKS)].any(axis=None)


@given(st.integers(0, 40), st.integers(1, 40), st.sampled_from(KINDS))
@settings(max_examples=40, deadline=None)
def test_a_constant_series_has_no_limits_and_never_signals(value, length, kind):
    y = np.full(length, value)
    chart = one_chart(kind, y, np.full(length, 70), multiply=100)
    assert chart.points[["lcl", "ucl"]].isna().all(axis=None)
    assert not chart.points[["beyond_limits", "runs_signal"]].any(axis=None)
    assert {"constant", "no_baseline"} & {caveat.code for caveat in chart.caveats}
    assert not chart.has_limits


@given(
    st.lists(st.integers(1, 60), min_size=3, max_size=20),
    st.sampled_from(["p", "pprime", "u", "uprime", "iprime"]),
)
@settings(max_examples=25, deadline=None)
def test_a_constant_ratio_over_changing_denominators_is_constant(thirds, kind):
    n = 3 * np.array(thirds)
    chart = spc.control_chart(thirds, n, kind=kind)
    assert not chart.has_limits
    assert not chart.points["beyond_limits"].any()


@given(many, st.data())
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("kind", KINDS)
def test_many_series_give_the_same_numbers_as_one_by_one(kind, y, data):
    y = y.copy()
    holes = data.draw(arrays(bool, y.shape, elements=st.booleans(), fill=st.just(False)))
    out = data.draw(arrays(bool, y.shape, elements=st.booleans(), fill=st.just(False)))
    y[holes & ~out] = np.nan
    n = np.full(y.shape, 45.0)
    points = y.shape[1]
    parts = data.draw(st.sets(st.integers(1, points - 1), max_size=2))
    freeze = data.draw(st.one_of(st.none(), st.integers(1, points)))
    centre = data.draw(st.one_of(st.none(), st.just(0.5)))
    shared = {"parts": sorted(parts), "freeze": freeze, "multiply": 3, "centre": centre}
    charts = many_charts(kind, y, n, exclude=out, **shared)
    for row in range(len(y)):
        one = one_chart(kind, y[row], n[row], exclude=out[row], **shared)
        batched = charts[row]
        assert batched.points.equals(one.points)
        assert batched.summary.equals(one.summary)
        assert batched.caveats == one.caveats


@given(many)
@settings(max_examples=15, deadline=None)
@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_series_does_not_matter(kind, y):
    charts, turned = (many_charts(kind, values, np.full(y.shape, 45.0)) for values in (y, y[::-1]))
    for name in ("cl", "lcl", "ucl", "runs_signal"):
        assert np.array_equal(getattr(charts, name), getattr(turned, name)[::-1], equal_nan=True)


@given(counts, st.data())
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("kind", KINDS)
def test_a_month_that_is_absent_equals_a_month_without_a_number(kind, y, data):
    absent = data.draw(st.integers(1, len(y) - 2))
    months = np.arange(np.datetime64("2021-01"), np.datetime64("2021-01") + len(y))
    n = np.full(len(y), 60.0)
    with_hole = y.astype(float)
    with_hole[absent] = np.nan
    n[absent] = np.nan
    keep = np.arange(len(y)) != absent
    assume(keep.sum() > 3)
    missing = one_chart(kind, with_hole, n, x=months)
    gap = one_chart(kind, y[keep], n[keep], x=months[keep])
    assert gap.points.equals(missing.points)
    assert gap.summary.equals(missing.summary)


@given(many, st.integers(0, 6))
@settings(max_examples=25, deadline=None)
def test_a_signal_in_the_summary_is_a_signal_among_the_points(y, row):
    chart = spc.control_charts(y, kind="i", parts=[1])[row % len(y)]
    by_part = chart.points.groupby("part")
    assert by_part["runs_signal"].any().tolist() == chart.summary["runs_signal"].tolist()
    assert by_part["beyond_limits"].sum().tolist() == chart.summary["n_beyond_limits"].tolist()
    assert by_part["included"].sum().tolist() == chart.summary["n_obs"].tolist()
