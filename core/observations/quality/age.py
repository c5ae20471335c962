"""How old the latest numbers are, and numbers that come before their time."""

from collections.abc import Iterator

import numpy as np

from core.observations.quality.finding import Finding, in_indicator
from core.observations.quality.gaps import PROVISIONAL
from core.observations.quality.grid import Grid, Ints
from core.observations.schema import MONTHS_IN

USUAL_AGE = {"month": 3, "quarter": 6, "half_year": 9, "year": 18}
"""Months after the end of a period within which the next ought to be here."""


def age(grid: Grid, this_month: np.datetime64) -> Iterator[Finding]:
    """Indicators whose latest number is older than usual, has not happened yet, or may still grow."""
    step = MONTHS_IN[grid.period_type]
    for indicator, rows in grid.by_indicator:
        known = grid.known[rows].any(axis=0)
        if not known.any():
            continue
        latest = int(np.flatnonzero(known)[-1])
        ended = grid.months[latest] + np.timedelta64(step, "M")
        months = int((this_month - ended).astype(np.int64))
        if grid.months[latest] > this_month:
            later = known & (grid.months > this_month)
            yield in_indicator(grid, indicator, "future", "wrong", later, n=int(later.sum()))
        elif months >= USUAL_AGE[grid.period_type]:
            severity = "check" if months >= 2 * USUAL_AGE[grid.period_type] else "know"
            yield in_indicator(grid, indicator, "old", severity, [latest], months=months)
        yield from _unmarked(grid, rows, this_month)


def _unmarked(grid: Grid, rows: Ints, this_month: np.datetime64) -> Iterator[Finding]:
    """Periods so new that the indicator is usually coded late, which the source does not call provisional."""
    indicator = grid.indicators[rows[0]]
    late = indicator.provisional_months
    new = grid.months + np.timedelta64(MONTHS_IN[grid.period_type] + late, "M") > this_month
    new &= grid.months <= this_month
    lacks = (grid.known[rows] & (grid.status[rows] != PROVISIONAL)).any(axis=0) & new
    if late and lacks.any():
        n = int(lacks.sum())
        yield in_indicator(grid, indicator, "provisional_unmarked", "check", lacks, n=n, months=late)
