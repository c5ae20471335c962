"""A likely change that an own trend explains is called a trend, whoever asks."""

import numpy as np
import pytest

from core.change import Verdict, evaluate
from core.change.answer import _beside_others
from core.change.own_trend import OwnTrend
from tests.change.made_changes import START, made_table


def likely(**more) -> Verdict:
    numbers = {"relative_effect": -0.2, "break_even_drift": 0.05, "own_drift": -0.09}
    return Verdict(**({"grade": "likely", "caveats": ()} | numbers | more))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "own_trend"),
        ({"own_drift": -0.05}, "own_trend"),
        ({"own_drift": -0.04}, "likely"),
        ({"own_drift": 0.09}, "likely"),
        ({"own_drift": None}, "likely"),
        ({"break_even_drift": None}, "likely"),
        ({"relative_effect": 0.2, "own_drift": 0.09}, "own_trend"),
        ({"grade": "clear"}, "clear"),
        ({"grade": "cannot_tell"}, "cannot_tell"),
    ],
)
def test_a_likely_change_is_a_trend_where_that_went_the_same_way_and_suffices(more, said):
    assert likely(**more).said == said


@pytest.mark.parametrize("seed", [0, 2, 4, 6])
def test_a_unit_that_falls_all_the_time_is_said_to_have_a_trend_of_its_own(seed):
    table = made_table(before=36, after=36, seed=seed)
    falling = np.random.default_rng(100 + seed).poisson(40 * 0.88 ** (np.arange(72) / 12))
    table.loc[table["unit"] == "a", "numerator"] = falling.astype(float)
    verdict = evaluate(table, {"a": "2025-01"}, shifts=())
    assert verdict.own_drift == pytest.approx(-0.12, abs=0.03)
    assert (verdict.grade, verdict.said) == ("likely", "own_trend")


def test_a_change_at_once_beside_units_that_moved_alike_has_no_trend():
    verdict = evaluate(made_table(-0.4), START, shifts=())
    assert (verdict.own_drift, verdict.said) == (None, "clear")


def test_of_several_starters_each_trend_counts_as_much_as_its_part_of_the_whole():
    trends = [OwnTrend("a", -0.1, (-0.15, -0.05), 0.01), OwnTrend("b", 0.03, (-0.1, 0.2), 0.6)]
    told = _beside_others(likely(own_drift=None), trends, np.array([0.25, 0.75]))
    assert told.own_drift == pytest.approx(-0.025)
    assert told.said == "likely"
    assert [caveat.values["drift"] for caveat in told.caveats] == [-10.0]
