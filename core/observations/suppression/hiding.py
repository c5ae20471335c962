"""Looking for the cheapest move of persons that makes another count possible, and hiding what it touches.

A move is a product: one way along the units (a person more in this unit and in all that hold it, up to a
larger unit that also holds the one with a person less) and one along the groups (``moves``). Within the unit
the groups with 1 rise and those with −1 fall; in the other unit the reverse.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.observations.suppression.moves import Groups
from core.observations.suppression.tree import Tree, Ways

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]
_IMPOSSIBLE = 1e12


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One series, some periods, and by how much its count should be able to rise (sign 1) or fall (−1).

    counts : (units, groups, those periods) as moved so far; None where nothing is moved
    least : what a hidden count must not fall below
    """

    unit: int
    group: int
    periods: Ints
    by: Floats
    sign: int
    least: float
    counts: Floats | None = None

    def only(self, at: Ints) -> "_Asked":
        if len(at) == len(self.periods):
            return self
        counts = None if self.counts is None else self.counts[:, :, at]
        return _Asked(self.unit, self.group, self.periods[at], self.by[at], self.sign, self.least, counts)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """What it costs, (units, groups, periods), that a count rises or falls: ``_IMPOSSIBLE`` if it may not."""

    rise: Floats
    fall: Floats

    def only(self, at: Ints) -> "_Side":
        return _Side(self.rise[:, :, at], self.fall[:, :, at])


Part = tuple[Ints, NDArray[np.int64]]
"""Units, and how the count of each group changes in all of them for every person moved."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The cheapest move for each period: its cost (``_IMPOSSIBLE`` and more: there is none) and its parts."""

    costs: Floats
    parts: Callable[[int], list[Part]]


