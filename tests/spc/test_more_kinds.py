"""mr, i′, g and t charts against reference values, loops and what must hold."""

from math import pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import spc

SERIES_A = [
    310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304,
    305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328,
]  # fmt: skip
BETWEEN = [22, 18, 25, 21, 19, 24, 85, 20, 23, 17, 2, 21]
TIMES = [31, 27, 35, 29, 33, 30, 120, 28, 32, 26, 1, 34]


def lines(chart, at=-1):
    return chart.points[["cl", "lcl", "ucl"]].to_numpy()[at]


def test_g_and_t_charts_have_the_limits_of_the_reference():
    g = spc.control_chart(BETWEEN, kind="g")
    assert lines(g) == pytest.approx([21, 0, 100.485147], abs=5e-7)
    assert g.centre_kind == "median"
    t = spc.control_chart(TIMES, kind="t")
    assert lines(t) == pytest.approx([29.070349, 0.986320, 161.198184], abs=5e-7)
    assert t.centre_kind == "typical"


def test_a_g_chart_with_half_of_its_points_on_the_median_takes_the_mean():
    chart = spc.control_chart([3, 3, 3, 9, 1, 5], kind="g")
    assert lines(chart)[0] == pytest.approx(4)
    assert chart.centre_kind == "mean"
    assert lines(chart)[2] == pytest.approx(4 + 3 * sqrt(20))


def test_times_that_are_not_above_zero_are_named():
    with pytest.raises(
        ValueError, match="time between events in a t chart and must be above 0: position 1, 3"
    ):
        spc.control_chart([5, 0, 4, -1], kind="t")
    assert spc.control_chart([5, None, 4, 7], kind="t").has_limits


def test_a_t_chart_is_an_i_chart_of_transformed_times():
    y = np.random.default_rng(5).exponential(20, 30)
    t, i = spc.control_chart(y, kind="t", freeze=20), spc.control_chart(y ** (1 / 3.6), kind="i", freeze=20)
    assert lines(t) == pytest.approx(np.maximum(lines(i), 0) ** 3.6)
    assert (t.points["beyond_limits"] == i.points["beyond_limits"]).all()
    assert t.summary["longest_run"].tolist() == i.summary["longest_run"].tolist()


def test_an_mr_chart_shows_what_the_i_chart_is_made_of():
    chart = spc.control_chart(SERIES_A, kind="mr")
    ranges = np.abs(np.diff(SERIES_A))
    assert np.isnan(chart.points["y"][0])
    assert chart.points["y"].tolist()[1:] == ranges.tolist()
    assert lines(chart) == pytest.approx([ranges.mean(), 0, 3.267 * ranges.mean()])
    assert np.flatnonzero(chart.points["beyond_limits"]).tolist() == [
        1 + at for at in np.flatnonzero(ranges > 3.267 * ranges.mean())
    ]
    assert {caveat.code for caveat in chart.caveats} == set()


def test_no_rule_about_runs_applies_to_moving_ranges():
    y = np.cumsum(np.tile([1.0, 2.0, 3.0, 4.0], 10) ** np.repeat([1, 2], 20))
    chart = spc.control_chart(y, kind="mr")
    assert not chart.points["runs_signal"].any()
    assert chart.summary["n_useful"].tolist() == [0]
    assert spc.control_chart(y, kind="i").points["runs_signal"].any()


def test_moving_ranges_bridge_excluded_points_stop_at_missing_ones_and_stay_in_their_part():
    y = [1, 4, 40, 6, np.nan, 7, 9, 30, 33]
    points = spc.control_chart(y, kind="mr", exclude=[2], parts=[7]).points
    assert points["y"].tolist() == pytest.approx(
        [np.nan, 3, 36, 2, np.nan, np.nan, 2, np.nan, 3], nan_ok=True
    )
    assert points["included"].tolist() == [False, True, False, True, False, False, True, False, True]
    assert points["cl"].tolist() == pytest.approx([7 / 3] * 7 + [3] * 2)


def test_moving_ranges_of_ratios_are_shown_on_the_shown_scale():
    points = spc.control_chart([1, 3, 2], [10, 10, 10], kind="mr", multiply=100).points
    assert points["y"].tolist()[1:] == pytest.approx([20, 10])
    assert points["ucl"].tolist() == pytest.approx([15 * 3.267] * 3)


