"""Short-term variation from moving ranges, screened once."""

from dataclasses import dataclass

import numpy as np

from core.spc.block import Block, Bools, Floats, Ints, ratio

# Of normal data in pairs: mean range = D2 · sigma, and three sigma above the mean range = D4 · mean range
# (Montgomery, Introduction to Statistical Quality Control, table of factors, n = 2).
D2 = 1.128
D4 = 3.267

# What is left after screening counts as nothing below this share of the unscreened mean range.
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class MovingRange:
    """Mean moving range of every series.

    ``mean``: (series, 1), NaN where no two points that set the limits follow each other.
    ``fallback``: (series, 1), true where screening left nothing and the unscreened mean stands.
    """

    mean: Floats
    fallback: Bools

    @property
    def sigma(self) -> Floats:
        """Standard deviation from one point to the next: mean moving range / 1.128."""
        return self.mean / D2


def mean_moving_range(values: Floats, block: Block) -> MovingRange:
    """Mean |difference| of neighbouring base points of ``values`` (series, points).

    With ``block.screen``, ranges that reach 3.267 · mean are left out, one pass (Nelson 1982, Control charts
    for individual measurements). Where only zeros are left (a sparse series) the unscreened mean stands.
    """
    ranges, valid = _moving_ranges(values, block)
    return mean_of_ranges(ranges, valid, block.screen)


def mean_of_ranges(ranges: Floats, valid: Bools, screen: bool) -> MovingRange:
    """Mean of ``ranges`` (series, points) where ``valid``, 0 elsewhere, screened once if ``screen``."""
    mean = ratio(ranges.sum(axis=1, keepdims=True), valid.sum(axis=1, keepdims=True, dtype=np.float64))
    if not screen:
        return MovingRange(mean, np.zeros(mean.shape, dtype=bool))
    kept = valid & (ranges < D4 * mean)
    screened = ratio(
        np.where(kept, ranges, 0.0).sum(axis=1, keepdims=True),
        kept.sum(axis=1, keepdims=True, dtype=np.float64),
    )
    fallback = (mean > 0) & ~(screened > NOTHING * mean)
    return MovingRange(np.where(fallback, mean, screened), fallback)


def _moving_ranges(values: Floats, block: Block) -> tuple[Floats, Bools]:
    """Range from the previous base point to each point, and where there is one; 0 elsewhere.

    Points left out are bridged; a missing point in between leaves no range.
    """
    if block.full:
        ranges = np.zeros(values.shape)
        np.subtract(values[:, 1:], values[:, :-1], out=ranges[:, 1:])
        np.abs(ranges, out=ranges)
        valid = np.ones(values.shape, dtype=bool)
        valid[:, :1] = False
        return ranges, valid
    previous, valid = previous_base(block)
    before = np.take_along_axis(values, previous, axis=1)
    return np.where(valid, np.abs(values - before), 0.0), valid


def previous_base(block: Block) -> tuple[Ints, Bools]:
    """Position of the base point before each base point, and where there is one with nothing missing between.

    Points left out are bridged; a missing point in between leaves no range. Both (series, points).
    """
    previous, valid = _previous(block.base, block.missing)
    return previous, valid & block.base


def moving_ranges(values: Floats, counted: Bools, missing: Bools) -> Floats:
    """|difference| of every point from the counted point before it, NaN where there is none.

    As in the limits of an I chart, points that are not counted are bridged (they have a range of their own),
    and no range crosses a missing point. All arrays (series, points).
    """
    previous, valid = _previous(counted, missing)
    before = np.take_along_axis(values, previous, axis=1)
    return np.where(valid, np.abs(values - before), np.nan)


def _previous(counted: Bools, missing: Bools) -> tuple[Ints, Bools]:
    position = np.arange(counted.shape[1], dtype=np.int32)
    newest = np.maximum.accumulate(np.where(counted, position, -1), axis=1)
    hole = np.maximum.accumulate(np.where(missing, position, -1), axis=1)
    previous = np.full(counted.shape, -1, dtype=np.int32)
    previous[:, 1:] = newest[:, :-1]
    return np.maximum(previous, 0), previous > hole
