"""Which units of a table lie within which, and the ways a person could have been counted elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Ways upwards, a row each: units from a smallest one up; short rows are filled with the number of units.

    units : those that occur
    at : where among ``units`` each unit of the ways stands, the number of ``units`` for filling
    """

    rows: Ints
    units: Ints
    at: Ints

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Units by position; ``parents`` holds the position of the nearest unit above in the table, or −1."""

    parents: tuple[int, ...]
    _ways: dict[tuple[int, int | None], tuple[Ways, Ways]] = field(default_factory=dict, repr=False)

    @property
    def sums(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Every unit that has parts, with its parts."""
        return tuple((unit, below) for unit in range(len(self.parents)) if (below := self._children(unit)))

    def above(self, unit: int) -> tuple[int, ...]:
        """The units that hold ``unit``, nearest first."""
        parent = self.parents[unit]
        return () if parent < 0 else (parent, *self.above(parent))

    def ways(self, unit: int, within: int | None) -> tuple[Ways, Ways]:
        """Where a person in ``unit`` is counted below ``within``, and where another person there is.

        Both are ways from a smallest unit up to, not including, ``within``: those through ``unit``, and those
        of other branches (none where ``within`` is None, which means to the very top).
        """
        key = (unit, within)
        if key not in self._ways:
            self._ways[key] = self._made(unit, within)
        return self._ways[key]

    def _made(self, unit: int, within: int | None) -> tuple[Ways, Ways]:
        top = (unit, *self.above(unit))
        upwards = top if within is None else top[: top.index(within)]
        own = [(*way, *upwards[1:]) for way in self._downwards(unit)]
        if within is None:
            return self._table(own), self._table([])
        branches = (child for child in self._children(within) if child != upwards[-1])
        return self._table(own), self._table([way for child in branches for way in self._downwards(child)])

    def _downwards(self, unit: int) -> list[tuple[int, ...]]:
        """Every way from a smallest unit up to ``unit``, both included."""
        below = self._children(unit)
        return [(*way, unit) for child in below for way in self._downwards(child)] or [(unit,)]

    def _children(self, unit: int) -> tuple[int, ...]:
        return tuple(child for child, parent in enumerate(self.parents) if parent == unit)

    def _table(self, ways: Sequence[tuple[int, ...]]) -> Ways:
        longest = max((len(way) for way in ways), default=0)
        rows = np.full((len(ways), longest), len(self.parents), dtype=np.intp)
        for row, way in zip(rows, ways, strict=True):
            row[: len(way)] = way
        units = np.unique(rows)
        units = units[units < len(self.parents)]
        return Ways(rows, units, np.searchsorted(units, rows))
