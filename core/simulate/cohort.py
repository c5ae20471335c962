"""Home health care person by person: who is enrolled, who comes to the emergency department.

Nobody in here exists. Persons are needed because a rolling measure has to overlap for real: frequent
visitors are counted from each person's own visits in the last twelve months. Each person carries a
gamma-distributed tendency to visit (shape ``FRAILTY``), so a few come often and most never. Only the
counts leave this module.

A year is run before the first month, so that the twelve-month window is full when the data begin.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.simulate.patterns import PLANNED, Floats, Months, month_of_year, years_since
from core.simulate.places import Town
from core.simulate.recipes import BY_AGE
from core.simulate.streams import steady, stream
from core.simulate.subgroups import profile_factors, profile_shares

TURNOVER = 0.06  # leave each month: moved, recovered or died
GROWTH = 0.012  # a year
FRAILTY = 0.55
WINDOW = 12
FREQUENT = 4

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Roster:
    """Who holds each place in home health care of one municipality; arrays are slots × months.

    ``leaf``: the holder's leaf (place × profile), −1 when the slot is empty. ``since``: the month
    index in which the holder arrived. ``tendency``: the holder's relative visit rate, mean about 1
    over persons, 0 for an empty slot.
    """

    leaf: NDArray[np.int64]
    since: NDArray[np.int64]
    tendency: Floats
    n_leaves: int

    def stock(self) -> Counts:
        """Enrolled at the end of each month, leaves × months."""
        return self._count(self.leaf >= 0)

    def new(self) -> Counts:
        """Enrolled during each month, leaves × months."""
        return self._count((self.leaf >= 0) & (self.since == np.arange(self.leaf.shape[1])))

    def visits(self, rng: np.random.Generator, rate: Floats, coded: Floats) -> tuple[Counts, Counts]:
        """Emergency visits and frequent visitors, leaves × months.

        ``rate``: visits per enrolled and month. ``coded``: the share of each month's visits that has
        reached the register when the data are taken out. Both have one value a month.
        """
        made = rng.poisson(steady(self.tendency * rate))
        made = rng.binomial(made, np.broadcast_to(coded, made.shape))
        so_far = np.pad(np.cumsum(made, axis=1), ((0, 0), (1, 0)))
        months = np.arange(made.shape[1])
        opened = np.maximum(months - (WINDOW - 1), self.since)
        in_window = so_far[:, 1:] - np.take_along_axis(so_far, opened, axis=1)
        return self._count(made), self._count((in_window >= FREQUENT) & (self.leaf >= 0))

    def looked_back(self, rng: np.random.Generator, hazard: Floats) -> Counts:
        """Enrolled with at least one review in the last twelve months, leaves × months.

        ``hazard``: the chance a month that a person is reviewed.
        """
        months = np.arange(self.leaf.shape[1])
        reviewed = rng.random(self.leaf.shape) < steady(hazard)
        latest = np.maximum.accumulate(np.where(reviewed, months, -WINDOW), axis=1)
        recent = latest >= np.maximum(months - (WINDOW - 1), self.since)
        return self._count(recent & (self.leaf >= 0))

    def _count(self, what: NDArray[np.bool_] | Counts) -> Counts:
        months = self.leaf.shape[1]
        counts = np.zeros((self.n_leaves + 1, months), dtype=np.int64)  # the last row takes empty slots
        np.add.at(counts, (self.leaf, np.arange(months)), what.astype(np.int64))
        return counts[:-1]


def stock_target(town: Town, months: Months) -> Floats:
    """Persons the municipality has room and need for; grows slowly through the size of table year 2024."""
    return town.enrolled * (1.0 + GROWTH) ** years_since(months, "2024-07")


def run_roster(seed: int, town: Town, months: Months) -> Roster:
    """Let people come and go: Poisson arrivals (fewer in July), and leaving that keeps the size steady."""
    rng = stream(seed, "roster", town.code)
    target = stock_target(town, months)
    arrivals = TURNOVER * target * np.exp(0.5 * PLANNED[month_of_year(months)])
    slots = int(target.max() * 1.3) + 20
    shares, factors = _leaf_shares(town), _leaf_factors(town)
    leaf, since = np.full(slots, -1), np.zeros(slots, dtype=np.int64)
    tendency = np.zeros(slots)
    history = np.empty((3, months.size, slots))
    for t in range(months.size):
        held = leaf >= 0
        leaving = TURNOVER * np.exp(6.0 * (held.sum() / target[t] - 1.0))
        leaf[held & (rng.random(slots) < leaving)] = -1
        n_new = round(target[t]) if t == 0 else rng.poisson(arrivals[t])
        free = np.flatnonzero(leaf < 0)[:n_new]
        leaf[free] = rng.choice(shares.size, size=free.size, p=shares)
        since[free] = t
        tendency[free] = factors[leaf[free]] * rng.gamma(FRAILTY, 1.0 / FRAILTY, free.size)
        history[0, t], history[1, t], history[2, t] = leaf, since, np.where(leaf >= 0, tendency, 0.0)
    return Roster(history[0].T.astype(np.int64), history[1].T.astype(np.int64), history[2].T, shares.size)


def _leaf_shares(town: Town) -> Floats:
    """Health centres of unequal size, the same mix of people in each."""
    return np.outer(town.centre_shares(), profile_shares()).ravel()


def _leaf_factors(town: Town) -> Floats:
    factors = profile_factors(BY_AGE)
    factors = factors / (factors @ profile_shares())
    return np.tile(factors, len(town.centre_shares()))
