"""Parts, a frozen baseline, and both together; targets and the shape of the tables."""

import numpy as np
import pytest

from core import spc

RNG = np.random.default_rng(7)
Y = np.concatenate([RNG.normal(10, 1, 12), RNG.normal(20, 2, 12), RNG.normal(30, 3, 12)])


def lines(chart, start, stop):
    return chart.points.loc[start : stop - 1, ["cl", "lcl", "ucl"]].to_numpy()


def test_each_part_has_the_limits_it_would_have_alone():
    chart = spc.control_chart(Y, kind="i", parts=[12, 24])
    for start in (0, 12, 24):
        alone = spc.control_chart(Y[start : start + 12], kind="i")
        assert np.array_equal(lines(chart, start, start + 12), lines(alone, 0, 12))
    assert chart.points["part"].tolist() == [1] * 12 + [2] * 12 + [3] * 12
    assert chart.summary["part"].tolist() == [1, 2, 3]
    assert chart.summary["n_baseline"].tolist() == [12, 12, 12]


def test_a_baseline_governs_the_parts_that_begin_before_its_end():
    chart = spc.control_chart(Y, kind="i", freeze=18, parts=[12, 24])
    frozen = spc.control_chart(Y, kind="i", freeze=18)
    assert np.array_equal(lines(chart, 0, 24), lines(frozen, 0, 24))
    alone = spc.control_chart(Y[24:], kind="i")
    assert np.array_equal(lines(chart, 24, 36), lines(alone, 0, 12))
    assert chart.summary["n_baseline"].tolist() == [18, 18, 12]
    assert chart.summary["n_obs"].tolist() == [12, 12, 12]
    assert not chart.frozen
    assert chart.baseline == (24, 35)


def test_the_baseline_reaches_everything_that_laneys_limits_rest_on():
    n = np.full(36, 1500.0)
    y = np.round(n * Y / 60)
    chart = spc.control_chart(y, n, kind="pprime", freeze=12)
    alone = spc.control_chart(y[:12], n[:12], kind="pprime")
    assert chart.sigma_z == pytest.approx(alone.sigma_z)
    assert lines(chart, 0, 36) == pytest.approx(np.tile(lines(alone, 0, 1), (36, 1)))


def test_the_attributes_describe_the_latest_part():
    chart = spc.control_chart([*([5.0] * 12), *Y], kind="i", parts=[12])
    assert chart.has_limits
    assert chart.n_baseline == 36
    assert chart.baseline == (12, 47)


def test_points_and_summary_have_the_agreed_columns():
    chart = spc.control_chart(Y, kind="i", target=12)
    assert list(chart.points) == [
        "x", "y", "n", "cl", "lcl", "ucl", "part", "included", "beyond_limits", "runs_signal",
        "anhoej_run", "anhoej_crossings", "target", "provisional",
    ]  # fmt: skip
    assert list(chart.summary) == [
        "part", "first", "last", "n_obs", "n_useful", "longest_run", "longest_run_max", "n_crossings",
        "n_crossings_min", "cl", "n_beyond_limits", "runs_signal", "n_baseline", "sigma_z", "centre_kind",
    ]  # fmt: skip


def test_multiply_comes_last():
    n = np.full(36, 1000.0)
    y = np.round(10 * Y)
    one, hundred = (spc.control_chart(y, n, kind="p", multiply=m) for m in (1, 100))
    columns = ["y", "cl", "lcl", "ucl"]
    assert (hundred.points[columns] / 100).to_numpy() == pytest.approx(one.points[columns].to_numpy())
    assert hundred.summary["cl"].tolist() == pytest.approx((one.summary["cl"] * 100).tolist())
    assert hundred.points["n"].equals(one.points["n"])


def test_a_target_may_change_and_an_absent_month_keeps_the_one_before():
    x = ["2025-01", "2025-02", "2025-04", "2025-05"]
    assert spc.control_chart([1, 2, 4, 3], kind="i", x=x, target=[7, 7, 8, 8]).points["target"].tolist() == [
        7, 7, 7, 8, 8,
    ]  # fmt: skip
    assert spc.control_chart([1, 2], kind="i", target=3).points["target"].tolist() == [3, 3]
    assert spc.control_chart([1, 2], kind="i").points["target"].isna().all()


def test_a_chart_cannot_be_changed_and_reads_its_tables_once():
    chart = spc.control_chart(Y, kind="i")
    with pytest.raises(AttributeError):
        chart.row = 3
    assert chart.points is chart.points
    assert repr(chart) == "Chart(i, anhoej, 36 points, baseline of 36)"


def test_a_batch_is_indexed_like_a_list():
    charts = spc.control_charts(np.stack([Y, Y[::-1]]), kind="i")
    assert len(charts) == 2
    assert [chart.row for chart in charts] == [0, 1]
    assert charts[-1].points["y"][0] == Y[-1]
    with pytest.raises(IndexError):
        charts[2]
