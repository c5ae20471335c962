"""x-bar and s charts: subgroups of several measurements."""

from math import sqrt
from statistics import mean, stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import spc
from core.spc.limits.subgroup_factors import c4

# Montgomery, Introduction to Statistical Quality Control, factors for n = 2 to 25, as printed.
C4 = """.7979 .8862 .9213 .9400 .9515 .9594 .9650 .9693 .9727 .9754 .9776 .9794
    .9810 .9823 .9835 .9845 .9854 .9862 .9869 .9876 .9882 .9887 .9892 .9896"""
A3 = """2.659 1.954 1.628 1.427 1.287 1.182 1.099 1.032 .975 .927 .886 .850
    .817 .789 .763 .739 .718 .698 .680 .663 .647 .633 .619 .606"""
B3 = """0 0 0 0 .030 .118 .185 .239 .284 .321 .354 .382
    .406 .428 .448 .466 .482 .497 .510 .523 .534 .545 .555 .565"""
B4 = """3.267 2.568 2.266 2.089 1.970 1.882 1.815 1.761 1.716 1.679 1.646 1.618
    1.594 1.572 1.552 1.534 1.518 1.503 1.490 1.477 1.466 1.455 1.445 1.435"""
SIZES = np.arange(2, 26)

# Piston rings (Montgomery, the example of x-bar and s charts), in thousandths above 73.9.
RINGS = """130 102 119 92 108 95 92 101 111 104 88 124 121 105 102 102 96 93 115 109 92 107 115 89 114
    109 94 97 85 93 95 106 94 100 105 85 103 93 115 88 108 95 109 105 104 98 100 90 107 95
    94 98 94 95 90 104 100 107 100 96 83 102 98 97 112 106 67 94 100 84 112 114 98 99 107
    100 84 105 98 96 94 112 86 105 107 106 110 118 103 100 84 102 103 105 97 100 110 113 120 103
    82 101 115 105 96 104 99 90 106 109 110 89 90 109 114 115 108 93 100 110 82 84 95 117 113"""
RINGS_MM = 73.9 + np.array([int(number) for number in RINGS.split()]) / 1000


def printed(table):
    return np.array(table.split(), dtype=float)


def lines(points, at=0):
    return points.loc[at, ["cl", "lcl", "ucl"]].to_numpy(dtype=float)


def codes(chart):
    return {caveat.code for caveat in chart.caveats}


def test_c4_is_the_one_of_the_tables():
    assert c4(SIZES.astype(float)) == pytest.approx(printed(C4), abs=5.1e-5)
    assert c4(np.array([2.0]))[0] == pytest.approx(sqrt(2 / np.pi), rel=1e-14)
    assert np.isnan(c4(np.array([1.0, 0.0, np.nan]))).all()


@pytest.mark.parametrize("at", range(24))
def test_limits_are_the_factors_of_the_tables_times_s(at):
    y = np.random.default_rng(at).normal(50, 4, (20, SIZES[at]))
    spread = y.std(axis=1, ddof=1).mean()
    means = lines(spc.control_charts(y[None], kind="xbar")[0].points)
    assert (means[2] - means[0]) / spread == pytest.approx(printed(A3)[at], abs=5.1e-4)
    assert means[0] - means[1] == pytest.approx(means[2] - means[0])
    spreads = lines(spc.control_charts(y[None], kind="s")[0].points)
    assert spreads / spread == pytest.approx([1, printed(B3)[at], printed(B4)[at]], abs=5.1e-4)


def test_piston_rings_have_the_limits_of_the_textbook():
    labels = np.repeat(np.arange(25), 5)
    means, spreads = (spc.control_chart(RINGS_MM, kind=kind, subgroup=labels) for kind in ("xbar", "s"))
    assert lines(means.points) == pytest.approx([74.001, 73.988, 74.014], abs=6e-4)
    assert lines(spreads.points) == pytest.approx([0.0094, 0, 0.0196], abs=5.1e-5)
    assert not means.points["beyond_limits"].any()
    assert not spreads.points["beyond_limits"].any()


subgroup = st.lists(st.integers(-40, 40).map(lambda k: k / 4), min_size=1, max_size=6)


@given(st.lists(subgroup, min_size=2, max_size=12))
@settings(max_examples=60, deadline=None)
def test_limits_agree_with_a_loop_over_the_subgroups(groups):
    y = [value for group in groups for value in group]
    labels = [number for number, group in enumerate(groups) for _ in group]
    several = [group for group in groups if len(group) > 1]
    charts = {kind: spc.control_chart(y, kind=kind, subgroup=labels) for kind in ("xbar", "s")}
    shown = charts["xbar"].points["y"].tolist()
    assert shown == pytest.approx([mean(group) for group in groups])
    if not several:
        assert not any(chart.has_limits for chart in charts.values())
        return
    if len({len(group) for group in several}) == 1:
        spread = mean(stdev(group) for group in several)
    else:
        freedom = [len(group) - 1 for group in several]
        spread = sqrt(
            sum(f * stdev(group) ** 2 for f, group in zip(freedom, several, strict=True)) / sum(freedom)
        )
    for number, group in enumerate(groups):
        xbar, s = (lines(chart.points, number) for chart in charts.values())
        assert xbar[0] == pytest.approx(mean(y), abs=1e-12)
        assert s[0] == pytest.approx(spread, abs=1e-12)
        if len(group) > 1 and charts["xbar"].has_limits:
            factor = float(c4(np.array([len(group)], dtype=float))[0])
            assert xbar[2] == pytest.approx(mean(y) + 3 * spread / (factor * sqrt(len(group))))
        if len(group) > 1 and charts["s"].has_limits:
            wide = 3 * sqrt(1 - factor**2) / factor if charts["xbar"].has_limits else None
            assert wide is None or s[1:] == pytest.approx([max(0, 1 - wide) * spread, (1 + wide) * spread])


