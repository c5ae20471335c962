"""Looking for the cheapest move of persons that makes another count possible, and hiding what it touches.

A move is a product: one way along the units (a person more in this unit and in all that hold it, up to a
larger unit that also holds the one with a person less) and one along the groups (``moves``). Within the unit
the groups with 1 rise and those with −1 fall; in the other unit the reverse.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.observations.suppression.moves import Groups
from core.observations.suppression.tree import Tree

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]
_IMPOSSIBLE = 1e12


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One series, some periods, and by how much its count should be able to rise (sign 1) or fall (−1).

    counts : (units, groups, those periods), as moved so far. least : what a hidden count must not fall below
    """

    unit: int
    group: int
    periods: Ints
    counts: Floats
    by: Floats
    sign: int
    least: float

    def only(self, at: Ints) -> "_Asked":
        return replace(self, periods=self.periods[at], counts=self.counts[:, :, at], by=self.by[at])


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The cheapest move for each period: cost (``_IMPOSSIBLE`` and more: none), row of ``moves``, units
    touched (filled up with the number of units) and whether a person more (1) or less (−1) is counted in
    each."""

    costs: Floats
    moves: Ints
    units: Ints
    signs: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Hiding:
    """What is hidden so far: ``hidden`` (units, groups, periods) grows in place, nothing else changes.

    counts : with NaN where nobody knows; room : how much each can rise; loss : (units, groups)
    unknown : cells hidden where the numbers came from: they can rise and are not taken to fall
    """

    tree: Tree
    groups: Groups
    counts: Floats
    room: Floats
    unknown: Bools
    loss: Floats
    hidden: Bools

    def protect(self, unit: int, group: int, periods: Ints, below: int) -> None:
        """See to it that the counts of a series in ``periods`` could be ``below`` − 1, and could be 1."""
        count = self.counts[unit, group, periods]
        up = np.minimum(below - 1 - count, self.room[unit, group, periods])
        self._make_possible(self._asked(unit, group, periods, up, 1))
        self._make_possible(self._asked(unit, group, periods, count - 1, -1))

    def _asked(self, unit: int, group: int, periods: Ints, by: Floats, sign: int) -> _Asked:
        at = periods[by > 0]
        least = 1.0 if sign > 0 else 0.0
        return _Asked(unit, group, at, self.counts[:, :, at], by[by > 0], sign, least)

    def _make_possible(self, asked: _Asked) -> None:
        """Hide what a move by all persons at once touches, else what moving them one by one does."""
        if not asked.periods.size:
            return
        above = self.tree.above(asked.unit)
        asked = asked.only(self._made(asked, above[:1] or (None,)))
        while asked.periods.size:
            step = np.minimum(asked.by, 1.0)
            lost = self._made(replace(asked, by=step), (*above, None), moving=True)
            # No persons make up what these cells say, so no move is proof: nothing of the period is shown.
            self.hidden[:, :, asked.periods[lost]] = True
            left = asked.by - step
            left[lost] = 0
            asked = replace(asked, by=left).only(np.flatnonzero(left > 0))

    def _made(self, asked: _Asked, tops: tuple[int | None, ...], *, moving: bool = False) -> Ints:
        """Hide what the cheapest move within the nearest of ``tops`` touches; positions of periods without
        any.

        moving : also change ``asked.counts`` by it, in place
        """
        left = np.arange(len(asked.periods))
        for top in tops:
            if not left.size:
                break
            part = asked.only(left)
            found = self._cheapest(part, top)
            possible = found.costs < _IMPOSSIBLE
            for j in np.flatnonzero(possible & (moving | (found.costs > 0))):
                at = found.units[j] < len(self.tree.parents)
                units, move = found.units[j][at], self.groups.moves[found.moves[j]]
                self.hidden[units[:, None], np.flatnonzero(move), part.periods[j]] = True
                if moving:
                    asked.counts[units, :, left[j]] += part.by[j] * np.outer(found.signs[at], move)
            left = left[~possible]
        return left

    def _cheapest(self, asked: _Asked, top: int | None) -> _Found:
        """The cheapest move below ``top``, for each period."""
        own, others = self.tree.ways(asked.unit, top)
        moves = np.flatnonzero(self.groups.moves[:, asked.group] == 1)
        each = np.arange(len(asked.periods))
        costs, way = self._along(own, moves, asked, asked.sign)
        if not len(others):
            if top is not None:
                costs = costs + _IMPOSSIBLE  # nobody else there
            best = costs.argmin(axis=0)
            signs = np.full(own.shape[1], asked.sign)
            return _Found(costs[best, each], moves[best], own[way[best, each]], signs)
        there, way_there = self._along(others, moves, asked, -asked.sign)
        costs = costs + there
        best = costs.argmin(axis=0)
        units = np.concatenate([own[way[best, each]], others[way_there[best, each]]], axis=1)
        signs = np.repeat([asked.sign, -asked.sign], [own.shape[1], others.shape[1]])
        return _Found(costs[best, each], moves[best], units, signs)

    def _along(self, ways: Ints, moves: Ints, asked: _Asked, sign: int) -> tuple[Floats, Ints]:
        """Cost of each move (moves, periods) along the cheapest of ``ways``, and which way that is."""
        units, at = np.unique(ways, return_inverse=True)
        real = units[units < len(self.tree.parents)]
        costs = np.zeros((len(units), len(moves), len(asked.periods)))
        costs[: len(real)] = self._costs(real, self.groups.moves[moves], asked, sign)
        along = costs[at.reshape(ways.shape)].sum(axis=1)
        best = along.argmin(axis=0)
        return np.take_along_axis(along, best[None], axis=0)[0], best

    def _costs(self, units: Ints, moves: NDArray[np.int8], asked: _Asked, sign: int) -> Floats:
        """What each move into (sign 1) or out of (−1) each unit costs: (units, moves, periods).

        A shown zero is left as it is. What nobody reports can be anything.
        """
        cells = np.ix_(units, np.arange(len(self.groups.groups)), asked.periods)
        counts, hidden, unknown = asked.counts[units], self.hidden[cells], self.unknown[cells]
        absent = np.isnan(counts) & ~unknown
        shown_zero = (counts == 0) & ~hidden
        room = self.room[cells] - (counts - self.counts[cells])
        no_rise = shown_zero | (room < asked.by)
        no_fall = (counts - asked.least < asked.by) | (unknown & np.isnan(counts))
        loss = np.where(hidden | absent, 0.0, self.loss[units][:, :, None])
        rises, falls = (moves == sign).astype(float), (moves == -sign).astype(float)
        barred = rises @ no_rise.astype(float) + falls @ no_fall.astype(float)
        return (rises + falls) @ loss + _IMPOSSIBLE * barred
