"""p′ chart (Laney): a proportion whose points vary more, or less, than chance alone."""

from core.spc.block import Block
from core.spc.limits.dispersion import laney_spread
from core.spc.limits.p import binomial_sigma
from core.spc.limits.types import Kind, Limits, three_sigma


def limits(block: Block) -> Limits:
    """p̄ ± 3 √(p̄(1 − p̄) / n) · sigma_z, cut at 0 and 1 (Laney 2002)."""
    centre = block.line(block.pooled())
    sigma = binomial_sigma(block, centre)
    spread = laney_spread(block, centre, sigma)
    return three_sigma(centre, sigma * spread.sigma, 0.0, 1.0, sigma_z=spread.sigma, fallback=spread.fallback)


KIND = Kind("pprime", limits, denominator="needed", proportion=True, laney=True)
