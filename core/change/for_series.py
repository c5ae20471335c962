"""The first test of a change on a series: limits frozen before it, signals read after it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.change.dataset_rows import hidden_aside
from core.change.signal_after import Reason, SignalAfter, signal_after
from core.indicators import Indicator, Unit
from core.observations.cut import between
from core.observations.series import Series
from core.remarks import Caveat
from core.spc.control import control_chart
from core.spc.for_series import (
    LIMIT_CAVEATS,
    Charted,
    breaks_within,
    measurements,
    possible_kinds,
    recommended_for,
    summed_caveats,
)
from core.spc.rolling import overlapping_periods, rolling_caveats

WITHOUT_LEVEL = frozenset({"mr", "s"})
"""Charts of how much values vary: a change of level does not show on them."""

ABOUT_LINES = LIMIT_CAVEATS | {"few_points", "short_baseline", "median_as_mean", "constant", "no_variation"}
"""Caveats about lines, which are not drawn where there is too little before the change."""


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
    *,
    kind: str | None = None,
) -> Tested:
    """Test whether signals came after ``start`` (month) in the series, by the rules of a chart.

    ``kind`` is the chart a person chose; None, or one not among ``testable_kinds``, is the recommended one.

    Overlapping periods of a rolling measure are left out of limits and rules. Only the stretch between
    documented breaks that holds ``start`` is used: numbers across a break are not comparable.
    """
    breaks = breaks_within(indicator, series)
    series = _unbroken(series, breaks, start)
    exclude = tuple(month for month in exclude if month in series.months)
    recommendation = recommended_for(indicator, series)
    kind = kind if kind in testable_kinds(indicator, series) else recommendation.kind
    overlapping = overlapping_periods(indicator, series)
    excluded = tuple({*exclude, *overlapping})
    given: dict[str, Any] = {
        "kind": kind,
        "x": series.months,
        "exclude": np.isin(series.months, excluded) if excluded else np.zeros(len(series), dtype=bool),
        "provisional": series.status == "provisional",
        **measurements(indicator, series, kind),
    }
    result = signal_after(**given, start=start, direction=indicator.direction)
    hidden = hidden_aside(series, start, excluded)
    if hidden.too_many:
        result = _nothing_told(result, "hidden")
    elif result.reason == "few_before":
        result = _nothing_told(result, "few_before")
    withheld = result.reason in ("no_points_before", "few_before")
    shown = _not_told_elsewhere(result.caveats, withheld)
    caveats = rolling_caveats(indicator, shown, overlapping, exclude)
    caveats = hidden.caveats((*caveats, *(Caveat("break_within", {"month": month}) for month in breaks)))
    signals = np.isin(series.months, np.array(result.signals, dtype="datetime64[M]"))
    signals |= _signals_before(given, int(np.searchsorted(series.months, start)))
    caveats += summed_caveats(series)
    charted = Charted(
        indicator, unit, series, result.chart, recommendation, caveats, signals, hidden, withheld
    )
    return Tested(result, charted, start)


def testable_kinds(indicator: Indicator, series: Series) -> tuple[str, ...]:
    """The chart kinds a change can be tested on: those of a level, with rules about runs around it."""
    return tuple(kind for kind in possible_kinds(indicator, series) if kind not in WITHOUT_LEVEL)


def _not_told_elsewhere(caveats: tuple[Caveat, ...], withheld: bool) -> tuple[Caveat, ...]:
    """The caveats beside the picture: not what the answer itself says, nor what is about lines not drawn."""
    untold = {"unstable_before"} | (ABOUT_LINES if withheld else frozenset())
    return tuple(caveat for caveat in caveats if caveat.code not in untold)


def _nothing_told(result: SignalAfter, reason: Reason) -> SignalAfter:
    """No outcome and no levels: what is not hidden is a biased sample, and a few points are no level."""
    return replace(
        result,
        outcome="too_little_data",
        reason=reason,
        moved=None,
        rules=(),
        patterns=(),
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
