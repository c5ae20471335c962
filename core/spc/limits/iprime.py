"""I′ chart: one ratio or mean a point, limits from moving ranges that allow for unequal denominators."""

import numpy as np

from core.spc.block import Block, Floats, ratio
from core.spc.limits.types import Kind, Limits, three_sigma
from core.spc.moving_range import mean_of_ranges, previous_base


def limits(block: Block) -> Limits:
    """Σy / Σn ± 3 · s̄ / √n_i, where s̄ is the mean of s_i over the points that set the limits.

    s_i = √(π/2) · |v_i − v_h| / √(1/n_i + 1/n_h), with v = y / n and h the base point before i (Taylor 2017,
    Normalized individuals control chart; √(π/2) makes s_i unbiased for normal values). With equal n it is the
    I chart, and s_i are screened as moving ranges are.
    """
    centre = block.line(block.pooled())
    previous, valid = previous_base(block)
    spread = mean_of_ranges(np.where(valid, _sigmas(block, previous), 0.0), valid, block.screen)
    sigma = spread.mean * np.sqrt(ratio(np.ones_like(block.value), block.denominator))
    return three_sigma(centre, sigma, fallback=spread.fallback)


def _sigmas(block: Block, previous: np.ndarray) -> Floats:
    """s_i of every point against its ``previous`` position; of use only where there is one."""
    n = block.denominator
    step = np.abs(block.value - np.take_along_axis(block.value, previous, axis=1))
    shared = ratio(np.ones_like(n), n)
    shared = shared + np.take_along_axis(shared, previous, axis=1)
    return np.sqrt(np.pi / 2) * ratio(step, np.sqrt(shared))


KIND = Kind("iprime", limits, "needed", counts=False)
