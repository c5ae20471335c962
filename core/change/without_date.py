"""Trend and shift of a series, without a date given beforehand: which periods count, and on which scale."""

from dataclasses import dataclass, field, replace
from typing import Literal, cast

import numpy as np
import pandas as pd

from core.change.dataset_rows import numbers_of
from core.change.for_dataset import kind_of
from core.change.shifts import Shift, Shifts, shifts
from core.change.trend import Trend, trend
from core.indicators import Indicator, Unit
from core.observations.cut import between
from core.observations.series import Series
from core.spc.for_series import breaks_within
from core.spc.hidden import hidden_in
from core.spc.rolling import overlapping_periods

SCALED = ("value", "line", "level")
Why = Literal["hidden", "rolling", "few_months", "no_events", "constant"]


@dataclass(frozen=True, slots=True, eq=False)
class WithoutDate:
    """What a series says of itself.

    series : the stretch that is comparable with itself, from the last documented break on
    values : month, value (shown scale, NaN where the period does not count), line (Theil and Sen's), level
        (means before and after the shift; NaN where none was found)
    since : the break from which the stretch begins; None for a whole series
    reason : why nothing can be said; then trend and shifts hold no numbers
    """

    indicator: Indicator
    unit: Unit
    series: Series
    trend: Trend
    shifts: Shifts
    values: pd.DataFrame = field(default_factory=pd.DataFrame)
    since: np.datetime64 | None = None
    reason: Why | None = None

    @property
    def shift(self) -> Shift | None:
        """The shift that was found."""
        return self.shifts.found[0] if self.shifts.found else None


def without_date(
    indicator: Indicator, unit: Unit, series: Series, exclude: tuple[np.datetime64, ...] = ()
) -> WithoutDate:
    """Look for a trend and for a lasting shift of level. exclude : periods (datetime64[M]) left out."""
    breaks = breaks_within(indicator, series)
    since = breaks[-1] if breaks else None
    series = between(series, since, None)
    overlapping = overlapping_periods(indicator, series)
    nothing = WithoutDate(indicator, unit, series, Trend(0), Shifts(0), since=since)
    if hidden_in(series, (*exclude, *overlapping)).too_many:
        return replace(nothing, reason="hidden")
    counts = series.has_counts
    numbers = numbers_of([series], counts, [(*exclude, *overlapping)])
    settled = numbers.status == "ok"
    y, n = (np.where(settled, one, np.nan) for one in (numbers.numerator, numbers.denominator))
    kind = kind_of(indicator, counts)
    found = trend(y, n, months=series.months, kind=kind)
    if found.reason is not None:
        rolling = bool(overlapping) and found.reason == "few_months"
        return replace(nothing, trend=found, reason="rolling" if rolling else cast(Why, found.reason))
    told = replace(nothing, trend=found, shifts=shifts(y, n, months=series.months, kind=kind))
    values = _drawn(series.months, y, n, told)
    scale = indicator.multiply if counts and indicator.kind != "count" else 1.0
    values[list(SCALED)] *= scale
    return replace(told, values=values)


def _drawn(months: np.ndarray, y: np.ndarray, n: np.ndarray, told: WithoutDate) -> pd.DataFrame:
    """Values, trend line and levels on the scale of y/n."""
    assert told.trend.line is not None
    calendar = pd.DatetimeIndex(months.astype("datetime64[us]"))
    line = told.trend.line.set_index("month")["value"].reindex(calendar)
    level = np.full(len(months), np.nan)
    for shift in told.shifts.found:
        for side in (months < shift.month, months >= shift.month):
            known = side & np.isfinite(y) & np.isfinite(n)
            level[side] = y[known].sum() / n[known].sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(n > 0, y / n, np.nan)
    return pd.DataFrame({"month": calendar, "value": value, "line": line.to_numpy(), "level": level})
