"""Limits of published and recomputed series, to the digits they are given with."""

import numpy as np
import pytest

from core import spc

SERIES_A = [
    310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304,
    305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328,
]  # fmt: skip
SERIES_B = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
SPARSE = [0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]
POINT_20 = 19  # positions count from 0


def last_lines(chart):
    row = chart.points.iloc[-1]
    return row["cl"], row["lcl"], row["ucl"]


def codes(chart):
    return {caveat.code for caveat in chart.caveats}


def test_an_i_chart_of_all_points():
    chart = spc.control_chart(SERIES_A, kind="i")
    assert last_lines(chart) == pytest.approx((302.35, 277.254528, 327.445472), abs=5e-7)
    assert np.flatnonzero(chart.points["beyond_limits"]).tolist() == [38, 39]


def test_an_i_chart_frozen_at_twenty_points():
    chart = spc.control_chart(SERIES_A, kind="i", freeze=20)
    assert last_lines(chart) == pytest.approx((300.5, 279.783315, 321.216685), abs=5e-7)
    assert chart.frozen
    assert chart.n_baseline == 20
    assert chart.baseline == (0, 19)


def test_an_excluded_point_is_bridged():
    chart = spc.control_chart(SERIES_A, kind="i", exclude=[POINT_20])
    assert last_lines(chart)[1:] == pytest.approx((276.551813, 328.063571), abs=5e-7)
    assert chart.points["y"][POINT_20] == 304
    assert not chart.points["included"][POINT_20]


@pytest.mark.parametrize("hole", [np.nan, None])
def test_no_moving_range_crosses_a_missing_point(hole):
    series = [*SERIES_A[:POINT_20], hole, *SERIES_A[POINT_20 + 1 :]]
    chart = spc.control_chart(series, kind="i")
    assert last_lines(chart)[1:] == pytest.approx((276.143230, 328.472155), abs=5e-7)


def test_screening_leaves_out_large_moving_ranges_but_never_moves_the_centre():
    screened = last_lines(spc.control_chart(SERIES_B, kind="i"))
    unscreened = last_lines(spc.control_chart(SERIES_B, kind="i", screen=False))
    assert screened == pytest.approx((1.944444, -0.715130, 4.604019), abs=5e-7)
    assert unscreened == pytest.approx((1.944444, -3.061813, 6.950702), abs=5e-7)


def test_a_sparse_series_falls_back_to_unscreened_ranges_and_says_so():
    chart = spc.control_chart(SPARSE, kind="i")
    assert last_lines(chart)[1:] == pytest.approx((-1.200677, 1.700677), abs=5e-7)
    assert "screened_fallback" in codes(chart)
    assert "screened_fallback" not in codes(spc.control_chart(SERIES_B, kind="i"))


def test_a_p_chart_pools_numerators_and_cuts_its_limits():
    y, n = np.array([1, 9, 2, 3]), np.array([10, 10, 10, 40])
    points = spc.control_chart(y, n, kind="p", multiply=100).points
    centre = 15 / 70
    sigma = np.sqrt(centre * (1 - centre) / n)
    assert points["cl"].to_numpy() == pytest.approx(np.full(4, 100 * centre))
    assert points["ucl"].to_numpy() == pytest.approx(100 * np.minimum(centre + 3 * sigma, 1))
    assert points["lcl"].to_numpy() == pytest.approx(100 * np.maximum(centre - 3 * sigma, 0))
    assert points["lcl"].tolist() == [0, 0, 0, pytest.approx(100 * (centre - 3 * sigma[3]))]
    assert points["beyond_limits"].tolist() == [False, True, False, False]


def test_a_p_chart_is_cut_at_one():
    points = spc.control_chart([9, 10, 8, 10], [10, 10, 10, 10], kind="p").points
    assert points["ucl"].tolist() == [1.0] * 4


