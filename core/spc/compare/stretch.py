"""Which periods are added up when units are compared, and when only the last of them may count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.indicators import Indicator
from core.observations.schema import MONTHS_IN
from core.observations.series import Series, calendar

MONTHS = 12
"""Months that are compared when nobody has chosen: a whole year has every season once."""
STOCK = 0.4
"""Dispersion of denominators below which the same people are counted period after period."""
SETTLED_BY = 0.5
"""Share of the units that must have settled numbers in a period for it to be compared."""

Once = Literal["", "rolling", "stock"]


@dataclass(frozen=True, eq=False, slots=True)
class Stretch:
    """The periods that are compared.

    months : (periods,) datetime64[M], the first month of each, one after the other
    once : why it is one period although more were asked for: ``rolling`` (each value already covers a longer
        time), ``stock`` (the same people are counted every time, and would be counted again); else ""
    provisional : how many later periods were left out since their numbers are not settled
    """

    months: np.ndarray
    period_type: str
    once: Once = ""
    provisional: int = 0

    @property
    def years(self) -> float:
        """How long the periods are together."""
        return len(self.months) * MONTHS_IN[self.period_type] / 12


def stretch_of(
    indicator: Indicator,
    several: Sequence[Series],
    first: np.datetime64 | None = None,
    last: np.datetime64 | None = None,
) -> Stretch | None:
    """The settled periods from ``first`` to ``last`` (datetime64[M]) of series of one period length.

    Without ends the latest twelve months. A period is settled where at least half of the series have a
    number, shown or hidden, and of those that show no more are provisional than are not. Where all are hidden
    nobody can see whether they were provisional: of the latest periods as many as the catalogue says usually
    are so are then not settled. None where there is no settled period.
    """
    if not several:
        return None
    period_type = several[0].period_type
    months = calendar(
        min(one.months[0] for one in several), max(one.months[-1] for one in several), period_type
    )
    settled, waiting = _settled(indicator, several, months)
    asked = np.ones(len(months), dtype=bool)
    if first is not None:
        asked &= months >= first
    if last is not None:
        asked &= months <= last
    there = np.flatnonzero(asked & settled)
    if not there.size:
        return None
    end = int(there[-1])
    steps = max(MONTHS // MONTHS_IN[period_type], 1)
    begin = max(end - steps + 1, 0) if first is None and last is None else int(np.flatnonzero(asked)[0])
    once = _once(indicator, several) if end > begin else ""
    left_out = int((waiting & asked)[end + 1 :].sum())
    return Stretch(months[end if once else begin : end + 1], period_type, once, left_out)


def _settled(
    indicator: Indicator, several: Sequence[Series], months: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Which periods are settled, and which have numbers that are not: (periods,) each."""
    count = {name: np.zeros(len(months)) for name in ("ok", "suppressed", "provisional")}
    for one in several:
        at = np.searchsorted(months, one.months)
        for name, number in count.items():
            number[at] += one.status == name
    reported = sum(count.values())
    late = months > months[-1] - indicator.provisional_months
    unseen = late & (count["ok"] + count["provisional"] == 0)
    settled = (reported >= SETTLED_BY * len(several)) & (count["ok"] >= count["provisional"]) & ~unseen
    return settled, (count["provisional"] > 0) | (unseen & (reported > 0))


def _once(indicator: Indicator, several: Sequence[Series]) -> Once:
    if indicator.window_months is not None and indicator.window_months > MONTHS_IN[several[0].period_type]:
        return "rolling"
    if indicator.kind == "proportion" and all(one.has_counts for one in several) and is_stock(several):
        return "stock"
    return ""


def is_stock(several: Sequence[Series]) -> bool:
    """Whether the denominators look like the same people counted again, rather than new ones every period.

    New people (discharged, calls) come by chance: the mean square of the difference between neighbouring
    denominators is about twice their mean, so that d = mean (n_t − n_t−1)² / (2 mean n) is about 1. People
    who stay (enrolled, listed) change it little. The median of d over the units below 0.4 is taken for a
    stock; so is a series too short to tell. Adding up a stock would count a person once a month, and call
    the sum that many times more certain than it is.
    """
    found = []
    for one in several:
        n = one.denominator
        steps = np.diff(n)
        steps = steps[np.isfinite(steps)]
        if steps.size and np.nanmean(n) > 0:
            found.append(float((steps**2).mean() / (2 * np.nanmean(n))))
    return not found or float(np.median(found)) < STOCK
