"""g chart: cases or days between rare events."""

import numpy as np

from core.spc.block import Block
from core.spc.limits.run import median_line
from core.spc.limits.types import Kind, Limits


def limits(block: Block) -> Limits:
    """Median; limits ḡ ± 3 √(ḡ(ḡ + 1)) from the mean ḡ, cut at 0 (Montgomery, ch. 7.3; Benneyan 2001).

    The geometric distribution is skewed: half of the points lie on either side of the median, not of the
    mean. A given centre line takes the place of both.
    """
    centre, crowded = median_line(block)
    mean = block.line(block.mean())
    width = 3 * np.sqrt(mean * (mean + 1))
    return Limits(centre, np.maximum(mean - width, 0.0), mean + width, mean_for_median=crowded)


KIND = Kind("g", limits, "none", centre="median", from_centre=True)
