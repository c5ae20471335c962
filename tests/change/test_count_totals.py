"""The chance of a total: the lattice against exact sums and plain simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from core.change.family import RATES, SHARES, Observed
from core.change.interval import interval
from core.change.mixture import Mixture, mixture
from core.change.totals import count_total, p_of

KNOWN = Mixture(np.array([1.0]), np.array([0.0]), np.array([1e-8]))
SPREAD = Mixture(np.array([0.3, 0.7]), np.array([-0.1, 0.05]), np.array([0.002, 0.02]))


@pytest.mark.parametrize("observed", [0, 1, 7, 40])
def test_with_nothing_unknown_the_chance_is_the_mid_p_of_the_count(observed):
    rate = count_total(RATES, Observed(observed, 1000.0, 12.0), KNOWN).at_most_observed(np.array(0.0))
    assert rate == pytest.approx(poisson.cdf(observed - 1, 12) + poisson.pmf(observed, 12) / 2, abs=1e-3)
    share = count_total(SHARES, Observed(observed, 40.0, 12.0), KNOWN).at_most_observed(np.array(0.0))
    assert share == pytest.approx(
        binom.cdf(observed - 1, 40, 0.3) + binom.pmf(observed, 40, 0.3) / 2, abs=1e-3
    )


@pytest.mark.parametrize(("family", "size"), [(RATES, 5000.0), (SHARES, 900.0)])
def test_with_an_unknown_level_the_chance_is_what_a_simulation_finds(family, size):
    rng = np.random.default_rng(7)
    observed = Observed(130.0, size, 150.0)
    part = rng.random(400_000) < 0.3
    f = np.where(
        part, rng.normal(-0.1, np.sqrt(0.002), part.size), rng.normal(0.05, np.sqrt(0.02), part.size)
    )
    rate = family.rate(family.link(np.array(150.0 / size)) + f)
    totals = rng.poisson(size * rate) if family is RATES else rng.binomial(int(size), rate)
    simulated = (totals < 130).mean() + (totals == 130).mean() / 2
    found = count_total(family, observed, SPREAD).at_most_observed(np.array(0.0))
    assert found == pytest.approx(simulated, abs=0.003)


@given(
    observed=st.integers(0, 400),
    reference=st.floats(0.5, 300),
    spread=st.floats(0.001, 0.6),
)
def test_effects_inside_the_interval_are_those_the_test_does_not_reject(observed, reference, spread):
    total = count_total(
        RATES, Observed(observed, 1e4, reference), mixture(np.zeros(1), np.zeros(1), np.array([spread**2]))
    )
    found = interval(total.at_most_observed, 0.95, 0.0, total.standard_error)
    for end, wanted in ((found.low, 0.975), (found.high, 0.025)):
        if np.isfinite(end):
            assert total.at_most_observed(np.array(end)) == pytest.approx(wanted, abs=1e-4)
    if abs(p_of(total) - 0.05) > 1e-3:
        assert (0.0 in found) == (p_of(total) > 0.05)


def test_no_event_at_all_leaves_the_interval_open_towards_minus_a_hundred_per_cent():
    total = count_total(RATES, Observed(0.0, 1e4, 6.0), SPREAD)
    found = interval(total.at_most_observed, 0.95, -5.0, total.standard_error).map(np.expm1)
    assert found.low == -1.0
    assert -1 < found.high < 0
    assert p_of(total) < 0.05


def test_large_and_small_totals_stay_finite():
    for reference in (1e-3, 1e7):
        total = count_total(RATES, Observed(round(reference), 1e9, reference), SPREAD)
        assert 0 <= p_of(total) <= 1
        assert len(total.shift) <= 20_000
