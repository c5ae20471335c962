"""Sixteen made-up panels, with what an independent implementation of the same method computed."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from core.change.alone import Alone, alone
from core.change.controlled import Controlled, controlled
from core.change.family import RATES, SHARES, Family
from core.change.interval import interval
from core.change.panel import Panel
from core.change.totals import p_of

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "reference_cases.json").read_text(encoding="utf-8"))
}
KINDS: dict[str, Family] = {"poisson": RATES, "binomial": SHARES}
P_AGREES = 0.005
WIDTH_AGREES = 0.005


def panel_of(case: dict) -> tuple[Panel, Family]:
    y, n = np.array(case["numerator"], dtype=float), np.array(case["denominator"], dtype=float)
    start = np.full(len(y), y.shape[1])
    start[case["target_row"]] = case["start_index"]
    first = np.datetime64("2021-01", "M") + case["calendar_month_of_first"] - 1
    units = tuple(f"unit {i}" for i in range(len(y)))
    return Panel(units, np.arange(first, first + y.shape[1]), y, n, start), KINDS[case["kind"]]


@cache
def compared(name: str) -> Controlled:
    return controlled(*panel_of(CASES[name]))


@cache
def by_itself(name: str) -> Alone:
    panel, family = panel_of(CASES[name])
    return alone(panel, family)


@pytest.mark.parametrize("name", CASES)
def test_the_change_against_the_county_agrees(name: str):
    total, expected = compared(name).by_county, CASES[name]["expected"]
    assert p_of(total) == pytest.approx(expected["p_ctl"], abs=P_AGREES)
    assert total.total.observed == expected["observed_post"]
    assert total.expected == pytest.approx(expected["expected_post"], rel=1e-4)
    assert total.standard_error == pytest.approx(expected["standard_error_log"], rel=1e-3)


@pytest.mark.parametrize("name", CASES)
def test_the_interval_agrees(name: str):
    total, (low, high) = compared(name).by_county, CASES[name]["expected"]["interval95"]
    found = interval(total.at_most_observed, 0.95, 0.0, total.standard_error).map(np.expm1)
    assert found.low == pytest.approx(low, abs=WIDTH_AGREES * (high - low))
    assert found.high == pytest.approx(high, abs=WIDTH_AGREES * (high - low))


@pytest.mark.parametrize("name", CASES)
def test_the_units_own_drift_agrees(name: str):
    found, expected = compared(name), CASES[name]["expected"]
    assert p_of(found.by_own_drift) == pytest.approx(expected["p_own"], abs=P_AGREES)
    assert found.step.p == pytest.approx(expected["p_step"], abs=P_AGREES)


@pytest.mark.parametrize("name", CASES)
def test_the_series_by_itself_agrees(name: str):
    found, expected = by_itself(name), CASES[name]["expected"]
    gradual, abrupt = expected["single_series_gradual"], expected["single_series_abrupt"]
    assert p_of(found.predicted) == pytest.approx(gradual["p"], abs=P_AGREES)
    effect = np.expm1(found.predicted.estimate)
    assert effect == pytest.approx(gradual["relative_effect"], abs=0.001)
    assert found.step.p == pytest.approx(abrupt["p"], abs=P_AGREES)
    assert np.expm1(found.step.centre) == pytest.approx(abrupt["relative_effect"], abs=0.001)
