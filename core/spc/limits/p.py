"""p chart: a proportion with binomial limits."""

import numpy as np

from core.spc.block import Block, Floats, ratio
from core.spc.limits.dispersion import laney_spread
from core.spc.limits.types import Kind, Limits, three_sigma


def binomial_sigma(block: Block, centre: Floats) -> Floats:
    """√(p̄(1 − p̄) / n) for each point; NaN where n is unknown or 0."""
    variance = np.maximum(centre * (1 - centre), 0.0)  # weighted sums may put p̄ a last bit above 1
    return np.sqrt(ratio(np.broadcast_to(variance, block.value.shape), block.denominator))


def limits(block: Block) -> Limits:
    """p̄ ± 3 √(p̄(1 − p̄) / n) with p̄ = Σy / Σn, cut at 0 and 1 (Montgomery, ch. 7.2)."""
    centre = block.line(block.pooled())
    sigma = binomial_sigma(block, centre)
    spread = laney_spread(block, centre, sigma)
    return three_sigma(centre, sigma, 0.0, 1.0, sigma_z=spread.sigma)


KIND = Kind("p", limits, denominator="needed", proportion=True, from_centre=True)
