"""Points one after another, and windows over them: what rules about "so many in a row" are made of.

A rule reads the points that count, in order; a missing, excluded or provisional point is passed over and
breaks nothing. What is left of independent points when some are taken away is as independent as before, so
a gap leaves the chance of a false alarm as it was, and Anhøj's runs pass over gaps in the same way.
"""

from dataclasses import dataclass

import numpy as np

from core.spc.block import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class InOrder:
    """Some of the points of a part, moved together at the left. Shapes (series, points).

    ``there``: where a row still has points. ``source``: rows and columns of the points they came from, None
    where every point is its own place.
    """

    there: Bools
    source: tuple[Ints, ...] | None

    @classmethod
    def of(cls, chosen: Bools) -> "InOrder":
        """The points marked in ``chosen`` (series, points)."""
        if chosen.all():
            return cls(chosen, None)
        n = chosen.sum(axis=1, keepdims=True)
        return cls(np.arange(chosen.shape[1]) < n, np.nonzero(chosen))

    def packed(self, values: Floats) -> Floats:
        """``values`` (broadcast to the part's shape) of the chosen points, NaN behind the last of a row."""
        values = np.broadcast_to(values, self.there.shape)
        if self.source is None:
            return values
        moved = np.full(self.there.shape, np.nan)
        moved[self.there] = values[self.source]
        return moved

    def marked(self, marks: Bools) -> Bools:
        """``marks`` (of the part's shape) of the chosen points, moved together; false behind the last."""
        if self.source is None:
            return marks
        moved = np.zeros(self.there.shape, dtype=bool)
        moved[self.there] = marks[self.source]
        return moved

    def back(self, marks: Bools) -> Bools:
        """Marks on the points moved together, put back where those points stand in the part."""
        if self.source is None:
            return marks
        found = np.zeros(self.there.shape, dtype=bool)
        found[self.source] = marks[self.there]
        return found


def windows(marks: Bools, size: int) -> Ints:
    """How many of ``size`` neighbours are marked, for every window; shape (series, points − size + 1)."""
    many = max(marks.shape[1] - size + 1, 0)
    count = np.zeros((len(marks), many), dtype=np.uint8)
    for k in range(size):
        count += marks[:, k : k + many]
    return count


def spread(hits: Bools, size: int) -> Bools:
    """The points of every hit window of ``size``, shape (series, windows + size − 1)."""
    many = hits.shape[1]
    points = np.zeros((len(hits), many + size - 1), dtype=bool)
    for k in range(size):
        points[:, k : k + many] |= hits
    return points


def in_a_row(marks: Bools, size: int) -> Bools:
    """The points of every stretch of at least ``size`` neighbours that are all marked."""
    if marks.shape[1] < size:
        return np.zeros(marks.shape, dtype=bool)
    return spread(windows(marks, size) == size, size)


def some_of(marks: Bools, least: int, size: int) -> Bools:
    """The marked points of every window of ``size`` neighbours that holds at least ``least`` of them.

    A series shorter than the window is a window of its own.
    """
    size = min(size, marks.shape[1])
    return marks & spread(windows(marks, size) >= least, size)
