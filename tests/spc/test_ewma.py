"""EWMA charts against hand calculation, published run lengths, a loop and simulation."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import spc
from core.spc.run_length import ewma_run_length

# Montgomery, Introduction to Statistical Quality Control, the data of the CUSUM and EWMA examples: mean 10
# and standard deviation 1 for twenty points, mean 11 for ten more.
SHIFTED = [
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08,
    9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
]  # fmt: skip


def codes(chart):
    return {caveat.code for caveat in chart.caveats}


def test_the_textbook_example_has_its_averages_limits_and_signal():
    chart = spc.ewma_chart(SHIFTED, centre=10, sigma=1, lam=0.1, width=2.7)
    points = chart.points
    assert points["ewma"].tolist()[:3] == pytest.approx([9.945, 9.7495, 9.70355], abs=1e-9)
    assert points["ucl"].tolist()[:2] == pytest.approx([10.27, 10.3632], abs=5e-5)
    assert points["lcl"].tolist()[:2] == pytest.approx([9.73, 9.6368], abs=5e-5)
    assert points["ucl"].iloc[-1] == pytest.approx(10.62, abs=5e-3)
    assert np.flatnonzero(points["signal"]).tolist() == [28, 29]
    assert chart.caveats == ()
    assert chart.scale == "shown"


@pytest.mark.parametrize(
    ("lam", "width", "half", "one"),
    [(0.4, 3.054, 71.2, 14.3), (0.25, 2.998, 48.2, 11.1), (0.2, 2.962, 41.8, 10.5), (0.1, 2.814, 31.3, 10.3),
     (0.05, 2.615, 28.7, 11.4)],
)  # fmt: skip
def test_run_lengths_are_those_of_lucas_and_saccucci(lam, width, half, one):
    assert ewma_run_length(lam, width, settled=True) == pytest.approx(500, abs=2.1)
    assert ewma_run_length(lam, width, 0.5, settled=True) == pytest.approx(half, rel=0.006)
    assert ewma_run_length(lam, width, 1.0, settled=True) == pytest.approx(one, abs=0.06)


def test_with_all_weight_on_the_latest_point_it_is_a_chart_of_single_points():
    assert ewma_run_length(1.0, 3.0) == pytest.approx(370.398, abs=1e-3)
    y = np.random.default_rng(3).normal(50, 3, 40)
    ewma = spc.ewma_chart(y, lam=1.0, width=3.0).points
    usual = spc.control_chart(y, kind="i").points
    assert ewma[["ewma", "lcl", "ucl"]].to_numpy() == pytest.approx(usual[["y", "lcl", "ucl"]].to_numpy())


def simulated_run_lengths(lam, width, replicates, seed):
    rng = np.random.default_rng(seed)
    average, lengths, going = np.zeros(replicates), np.zeros(replicates), np.ones(replicates, dtype=bool)
    for t in range(1, 6000):
        average = (1 - lam) * average + lam * rng.normal(size=replicates)
        limit = width * sqrt(lam / (2 - lam) * (1 - (1 - lam) ** (2 * t)))
        lengths[going] = t
        going &= np.abs(average) <= limit
        if not going.any():
            break
    return lengths.mean(), lengths.std() / sqrt(replicates)


def test_the_run_length_with_exact_limits_is_what_simulation_gives():
    for lam, width in ((0.2, 2.4), (0.1, 2.0)):
        mean, error = simulated_run_lengths(lam, width, 4000, seed=8)
        assert ewma_run_length(lam, width) == pytest.approx(mean, abs=4 * error)
    assert spc.ewma_chart(SHIFTED).run_length == pytest.approx(365.9, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize(("lam", "width"), [(0.2, 2.86), (0.1, 2.7), (0.05, 2.5)])
def test_the_usual_run_lengths_are_what_simulation_gives(lam, width):
    mean, error = simulated_run_lengths(lam, width, 20_000, seed=9)
    assert ewma_run_length(lam, width) == pytest.approx(mean, abs=4 * error)


points = st.lists(st.tuples(st.integers(0, 30), st.sampled_from("uuuuxm")), min_size=3, max_size=25)


@given(points, st.sampled_from([0.1, 0.3, 1.0]), st.data())
@settings(max_examples=50, deadline=None)
def test_averages_and_limits_agree_with_a_loop(given_points, lam, data):
    part = data.draw(st.integers(1, len(given_points) - 1))
    y = [np.nan if mark == "m" else value for value, mark in given_points]
    out = [at for at, (_, mark) in enumerate(given_points) if mark == "x"]
    chart = spc.ewma_chart(y, kind="c", lam=lam, width=2.5, exclude=out, parts=[part])
    usual = spc.control_chart(y, kind="c", exclude=out, parts=[part])
    shown = chart.points
    average = used = 0
    for at, (_, mark) in enumerate(given_points):
        if at == part:
            average = used = 0
        row = shown.loc[at]
        centre, limited = usual.points["cl"][at], np.isfinite(usual.points["ucl"][at])
        if mark != "u" or not limited:
            assert np.isnan(row["ewma"])
            assert not row["signal"]
            continue
        used += 1
        average = lam * (y[at] - centre) + (1 - lam) * average
        width = 2.5 * sqrt(centre * lam / (2 - lam) * (1 - (1 - lam) ** (2 * used)))
        assert row["ewma"] == pytest.approx(centre + average)
        assert row["ucl"] == pytest.approx(centre + width)
        assert row["signal"] == (abs(average) > width)


def test_proportions_are_followed_in_standard_deviations_of_their_own():
    y, n = np.array([8.0, 12, 30, 6, 11, 9]), np.array([40.0, 60, 160, 35, 50, 45])
    chart = spc.ewma_chart(y, n, kind="p", lam=0.3, multiply=100)
    centre = y.sum() / n.sum()
    z = (y / n - centre) / np.sqrt(centre * (1 - centre) / n)
    assert chart.scale == "sigma"
    assert chart.points["z"].to_numpy() == pytest.approx(z)
    assert chart.points["ewma"][1] == pytest.approx(0.3 * z[1] + 0.7 * 0.3 * z[0])
    assert (chart.points["cl"] == 0).all()
    assert chart.points["y"].to_numpy() == pytest.approx(100 * y / n)


def test_a_frozen_baseline_sets_level_and_spread_and_provisional_points_never_signal():
    y = np.concatenate([np.random.default_rng(2).normal(20, 1, 20), np.full(10, 26.0)])
    chart = spc.ewma_chart(y, freeze=20, provisional=[28, 29])
    alone = spc.control_chart(y[:20], kind="i").points
    assert chart.points["cl"][29] == pytest.approx(alone["cl"][0])
    assert chart.points["signal"][22:28].all()
    assert not chart.points["signal"][28:].any()
    assert chart.points["ewma"][28:].isna().all()
    assert "estimated_run_length" in codes(chart)


@pytest.mark.parametrize("kind", ["i", "c", "p", "u", "pprime", "uprime", "iprime", "xbar", "s"])
def test_many_series_give_the_same_averages_and_sums_as_one_by_one(kind):
    rng = np.random.default_rng(6)
    y, n = rng.integers(5, 40, (5, 18)).astype(float), np.full((5, 18), 90.0)
    members = None
    if kind in ("xbar", "s"):
        members = y[..., None] + np.array([0.0, 2, -3])
    else:
        y[1, 4], y[3, 0] = np.nan, np.nan
    n = n if spc.KINDS[kind].denominator == "needed" else None
    for one, many in ((spc.ewma_chart, spc.ewma_charts), (spc.cusum_chart, spc.cusum_charts)):
        charts = many(y if members is None else members, n, kind=kind, freeze=14)
        for row in range(5):
            if members is None:
                alone = one(y[row], None if n is None else n[row], kind=kind, freeze=14)
            else:
                alone = one(members[row].ravel(), kind=kind, freeze=14, subgroup=np.repeat(np.arange(18), 3))
            assert charts[row].points.equals(alone.points)
            assert charts[row].caveats == alone.caveats
        assert len(charts) == 5


def test_a_constant_series_never_signals():
    for chart in (spc.ewma_chart([4.0] * 20), spc.ewma_chart([4.0] * 20, centre=1, sigma=1)):
        assert not chart.points["signal"].any()
        assert "constant" in codes(chart)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"lam": 0}, "lam is 0"),
        ({"width": -1}, "width is -1"),
        ({"kind": "g"}, "kind 'g' has no standard deviation"),
        ({"kind": "mr"}, "kind 'mr' has no standard deviation"),
        ({"kind": "c", "sigma": 2}, "sigma is given for an i chart only"),
        ({"sigma": 0}, "sigma must be above 0"),
    ],
)
def test_settings_that_cannot_be_are_refused(choices, words):
    with pytest.raises(ValueError, match=words):
        spc.ewma_chart([3, 4, 6, 5], **choices)
