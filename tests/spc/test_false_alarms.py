"""False-alarm rates of independent normal points, as the rules' docstrings state them."""

import numpy as np
import pytest

from core import spc

STATED = {  # n: (long run, few crossings, either, beyond limits) on an I chart
    12: (0.002, 0.016, 0.016, 0.053),
    24: (0.012, 0.034, 0.040, 0.095),
    36: (0.031, 0.034, 0.056, 0.132),
    60: (0.032, 0.027, 0.054, 0.197),
}


def rates(n, series, seed):
    charts = spc.control_charts(np.random.default_rng(seed).normal(size=(series, n)), kind="i")
    run, crossings = (charts.rule_points[code].any(axis=1) for code in ("anhoej_run", "anhoej_crossings"))
    marks = (run, crossings, run | crossings, charts.beyond_limits.any(axis=1))
    return tuple(mark.mean() for mark in marks)


@pytest.mark.parametrize("n", STATED)
def test_false_alarms_are_as_often_as_the_docstrings_say(n):
    assert rates(n, 20_000, seed=n) == pytest.approx(STATED[n], abs=0.008)


@pytest.mark.slow
@pytest.mark.parametrize("n", STATED)
def test_false_alarms_to_the_digit(n):
    assert rates(n, 200_000, seed=n + 1) == pytest.approx(STATED[n], abs=0.003)
