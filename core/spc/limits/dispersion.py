"""How much more than chance the points of a ratio vary (Laney's sigma_z)."""

import numpy as np

from core.spc.block import Block, Floats, ratio
from core.spc.moving_range import MovingRange, mean_moving_range


def laney_spread(block: Block, centre: Floats, sigma: Floats) -> MovingRange:
    """Moving range of z = (value − centre) / sigma; its ``sigma`` is Laney's sigma_z.

    Laney 2002, Improved control charts for attributes (Quality Engineering 14:531–537). Screened as in an
    I chart.
    sigma_z near 1: chance alone. Above: the points vary more than chance. Below 1 is allowed and reported.
    """
    z = ratio(block.value - centre, sigma)
    return mean_moving_range(np.where(block.base, z, 0.0) if not block.full else z, block)
