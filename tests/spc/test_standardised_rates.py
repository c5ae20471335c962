"""Age-standardised rates against a published table, and limits that are not surer than thin ages allow."""

import numpy as np
import pytest

from core.spc.compare.standard_rate import gamma_upper, standardised_rates
from core.spc.funnels import direct
from core.spc.funnels.intervals import exact_poisson

# Down's syndrome in Michigan 1950–1964 by birth order (rows: 1, 2, 3, 4, 5 and later) and mother's age
# (columns); Stark & Mantel 1966, as in Fay & Feuer 1997, Statistics in Medicine 16:791–801.
BIRTHS = np.array(
    [
        [230061, 329449, 114920, 39487, 14208, 3052],
        [72202, 326701, 208667, 83228, 28466, 5375],
        [15050, 175702, 207081, 117300, 45026, 8660],
        [2293, 68800, 132424, 98301, 46075, 9834],
        [327, 30666, 123419, 149919, 104088, 34392],
    ],
    dtype=float,
)
CASES = np.array(
    [
        [107, 141, 60, 40, 39, 25],
        [25, 150, 110, 84, 82, 39],
        [3, 71, 114, 103, 108, 75],
        [1, 26, 64, 89, 137, 96],
        [0, 8, 63, 112, 262, 295],
    ],
    dtype=float,
)
ALL = BIRTHS.sum(axis=0)


def test_the_published_rates():
    rate, _, _, _ = standardised_rates(CASES, BIRTHS, ALL, 1e5)
    assert rate == pytest.approx([92.3, 91.2, 85.1, 92.7, 75.5], abs=0.05)
    crude = CASES.sum(axis=1) / BIRTHS.sum(axis=1) * 1e5
    assert crude == pytest.approx([56.3, 67.6, 83.3, 115.5, 167.1], abs=0.05)


def test_with_one_age_the_limit_is_the_exact_one_of_a_count():
    events = np.array([[0.0], [1.0], [7.0], [30.0]])
    people = np.full((4, 1), 500.0)
    found = gamma_upper(events, people, np.array([3.0]))
    assert found * 500 == pytest.approx(exact_poisson(events[:, 0])[1])


def test_an_empty_age_that_weighs_much_widens_the_upper_limit():
    _, lower, upper, _ = standardised_rates(CASES, BIRTHS, ALL, 1e5)
    dobson = direct(CASES, BIRTHS, ALL, 1e5)
    assert lower.tolist() == dobson.lower.tolist()
    assert upper[:3] == pytest.approx(dobson.upper[:3], rel=0.01)  # every age has many births
    assert upper[4] > 2 * dobson.upper[4]  # 327 births weigh 13 per cent and had no case


def test_limits_hold_the_truth_as_often_as_they_say_when_an_age_is_thin():
    rng = np.random.default_rng(5)
    people, weights = np.array([40.0, 900, 1500]), np.array([0.4, 0.3, 0.3])
    truth = np.array([0.02, 0.02, 0.02])
    events = rng.poisson(truth * people, (4000, 3)).astype(float)
    laid = np.broadcast_to(people, events.shape)
    _, lower, upper, _ = standardised_rates(events, laid, weights)
    assert (upper >= 0.02).mean() >= 0.975
    assert ((lower <= 0.02) & (upper >= 0.02)).mean() >= 0.95
    assert (direct(events, laid, weights).upper >= 0.02).mean() < 0.9  # Dobson's alone
