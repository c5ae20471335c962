"""Bernoulli CUSUM against a loop, exact run lengths of small chains and simulation."""

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import spc
from core.spc.bernoulli_run_length import bernoulli_run_length, grouped_run_length, limit_for, steps_between


def plain(events, n, p0, p1):
    level, levels = 0.0, []
    for y, of in zip(events, n, strict=True):
        level = max(0.0, level + y * log(p1 / p0) + (of - y) * log((1 - p1) / (1 - p0)))
        levels.append(level)
    return levels


@given(
    st.lists(st.integers(0, 1), min_size=1, max_size=60),
    st.sampled_from([(0.1, 0.2), (0.2, 0.05), (0.5, 0.7)]),
)
@settings(max_examples=50, deadline=None)
def test_sums_of_single_cases_agree_with_a_loop(events, shares):
    p0, p1 = shares
    points = spc.bernoulli_cusum(events, p0=p0, p1=p1, h=2.5).points
    expected = np.array(plain(events, [1] * len(events), p0, p1))
    assert points["level"].to_numpy() == pytest.approx(expected, abs=1e-8)
    assert points["signal"].tolist() == (expected >= 2.5).tolist()


def test_groups_add_their_cases_and_missing_excluded_and_provisional_ones_add_nothing():
    y, n = [2, 1, np.nan, 9, 4, 9, 9], [40, 30, 35, 50, 60, 45, 40]
    x = [f"2025-0{month}" for month in range(1, 8)]
    chart = spc.bernoulli_cusum(y, n, p0=0.05, odds_ratio=2, h=3, x=x, exclude=[3], provisional=[6])
    p1 = (2 * 0.05 / 0.95) / (1 + 2 * 0.05 / 0.95)
    kept = plain([2, 1, 4, 9], [40, 30, 60, 45], 0.05, p1)
    expected = [*kept[:2], np.nan, np.nan, *kept[2:], np.nan]
    assert chart.points["level"].tolist() == pytest.approx(expected, nan_ok=True)
    assert not chart.points["signal"].iloc[-1]
    assert chart.p1 == pytest.approx(p1)
    assert chart.odds_ratio == pytest.approx(2)
    assert {"missing", "excluded", "provisional"} <= {c.code for c in chart.caveats}
    assert "few_points" not in {c.code for c in chart.caveats}


def test_the_run_length_of_a_chain_of_two_states_is_exact():
    # Steps +log 2 and −log 2 (p0 1/3, p1 2/3) and a limit of two steps: L0 = 1 + pL1 + qL0, L1 = 1 + qL0.
    p, q = 1 / 3, 2 / 3
    zero = (1 + p) / (1 - q - p * q)
    assert bernoulli_run_length(p, q, 2 * log(2)) == pytest.approx(zero, rel=1e-9)
    assert grouped_run_length(p, q, 2 * log(2), 1) == pytest.approx(zero, rel=1e-6)


def simulated(p0, p1, h, n, replicates, seed):
    rng, steps = np.random.default_rng(seed), steps_between(p0, p1)
    level, lengths, going = np.zeros(replicates), np.zeros(replicates), np.ones(replicates, dtype=bool)
    for t in range(1, 100_000):
        y = rng.binomial(n, p0, replicates)
        level = np.maximum(0, level + y * steps.event + (n - y) * steps.other)
        lengths[going] = t
        going &= level < h * (1 - 1e-9)
        if not going.any():
            break
    return lengths.mean(), lengths.std() / sqrt(replicates)


CASES = [(0.05, 0.1, 1.5), (0.2, 1 / 3, 2.0), (0.3, 0.15, 2.0)]


@pytest.mark.parametrize(("p0", "p1", "h"), CASES)
def test_run_lengths_of_cases_are_what_simulation_gives(p0, p1, h):
    mean, error = simulated(p0, p1, h, 1, 2500, seed=1)
    assert bernoulli_run_length(p0, p1, h) == pytest.approx(mean, abs=4 * error)


