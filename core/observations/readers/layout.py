"""How a sheet is laid out: with time from left to right, or with one row a period."""

from collections.abc import Sequence

import numpy as np

from core.observations.progress import Progress, untold
from core.observations.readers.table import RawTable, make_table
from core.observations.readers.wide import unfold


def lay_out(
    sheet: str | None,
    lines: Sequence[Sequence[str]],
    native: np.ndarray | None = None,
    hidden: bool = False,
    odd: frozenset[int] = frozenset(),
    *,
    progress: Progress = untold,
) -> RawTable:
    """The table among ``lines``, with one row a period however it is laid out.

    lines, native : as for ``make_table``
    odd : positions of lines that a text file divides into another number of cells than the others
    progress : told how far it has come
    Raises Refused as ``make_table`` and ``unfold`` do.
    """
    unfolded = unfold(sheet, lines, native, hidden, odd)
    return unfolded or make_table(sheet, lines, native=native, hidden=hidden, odd=odd, progress=progress)
