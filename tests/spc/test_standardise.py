"""Standardised rates and ratios, and the intervals they stand on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spc.funnels import byar, direct, exact_poisson, expected_counts, indirect

# Exact 95 % limits of a Poisson count, as in every table since Garwood 1936.
GARWOOD = {
    0: (0.0, 3.689),
    1: (0.0253, 5.572),
    5: (1.623, 11.668),
    10: (4.795, 18.390),
    20: (12.217, 30.888),
    100: (81.364, 121.627),
}


@pytest.mark.parametrize("count", GARWOOD)
def test_exact_limits_are_those_of_the_tables(count):
    lower, upper = exact_poisson(count)
    assert (float(lower), float(upper)) == pytest.approx(GARWOOD[count], abs=6e-4)


def test_byars_limits_by_hand():
    """O = 10: 10 (1 − 1/90 − 1.96/(3 √10))³ and 11 (1 − 1/99 + 1.96/(3 √11))³."""
    lower, upper = byar(10)
    assert float(lower) == pytest.approx(10 * (1 - 1 / 90 - 1.959964 / (3 * 10**0.5)) ** 3)
    assert float(upper) == pytest.approx(11 * (1 - 1 / 99 + 1.959964 / (3 * 11**0.5)) ** 3)


def test_byar_is_near_the_exact_limits():
    counts = np.arange(1, 101)
    (low, high), (exact_low, exact_high) = byar(counts), exact_poisson(counts)
    assert np.abs(high / exact_high - 1).max() < 0.002
    assert np.abs(low / exact_low - 1)[4:].max() < 0.01
    assert np.abs(low - exact_low).max() < 0.02


@given(st.integers(0, 2000), st.floats(0.5, 0.999))
def test_limits_hold_the_count_between_them(count, level):
    for limits in (byar, exact_poisson):
        lower, upper = limits(count, level)
        assert 0 <= lower <= count < upper


@pytest.mark.parametrize("limits", [byar, exact_poisson])
def test_impossible_counts_and_levels_are_refused(limits):
    with pytest.raises(ValueError, match="negative"):
        limits(-1)
    with pytest.raises(ValueError, match="level"):
        limits(3, 1.0)


# Direct


def test_with_one_stratum_the_rate_is_the_crude_one_and_its_limits_those_of_the_count():
    found = direct([20], [4000], [1], multiply=1000)
    low, high = byar(20)
    assert found.rate[0] == found.crude[0] == pytest.approx(5.0)
    assert (found.lower[0], found.upper[0]) == pytest.approx((float(low) / 4, float(high) / 4))


def test_two_ages_by_hand():
    """Rates 0.01 and 0.05 weighed 3 to 1: 0.02. V = 0.75² · 10/1000² + 0.25² · 50/1000²."""
    found = direct([10, 50], [1000, 1000], [3, 1])
    low, high = byar(60)
    scale = np.sqrt((0.75**2 * 10 + 0.25**2 * 50) / 1000**2 / 60)
    assert found.rate[0] == pytest.approx(0.02)
    assert found.crude[0] == pytest.approx(0.03)
    assert found.lower[0] == pytest.approx(0.02 + scale * (float(low) - 60))
    assert found.upper[0] == pytest.approx(0.02 + scale * (float(high) - 60))


def test_places_with_the_same_rates_and_other_ages_get_the_same_standardised_rate():
    population = np.array([[1000, 4000], [4000, 1000]])
    found = direct(population * np.array([0.01, 0.04]), population, [1, 1])
    np.testing.assert_allclose(found.rate, 0.025)
    assert found.crude[0] > found.crude[1]


def test_without_events_the_interval_still_has_an_upper_end():
    found = direct([[0, 0]], [[1000, 500]], [1, 1])
    assert (found.rate[0], found.lower[0]) == (0.0, 0.0)
    assert found.upper[0] == pytest.approx(0.5 / 500 * 3.6889, rel=1e-4)
    assert found.caveats[0].code == "standardised_few_events"


def test_a_place_with_a_number_missing_has_no_rate():
    found = direct([[30, np.nan], [30, 20]], [[1000, 500], [1000, 500]], [1, 1])
    assert np.isnan([found.rate[0], found.lower[0], found.upper[0]]).all()
    assert np.isfinite(found.rate[1])
    assert found.caveats == ()


def test_the_interval_of_a_weighted_rate_holds_the_truth_nineteen_times_of_twenty():
    rng = np.random.default_rng(6)
    population, rates, weights = np.array([400, 900, 200]), np.array([0.005, 0.02, 0.09]), np.array([3, 2, 1])
    found = direct(rng.poisson(population * rates, (20_000, 3)), np.tile(population, (20_000, 1)), weights)
    truth = (weights * rates).sum() / weights.sum()
    assert 0.94 < ((found.lower <= truth) & (truth <= found.upper)).mean() < 0.97


@pytest.mark.parametrize(
    ("events", "population", "weights", "what"),
    [
        ([-1, 2], [10, 10], [1, 1], "negative"),
        ([1, 2], [10, 0], [1, 1], "population above 0"),
        ([1, 2], [10, 10], [1, 0], "weights"),
        ([1, 2], [10, 10, 10], [1, 1], "fit together"),
    ],
)
def test_impossible_strata_are_refused(events, population, weights, what):
    with pytest.raises(ValueError, match=what):
        direct(events, population, weights)


# Indirect


def test_observed_over_expected_with_either_interval():
    found, exact = indirect([10], [8]), indirect([10], [8], method="exact")
    assert found.ratio[0] == exact.ratio[0] == 1.25
    assert (exact.lower[0], exact.upper[0]) == pytest.approx((4.7954 / 8, 18.3904 / 8), abs=1e-4)
    assert (found.lower[0], found.upper[0]) == pytest.approx((exact.lower[0], exact.upper[0]), rel=0.003)


def test_expected_counts_are_the_standards_rates_in_each_population():
    np.testing.assert_allclose(expected_counts([[100, 200], [300, 0]], [0.1, 0.02]), [14, 30])
    whole = indirect([14], expected_counts([[100, 200]], [0.1, 0.02]))
    assert whole.ratio[0] == pytest.approx(1.0)


def test_impossible_ratios_are_refused():
    for observed, expected, method, what in (
        ([1], [0], "byar", "above 0"),
        ([1, 2], [1], "byar", "shape"),
        ([1], [1], "wald", "method"),
    ):
        with pytest.raises(ValueError, match=what):
            indirect(observed, expected, method=method)
    with pytest.raises(ValueError, match="strata"):
        expected_counts([[1, 2]], [0.1])
