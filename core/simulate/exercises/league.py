"""Thirteen municipalities that are all alike: the same true share in each, drawn by chance for two months.

Model: municipality k has n_k people enrolled, the same in both months, with sizes like those of a real
county. Each person has at least one visit in a month with probability 0.05, independently of everybody else
and of the other month. So the number y_k of a month is binomial (n_k, 0.05), and nothing about a
municipality tells its next month.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.simulate.streams import stream

SHARE = 0.05
"""The true share, the same everywhere."""
PER = 100
"""Shown values are per so many."""
SMALLEST = 4
"""How many of the municipalities count as the smallest."""
TOWNS: tuple[tuple[str, int], ...] = (
    ("Drömvik", 130),
    ("Fantasihult", 370),
    ("Gissebo", 560),
    ("Hittepåryd", 215),
    ("Kanskenäs", 125),
    ("Låtsasköping", 2_260),
    ("Modellmåla", 380),
    ("Påhittsby", 530),
    ("Sagolunda", 180),
    ("Slumpinge", 510),
    ("Tänkeås", 160),
    ("Tärningstorp", 230),
    ("Övningsholm", 610),
)
"""Names that no place has, in alphabetical order, and how many are enrolled there."""

_DRAWS = 10_000
_SEED_OF_ODDS = 20_261_122


@dataclass(frozen=True, slots=True, eq=False)
class League:
    """One exercise.

    names, people : (towns,) who they are, and how many are enrolled.
    visits : (2, towns) people with at least one visit, this month and the next.
    """

    seed: int
    names: tuple[str, ...]
    people: NDArray[np.int64]
    visits: NDArray[np.int64]

    @property
    def values(self) -> NDArray[np.float64]:
        """(2, towns) visitors per 100 enrolled."""
        return PER * self.visits / self.people

    @property
    def places(self) -> NDArray[np.int64]:
        """(2, towns) place in the table, 1 for the lowest value; those with the same value share a place."""
        values = self.values
        return 1 + (values[:, None, :] < values[:, :, None]).sum(axis=2)

    @property
    def order(self) -> NDArray[np.int64]:
        """(towns,) positions of the first month's table from lowest to highest value, then by name."""
        return np.argsort(self.values[0], kind="stable")

    @property
    def spread(self) -> float:
        """The highest value of the first month less the lowest."""
        return float(np.ptp(self.values[0]))

    @property
    def likeness(self) -> float:
        """Rank correlation between the two months: 1 the same order, 0 no likeness, -1 the opposite order."""
        return float(_rank_correlation(self.values[:1], self.values[1:])[0])


@dataclass(frozen=True, slots=True, eq=False)
class Odds:
    """What chance alone gives in this model, from 10 000 simulated exercises.

    spreads : highest less lowest value of a month, sorted.
    small_first, small_last : share of exercises in which one of the four smallest is first, and last.
    likeness : rank correlations between which the middle 95 % of the exercises lie.
    """

    spreads: NDArray[np.float64]
    small_first: float
    small_last: float
    likeness: tuple[float, float]

    def as_wide(self, spread: float) -> float:
        """Share of exercises in which highest and lowest are at least ``spread`` apart, 0 to 1."""
        reached = np.searchsorted(self.spreads, spread - 1e-9, side="left")
        return 1 - float(reached) / len(self.spreads)


def draw_league(seed: int) -> League:
    """The exercise of a number from 1 on; the same number gives the same exercise on every machine.

    Each person is one uniform number below the share or not: no method of drawing binomial numbers, which
    may change between versions of numpy, has a say.
    """
    people = np.array([size for _, size in TOWNS])
    rng = stream(seed, "exercise", "league")
    visits = [[int((rng.random(size) < SHARE).sum()) for size in people] for _ in range(2)]
    return League(seed, tuple(name for name, _ in TOWNS), people, np.array(visits))


@cache
def league_odds() -> Odds:
    """What to expect of the exercise, whatever its number."""
    people = np.array([size for _, size in TOWNS])
    rng = np.random.default_rng(_SEED_OF_ODDS)
    values = PER * rng.binomial(people, SHARE, size=(2, _DRAWS, len(people))) / people
    small = np.isin(np.arange(len(people)), np.argsort(people)[:SMALLEST])
    low, high = np.quantile(_rank_correlation(values[0], values[1]), [0.025, 0.975])
    return Odds(
        spreads=np.sort(np.ptp(values[0], axis=1)),
        small_first=float(small[values[0].argmin(axis=1)].mean()),
        small_last=float(small[len(people) - 1 - values[0][:, ::-1].argmax(axis=1)].mean()),
        likeness=(float(low), float(high)),
    )


def _rank_correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spearman's rank correlation of each row of two arrays (rows, towns); equal values share a rank."""
    a, b = (_ranks(values) for values in (one, other))
    return (a * b).sum(axis=1) / np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks (rows, towns) less their mean: half of how many more are lower than higher."""
    each, others = values[:, :, None], values[:, None, :]
    return ((others < each).sum(axis=2) - (others > each).sum(axis=2)) / 2
