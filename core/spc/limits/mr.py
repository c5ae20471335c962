"""MR chart: how much one value differs from the one before it."""

import numpy as np

from core.spc.block import Block
from core.spc.limits.types import Kind, Limits
from core.spc.moving_range import D4


def limits(block: Block) -> Limits:
    """MR̄, upper limit 3.267 · MR̄, lower limit 0 (Montgomery, ch. 6.4: D4 and D3 of pairs).

    The plotted values are the moving ranges. MR̄ is a centre line and so never screened: the points above the
    limit are the very ranges that screening leaves out of an I chart.
    """
    centre = block.line(block.mean())
    return Limits(centre, np.where(np.isnan(centre), np.nan, 0.0), D4 * centre)


KIND = Kind("mr", limits, "allowed", counts=False, plots="range", runs=False, from_centre=True)
