"""How much of a series is hidden because it is small, and when that is too much to say anything."""

from dataclasses import dataclass

import numpy as np

from core.observations.series import Series
from core.remarks import Caveat

MOST_HIDDEN = 0.1
"""Largest share of hidden values with which a level is still told.

Values are hidden because they are small, so those that are left are a biased sample: with a tenth hidden
(Poisson with mean 8, counts of 1 to 4 hidden) the mean of the others is 6 % too high. Its standard error over
five years of months is 5 %.
"""


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many of the values that would count are hidden because they are small."""

    n: int
    total: int

    @property
    def too_many(self) -> bool:
        """Whether what is left says too little about the level."""
        return self.n > MOST_HIDDEN * self.total

    def caveats(self, others: tuple[Caveat, ...]) -> tuple[Caveat, ...]:
        """What to say beside the chart: with too much hidden, nothing about limits that are not there."""
        if not self.n:
            return others
        if self.too_many:
            return tuple(caveat for caveat in others if caveat.code in ABOUT_POINTS)
        return (Caveat("hidden", {"n": self.n, "total": self.total}), *others)


NOTHING_HIDDEN = Hidden(0, 0)

ABOUT_POINTS = frozenset({"missing", "calendar_gap", "excluded", "provisional", "rolling", "break_within"})
"""Caveats about the points themselves, not about what is computed from them."""


def hidden_in(series: Series, exclude: tuple[np.datetime64, ...] = ()) -> Hidden:
    """How much of a series is hidden, among the settled periods that are not excluded."""
    status = series.status
    if exclude:
        status = status[~np.isin(series.months, np.array(exclude, dtype="datetime64[M]"))]
    hidden = int(np.count_nonzero(status == "suppressed"))
    return Hidden(hidden, hidden + int(np.count_nonzero(status == "ok")))
