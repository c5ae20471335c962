"""Intervals of a Poisson count: Byar's approximation and the exact one."""

from typing import Any

import numpy as np

from core.spc.block import Floats
from core.spc.data import as_floats


def byar(count: Any, level: float = 0.95) -> tuple[Floats, Floats]:
    """Byar's limits of a Poisson mean, any shape (Breslow & Day 1987, Statistical Methods in Cancer Research
    II, formulas 2.13).

    Lower O(1 − 1/(9O) − z/(3√O))³, upper (O + 1)(1 − 1/(9(O + 1)) + z/(3√(O + 1)))³; lower 0 for O = 0.
    NaN stays NaN. Raises ValueError for a negative count or a level outside 0 to 1.
    """
    observed, z = _checked(count, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = 1 - 1 / (9 * observed) - z / (3 * np.sqrt(observed))
        lower = np.where(observed > 0, observed * np.maximum(inside, 0.0) ** 3, observed * 0.0)
    above = observed + 1
    return lower, above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3


def exact_poisson(count: Any, level: float = 0.95) -> tuple[Floats, Floats]:
    """Exact limits of a Poisson mean, any shape: ½χ²(α/2; 2O) and ½χ²(1 − α/2; 2O + 2) (Garwood 1936)."""
    from scipy.special import gammaincinv  # noqa: PLC0415 - not needed until units are compared

    observed, _ = _checked(count, level)
    tail = (1 - level) / 2
    lower = np.where(observed > 0, gammaincinv(np.where(observed > 0, observed, 1.0), tail), observed * 0.0)
    return lower, gammaincinv(observed + 1, 1 - tail)


def _checked(count: Any, level: float) -> tuple[Floats, float]:
    from scipy.special import ndtri  # noqa: PLC0415

    observed = as_floats(count, "count")
    if (observed < 0).any():
        raise ValueError("a count cannot be negative")
    if not 0 < level < 1:
        raise ValueError(f"level {level!r} is not between 0 and 1")
    return observed, float(ndtri((1 + level) / 2))