@dataclass(frozen=True, slots=True, eq=False)
class Hiding:
    """What is hidden so far: ``hidden`` (units, groups, periods) grows in place, nothing else changes.

    counts : with NaN where nobody knows; loss : (units, groups)
    dear : a move that costs as much is made only where moving persons one by one finds none that costs less
    unknown : cells hidden where the numbers came from: they can rise and are not taken to fall
    """

    tree: Tree
    groups: Groups
    counts: Floats
    unknown: Bools
    loss: Floats
    hidden: Bools
    dear: float

    def protect(self, unit: int, group: int, periods: Ints, below: int) -> None:
        """See to it that the counts of a series in ``periods`` could be ``below`` − 1, and could be 1."""
        count = self.counts[unit, group, periods]
        series = _Asked(unit, group, periods, count, 1, 0.0)
        at_once = self._make_possible(replace(series, by=below - 1 - count))
        self._make_possible(replace(series, by=count - 1, sign=-1))
        # Zeros are shown, so a reader may take every hidden count for at least 1: then too it is not known.
        # Where several persons could be moved here at once, one can, and leaves one behind.
        left = np.flatnonzero(~at_once | (below - 1 - count < 2))
        self._make_unsure(replace(series, by=np.ones(len(periods)), least=1.0).only(left))

    def _make_unsure(self, asked: _Asked) -> None:
        """See to it that the count could be one more or one less, whichever costs less."""
        nearest = self.tree.above(asked.unit)[:1] or (None,)
        for sign in (1, -1):
            asked = replace(asked, sign=sign)
            asked = asked.only(self._made(asked, nearest, most=self.dear))
        self._make_possible(replace(asked, sign=1))

    def _make_possible(self, asked: _Asked) -> Bools:
        """Hide what a move by all persons at once touches, else what moving them one by one does.

        In which periods they could be moved at once.
        """
        at_once = asked.by > 0
        wanted = np.flatnonzero(at_once)
        asked = asked.only(wanted)
        above = self.tree.above(asked.unit)
        lost = self._made(asked, above[:1] or (None,), most=self.dear)
        at_once[wanted[lost]] = False
        asked = asked.only(lost)
        asked = replace(asked, counts=self.counts[:, :, asked.periods])
        while asked.periods.size:
            step = np.minimum(asked.by, 1.0)
            lost = self._made(replace(asked, by=step), (*above, None), moving=True)
            # No persons make up what these cells say, so no move is proof: nothing of the period is shown.
            self.hidden[:, :, asked.periods[lost]] = True
            left = asked.by - step
            left[lost] = 0
            asked = replace(asked, by=left).only(np.flatnonzero(left > 0))
        return at_once

    def _made(
        self, asked: _Asked, tops: tuple[int | None, ...], *, moving: bool = False, most: float = _IMPOSSIBLE
    ) -> Ints:
        """Hide what the cheapest move within the nearest of ``tops`` touches; positions of periods without.

        moving : also change ``asked.counts`` by it, in place. most : a move has to cost less
        """
        left = np.arange(len(asked.periods))
        for top in tops:
            if not left.size:
                break
            part = asked.only(left)
            found = self._cheapest(part, top)
            possible = found.costs < most
            for j in np.flatnonzero(possible & (moving | (found.costs > 0))):
                for units, change in found.parts(int(j)):
                    self.hidden[units[:, None], change.nonzero()[0], part.periods[j]] = True
                    if moving and asked.counts is not None:
                        asked.counts[units, :, left[j]] += part.by[j] * change
            left = left[~possible]
        return left

    def _cheapest(self, asked: _Asked, top: int | None) -> _Found:
        """The cheapest move below ``top``, for each period."""
        own, others = self.tree.ways(asked.unit, top)
        if not len(others) and top is not None:
            return _Found(np.full(len(asked.periods), _IMPOSSIBLE), lambda _: [])
        sides = self._side(own.units, asked), self._side(others.units, asked)
        one = self._alike(asked, own, others, sides)
        if not len(others) or not self.groups.labels:
            return one
        dear = np.flatnonzero(one.costs > 0)
        if not dear.size:
            return one
        sides = sides[0].only(dear), sides[1].only(dear)
        two = self._unlike(asked.only(dear), own, others, sides)
        costs, at = one.costs.copy(), np.full(len(one.costs), -1)
        better = two.costs < costs[dear]
        costs[dear[better]], at[dear[better]] = two.costs[better], np.flatnonzero(better)
        return _Found(costs, lambda j: one.parts(j) if at[j] < 0 else two.parts(int(at[j])))

    def _alike(self, asked: _Asked, own: Ways, others: Ways, sides: tuple[_Side, _Side]) -> _Found:
        """The same change of groups here and, reversed, in one other unit."""
        moves = self.groups.moves[self.groups.moves[:, asked.group] == 1]
        each = np.arange(len(asked.periods))
        here = _along(own, moves, sides[0], asked.sign)
        way, costs = here.argmin(axis=0), here.min(axis=0)
        there, way_there = np.zeros_like(costs), np.zeros_like(way)
        if len(others):
            elsewhere = _along(others, moves, sides[1], -asked.sign)
            way_there, there = elsewhere.argmin(axis=0), elsewhere.min(axis=0)
        best = (costs + there).argmin(axis=0)

        def parts(j: int) -> list[Part]:
            change = asked.sign * moves[best[j]].astype(np.int64)
            found = [(self._units(own.rows[way[best[j], j]]), change)]
            if len(others):
                found.append((self._units(others.rows[way_there[best[j], j]]), -change))
            return found

        return _Found((costs + there)[best, each], parts)

    def _unlike(self, asked: _Asked, own: Ways, others: Ways, sides: tuple[_Side, _Side]) -> _Found:
        """A person more here and one less elsewhere whose labels may differ.

        For each label that does, one person in some unit has the other one instead; that unit's total stays.
        """
        sign, n, labels = asked.sign, len(asked.periods), self.groups.labels or ()
        every = np.concatenate([self.groups.total[None], *labels])
        here = _along(own, every, sides[0], sign)
        there, up = (_along(others, every, sides[1], way) for way in (-sign, sign))
        costs = here[:, :1] + there[None, :, 0]
        divisions, first = [], 1
        for rows in labels:
            own_d, lost_d, up_d = (one[:, first : first + len(rows)] for one in (here, there, up))
            first += len(rows)
            bound = rows[:, asked.group] if rows[:, asked.group].any() else np.ones(len(rows), np.int8)
            through = lost_d[:, :, None] + up_d[:, None]  # units × label taken × label given
            by, swap = through.argmin(axis=0), through.min(axis=0)
            swap[np.arange(len(rows)), np.arange(len(rows))] = 0.0
            mine = own_d + _IMPOSSIBLE * (1 - bound)[None, :, None]
            # What the person more costs, for each label of the person less; then the cheapest of these.
            given = (mine[:, :, None] + swap[None]).min(axis=1)
            costs = costs + (given[:, None] + lost_d[None]).min(axis=2)
            divisions.append((rows, by, mine, swap, lost_d))
        whole = costs.reshape(-1, n)
        best = whole.argmin(axis=0)

        def parts(j: int) -> list[Part]:
            a, b = divmod(int(best[j]), len(others))
            gained, lost = self.groups.total.astype(np.int64), self.groups.total.astype(np.int64)
            found: list[Part] = []
            for rows, by, own_d, swap, lost_d in divisions:
                pairs = own_d[a, :, None, j] + swap[:, :, j] + lost_d[b, None, :, j]
                mine, theirs = divmod(int(pairs.argmin()), len(rows))
                gained, lost = gained + rows[mine], lost + rows[theirs]
                if mine != theirs:
                    change = sign * (rows[theirs].astype(np.int64) - rows[mine])
                    found.append((self._units(others.rows[by[mine, theirs, j]]), change))
            return [
                (self._units(own.rows[a]), sign * gained),
                (self._units(others.rows[b]), -sign * lost),
                *found,
            ]

        return _Found(whole[best, np.arange(n)], parts)

    def _units(self, way: Ints) -> Ints:
        return way[way < len(self.tree.parents)]

    def _side(self, units: Ints, asked: _Asked) -> _Side:
        """What it costs that counts of some units rise or fall.

        A shown zero is left as it is. What nobody reports can be anything.
        """
        counts = self.counts[units][:, :, asked.periods] if asked.counts is None else asked.counts[units]
        hidden, unknown = self.hidden[units][:, :, asked.periods], self.unknown[units][:, :, asked.periods]
        nobody_knows = np.isnan(counts)
        loss = np.where(hidden | (nobody_knows & ~unknown), 0.0, self.loss[units][:, :, None])
        shown_zero = (counts == 0) & ~hidden
        no_fall = (counts < asked.by + asked.least) | (unknown & nobody_knows)
        return _Side(
            loss + np.where(shown_zero, _IMPOSSIBLE, 0.0), loss + np.where(no_fall, _IMPOSSIBLE, 0.0)
        )


def _along(ways: Ways, moves: NDArray[np.int8], side: _Side, sign: int) -> Floats:
    """What each move along each way costs, into (sign 1) or out of (−1) its units: (ways, moves, periods)."""
    costs = (moves == sign).astype(float) @ side.rise
    falling = moves == -sign
    if falling.any():
        costs += falling.astype(float) @ side.fall
    if ways.rows.shape[1] == 1:
        return costs[ways.at[:, 0]]
    none = np.zeros((1, *costs.shape[1:]))
    return np.concatenate([costs, none])[ways.at].sum(axis=1)
