"""u chart: events per exposure with Poisson limits."""

import numpy as np

from core.spc.block import Block, Floats, ratio
from core.spc.limits.dispersion import laney_spread
from core.spc.limits.types import Kind, Limits, three_sigma


def poisson_sigma(block: Block, centre: Floats) -> Floats:
    """√(ū / n) for each point; NaN where n is unknown or 0."""
    return np.sqrt(ratio(np.broadcast_to(centre, block.value.shape), block.denominator))


def limits(block: Block) -> Limits:
    """ū ± 3 √(ū / n) with ū = Σy / Σn, cut at 0 (Montgomery, ch. 7.3)."""
    centre = block.line(block.pooled())
    sigma = poisson_sigma(block, centre)
    spread = laney_spread(block, centre, sigma)
    return three_sigma(centre, sigma, 0.0, sigma_z=spread.sigma)


KIND = Kind("u", limits, denominator="needed", from_centre=True)
