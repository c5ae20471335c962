"""X̄ chart: means of subgroups, limits from the variation within them."""

import numpy as np

from core.spc.block import Block
from core.spc.limits.subgroup_factors import within
from core.spc.limits.types import Kind, Limits, three_sigma


def limits(block: Block) -> Limits:
    """Mean of all measurements ± A3 · S with A3 = 3 / (c4 √n) (Montgomery, ch. 6.3).

    S is s̄ for subgroups of one size and pooled otherwise. A subgroup of one measurement has no limits.
    """
    centre = block.line(block.pooled())
    spread, factor = within(block)
    return three_sigma(centre, spread / (factor * np.sqrt(block.denominator)))


KIND = Kind("xbar", limits, "none", counts=False, subgroups=True)
