"""The sums of a table: which counts are the sum of which, and what follows from a single one of them."""

from collections.abc import Sequence

import numpy as np

from core.observations.suppression.hiding import Floats
from core.observations.suppression.moves import Groups
from core.observations.suppression.tree import Tree

Cell = tuple[int, int]
"""Positions of a unit and a group."""
Sum = tuple[Cell, ...]
"""A count, and after it those that it is the sum of."""


def sums_of(tree: Tree, groups: Groups) -> list[Sum]:
    """Every sum over units within a unit, and over groups within a group."""
    by_unit: list[Sum] = [
        ((whole, g), *((part, g) for part in parts))
        for whole, parts in tree.sums
        for g in range(len(groups.groups))
    ]
    by_group: list[Sum] = [
        ((u, whole), *((u, part) for part in parts))
        for whole, parts in groups.sums
        for u in range(len(tree.parents))
    ]
    return [*by_unit, *by_group]


def filled(counts: Floats, sums: Sequence[Sum]) -> Floats:
    """The counts, (units, groups, periods), with those that follow from a sum of which all else is known."""
    counts = counts.copy()
    if not np.isnan(counts).any():
        return counts
    lone = _Lone(counts, sums)
    while lone.fill_each():
        pass
    return counts


class _Lone:
    """Which sums lack one count alone, kept true while counts are filled in, in place."""

    def __init__(self, counts: Floats, sums: Sequence[Sum]) -> None:
        self._counts, self._sums = counts, sums
        nan = np.isnan(counts)
        # Sums of equal length are looked at together: most have no count to give, and looking costs as much.
        self._lacking = np.zeros((len(sums), counts.shape[2]), dtype=np.intp)
        lengths = np.array([len(cells) for cells in sums])
        for length in np.unique(lengths):
            at = np.flatnonzero(lengths == length)
            rows, columns = np.array([sums[int(i)] for i in at]).transpose(2, 1, 0)
            self._lacking[at] = nan[rows, columns].sum(axis=0)
        self._gives = (self._lacking == 1).any(axis=1).tolist()
        self._holding: dict[Cell, list[int]] = {}
        for i, cells in enumerate(sums):
            for cell in cells:
                self._holding.setdefault(cell, []).append(i)

    def fill_each(self) -> bool:
        """Fill what each sum gives, in their order; whether any gave anything."""
        gave = False
        for i in range(len(self._sums)):
            if self._gives[i] and self._fill(i):
                gave = True
        return gave

    def _fill(self, i: int) -> bool:
        """Fill what one sum gives, unless it is less than nothing; whether it gave anything."""
        cells, lone = self._sums[i], np.flatnonzero(self._lacking[i] == 1)
        rows, columns = np.array(cells).T
        terms = self._counts[rows, columns][:, lone]
        at = np.isnan(terms).argmax(axis=0)
        signs = np.where(np.arange(len(cells)) == 0, 1.0, -1.0)
        found = -np.nansum(terms * signs[:, None], axis=0) * signs[at]
        good = np.flatnonzero(found >= 0)
        for j in good.tolist():
            cell, period = cells[at[j]], lone[j]
            self._counts[*cell, period] = found[j]
            for other in self._holding[cell]:
                self._lacking[other, period] -= 1
        for other in {other for j in good.tolist() for other in self._holding[cells[at[j]]]}:
            self._gives[other] = bool((self._lacking[other] == 1).any())
        return bool(good.size)
