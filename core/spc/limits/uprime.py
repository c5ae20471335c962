"""u′ chart (Laney): events per exposure whose points vary more, or less, than chance alone."""

from core.spc.block import Block
from core.spc.limits.dispersion import laney_spread
from core.spc.limits.types import Kind, Limits, three_sigma
from core.spc.limits.u import poisson_sigma


def limits(block: Block) -> Limits:
    """ū ± 3 √(ū / n) · sigma_z, cut at 0 (Laney 2002)."""
    centre = block.line(block.pooled())
    sigma = poisson_sigma(block, centre)
    spread = laney_spread(block, centre, sigma)
    return three_sigma(centre, sigma * spread.sigma, 0.0, sigma_z=spread.sigma, fallback=spread.fallback)


KIND = Kind("uprime", limits, denominator="needed", laney=True)
