"""How many events more or fewer: the interval holds what it says, also where the expected is uncertain."""

import numpy as np
import pytest

from core.change.estimate import OfTotal, differences
from core.change.family import RATES, SHARES, Observed
from core.change.interval import Interval
from core.change.mixture import Mixture
from core.change.totals import MeanTotal, count_total

UNSURE = Mixture(np.array([1.0]), np.array([0.0]), np.array([0.02]))
KNOWN = Mixture(np.array([1.0]), np.array([0.0]), np.array([1e-8]))
REPLICATES = 500
THREE_ERRORS = 3 * np.sqrt(0.05 * 0.95 / REPLICATES)


def covered(family, size, factor):
    """Share of intervals that hold the true difference: of ``differences``, and of expected × relative."""
    rng, held = np.random.default_rng([3, int(1000 * factor)]), []
    for _ in range(REPLICATES):
        rate = family.rate(family.link(np.array(200 / size)) + rng.normal(0, np.sqrt(0.02)))
        observed = rng.poisson(size * rate * factor) if family is RATES else rng.binomial(size, rate * factor)
        total = count_total(family, Observed(float(observed), float(size), 200.0), UNSURE)
        estimate = OfTotal(total, family.name)
        relative = estimate.interval(0.95)
        truth = size * float(rate) * (factor - 1)
        held.append((truth in differences(estimate, relative), truth / estimate.expected in relative))
    return np.mean(held, axis=0)


@pytest.mark.parametrize(("family", "size"), [(RATES, 5000), (SHARES, 500)])
@pytest.mark.parametrize("factor", [0.5, 0.8, 1.3])
def test_the_true_difference_lies_within_as_often_as_is_said(family, size, factor):
    within, expected_times_relative = covered(family, size, factor)
    assert within == pytest.approx(0.95, abs=THREE_ERRORS)
    if factor == 0.5:
        assert expected_times_relative < 0.9  # which is why they differ


@pytest.mark.parametrize("observed", [60.0, 200.0, 310.0])
def test_the_difference_and_the_relative_effect_never_disagree_on_the_way(observed):
    estimate = OfTotal(count_total(RATES, Observed(observed, 5000.0, 200.0), UNSURE), "rate")
    relative = estimate.interval(0.95)
    ends = differences(estimate, relative)
    assert (np.sign(ends.low), np.sign(ends.high)) == (np.sign(relative.low), np.sign(relative.high))
    assert observed - estimate.expected in ends


def test_where_only_chance_is_at_work_the_expected_stands_still():
    estimate = OfTotal(count_total(RATES, Observed(120.0, 5000.0, 200.0), KNOWN), "rate")
    ends = differences(estimate, Interval(-0.5, -0.3))
    assert (ends.low, ends.high) == pytest.approx((-100, -60), rel=1e-3)


def test_without_an_event_all_that_was_expected_is_missing():
    estimate = OfTotal(count_total(RATES, Observed(0.0, 5000.0, 20.0), UNSURE), "rate")
    assert differences(estimate, Interval(-1.0, -0.8)).low == pytest.approx(-estimate.expected)


def test_of_means_the_difference_is_what_is_estimated():
    total = MeanTotal(Observed(520.0, 100.0, 500.0), Mixture(np.ones(1), np.zeros(1), np.array([0.01])))
    estimate = OfTotal(total, "mean")
    ends = differences(estimate, estimate.interval(0.95))
    assert (ends.low, ends.high) == pytest.approx((20 - 19.6, 20 + 19.6), abs=0.01)
