"""How uncertain a unit's own number is: 95 % intervals for shares, rates and means."""

from typing import Any, Literal

import numpy as np

from core.spc.block import Floats
from core.spc.compare.members import Members
from core.spc.data import as_floats
from core.spc.funnels.intervals import exact_poisson

Interval = Literal["wilson", "poisson", "periods", ""]
LEVEL = 0.95


def wilson(numerator: Any, denominator: Any, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Wilson's limits of a share, any shape (Wilson 1927, JASA 22:209–212): those shares p for which
    |y/n − p| ≤ z √(p(1 − p)/n).

    Never outside 0 and 1, and of a share of 0 or 1 not of no width. NaN stays NaN. Raises ValueError for a
    numerator outside 0 to the denominator or a denominator not above 0.
    """
    from scipy.special import ndtri  # noqa: PLC0415 - not needed until units are compared

    y, n = as_floats(numerator, "numerator"), as_floats(denominator, "denominator")
    if (y < 0).any() or (y > n).any():
        raise ValueError("a numerator must lie between 0 and its denominator")
    if (n <= 0).any():
        raise ValueError("a denominator must be above 0")
    if not 0 < level < 1:
        raise ValueError(f"level {level!r} is not between 0 and 1")
    z = float(ndtri((1 + level) / 2))
    share = y / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # At the ends middle and half are equal but for rounding, which must not leave a limit of −1e-18.
    return np.where(y == 0, 0.0 * n, middle - half), np.where(y == n, n / n, middle + half)


def intervals_of(kind: str, members: Members) -> tuple[Floats, Floats, Interval]:
    """95 % intervals of each unit's value, (units,) each, on the shown scale, and how they were found.

    Shares: Wilson. Rates and counts: exact Poisson limits of the numerator (Garwood 1936). Means, and values
    without counts: mean ± t · standard error from how the periods differ, which takes the periods for
    independent and says nothing with fewer than six.
    """
    known, nothing = members.known, np.full(len(members.units), np.nan)
    if members.counted and kind == "proportion" and members.per == "own":
        low, high = nothing.copy(), nothing.copy()
        low[known], high[known] = wilson(members.numerator[known], members.denominator[known])
        return low * members.multiply, high * members.multiply, "wilson"
    if members.counted and (kind in ("rate", "count") or members.per == "inhabitants"):
        scale = members.multiply / members.denominator if kind != "count" or members.per != "own" else 1.0
        low, high = exact_poisson(members.numerator)
        return low * scale, high * scale, "poisson"
    if not np.isfinite(members.spread).any():
        return nothing, nothing, ""
    from scipy.special import stdtrit  # noqa: PLC0415

    t = stdtrit(np.maximum(members.periods - 1, 1), (1 + LEVEL) / 2)
    return members.value - t * members.spread, members.value + t * members.spread, "periods"
