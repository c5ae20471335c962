"""The first test of a change on a series: limits frozen before it, signals read after it."""

from dataclasses import dataclass

import numpy as np

from core.change.signal_after import SignalAfter, signal_after
from core.indicators import Indicator, Unit
from core.observations.cut import between
from core.observations.series import Series
from core.remarks import Caveat
from core.spc.for_series import (
    Charted,
    breaks_within,
    measurements,
    overlapping_periods,
    recommended_for,
)


@dataclass(frozen=True, slots=True)
class Tested:
    """A change tested on a series: the outcome, and the chart it was read from."""

    result: SignalAfter
    charted: Charted
    start: np.datetime64


def signals_since(
    indicator: Indicator,
    unit: Unit,
    series: Series,
    start: np.datetime64,
    exclude: tuple[np.datetime64, ...] = (),
) -> Tested:
    """Test whether signals came after ``start`` (month) in the series, by the recommended chart's rules.

    Overlapping periods of a rolling measure are left out of limits and rules. Only the stretch between
    documented breaks that holds ``start`` is used: numbers across a break are not comparable.
    """
    breaks = breaks_within(indicator, series)
    series = _unbroken(series, breaks, start)
    exclude = tuple(month for month in exclude if month in series.months)
    recommendation = recommended_for(indicator, series)
    overlapping = overlapping_periods(indicator, series)
    excluded = tuple({*exclude, *overlapping})
    result = signal_after(
        kind=recommendation.kind,
        x=series.months,
        start=start,
        direction=indicator.direction,
        exclude=list(excluded) or None,
        provisional=series.months[series.status == "provisional"],
        **measurements(indicator, series, recommendation.kind),
    )
    caveats = list(result.caveats)
    if overlapping:
        caveats.insert(0, Caveat("rolling", {"window": int(indicator.window_months or 0)}))
    caveats += [Caveat("break_within", {"month": month}) for month in breaks]
    charted = Charted(indicator, unit, series, result.chart, recommendation, tuple(caveats))
    return Tested(result, charted, start)


def _unbroken(series: Series, breaks: list[np.datetime64], start: np.datetime64) -> Series:
    """The stretch of the series that holds ``start`` and no break."""
    first = max((month for month in breaks if month <= start), default=None)
    after = min((month for month in breaks if month > start), default=None)
    return between(series, first, after - np.timedelta64(1, "M") if after is not None else None)
