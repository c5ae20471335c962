"""The first test of a change on a series: limits frozen before it, signals read after it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.change.signal_after import SignalAfter, signal_after
from core.indicators import Indicator, Unit
from core.observations.cut import between
from core.observations.series import Series
from core.remarks import Caveat
from core.spc.control import control_chart
from core.spc.for_series import Charted, breaks_within, measurements, recommended_for, summed_caveats
from core.spc.hidden import Hidden, hidden_in
from core.spc.rolling import overlapping_periods, rolling_caveats


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
    given: dict[str, Any] = {
        "kind": recommendation.kind,
        "x": series.months,
        "exclude": np.isin(series.months, excluded) if excluded else np.zeros(len(series), dtype=bool),
        "provisional": series.status == "provisional",
        **measurements(indicator, series, recommendation.kind),
    }
    result = signal_after(**given, start=start, direction=indicator.direction)
    hidden = _most_hidden(series, start, excluded)
    if hidden.too_many:
        result = _nothing_told(result)
    caveats = rolling_caveats(indicator, result.caveats, overlapping, exclude)
    caveats = hidden.caveats((*caveats, *(Caveat("break_within", {"month": month}) for month in breaks)))
    signals = np.isin(series.months, np.array(result.signals, dtype="datetime64[M]"))
    signals |= _signals_before(given, int(np.searchsorted(series.months, start)))
    caveats += summed_caveats(series)
    withheld = result.reason == "no_points_before"
    charted = Charted(
        indicator, unit, series, result.chart, recommendation, caveats, signals, hidden, withheld
    )
    return Tested(result, charted, start)


def _most_hidden(series: Series, start: np.datetime64, exclude: tuple[np.datetime64, ...]) -> Hidden:
    """How much is hidden before or after the change, whichever is more."""
    before = hidden_in(between(series, None, start - np.timedelta64(1, "M")), exclude)
    after = hidden_in(between(series, start, None), exclude)
    return max(before, after, key=lambda hidden: hidden.n / max(hidden.total, 1))


def _nothing_told(result: SignalAfter) -> SignalAfter:
    """No outcome and no levels: what is not hidden is a biased sample of what happened."""
    return replace(
        result,
        outcome="too_little_data",
        reason="hidden",
        moved=None,
        rules=(),
        n_more=None,
        signals=(),
        centre_before=np.nan,
        centre_after=np.nan,
    )


def _signals_before(given: Mapping[str, Any], at: int) -> np.ndarray:
    """Points that signal among those before position ``at`` alone, (points,).

    A run across the start is no signal on either side unless its piece there is too long in itself: the
    picture marks what the answer and the caveat about the time before speak of.
    """
    marked = np.zeros(len(given["x"]), dtype=bool)
    if at:
        before: dict[str, Any] = {
            name: v[:at] if isinstance(v, np.ndarray) else v for name, v in given.items()
        }
        points = control_chart(**before).points
        marked[:at] = points["beyond_limits"] | points["anhoej_run"]
    return marked


def _unbroken(series: Series, breaks: list[np.datetime64], start: np.datetime64) -> Series:
    """The stretch of the series that holds ``start`` and no break."""
    first = max((month for month in breaks if month <= start), default=None)
    after = min((month for month in breaks if month > start), default=None)
    return between(series, first, after - np.timedelta64(1, "M") if after is not None else None)