@pytest.mark.parametrize(("p0", "p1", "h", "n"), [(0.05, 0.1, 2.0, 40), (0.2, 0.1, 2.5, 25)])
def test_run_lengths_of_groups_are_what_simulation_gives(p0, p1, h, n):
    mean, error = simulated(p0, p1, h, n, 3000, seed=2)
    assert grouped_run_length(p0, p1, h, n) == pytest.approx(mean, abs=4 * error)


@pytest.mark.slow
@pytest.mark.parametrize(("p0", "p1", "h"), [*CASES, (0.01, 0.02, 2.0), (0.05, 0.1, 2.5)])
def test_run_lengths_of_cases_to_a_percent(p0, p1, h):
    mean, error = simulated(p0, p1, h, 1, 20_000, seed=3)
    assert bernoulli_run_length(p0, p1, h) == pytest.approx(mean, abs=4 * error)
    assert error < 0.01 * mean


@pytest.mark.parametrize("n", [None, 30])
def test_the_limit_for_a_wished_run_length_reaches_it_and_hardly_more(n):
    h = limit_for(0.05, 0.1, 200.0, n)

    def length(limit):
        shares = (0.05, 0.1, limit)
        return bernoulli_run_length(*shares) if n is None else grouped_run_length(*shares, n)

    assert length(h) >= 200
    assert length(h - 0.003) < 200
    chart = spc.bernoulli_cusum([0, 1, 0], None if n is None else [n] * 3, p0=0.05, p1=0.1, run_length=200)
    assert chart.h == h
    assert chart.run_length >= 200


def test_more_events_than_usual_are_found_and_fewer_too():
    rng = np.random.default_rng(5)
    worse = np.concatenate([rng.binomial(1, 0.05, 300), rng.binomial(1, 0.2, 300)])
    chart = spc.bernoulli_cusum(worse, p0=0.05, odds_ratio=3, run_length=5000)
    assert chart.points["signal"][300:].any()
    assert not chart.points["signal"][:300].any()
    better = np.concatenate([rng.binomial(40, 0.2, 24), rng.binomial(40, 0.08, 24)])
    chart = spc.bernoulli_cusum(better, np.full(48, 40), p0=0.2, odds_ratio=0.5, run_length=200)
    assert chart.points["signal"][24:].any()
    assert not chart.points["signal"][:24].any()


def test_many_series_give_the_same_sums_as_one_by_one():
    y = np.random.default_rng(7).binomial(50, 0.1, (4, 20)).astype(float)
    y[2, 5] = np.nan
    n = np.full((4, 20), 50.0)
    charts = spc.bernoulli_cusums(y, n, p0=0.1, p1=0.2, h=3, parts=[9])
    for row, chart in enumerate(charts):
        alone = spc.bernoulli_cusum(y[row], n[row], p0=0.1, p1=0.2, h=3, parts=[9])
        assert chart.points.equals(alone.points)
        assert chart.caveats == alone.caveats


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"p0": 0, "p1": 0.1, "h": 2}, "p0 is 0"),
        ({"p0": 0.1, "h": 2}, "either p1 or odds_ratio"),
        ({"p0": 0.1, "p1": 0.2, "odds_ratio": 2, "h": 2}, "either p1 or odds_ratio"),
        ({"p0": 0.1, "p1": 0.1, "h": 2}, "differ from p0"),
        ({"p0": 0.1, "odds_ratio": -1, "h": 2}, "odds_ratio is -1"),
        ({"p0": 0.1, "p1": 0.2}, "either h or run_length"),
        ({"p0": 0.1, "p1": 0.2, "h": 0}, "h is 0"),
        ({"p0": 0.1, "p1": 0.2, "run_length": 1}, "run_length is 1"),
        ({"p0": 1e-5, "p1": 2e-5, "h": 4}, "too rare for this chart"),
    ],
)
def test_settings_that_cannot_be_are_refused(choices, words):
    with pytest.raises(ValueError, match=words):
        spc.bernoulli_cusum([0, 1, 0], **choices)


@pytest.mark.parametrize("events", [[0, 2, 1], [0.5, 0, 1], [0, -1, 1]])
def test_events_that_are_not_yes_or_no_are_named(events):
    with pytest.raises(ValueError, match="position"):
        spc.bernoulli_cusum(events, p0=0.1, p1=0.2, h=2)
