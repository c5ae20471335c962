"""How long the periods of a file are when it says only when they begin: 2019-01-01, 2019-04-01, …

A date or month alone names a month. When the catalogue says that an indicator comes by the quarter, or
when all its periods begin three months apart, they are quarters and no months are missing between them.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from core.indicators.indicator import Indicator
from core.observations.coded import Coded
from core.observations.fate import Fates
from core.observations.parsing.periods import Periods
from core.observations.schema import MONTHS_IN, PeriodType
from core.remarks import Problem

FEWEST_PERIODS = 3
_LONGEST_FIRST: tuple[PeriodType, ...] = ("year", "half_year", "quarter")
_CODE = {
    "quarter": "months_are_quarters",
    "half_year": "months_are_half_years",
    "year": "months_are_years",
}


def with_lengths(
    periods: Periods, ids: Coded, known: dict[str, Indicator], fates: Fates, column: str
) -> tuple[Periods, list[Problem]]:
    """``periods`` with the type of each settled indicator by indicator, and a note where months were not.

    ids : (rows,) indicator id of each row, "" where unknown
    """
    types = periods.types
    notes: list[Problem] = []
    for one in sorted(set(ids.used()) - {""}):
        rows = ids.is_in((one,)) & ~np.isnat(periods.start)
        frequency = known[one].frequency
        step = MONTHS_IN.get(frequency, 1)
        dated = periods.dated & rows
        if step > 1 and dated.any() and (periods.start[dated].astype(np.int64) % step == 0).all():
            types = types.where(dated, frequency)
            continue
        distinct = pd.unique(periods.start[rows].astype(np.int64)).astype("datetime64[M]")
        spaced = spacing(distinct) if types.is_in(("month",))[rows].all() else None
        if spaced is not None and frequency != "event":
            types = types.where(rows, spaced)
            notes += fates.notes(_CODE[spaced], rows, column, periods=len(distinct))
    return replace(periods, types=types), notes


def spacing(months: np.ndarray) -> PeriodType | None:
    """The longest period that begins in every one of ``months``; None for months and irregular ones.

    months : datetime64[M], any order, repeated for units. At least ``FEWEST_PERIODS`` distinct ones are
    needed, all on the calendar's own quarters, half-years or years, most of them one period apart.
    """
    distinct = np.unique(months).astype(np.int64)
    if len(distinct) < FEWEST_PERIODS:
        return None
    steps = np.diff(distinct)
    for name in _LONGEST_FIRST:
        if (distinct % MONTHS_IN[name] == 0).all() and np.mean(steps == MONTHS_IN[name]) > 0.5:
            return name
    return None
