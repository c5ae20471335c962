"""The highest point of a likelihood in one unknown."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.spc.block import Floats


def highest(of: Callable[[float], float], grid: Floats) -> float:
    """Where ``of`` is largest; −inf where it has no value.

    A look at ``grid`` first, since the likelihood of few months may have two hills; then Brent's search
    between the neighbours of the best point.
    """
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - few pages need it

    best = int(np.argmax([of(float(point)) for point in grid]))
    bounds = (float(grid[max(best - 1, 0)]), float(grid[min(best + 1, grid.size - 1)]))
    with np.errstate(invalid="ignore"):  # a parabola through a point without a value
        found: Any = minimize_scalar(
            lambda at: -of(float(at)), bounds=bounds, method="bounded", options={"xatol": 1e-7}
        )
    return float(found.x)
