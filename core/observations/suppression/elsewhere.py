"""Counts hidden where the numbers came from that a reader can work out all the same.

Nobody here knows them, but what is shown beside them may leave little choice. The promise is that of counts
hidden here: one that is certain to be small could be anything from 1 to limit − 1, and no small one follows
exactly, also not for who takes it that hidden counts are not zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.observations.suppression.bounds import bounds, without_ring
from core.observations.suppression.equations import Equations, equations_of
from core.observations.suppression.hiding import Bools, Floats
from core.observations.suppression.ranges import nearest, one_value, possible
from core.observations.suppression.sums import Sum

_MOST = 12_000
"""With more counts than that in rings of sums, only what sums say one after another is looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Unsafe:
    """Arrays of (units, groups, periods).

    cells : counts hidden elsewhere of which too much can be told
    counts : what is known, and counts that are possible where it is not, in all that hangs together with them
    """

    cells: Bools
    counts: Floats


def unsafe(sums: Sequence[Sum], counts: Floats, shown: Bools, unknown: Bools, below: int) -> Unsafe | None:
    """Which ``unknown`` counts can be told too well from those ``shown``; None where there are none.

    counts : (units, groups, periods) as known here, NaN where not
    """
    asked = unknown & np.isnan(counts)
    if not asked.any():
        return None
    cells, absent = np.zeros(counts.shape, dtype=bool), np.isnan(counts) & ~unknown
    of = equations_of(sums, counts, shown, asked)
    ring = ~without_ring(of)
    solved = int(ring[of.part].sum()) <= _MOST
    for part in of.split():
        told = _told(
            part, asked.reshape(-1)[part.cells], absent.reshape(-1)[part.cells], below, solved=solved
        )
        cells.reshape(-1)[part.cells[told]] = True
    return Unsafe(cells, _completed(sums, counts, cells, below)) if cells.any() else None


def _told(of: Equations, asked: Bools, absent: Bools, below: int, *, solved: bool) -> Bools:
    """Which of the asked counts are known too well.

    absent : not hidden, and nobody says how many. solved : rings of sums are solved, not only followed
    """
    not_zero = np.where(absent, 0.0, 1.0)
    low, high = bounds(of, np.zeros(len(asked)))
    low_1, high_1 = bounds(of, not_zero)
    only = np.where(low_1 == high_1, low_1, np.nan)
    ring = ~without_ring(of)
    if solved and ring.any():
        at, part = np.flatnonzero(ring[of.part]), of.only(ring)
        low[at], high[at] = _ends(part, asked[at], below)
        only[at] = one_value(part, not_zero[at])
    few = (high >= 1) & (high < below)
    return asked & ((few & ((low > 1) | (high < below - 1))) | (only < below))


def _ends(of: Equations, asked: Bools, below: int) -> tuple[Floats, Floats]:
    """Smallest and largest count of those asked: right where the largest is below the limit.

    NaN where the equations cannot be obeyed: then nothing can be told.
    """
    start, can_be = possible(of)
    high = nearest(of, asked & can_be, float(below), 1, start)
    low = nearest(of, asked & can_be & (high == below - 1), 1.0, -1, start)
    return low, np.where(can_be, high, np.nan)


def _completed(sums: Sequence[Sum], counts: Floats, cells: Bools, below: int) -> Floats:
    """Counts that may be the true ones: those told too well from 1 to limit − 1, if that can be."""
    completed, few = counts.copy(), np.array([1.0, below - 1.0])
    for part in equations_of(sums, counts, ~np.isnan(counts), cells).split():
        near = np.where(cells.reshape(-1)[part.cells][:, None], few, np.nan)
        completed.reshape(-1)[part.cells] = possible(part, near)[0]
    return completed