def test_labels_may_come_in_any_order_and_months_that_lack_leave_a_gap():
    months = ["2025-04", "2025-01", "2025-02", "2025-04", "2025-01", "2025-02"]
    points = spc.control_chart([7, 1, 3, 9, 2, 5], kind="xbar", subgroup=months).points
    assert points["x"].dt.month.tolist() == [1, 2, 3, 4]
    assert points["y"].tolist()[:2] == [1.5, 4]
    assert np.isnan(points["y"][2])
    assert points["y"][3] == 8
    assert points["n"].tolist()[:2] == [2, 2]


def test_missing_measurements_are_not_members_and_a_subgroup_without_any_is_missing():
    chart = spc.control_chart(
        [1, 3, None, 4, 6, None, None, 2, 5], kind="xbar", subgroup=[1, 1, 1, 2, 2, 3, 3, 4, 4]
    )
    assert chart.points["n"].tolist()[:2] == [2, 2]
    assert chart.points["y"].isna().tolist() == [False, False, True, False]
    assert "missing" in codes(chart)


def test_a_single_measurement_has_a_mean_but_neither_spread_nor_limits():
    y, labels = [1, 3, 90, 4, 6, 2, 7], [1, 1, 2, 3, 3, 4, 4]
    means = spc.control_chart(y, kind="xbar", subgroup=labels)
    assert means.points["y"][1] == 90
    assert means.points["ucl"].isna().tolist() == [False, True, False, False]
    assert not means.points["beyond_limits"][1]
    assert means.points["cl"][0] == pytest.approx(np.mean(y))
    spreads = spc.control_chart(y, kind="s", subgroup=labels)
    assert spreads.points["y"].isna().tolist() == [False, True, False, False]
    assert spreads.points["cl"][0] == pytest.approx((2 * sqrt(2) + sqrt(12.5)) / 3)
    for chart in (means, spreads):
        assert "single_measurements" in codes(chart)
        assert "missing" not in codes(chart)


def test_subgroups_of_one_measurement_only_give_no_limits_and_say_why():
    for kind in ("xbar", "s"):
        chart = spc.control_chart([3, 5, 4, 9], kind=kind, subgroup=[1, 2, 3, 4])
        assert not chart.has_limits
        assert {"single_measurements"} < codes(chart)


def test_a_later_subgroup_of_another_size_has_limits_from_the_sigma_of_the_baseline():
    y = np.random.default_rng(4).normal(size=(8, 5))
    sigma = y.std(axis=1, ddof=1).mean() / 0.9399856
    rows, labels = [*y.ravel(), 0.1, 0.2], [*np.repeat(np.arange(8), 5), 8, 8]
    points = spc.control_chart(rows, kind="xbar", subgroup=labels, freeze=8).points
    assert points["ucl"][8] - points["cl"][8] == pytest.approx(3 * sigma / sqrt(2), rel=1e-6)


def test_equal_measurements_have_no_spread_at_all():
    chart = spc.control_chart([0.1] * 3 + [0.3] * 3 + [0.7] * 3, kind="s", subgroup=np.repeat([1, 2, 3], 3))
    assert chart.points["y"].tolist() == [0, 0, 0]
    assert not chart.has_limits


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"y": [1, 2]}, "needs subgroup"),
        ({"y": [1, 2], "subgroup": [1]}, "subgroup has 1 rows and y has 2"),
        ({"y": [1, 2], "subgroup": ["A", "B"]}, "subgroup at position 0: 'A' is not a month"),
        ({"y": [1, 2], "subgroup": [1, 1], "x": [1]}, "x follows from subgroup"),
        ({"y": [1, 2], "subgroup": [1, 1], "n": [1, 2]}, "takes no n"),
        ({"y": [], "subgroup": []}, "y holds no points"),
        ({"y": [1, np.inf], "subgroup": [1, 1]}, "y is infinite: position 1"),
    ],
)
def test_subgroups_that_cannot_be_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        spc.control_chart(kind="xbar", **arguments)


def test_many_series_of_subgroups_may_have_absent_members():
    rng = np.random.default_rng(2)
    y = rng.normal(74, 0.01, (4, 9, 11))
    y[rng.random(y.shape) < 0.2] = np.nan
    for kind in ("xbar", "s"):
        charts = spc.control_charts(y, kind=kind)
        for row, chart in enumerate(charts):
            alone = spc.control_chart(y[row].ravel(), kind=kind, subgroup=np.repeat(np.arange(9), 11))
            assert chart.points.equals(alone.points)
    with pytest.raises(ValueError, match="series, points and members"):
        spc.control_charts(y[0], kind="xbar")
