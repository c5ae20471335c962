"""How often the verdict finds a change where there was none, and the committed table of it."""

from functools import cache

import numpy as np
import pytest
from scipy.stats import binom

from core.change.calibration import DESIGNS, FEWER, NOTHING, One, calibration, measure
from core.simulate.families import FAMILIES

SHORT = {"iid_rate": 60, "ar_6": 60, "target_drifts_down": 60, "shock_over_unequal": 60}
ALLOWED, ALLOWED_WALK = 0.06, 0.07


@cache
def found(family: str) -> list[One]:
    return measure(FAMILIES[family], NOTHING, range(SHORT[family]), seed=99)


@pytest.mark.parametrize("family", SHORT)
def test_few_verdicts_are_wrong_where_nothing_happened(family: str):
    wrong = sum(one.p[0] < 0.05 for one in found(family))
    assert wrong <= binom.ppf(0.999, SHORT[family], ALLOWED)


@pytest.mark.parametrize("family", SHORT)
def test_the_wide_interval_holds_the_truth(family: str):
    held = sum(one.held_wide for one in found(family))
    assert held >= binom.ppf(0.001, SHORT[family], 1 - ALLOWED)


def test_where_only_the_target_drifts_the_county_alone_would_be_wrong_half_the_time():
    wrong = np.mean([one.p[1] < 0.05 for one in found("target_drifts_down")])
    assert wrong > 0.25


def test_a_fifth_fewer_is_often_seen():
    seen = np.mean([one.p[0] < 0.05 for one in measure(FAMILIES["iid_share"], FEWER, range(40), seed=99)])
    assert seen > 0.7


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_few_verdicts_are_wrong_in_any_family(family: str):
    replicates = 1000
    wrong = sum(one.p[0] < 0.05 for one in measure(FAMILIES[family], NOTHING, range(replicates), seed=98))
    allowed = ALLOWED_WALK if family == "random_walk" else ALLOWED
    assert wrong <= binom.ppf(0.999, replicates, allowed)


def test_the_committed_table_holds_every_family_without_a_change_and_keeps_what_is_promised():
    rows = [row for row in calibration() if row.effect == 0 and (row.before, row.after) == (24, 12)]
    standard = [row for row in rows if row.comparisons == 12]
    assert {row.family for row in standard} == set(FAMILIES)
    for row in standard:
        allowed = ALLOWED_WALK if row.family == "random_walk" else ALLOWED
        assert row.p_verdict <= allowed + 2 * np.sqrt(allowed * (1 - allowed) / row.replicates)
        assert row.replicates >= 1000


def test_designs_differ():
    assert len(set(DESIGNS)) == len(DESIGNS)
