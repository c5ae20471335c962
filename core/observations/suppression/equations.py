"""What all sums together say of counts that are not known: linear equations.

Counts that share no sum with unknown ones, and other periods, have nothing to do with each other: they fall
into parts that are solved side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import block_array, coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from core.observations.suppression.hiding import Bools, Floats, Ints
from core.observations.suppression.sums import Sum

_AT_ONCE = 1500
"""About as many counts are solved together."""


@dataclass(frozen=True, slots=True, eq=False)
class Equations:
    """``matrix`` @ counts = ``sides``.

    cells : (counts,) position of each count in a flattened array of units × groups × periods
    part : (counts,) a number, from 0 on, for each set of counts that hang together
    whole : counts are whole numbers
    """

    matrix: csr_array
    sides: Floats
    cells: Ints
    part: Ints
    whole: bool

    def only(self, parts: Bools) -> "Equations":
        """Those of some parts."""
        kept = parts[self.part]
        matrix = self.matrix[:, np.flatnonzero(kept)]
        rows = np.flatnonzero(np.diff(matrix.indptr))
        part = np.cumsum(parts)[self.part[kept]] - 1
        return Equations(matrix[rows], self.sides[rows], self.cells[kept], part, self.whole)

    def split(self) -> Iterator["Equations"]:
        """As several, none much larger than ``_AT_ONCE`` unless a part is."""
        sizes = np.bincount(self.part)
        batch = (np.cumsum(sizes) - sizes) // _AT_ONCE
        for one in np.unique(batch[sizes > 0]):
            yield self.only((batch == one) & (sizes > 0))


def equations_of(sums: Sequence[Sum], counts: Floats, known: Bools, about: Bools) -> Equations:
    """What ``counts``, (units, groups, periods), say where ``known`` of those that are not.

    Only parts that hold a count ``about`` which something is asked.
    """
    n_periods = counts.shape[2]
    values, open_ = np.where(known, counts, 0.0).reshape(-1, n_periods), ~known.reshape(-1, n_periods)
    at = np.concatenate([[u * counts.shape[1] + g for u, g in one] for one in sums] or [[]]).astype(np.intp)
    of = np.repeat(np.arange(len(sums)), [len(one) for one in sums])
    sign = np.where(np.diff(of, prepend=-1) > 0, 1.0, -1.0)
    sides = -csr_array((sign, (of, at)), shape=(len(sums), len(values))) @ values
    entry, period = np.nonzero(open_[at])
    row, column = of[entry] * n_periods + period, at[entry] * n_periods + period
    rows, row = np.unique(row, return_inverse=True)
    cells, column = np.unique(column, return_inverse=True)
    matrix = coo_array((sign[entry], (row, column)), shape=(len(rows), len(cells))).tocsr()
    joined = block_array([[None, abs(matrix)], [abs(matrix).T, None]]) if len(cells) else matrix
    part = connected_components(joined, directed=False)[1][len(rows) :] if len(cells) else cells
    wanted = np.zeros(part.max(initial=-1) + 1, dtype=bool)
    wanted[part[about.reshape(-1)[cells]]] = True
    whole = bool((values == np.rint(values)).all())
    return Equations(matrix, sides.reshape(-1)[rows], cells, part, whole).only(wanted)
