"""The rules from p and intervals to a grade, one by one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.change.grades import break_even_drift, detectable, grade_alone, grade_compared, p_verdict
from core.change.interval import Interval
from core.change.several import combined

UNKNOWN, SMALL = Interval(-0.3, 0.2), Interval(-0.05, 0.05)
CHANCE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("p_ctl", "p", "interval", "grade"),
    [
        (0.01, 0.04, UNKNOWN, "clear"),
        (0.04, 0.20, UNKNOWN, "likely"),
        (0.04, 0.20, SMALL, "likely"),
        (0.30, 0.30, SMALL, "no_sign"),
        (0.30, 0.30, UNKNOWN, "cannot_tell"),
        (0.30, 0.30, Interval(-0.05, 0.10), "cannot_tell"),
    ],
)
def test_a_grade_with_comparison_units(p_ctl, p, interval, grade):
    assert grade_compared(p_ctl, p, interval, 0.10, 0.05) == grade


@pytest.mark.parametrize(
    ("p", "interval", "grade"),
    [(1e-9, UNKNOWN, "likely"), (0.2, SMALL, "no_sign"), (0.2, UNKNOWN, "cannot_tell")],
)
def test_a_grade_without_comparison_units(p, interval, grade):
    assert grade_alone(p, interval, 0.10, 0.05) == grade


@given(p_ctl=CHANCE, p_own=CHANCE, p_step=CHANCE)
def test_the_verdict_is_below_5_per_cent_exactly_when_all_that_is_asked_holds(p_ctl, p_own, p_step):
    p = p_verdict(p_ctl, p_own, p_step)
    assert p_ctl <= p <= 1
    if abs(min(p_own, p_step) - 0.06) > 1e-9:
        assert (p < 0.05) == (p_ctl < 0.05 and min(p_own, p_step) < 0.06)


def test_the_drift_that_would_explain_it_all_is_that_of_the_formula():
    assert break_even_drift(math.log(0.8), 0.05, 36) == pytest.approx((-math.log(0.8) - 0.098) / 1.5)
    assert break_even_drift(0.05, 0.05, 36) is None
    assert break_even_drift(-math.inf, 0.3, 36) is None


def test_a_decrease_is_detectable_up_to_a_hundred_per_cent_and_a_mean_by_any_number():
    assert detectable(0.1, of_means=False) == pytest.approx(1 - math.exp(-0.28))
    assert detectable(5.0, of_means=False) < 1
    assert detectable(0.1, of_means=True) == pytest.approx(0.28)


@given(shared=st.floats(0, 1), kappa=st.floats(0, 5))
def test_starters_that_share_their_county_are_less_than_independent_and_no_worse_than_one(shared, kappa):
    import numpy as np

    share = np.array([shared, 1 - shared])
    contrast = (np.array([1.0, 3.0]), np.array([0.04, 0.04]))
    mean, variance = combined(contrast, share, np.array([kappa, kappa]))
    assert mean == pytest.approx(shared + 3 * (1 - shared))
    independent = 0.04 * (share**2).sum()
    assert independent - 1e-12 <= variance <= 0.04 + 1e-12
    assert combined(contrast, share, np.full(2, np.inf))[1] == pytest.approx(0.04)