def test_u_and_c_charts_have_poisson_limits():
    y, n = np.array([4.0, 6, 5, 9]), np.array([100.0, 120, 80, 100])
    centre = 24 / 400
    u = spc.control_chart(y, n, kind="u").points
    assert u["ucl"].to_numpy() == pytest.approx(centre + 3 * np.sqrt(centre / n))
    assert (u["lcl"] == 0).all()
    c = spc.control_chart(y * 10, kind="c").points
    assert c["ucl"].to_numpy() == pytest.approx(np.full(4, 60 + 3 * np.sqrt(60)))
    assert c["lcl"].to_numpy() == pytest.approx(np.full(4, 60 - 3 * np.sqrt(60)))


@pytest.mark.parametrize(("laney", "plain"), [("pprime", "p"), ("uprime", "u")])
def test_laney_limits_are_the_plain_ones_times_sigma_z(laney, plain):
    n = np.array([2000.0, 2100, 1900, 2050, 2010, 1990, 2200, 2000, 1950, 2100, 2000, 2080])
    y = np.round(n * (0.3 + 0.05 * np.array([1, -1, 0.5, 1, -1, 0.2, -0.6, 1, 0.3, -1, 0.4, -0.8])))
    chart, usual = (spc.control_chart(y, n, kind=kind, screen=False) for kind in (laney, plain))
    centre = y.sum() / n.sum()
    variance = centre * (1 - centre) if plain == "p" else centre
    z = (y / n - centre) / np.sqrt(variance / n)
    assert chart.sigma_z == pytest.approx(np.abs(np.diff(z)).mean() / 1.128)
    assert usual.sigma_z is None
    width, usual_width = (c.points["ucl"] - c.points["cl"] for c in (chart, usual))
    assert (width / usual_width).to_numpy() == pytest.approx(np.full(12, chart.sigma_z))


def test_laney_with_little_variation_narrows_the_limits_and_says_so():
    n = np.full(24, 1000.0)
    y = 300 + np.tile([1.0, -1.0, 0.0, 2.0], 6)
    chart = spc.control_chart(y, n, kind="pprime")
    assert chart.sigma_z < 1
    assert "sigma_z_below_one" in codes(chart)


def test_a_run_chart_has_the_median_and_no_limits():
    chart = spc.control_chart([3, 1, 4, 1, 5, 9, 2, 6], kind="run")
    assert last_lines(chart)[0] == 3.5
    assert chart.points["lcl"].isna().all()
    assert not chart.has_limits
    assert not chart.points["beyond_limits"].any()
    assert chart.centre_kind == "median"


def test_a_run_chart_of_a_ratio_has_the_median_of_the_ratios():
    chart = spc.control_chart([1, 2, 9], [10, 10, 10], kind="run", multiply=100)
    assert chart.points["y"].tolist() == pytest.approx([10, 20, 90])
    assert last_lines(chart)[0] == pytest.approx(20)


def test_half_of_the_points_on_the_median_make_the_mean_the_centre():
    chart = spc.control_chart([2, 2, 2, 5, 1, 9], kind="run")
    assert last_lines(chart)[0] == pytest.approx(21 / 6)
    assert chart.centre_kind == "mean"
    assert "median_as_mean" in codes(chart)


def test_a_point_on_a_limit_is_not_beyond_it():
    for last, beyond in ((10, False), (11, True)):
        points = spc.control_chart([3, 2, 1, last], kind="c").points
        assert points["beyond_limits"].tolist() == [False, False, False, beyond]
    # Mean 4, so that 4 + 3 · 2 = 10 is both the limit and a point.
    assert spc.control_chart([3, 2, 1, 10], kind="c").points["ucl"].tolist() == [10] * 4


@pytest.mark.parametrize("kind", ["pprime", "uprime"])
def test_laney_limits_are_cut_where_no_ratio_can_be(kind):
    low, high = np.array([0, 3, 1, 0, 2, 4, 0, 1]), np.full(8, 5)
    assert spc.control_chart(low, high, kind=kind).points["lcl"].tolist() == [0] * 8
    if kind == "pprime":
        assert spc.control_chart(high - low, high, kind=kind).points["ucl"].tolist() == [1] * 8
