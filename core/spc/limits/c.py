"""c chart: counts over equal exposure with Poisson limits."""

import numpy as np

from core.spc.block import Block
from core.spc.limits.dispersion import laney_spread
from core.spc.limits.types import Kind, Limits, three_sigma


def limits(block: Block) -> Limits:
    """c̄ ± 3 √c̄, cut at 0 (Montgomery, ch. 7.3)."""
    centre = block.line(block.mean())
    sigma = np.sqrt(centre)
    spread = laney_spread(block, centre, sigma)
    return three_sigma(centre, sigma, 0.0, sigma_z=spread.sigma)


KIND = Kind("c", limits, denominator="none", from_centre=True)
