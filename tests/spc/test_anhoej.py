"""Anhøj's rules: their limits, and which points they mark."""

import math

import numpy as np
import pytest

from core import spc
from core.spc.rules.anhoej import crossings_min, longest_run_max

TABLE = {
    10: (6, 2), 12: (7, 3), 16: (7, 4), 20: (7, 6), 22: (7, 7), 23: (8, 7), 24: (8, 8), 30: (8, 10),
    36: (8, 13), 45: (8, 17), 46: (9, 17), 48: (9, 18), 60: (9, 23),
}  # fmt: skip


def marked(chart, column):
    return np.flatnonzero(chart.points[column]).tolist()


@pytest.mark.parametrize("n", TABLE)
def test_the_limits_are_the_published_ones(n):
    assert (longest_run_max(n), crossings_min(n)) == TABLE[n]


@pytest.mark.parametrize("n", [*range(1, 130), 400])
def test_fewest_crossings_is_the_exact_binomial_quantile(n):
    below = [sum(math.comb(n - 1, i) for i in range(k + 1)) / 2 ** (n - 1) for k in range(n)]
    assert crossings_min(n) == next(k for k, p in enumerate(below) if p >= 0.05)


def test_without_useful_points_nothing_can_signal():
    assert (longest_run_max(0), crossings_min(0)) == (0, 0)


@pytest.mark.parametrize(("low", "signals"), [(7, False), (8, True)])
def test_a_run_signals_when_it_is_longer_than_allowed(low, signals):
    # One more low point comes before: runs of 8 and 9, where 8 are allowed.
    chart = spc.control_chart([1, -1] * 8 + [-1] * low + [1, -1] * 4, kind="run", freeze=4)
    assert chart.summary["longest_run"].tolist() == [low + 1]
    assert chart.points["anhoej_run"].any() == signals


def test_exactly_the_points_of_the_long_run_are_marked():
    series = [1, -1] * 8 + [-1] * 8 + [1, -1] * 4
    chart = spc.control_chart(series, kind="run", freeze=4)
    # The run begins at the low point before the eight: nine on one side of 0, of 32 useful points.
    assert chart.summary["longest_run"][0] == 9
    assert chart.summary["longest_run_max"][0] == 8
    assert marked(chart, "anhoej_run") == list(range(15, 24))


def test_a_run_goes_on_through_points_on_the_line_but_does_not_count_them():
    series = [1, -1] * 8 + [-1, -1, -1, 0, -1, -1, -1, 0, -1, -1] + [1, -1] * 4
    chart = spc.control_chart(series, kind="run", freeze=4)
    assert chart.summary["longest_run"][0] == 9
    assert chart.summary["n_useful"][0] == len(series) - 2
    assert marked(chart, "anhoej_run") == [15, 16, 17, 18, 20, 21, 22, 24, 25]


def test_a_run_goes_on_past_missing_and_excluded_points():
    series = [1, -1] * 8 + [-1, -1, -1, np.nan, -1, -1, 9, -1, -1, -1] + [1, -1] * 4
    chart = spc.control_chart(series, kind="run", freeze=4, exclude=[22])
    assert chart.summary["longest_run"][0] == 9
    assert not chart.points["anhoej_run"][19]
    assert not chart.points["anhoej_run"][22]


def test_too_few_crossings_mark_the_useful_points_of_the_part():
    series = ([1] * 6 + [-1] * 6) * 2 + [0]
    chart = spc.control_chart(series, kind="run")
    assert chart.summary[["n_crossings", "n_crossings_min"]].values.tolist() == [[3, 8]]
    assert marked(chart, "anhoej_crossings") == list(range(24))
    assert not chart.points["anhoej_run"].any()
    assert chart.points["runs_signal"].tolist() == [True] * 24 + [False]
    assert chart.summary["runs_signal"].tolist() == [True]


def test_with_parts_each_part_is_judged_alone():
    shifted = [1, 3] * 10 + [11, 13] * 10
    whole = spc.control_chart(shifted, kind="i")
    parted = spc.control_chart(shifted, kind="i", parts=[20])
    assert whole.summary["runs_signal"].tolist() == [True]
    assert parted.summary["runs_signal"].tolist() == [False, False]
    assert parted.summary["cl"].tolist() == [2, 12]


def test_with_a_frozen_baseline_the_runs_test_covers_the_whole_series():
    series = [1, 3] * 10 + [4] * 10
    chart = spc.control_chart(series, kind="i", freeze=20)
    assert chart.summary["n_useful"].tolist() == [30]
    # The last baseline point is high too.
    assert marked(chart, "anhoej_run") == list(range(19, 30))


def test_the_mean_of_decimals_is_not_above_or_below_itself_by_rounding():
    chart = spc.control_chart([0.1, 0.2, 0.3] * 8, kind="i")
    assert chart.summary["n_useful"].tolist() == [16]
