"""Units side by side over one calendar: what the verdict is computed from."""

from dataclasses import dataclass

import numpy as np

from core.spc.block import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Counts of every unit and month.

    units : (U,) names; months : (T,) datetime64[M], complete calendar
    y, n : (U, T) counts and denominators, NaN in both where a cell may not be used
    start : (U,) position of the first month after the change; T for a unit without one
    """

    units: tuple[str, ...]
    months: np.ndarray
    y: Floats
    n: Floats
    start: Ints

    @property
    def known(self) -> Bools:
        """Cells that may be used, (U, T)."""
        return np.isfinite(self.y)

    @property
    def untreated(self) -> Bools:
        """Known cells before the unit's own change, (U, T)."""
        return self.known & (np.arange(self.y.shape[1]) < self.start[:, None])

    @property
    def treated(self) -> Bools:
        """Known cells from the unit's own change on, (U, T)."""
        return self.known & ~self.untreated

    @property
    def starters(self) -> Ints:
        """Rows of the units that changed something."""
        return np.flatnonzero(self.start < self.y.shape[1])


def months_apart(cells: Bools) -> int:
    """How far the nearest of the cells, (U, T), of any unit lie from each other: 3 for quarterly values."""
    gaps = [np.diff(np.flatnonzero(row)) for row in cells]
    return int(min((gap.min() for gap in gaps if gap.size), default=1))
