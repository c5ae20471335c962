"""Identical municipalities: the same exercise from a number, alike in truth, as far apart as by chance."""

import numpy as np
import pytest
from scipy.stats import binom, spearmanr

from core.figures.exercise_league import league_funnel
from core.indicators import load_units
from core.simulate.exercises.league import PER, SHARE, SMALLEST, TOWNS, draw_league, league_odds


def test_the_same_number_gives_the_same_exercise_on_every_machine():
    assert draw_league(1).visits.tolist() == [
        [10, 23, 22, 8, 4, 111, 14, 26, 8, 34, 13, 6, 29],
        [7, 12, 31, 14, 4, 108, 15, 27, 7, 24, 10, 16, 40],
    ]
    assert (draw_league(2).visits != draw_league(1).visits).any()


def test_the_names_are_nobodys():
    units = load_units()
    assert [name for name, _ in TOWNS if units.match(name)] == []
    assert len(TOWNS) == 13


@pytest.mark.parametrize("town", range(len(TOWNS)))
def test_everybody_has_the_same_true_share_in_both_months(town: int):
    drawn = np.array([draw_league(seed).visits[:, town] for seed in range(1, 201)])
    people = TOWNS[town][1] * 200
    for month in (0, 1):  # within 4 standard errors of what 200 exercises give
        assert drawn[:, month].sum() / people == pytest.approx(SHARE, abs=4 * np.sqrt(SHARE * 0.95 / people))
    scatter = drawn.var(axis=0) / (TOWNS[town][1] * SHARE * (1 - SHARE))
    assert scatter == pytest.approx(1, abs=0.45)  # and as spread as binomial numbers are, no more


def test_the_funnel_signals_as_often_as_chance_says():
    outside = np.array(
        [league_funnel(draw_league(seed)).points["outside_998"].to_numpy() for seed in range(1, 401)]
    )
    expected = sum(_outside(people) for _, people in TOWNS) / len(TOWNS)
    assert expected <= 0.002  # whole numbers: never more than the limits say
    assert outside.mean() == pytest.approx(expected, abs=4 * np.sqrt(expected / outside.size))


def _outside(people: int) -> float:
    """The exact probability of a number that both tails give at most 0.1 %."""
    counts = np.arange(people + 1)
    below, above = binom.cdf(counts, people, SHARE), binom.sf(counts - 1, people, SHARE)
    return float(binom.pmf(counts, people, SHARE)[(below < 0.001) | (above < 0.001)].sum())


def test_places_count_those_who_are_lower_and_are_shared_by_equals():
    league = draw_league(3)
    for month in (0, 1):
        lower = [int((league.values[month] < value).sum()) for value in league.values[month]]
        assert league.places[month].tolist() == [1 + number for number in lower]
    assert league.values[0][league.order].tolist() == sorted(league.values[0])


def test_likeness_is_spearmans_rank_correlation():
    for seed in range(1, 21):
        league = draw_league(seed)
        assert league.likeness == pytest.approx(spearmanr(*league.values).statistic)


def test_the_odds_are_those_of_the_exercises_themselves():
    odds, leagues = league_odds(), [draw_league(seed) for seed in range(1, 401)]
    spreads = [odds.as_wide(league.spread) for league in leagues]
    assert np.mean(spreads) == pytest.approx(0.5, abs=0.07)  # a p-value: uniform
    small = set(np.argsort([people for _, people in TOWNS], kind="stable")[:SMALLEST].tolist())
    assert np.mean([int(x.order[0]) in small for x in leagues]) == pytest.approx(odds.small_first, abs=0.1)
    assert np.mean([int(x.order[-1]) in small for x in leagues]) == pytest.approx(odds.small_last, abs=0.1)
    low, high = odds.likeness
    assert np.mean([low <= x.likeness <= high for x in leagues]) == pytest.approx(0.95, abs=0.04)
    assert odds.as_wide(0) == 1
    assert odds.as_wide(PER) == 0
