"""Between which counts lie that have to obey equations, as each equation by itself says in turn.

In a part of the equations that forms no ring (sums within sums, without groups) these are the smallest and
largest counts that are possible; elsewhere those may lie closer together.
"""

import numpy as np

from core.observations.suppression.equations import Equations
from core.observations.suppression.hiding import Bools, Floats

_NO_END = 1e12
_ROUNDS = 50


def bounds(of: Equations, least: Floats) -> tuple[Floats, Floats]:
    """Lower and upper bounds, (counts,), where no count is below ``least``; NaN where that cannot be."""
    matrix = of.matrix.tocoo()
    row, column, up = matrix.row, matrix.col, matrix.data > 0
    low, high = least.copy(), np.full(len(least), _NO_END)
    for _ in range(_ROUNDS):
        term_low = np.where(up, low[column], -high[column])
        term_high = np.where(up, high[column], -low[column])
        sum_low, sum_high = (np.bincount(row, one, len(of.sides)) for one in (term_low, term_high))
        # What the other counts of the equation leave for this one.
        most = of.sides[row] - (sum_low[row] - term_low)
        fewest = of.sides[row] - (sum_high[row] - term_high)
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, column, np.where(up, fewest, -most))
        np.minimum.at(new_high, column, np.where(up, most, -fewest))
        if (new_low == low).all() and (new_high == high).all():
            break
        low, high = new_low, new_high
    never = np.zeros(of.part.max(initial=-1) + 1, dtype=bool)
    never[of.part[low > high]] = True
    return np.where(never[of.part], np.nan, low), np.where(never[of.part], np.nan, high)


def without_ring(of: Equations) -> Bools:
    """Which parts form no ring, by their number."""
    n = of.part.max(initial=-1) + 1
    matrix = of.matrix.tocoo()
    entries = np.bincount(of.part[matrix.col], minlength=n)
    first = of.matrix.indices[of.matrix.indptr[:-1]]
    rows = np.bincount(of.part[first], minlength=n)
    return entries == rows + np.bincount(of.part, minlength=n) - 1
