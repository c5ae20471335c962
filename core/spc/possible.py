"""Limits never lie where an indicator cannot be.

Charts of counts cut their limits at 0, and a p chart at 1 too (Montgomery, ch. 7). An I chart or I′ chart
does not know what its values are and may put a lower limit below 0. A count, a rate and a proportion cannot
be there: the limit is drawn at the end of what is possible, and the chart says so. No point can lie beyond
such a limit, before or after, so no signal changes. Means and scores may be below 0 and keep their limits.
"""

import numpy as np

from core.indicators import Indicator
from core.spc.block import Floats


def possible_values(indicator: Indicator) -> tuple[float, float]:
    """The lowest and highest value that the indicator can have, on the shown scale."""
    if indicator.kind == "proportion":
        return 0.0, float(indicator.multiply)
    return (0.0, np.inf) if indicator.kind in ("count", "rate") else (-np.inf, np.inf)


def kept_possible(
    lower: Floats, upper: Floats, possible: tuple[float | Floats, float | Floats]
) -> tuple[Floats, Floats]:
    """Lower and upper limits, none outside ``possible``: two numbers, or arrays that broadcast. NaN stays."""
    lowest, highest = possible
    return np.maximum(lower, lowest), np.minimum(upper, highest)


def whether_moved(lower: Floats, upper: Floats, possible: tuple[float, float]) -> tuple[bool, bool]:
    """Whether any lower, and any upper limit lies outside ``possible``."""
    return bool((lower < possible[0]).any()), bool((upper > possible[1]).any())
