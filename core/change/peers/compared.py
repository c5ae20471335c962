"""The numbers a method is given: the target's months, and its comparison units summed."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.spc.block import Bools, Floats
from core.spc.data import as_floats

Kind = Literal["rate", "proportion"]
SEASON_NEEDS = 24
FEWEST_BEFORE, FEWEST_AFTER, FEWEST_FREE = 6, 3, 5


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The usable months of one unit, (T,).

    y, n : counts and denominators. at : position of each month in the calendar, from 0; gaps are months left
    out. after : whether the month lies at or after the start. others_y, others_n : sums of the comparison
    units that have all these months; None without such units. span : months of the calendar; start : position
    of the change in it.
    """

    y: Floats
    n: Floats
    at: Floats
    after: Bools
    others_y: Floats | None
    others_n: Floats | None
    span: int
    start: int
    kind: Kind

    @property
    def value(self) -> Floats:
        """Rate or share of each month."""
        return self.y / self.n

    @property
    def few_months(self) -> bool:
        """Whether there are fewer than 6 months before or 3 after."""
        return int((~self.after).sum()) < FEWEST_BEFORE or int(self.after.sum()) < FEWEST_AFTER

    def total(self, after: bool) -> tuple[float, float]:
        """Events and denominators of the target before or after the start."""
        chosen = self.after == after
        return float(self.y[chosen].sum()), float(self.n[chosen].sum())

    def others_total(self, after: bool) -> tuple[float, float]:
        """Events and denominators of the comparison units before or after the start."""
        assert self.others_y is not None
        assert self.others_n is not None
        chosen = self.after == after
        return float(self.others_y[chosen].sum()), float(self.others_n[chosen].sum())


def compared(numerator: Any, denominator: Any, start: int, kind: Kind, target: int = 0) -> Compared:
    """Make ready.

    numerator, denominator : (months,) or (units, months), NaN where missing or hidden; a month with a
    denominator of 0 is missing. start : position of the first month with the change. target : its row.

    Raises ValueError for arrays of unlike shape, an unknown kind, a target or start that is not there, and
    for numerators that cannot be.
    """
    y, n = (
        np.atleast_2d(as_floats(numerator, "numerator")),
        np.atleast_2d(as_floats(denominator, "denominator")),
    )
    if y.shape != n.shape or y.ndim != 2:
        raise ValueError(f"numerator {y.shape} and denominator {n.shape} must be units × months alike")
    if kind not in ("rate", "proportion"):
        raise ValueError(f"kind {kind!r} is neither rate nor proportion")
    if not 0 <= target < y.shape[0] or not 0 <= start <= y.shape[1]:
        raise ValueError("target or start lies outside the arrays")
    known = np.isfinite(y) & np.isfinite(n) & (n > 0)
    if (known & ((y < 0) | ((y > n) & (kind == "proportion")))).any():
        raise ValueError("a numerator is negative, or a share has more than its denominator")
    at = np.flatnonzero(known[target])
    others = np.arange(y.shape[0]) != target
    complete = np.flatnonzero(known[:, at].all(axis=1) & others)
    return Compared(
        y[target, at],
        n[target, at],
        at.astype(np.float64),
        at >= start,
        y[complete][:, at].sum(axis=0) if complete.size else None,
        n[complete][:, at].sum(axis=0) if complete.size else None,
        y.shape[1],
        start,
        kind,
    )
