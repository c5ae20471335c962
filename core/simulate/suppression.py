"""Small cells are hidden, and nothing published beside them gives them away.

Primary: a count from 1 up to but not including the indicator's limit. Zero is shown.
Secondary: as long as some sum (parent = children, over hierarchy or margins) has exactly one hidden
term, another term is hidden too, the one that costs the reader least: a health centre before a subgroup, a
subgroup before a municipality, that before an area (a hidden area would need a hidden area and a
municipality beside it), the county's total last; among equals the smallest count, a zero only when nothing
else is left. Then the whole system of sums is solved: a small
cell that still follows from what is shown gets one more companion, until none does.

What is left: where several terms of a sum are hidden their total may be known, and counts cannot be
negative, so bounds can be worked out. Protection against narrow bounds is not attempted.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.simulate.patterns import Floats
from core.simulate.places import Places
from core.simulate.subgroups import Cell, Table

Bools = NDArray[np.bool_]
_UNIT_COST = {"health_centre": 0, "municipality": 2, "area": 4, "county": 6}
_TOTAL_COST = {"health_centre": 0, "municipality": 5, "area": 6, "county": 8}
_NULL = 1e-8


def small(counts: Floats, below: int) -> Bools:
    """Which counts are from 1 up to but not including ``below``."""
    return (counts > 0) & (counts < below)


def costs(table: Table, places: Places) -> NDArray[np.int64]:
    """What it costs a reader to lose each cell of the table, by kind of cell."""
    return np.array([_cost(cell, places) for cell in table.cells])


def _cost(cell: Cell, places: Places) -> int:
    level = places.levels[cell.unit]
    return _TOTAL_COST[level] if cell.is_total else _UNIT_COST[level]


def hide(counts: Floats, primary: Bools, unknown: Bools, table: Table, cost: NDArray[np.int64]) -> Bools:
    """Which cells to hide in each month; arrays are cells × months.

    ``primary`` must not follow from what is shown; ``unknown`` are not published for other reasons.
    The answer holds both and the companions of ``primary``.
    """
    matrix = equation_matrix(table.equations, len(table.cells))
    terms = [np.flatnonzero(row) for row in matrix]
    order = cost * 10.0**9 + np.where(counts == 0, 1e8, 0.0).T + counts.T
    hidden = [
        _hide_month(order[t], primary[:, t], unknown[:, t], matrix, terms) for t in range(counts.shape[1])
    ]
    return np.stack(hidden, axis=1)


def equation_matrix(equations: Sequence[tuple[int, tuple[int, ...]]], n_cells: int) -> Floats:
    """Equations × cells: 1 for the parent, −1 for each child, so that matrix @ counts = 0."""
    matrix = np.zeros((len(equations), n_cells))
    for i, (parent, children) in enumerate(equations):
        matrix[i, parent] = 1.0
        matrix[i, list(children)] = -1.0
    return matrix


def _hide_month(
    order: Floats, primary: Bools, unknown: Bools, matrix: Floats, terms: list[NDArray[np.int64]]
) -> Bools:
    hidden = primary | unknown
    if not primary.any():
        return hidden
    occurs = matrix != 0
    while True:
        _close(hidden, order, occurs, terms)
        exposed = np.flatnonzero(primary & determined(matrix, hidden))
        if not exposed.size:
            return hidden
        beside = occurs[occurs[:, exposed[0]]].any(axis=0) & ~hidden
        candidates = np.flatnonzero(beside if beside.any() else ~hidden)
        hidden[candidates[np.argmin(order[candidates])]] = True


def _close(hidden: Bools, order: Floats, occurs: Bools, terms: list[NDArray[np.int64]]) -> None:
    """Hide companions in place until no sum has exactly one hidden term."""
    while (alone := np.flatnonzero((occurs & hidden).sum(axis=1) == 1)).size:
        shown = terms[alone[0]][~hidden[terms[alone[0]]]]
        hidden[shown[np.argmin(order[shown])]] = True


def determined(matrix: Floats, hidden: Bools) -> Bools:
    """Which hidden cells follow exactly from the shown ones: those no solution can vary."""
    out = np.zeros_like(hidden)
    where = np.flatnonzero(hidden)
    if where.size:
        system = matrix[:, where]
        _, singular, right = np.linalg.svd(system[system.any(axis=1)], full_matrices=True)
        rank = int((singular > _NULL).sum())
        out[where] = (np.abs(right[rank:]) < _NULL).all(axis=0)
    return out
