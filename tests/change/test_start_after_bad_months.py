"""A start that came since it looked bad: what was picked may neither look like an improvement nor hide one.

The three months before such a start are high by being picked, those before them low. Against the county
the three are left out. Where own drift is asked they count half: without them the others foresee too little.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from core.change.calibration import FEWER, NOTHING
from core.change.calibration.judging import judge_many
from core.change.controlled import bad_months, controlled
from core.change.family import RATES
from core.change.panel import Panel
from core.change.totals import p_of
from core.simulate.families import FAMILIES
from core.simulate.families import Family as MadeUp
from core.simulate.panels import draw
from core.simulate.streams import stream

START, AFTER = 24, 12


def panel_with(three: float, seed: int = 0) -> Panel:
    """Fewer after the start, and ``three`` times as much as usual in the three months before it."""
    drawn = draw(FAMILIES["iid_rate"], stream(seed, "bad"), START, AFTER, effect=-0.1)
    y = drawn.numerator.copy()
    y[drawn.target_row, START - 3 : START] *= three
    start = np.full(len(y), START + AFTER)
    start[drawn.target_row] = START
    return Panel(tuple(map(str, range(len(y)))), drawn.months, y, drawn.denominator, start)


def found(panel: Panel, told: bool):
    return controlled(panel, RATES, bad_months(panel) if told else None)


@pytest.mark.parametrize("seed", range(3))
def test_against_the_county_the_three_months_do_not_count(seed: int):
    """But for what they say of the county to the other units, which is next to nothing."""
    usual, bad = (found(panel_with(three, seed), told=True) for three in (1.0, 2.0))
    assert bad.by_county.expected == pytest.approx(usual.by_county.expected, rel=0.01)
    assert p_of(bad.by_county) == pytest.approx(p_of(usual.by_county), abs=0.02)
    untold = found(panel_with(2.0, seed), told=False)
    assert untold.by_county.expected > 1.05 * usual.by_county.expected


@pytest.mark.parametrize("seed", range(3))
def test_where_own_drift_is_asked_they_count_less_than_others_and_more_than_nothing(seed: int):
    panel = panel_with(1.5, seed)
    told, untold = found(panel, told=True), found(panel, told=False)
    y = panel.y.copy()
    y[panel.starters, START - 3 : START] = np.nan
    without = found(replace(panel, y=y), told=False)
    for ahead in (lambda one: one.by_own_drift.expected, lambda one: -one.step.centre):
        assert ahead(without) < ahead(told) < ahead(untold)


def after_bad_months(family: str) -> MadeUp:
    return replace(FAMILIES[family], bad_months=True)


def test_a_fifth_fewer_is_found_more_often_than_where_the_three_months_are_forgotten():
    """Of these panels 35 % were found when the three months were left out everywhere."""
    judged = judge_many(FAMILIES["bad_months"], FEWER, range(60), seed=99)
    assert np.mean([one.p[0] < 0.05 for one in judged]) > 0.5


@pytest.mark.slow
@pytest.mark.parametrize("design", [NOTHING, replace(NOTHING, before=12, after=6)], ids=["24_12", "12_6"])
@pytest.mark.parametrize(
    "family", ["ar_4", "ar_6", "own_trends", "target_drifts_up", "target_drifts_down", "random_walk"]
)
def test_few_verdicts_are_wrong_whatever_moves_the_numbers_after_bad_months(family: str, design):
    judged = judge_many(after_bad_months(family), design, range(1000), seed=98)
    assert sum(one.p[0] < 0.05 for one in judged) <= binom.ppf(0.99, 1000, 0.06)