def plain_iprime(y, n, base, screen):
    """Σy / Σn and s̄ by a loop over one series."""
    sigmas, previous = [], None
    for at, (top, below) in enumerate(zip(y, n, strict=True)):
        if not base[at]:
            continue
        if previous is not None:
            step = abs(top / below - y[previous] / n[previous])
            sigmas.append(sqrt(pi / 2) * step / sqrt(1 / below + 1 / n[previous]))
        previous = at
    spread = sum(sigmas) / len(sigmas)
    kept = [s for s in sigmas if s < 3.267 * spread]
    if screen and sum(kept) > 0:
        spread = sum(kept) / len(kept)
    inside = [at for at, b in enumerate(base) if b]
    return sum(y[at] for at in inside) / sum(n[at] for at in inside), spread


ratios = st.lists(st.tuples(st.integers(-20, 60), st.integers(1, 90)), min_size=4, max_size=25)


@given(ratios, st.booleans(), st.data())
@settings(max_examples=60, deadline=None)
def test_an_i_prime_chart_agrees_with_the_loop_and_its_baseline_governs_the_spread(pairs, screen, data):
    y, n = (list(column) for column in zip(*pairs, strict=True))
    out = data.draw(st.integers(0, len(y) - 1))
    freeze = data.draw(st.integers(3, len(y)))
    chart = spc.control_chart(y, n, kind="iprime", exclude=[out], freeze=freeze, screen=screen)
    base = [at < freeze and at != out for at in range(len(y))]
    if not chart.has_limits:
        return
    centre, spread = plain_iprime(y, n, base, screen)
    points = chart.points
    assert points["cl"][0] == pytest.approx(centre)
    assert (points["ucl"] - points["cl"]).tolist() == pytest.approx([3 * spread / sqrt(k) for k in n])


def test_an_i_prime_chart_with_equal_denominators_is_an_i_chart():
    y, n = np.array(SERIES_A, dtype=float), np.full(40, 25.0)
    prime, plain = (spc.control_chart(y, n, kind=kind).points for kind in ("iprime", "i"))
    # 1.128 is 2/√π rounded.
    assert prime[["cl", "lcl", "ucl"]].to_numpy() == pytest.approx(
        plain[["cl", "lcl", "ucl"]].to_numpy(), rel=1e-3
    )
    assert "screened_fallback" in {
        c.code
        for c in spc.control_chart([0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0], [9] * 12, kind="iprime").caveats
    }


positive = st.lists(st.integers(1, 400), min_size=3, max_size=30).map(np.array)


@given(positive, st.sampled_from([0.25, 2.0, 64.0]))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("kind", ["i", "mr", "t", "iprime", "xbar", "s"])
def test_scaling_the_data_scales_the_chart(kind, y, scale):
    charts = [scaled(kind, y, factor, 0).points for factor in (1, scale)]
    for line in ("y", "cl", "lcl", "ucl"):
        before, after = (points[line].to_numpy() for points in charts)
        assert after == pytest.approx(before * scale, rel=1e-9, abs=1e-9, nan_ok=True)
    assert (charts[0]["beyond_limits"] == charts[1]["beyond_limits"]).all()


@given(positive, st.integers(-500, 500))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize(("kind", "moves"), [("iprime", 1), ("xbar", 1), ("mr", 0), ("s", 0)])
def test_shifting_the_data_shifts_means_and_leaves_spreads(kind, moves, y, shift):
    before, after = (scaled(kind, y, 1, move).points for move in (0, shift))
    for line in ("y", "cl", "lcl", "ucl"):
        expected = before[line].to_numpy() + moves * shift
        assert after[line].to_numpy() == pytest.approx(expected, rel=1e-9, abs=1e-8, nan_ok=True)
    assert (before["beyond_limits"] == after["beyond_limits"]).all()


def scaled(kind, y, scale, shift):
    if kind == "iprime":
        n = 5 + np.arange(len(y)) % 7
        return spc.control_chart((y + shift * n) * scale, n, kind=kind)
    if kind in ("xbar", "s"):
        members = y[:, None] * np.array([1, 1.25, 0.5]) + np.array([0.0, 1, 4])
        return spc.control_charts((members[None] + shift) * scale, kind=kind)[0]
    return spc.control_chart((y + shift) * scale, kind=kind)
