"""Does a series go up or down? Without a date, without comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from core.change import grid
from core.change.alone import WAVES
from core.change.columns import line
from core.change.county_index import without_index
from core.change.interval import interval
from core.change.kalman import filter_rows
from core.change.likelihood import Effect, marginal
from core.change.mixture import mixture
from core.change.own_drift import column_contrast
from core.change.rows import Setting, make_rows
from core.change.series_panel import SeriesPanel, series_panel
from core.change.table import Kind
from core.spc.block import Bools

_SLOPE = 1
LEVEL = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """A trend over the whole series, or why none can be told.

    moved : up or down when p is below 0.05, else none; None where nothing can be said
    p : two-sided, of no trend; a_year, interval : relative change a year, 95 %
    line : month, value: Theil and Sen's line, drawn and not tested; unscaled level (Σy/Σn)
    reason : few_months, no_events, constant
    """

    n: int
    moved: Literal["up", "down", "none"] | None = None
    p: float | None = None
    a_year: float | None = None
    interval: tuple[float, float] | None = None
    line: pd.DataFrame | None = None
    reason: str | None = None


def trend(numerator: Any, denominator: Any = None, *, months: Iterable[Any], kind: Kind = "rate") -> Trend:
    """Test whether a series has a trend beside its season and its own wandering.

    The model of the verdict with a flat prior on the slope: intercept, slope, two shrunk waves, and AR(1)
    wandering integrated out. Plain Mann-Kendall finds one in 11 to 18 % of trendless series at AR .4 to .6.
    numerator, denominator, months : as long as each other; NaN is missing. ValueErrors as in ``evaluate``.
    """
    found = series_panel(numerator, denominator, months, kind)
    if not isinstance(found, SeriesPanel):
        return Trend(found.n, reason=found.reason)
    panel, family, used = found.panel, found.family, found.panel.known
    columns = line(1, len(panel.months)).and_waves(panel.months)
    rows = make_rows(Setting(panel, family, without_index(panel)), np.array([0]), used, columns)
    filtered = filter_rows(rows, family.wandering, with_index=False)
    cross = column_contrast(filtered.cross, _SLOPE)
    own = marginal(cross, filtered.log_det, (Effect(), Effect(), *WAVES), contrast=True)
    prior = grid.log_prior(family.wandering, grid.SEASON)
    mean, variance = own.contrast
    slope = mixture(prior + own.log_likelihood[0], mean[0], variance[0])
    ends = interval(lambda at: 1 - slope.below(at), 0.95, slope.centre, slope.sd)
    moved = ("up" if slope.centre > 0 else "down") if slope.p < LEVEL else "none"
    return Trend(
        n=int(used.sum()),
        moved=moved,
        p=slope.p,
        a_year=found.relative(slope.centre),
        interval=(found.relative(ends.low), found.relative(ends.high)),
        line=_theil_sen(found, used[0]),
    )


def _theil_sen(found: SeriesPanel, used: Bools) -> pd.DataFrame:
    """Median of all pairwise slopes, through the median (Theil 1950, Sen 1968)."""
    panel = found.panel
    at = np.flatnonzero(used)
    value = panel.y[0, at] / panel.n[0, at] * found.unit
    apart = np.subtract.outer(at, at)
    pairs = apart > 0
    slope = float(np.median(np.subtract.outer(value, value)[pairs] / apart[pairs]))
    middle = float(np.median(value - slope * at))
    months = panel.months.astype("datetime64[us]")
    return pd.DataFrame({"month": months, "value": middle + slope * np.arange(len(months))})
