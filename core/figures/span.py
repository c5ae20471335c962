"""From where to where the values of a picture go, which its scale has to hold."""

import numpy as np
from numpy.typing import ArrayLike


def span_of(*drawn: ArrayLike) -> tuple[float, float] | None:
    """The least and the greatest of all values that are drawn; None where there is none.

    drawn : numbers of any length, NaN where there is none.

    One value only gets a scale from 0: Vega would write the value with six decimals.
    """
    values = np.concatenate([np.asarray(one, dtype=float).ravel() for one in drawn])
    values = values[np.isfinite(values)]
    if not values.size:
        return None
    least, greatest = float(values.min()), float(values.max())
    if least < greatest:
        return least, greatest
    return min(least, 0.0), max(least, 0.0) or float(least == 0)
