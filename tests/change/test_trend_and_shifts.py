"""Trend and shift without a date: what is found, and how often where there is nothing."""

import numpy as np
import pytest

from core.change import shifts, trend

MONTHS = np.arange(np.datetime64("2021-01"), np.datetime64("2021-01") + 36)
N = np.full(36, 500.0)


def counts(rng: np.random.Generator, factor: np.ndarray | float = 1.0, phi: float = 0.0, sd: float = 0.0):
    shocks = rng.standard_normal(36)
    wandering = shocks.copy()
    for t in range(1, 36):
        wandering[t] = phi * wandering[t - 1] + np.sqrt(1 - phi**2) * shocks[t]
    return rng.poisson(40 * factor * np.exp(sd * wandering)).astype(float)


def test_a_trend_is_found_with_its_size():
    found = trend(counts(np.random.default_rng(2), 1.2 ** (np.arange(36) / 12)), N, months=MONTHS)
    assert found.moved == "up"
    assert found.interval[0] < 0.2 < found.interval[1]
    assert len(found.line) == 36
    assert found.line["value"].iloc[-1] > found.line["value"].iloc[0]


def test_a_shift_is_found_with_the_months_it_may_have_come():
    found = shifts(counts(np.random.default_rng(3), np.where(np.arange(36) < 20, 1.0, 0.6)), N, months=MONTHS)
    (shift,) = found.found
    assert shift.earliest <= MONTHS[20] <= shift.latest
    assert shift.earliest <= shift.month <= shift.latest
    assert shift.relative == pytest.approx(-0.4, abs=0.15)


def test_the_same_series_always_gives_the_same_p():
    y = counts(np.random.default_rng(5))
    assert shifts(y, N, months=MONTHS).best.p == shifts(y, N, months=MONTHS).best.p


@pytest.mark.parametrize(("phi", "sd"), [(0.0, 0.0), (0.4, 0.15)])
def test_little_is_found_where_nothing_happened(phi, sd):
    rng = np.random.default_rng(11)
    replicates = 60
    series = [counts(rng, 1.0, phi, sd) for _ in range(replicates)]
    trends = sum(trend(y, N, months=MONTHS).moved != "none" for y in series)
    found = sum(bool(shifts(y, N, months=MONTHS).found) for y in series)
    # 99.9 % of Binomial(60, 0.06) are at most 10: a method at Mann-Kendall's or PELT's rate fails.
    assert trends <= 10
    assert found <= 10


@pytest.mark.slow
@pytest.mark.parametrize(("phi", "sd", "at_most"), [(0.0, 0.0, 0.06), (0.4, 0.15, 0.09), (0.6, 0.15, 0.14)])
def test_little_is_found_where_nothing_happened_in_a_thousand_series(phi, sd, at_most):
    rng = np.random.default_rng(12)
    series = [counts(rng, 1.0, phi, sd) for _ in range(1000)]
    assert np.mean([trend(y, N, months=MONTHS).moved != "none" for y in series]) <= at_most
    assert np.mean([bool(shifts(y, N, months=MONTHS).found) for y in series]) <= at_most


@pytest.mark.parametrize(
    ("y", "reason"),
    [
        (np.r_[np.full(30, np.nan), np.ones(6)], "few_months"),
        (np.zeros(36), "no_events"),
    ],
)
def test_too_little_has_a_reason(y, reason):
    assert (trend(y, N, months=MONTHS).reason, trend(y, N, months=MONTHS).p) == (reason, None)
    assert (shifts(y, N, months=MONTHS).reason, shifts(y, N, months=MONTHS).found) == (reason, ())
