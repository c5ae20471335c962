"""I chart (XmR): one value a point, limits from moving ranges."""

from core.spc.block import Block
from core.spc.limits.types import Kind, Limits, three_sigma
from core.spc.moving_range import mean_moving_range


def limits(block: Block) -> Limits:
    """Mean ± 3 · MR̄ / 1.128 (Montgomery, ch. 6.4); the centre line is never screened."""
    centre = block.line(block.mean())
    spread = mean_moving_range(block.value, block)
    return three_sigma(centre, spread.sigma, fallback=spread.fallback)


KIND = Kind("i", limits, denominator="allowed", counts=False)
