"""S chart: standard deviations within subgroups."""

import numpy as np

from core.spc.block import Block
from core.spc.limits.subgroup_factors import c4, within
from core.spc.limits.types import Kind, Limits, three_sigma


def limits(block: Block) -> Limits:
    """S, B3 · S and B4 · S, with B3 and B4 = 1 ∓ 3 √(1 − c4²) / c4, B3 cut at 0 (Montgomery, ch. 6.3).

    S is s̄ for subgroups of one size and pooled otherwise; c4 is of each subgroup's own size.
    """
    centre = block.line(within(block)[0])
    factor = c4(block.denominator)
    return three_sigma(centre, centre * np.sqrt(1 - factor**2) / factor, 0.0)


KIND = Kind("s", limits, "none", counts=False, plots="spread", subgroups=True, from_centre=True)
