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
    if np.isnan(counts).any():
        while any([_fill(counts, cells) for cells in sums]):  # noqa: C419 - each has to be tried
            pass
    return counts


def _fill(counts: Floats, cells: Sum) -> bool:
    """Fill in place what one sum gives; whether it gave anything."""
    rows, columns = np.array(cells).T
    terms = counts[rows, columns]
    lone = np.flatnonzero(np.isnan(terms).sum(axis=0) == 1)
    if not lone.size:
        return False
    at = np.isnan(terms[:, lone]).argmax(axis=0)
    signs = np.where(np.arange(len(cells)) == 0, 1.0, -1.0)
    found = -np.nansum(terms[:, lone] * signs[:, None], axis=0) * signs[at]
    good = found >= 0
    counts[rows[at[good]], columns[at[good]], lone[good]] = found[good]
    return bool(good.any())
