"""A given centre line, and targets that change."""

from math import sqrt

import numpy as np
import pytest

from core import spc

Y = np.array([12.0, 15, 9, 11, 14, 10, 13, 8, 16, 12, 11, 14])
N = np.full(12, 50.0)


def lines(chart, at=0):
    return chart.points[["cl", "lcl", "ucl"]].to_numpy()[at]


def codes(chart):
    return {caveat.code for caveat in chart.caveats}


def test_limits_stand_around_the_given_line_with_the_spread_of_the_points():
    given, plain = spc.control_chart(Y, kind="i", centre=10), spc.control_chart(Y, kind="i")
    assert lines(given)[0] == 10
    assert lines(given)[2] - 10 == pytest.approx(lines(plain)[2] - lines(plain)[0])
    assert given.centre_kind == "given"
    assert given.summary["centre_kind"].tolist() == ["given"]
    assert plain.summary["centre_kind"].tolist() == ["mean"]


@pytest.mark.parametrize(
    ("kind", "n", "centre", "upper"),
    [
        ("p", N, 0.2, 0.2 + 3 * sqrt(0.2 * 0.8 / 50)),
        ("u", N, 0.2, 0.2 + 3 * sqrt(0.2 / 50)),
        ("c", None, 10, 10 + 3 * sqrt(10)),
        ("g", None, 10, 10 + 3 * sqrt(110)),
        ("mr", None, 2, 3.267 * 2),
    ],
)
def test_where_limits_follow_from_the_line_alone_they_need_no_baseline(kind, n, centre, upper):
    chart = spc.control_chart(Y, n, kind=kind, centre=centre)
    assert lines(chart)[[0, 2]] == pytest.approx([centre, upper])
    few = spc.control_chart(Y[:5], None if n is None else n[:5], kind=kind, centre=centre)
    assert lines(few)[[0, 2]] == pytest.approx([centre, upper])
    assert not {"few_points", "provisional_limits"} & codes(few)


def test_a_given_line_is_on_the_shown_scale():
    assert lines(spc.control_chart(Y, N, kind="p", centre=20, multiply=100))[0] == pytest.approx(20)
    laney = spc.control_chart(Y, N, kind="pprime", centre=20, multiply=100)
    assert lines(laney)[2] - 20 == pytest.approx(300 * laney.sigma_z * sqrt(0.16 / 50))


def test_rules_read_the_given_line():
    chart = spc.control_chart(Y, kind="run", centre=7)
    assert chart.summary["longest_run"].tolist() == [12]
    assert chart.points["runs_signal"].all()
    t = spc.control_chart(Y, kind="t", centre=12)
    assert lines(t)[0] == pytest.approx(12)
    assert lines(t)[1] < 12 < lines(t)[2]


def test_subgroups_take_a_given_line():
    y = np.random.default_rng(1).normal(10, 2, (1, 12, 4))
    spread = y.std(axis=2, ddof=1).mean()
    assert lines(spc.control_charts(y, kind="xbar", centre=9)[0]) == pytest.approx(
        [9, 9 - 1.6281 * spread, 9 + 1.6281 * spread], rel=1e-4
    )
    assert lines(spc.control_charts(y, kind="s", centre=2)[0]) == pytest.approx([2, 0, 2 * 2.26604], rel=1e-5)


def test_some_of_many_series_may_have_a_line_of_their_own():
    charts = spc.control_charts(np.stack([Y, Y, Y]), kind="c", centre=[9, np.nan, 11])
    assert [chart.centre_kind for chart in charts] == ["given", "mean", "given"]
    assert charts[1].points.equals(spc.control_chart(Y, kind="c").points)
    assert charts[2].points.equals(spc.control_chart(Y, kind="c", centre=11).points)


@pytest.mark.parametrize(
    ("kind", "centre", "words"),
    [
        ("p", 1.5, "centre is above 1"),
        ("u", -1, "centre cannot be negative in a u chart"),
        ("t", 0, "centre must be above 0 in a t chart"),
        ("i", [1, 2], "centre must be one number or 1"),
        ("i", np.inf, "centre is infinite"),
    ],
)
def test_lines_that_cannot_be_are_refused(kind, centre, words):
    n = N if kind in ("p", "u") else None
    with pytest.raises(ValueError, match=words):
        spc.control_chart(Y, n, kind=kind, centre=centre)


def test_a_constant_series_beside_a_given_line_has_no_limits_and_no_signals():
    chart = spc.control_chart(np.full(12, 30.0), kind="c", centre=10)
    assert not chart.has_limits
    assert not chart.points[["beyond_limits", "runs_signal"]].any(axis=None)


def test_a_target_by_year_goes_with_gaps_parts_and_a_baseline_in_one_chart_and_many():
    x = np.array(["2024-10", "2024-11", "2025-01", "2025-02", "2025-04"], dtype="datetime64[M]")
    target = [0.7, 0.7, 0.8, 0.8, np.nan]
    wanted = [0.7, 0.7, 0.7, 0.8, 0.8, 0.8, np.nan]
    shared = {"kind": "i", "x": x, "parts": ["2025-01"], "freeze": "2024-11", "target": target}
    one = spc.control_chart(Y[:5], **shared)
    assert one.points["target"].tolist() == pytest.approx(wanted, nan_ok=True)
    many = spc.control_charts(Y[None, :5], **shared)
    assert many[0].points.equals(one.points)
    with pytest.raises(ValueError, match="target must be one number or 5"):
        spc.control_charts(Y[None, :5], kind="i", target=[1, 2])
