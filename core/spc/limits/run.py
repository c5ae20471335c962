"""Run chart: a median and no limits."""

import numpy as np

from core.spc.block import SAME, Block, Bools, Floats
from core.spc.limits.types import Kind, Limits


def limits(block: Block) -> Limits:
    """Centre = median of the plotted values (Provost & Murray, The Health Care Data Guide); no limits."""
    centre, crowded = median_line(block)
    none = np.full(centre.shape, np.nan)
    return Limits(centre, none, none, mean_for_median=crowded)


def median_line(block: Block) -> tuple[Floats, Bools]:
    """Median of the base points, or a given line, and where the mean took its place; both (series, 1).

    Where at least half of the points lie on the median it cannot show runs, and the mean takes its place.
    """
    median = _median(block)
    size = np.where(block.base, np.abs(block.value), 0.0).max(axis=1, keepdims=True, initial=0.0)
    on_line = block.base & (np.abs(block.value - median) <= SAME * size)
    crowded = 2 * on_line.sum(axis=1, keepdims=True) >= block.base.sum(axis=1, keepdims=True)
    crowded &= block.base.any(axis=1, keepdims=True)
    if block.centre is not None:
        crowded &= np.isnan(block.centre)
    centre = np.where(crowded, block.mean(), median) if crowded.any() else median
    return block.line(centre), crowded


def _median(block: Block) -> Floats:
    """Median of the base points, shape (series, 1). Sorting puts the others, as +inf, last."""
    ordered = np.sort(np.where(block.base, block.value, np.inf), axis=1)
    count = block.base.sum(axis=1, keepdims=True)
    last = np.maximum(count - 1, 0)
    low = np.take_along_axis(ordered, last // 2, axis=1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, last), axis=1)
    nothing: Bools = count == 0
    return np.where(nothing, np.nan, (low + high) / 2)


KIND = Kind("run", limits, "allowed", has_limits=False, counts=False, centre="median", from_centre=True)
