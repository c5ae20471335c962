"""Which chart a series of the observation table gets: the one place that decides, so that pages agree.

The engine computes whatever it is asked for. Here the choices are made: the recommended kind, a run chart
where there is too little for limits, only non-overlapping periods of a rolling measure, a new part at every
documented break, provisional periods outside limits and rules.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from core.indicators import Indicator, Unit
from core.observations.schema import MONTHS_IN
from core.observations.series import Series
from core.remarks import Caveat
from core.spc.chart import Chart
from core.spc.control import control_chart
from core.spc.recommend import Recommendation, recommended_kind

FEWEST_FOR_LIMITS = 12
"""Useful baseline points below which no control limits are drawn (a run chart instead)."""

MOST_HIDDEN = 0.1
"""Largest share of hidden values with which a level is still told.

Values are hidden because they are small, so those that are left are a biased sample: with a tenth hidden
(Poisson with mean 8, counts of 1 to 4 hidden) the mean of the others is 6 % too high. Its standard error over
five years of months is 5 %.
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose; the defaults leave the choice to the app.

    Attributes:
        kind: chart kind, or None for the recommended one.
        freeze: last month of the baseline, or None for the whole part.
        exclude: months left out of limits and rules, still drawn.
    """

    kind: str | None = None
    freeze: np.datetime64 | None = None
    exclude: tuple[np.datetime64, ...] = ()


@dataclass(frozen=True)
class Charted:
    """An indicator in a unit over time: its numbers, its chart, and why the chart is of that kind.

    Words, pictures and tables read ``points``, never ``chart.points``, so that they always agree.
    ``signals`` (points,) is given by an answer that reads the chart in its own way, as a test of a change
    does: then those points, and no others, are marked.
    """

    indicator: Indicator
    unit: Unit
    series: Series
    chart: Chart
    recommendation: Recommendation
    caveats: tuple[Caveat, ...]
    signals: np.ndarray | None = None
    hidden: "Hidden" = field(default_factory=lambda: Hidden(0, 0))

    @cached_property
    def points(self) -> pd.DataFrame:
        """The chart's points, without limits and their signals in parts with too few points for limits.

        Where too much is hidden there is no centre line and no signal either.
        """
        points, summary = self._marked(), self.chart.summary
        if self.hidden.too_many:
            marks = ["beyond_limits", "runs_signal", "anhoej_run", "anhoej_crossings"]
            return points.assign(**dict.fromkeys(["cl", "lcl", "ucl"], np.nan), **dict.fromkeys(marks, False))
        few = set(summary.loc[summary["n_baseline"] < FEWEST_FOR_LIMITS, "part"])
        if not few:
            return points
        unlimited = points["part"].isin(few)
        return points.assign(
            lcl=points["lcl"].mask(unlimited),
            ucl=points["ucl"].mask(unlimited),
            beyond_limits=points["beyond_limits"] & ~unlimited,
        )

    def _marked(self) -> pd.DataFrame:
        points = self.chart.points
        if self.signals is None:
            return points
        beyond = points["beyond_limits"] & self.signals
        return points.assign(beyond_limits=beyond, anhoej_run=self.signals & (points["anhoej_run"] | ~beyond))

    @cached_property
    def has_limits(self) -> bool:
        """Whether any part has enough points for control limits to be drawn."""
        return bool(np.isfinite(self.points["ucl"].to_numpy()).any())


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


ABOUT_POINTS = frozenset({"missing", "calendar_gap", "excluded", "provisional", "rolling", "break_within"})
"""Caveats about the points themselves, not about what is computed from them."""


def hidden_in(series: Series, exclude: tuple[np.datetime64, ...] = ()) -> Hidden:
    """How much of a series is hidden, among the settled periods that are not excluded."""
    counts = ~np.isin(series.months, np.array(exclude, dtype="datetime64[M]"))
    hidden = int((counts & (series.status == "suppressed")).sum())
    return Hidden(hidden, hidden + int((counts & (series.status == "ok")).sum()))


def recommended_for(indicator: Indicator, series: Series) -> Recommendation:
    """The recommended chart kind of an indicator, given the denominators it really has."""
    return recommended_kind(indicator.kind, series.n, indicator.chart)


def possible_kinds(indicator: Indicator, series: Series) -> tuple[str, ...]:
    """The kinds that make sense for the data, recommended or not."""
    if indicator.kind == "proportion" and series.n is not None:
        return ("p", "pprime", "i", "run")
    if indicator.kind == "rate" and series.n is not None:
        return ("u", "uprime", "i", "run")
    return ("c", "i", "run") if indicator.kind == "count" else ("i", "run")


def chart_for(indicator: Indicator, unit: Unit, series: Series, choices: Choices | None = None) -> Charted:
    """The chart of a series as every page shows it.

    Args:
        indicator: what is measured.
        unit: where.
        series: the numbers, over a complete calendar.
        choices: what a person chose.
    """
    choices = choices or Choices()
    recommendation = recommended_for(indicator, series)
    overlapping = overlapping_periods(indicator, series)
    exclude = tuple({*choices.exclude, *overlapping})
    hidden = hidden_in(series, exclude)
    kind = choices.kind if choices.kind in possible_kinds(indicator, series) else recommendation.kind
    chart = _chart(indicator, series, kind, choices.freeze, exclude)
    if kind != "run" and (chart.summary["n_baseline"] < FEWEST_FOR_LIMITS).all():
        chart = _chart(indicator, series, "run", choices.freeze, exclude)
    caveats = hidden.caveats(rolling_caveats(indicator, chart.caveats, overlapping, choices.exclude))
    return Charted(indicator, unit, series, chart, recommendation, caveats, hidden=hidden)


def overlapping_periods(indicator: Indicator, series: Series) -> tuple[np.datetime64, ...]:
    """The periods of a rolling measure that share part of their window with a later one that is kept.

    Kept are the last settled period and every whole window before it: 12 months apart for a 12-month one.
    """
    step = -(-int(indicator.window_months or 0) // MONTHS_IN[series.period_type])
    if step <= 1:
        return ()
    settled = np.flatnonzero(series.status == "ok")
    if not settled.size:
        return ()
    kept = set(range(int(settled[-1]), -1, -step))
    return tuple(month for i, month in enumerate(series.months) if i not in kept)


def rolling_caveats(
    indicator: Indicator,
    caveats: tuple[Caveat, ...],
    overlapping: tuple[np.datetime64, ...],
    excluded: tuple[np.datetime64, ...],
) -> tuple[Caveat, ...]:
    """The caveats of a chart, with overlapping periods told as what they are and not as a person's choice."""
    if not overlapping:
        return caveats
    rolling = Caveat("rolling", {"window": int(indicator.window_months or 0)})
    chosen = tuple(sorted(set(excluded)))
    told = (Caveat("excluded", {"n": len(chosen), "at": chosen}),) if chosen else ()
    return (rolling, *told, *(caveat for caveat in caveats if caveat.code != "excluded"))


def measurements(indicator: Indicator, series: Series, kind: str) -> dict[str, Any]:
    """What a chart of ``kind`` is computed from: counts for p, u and c, shown values for i and run."""
    if kind in ("p", "pprime", "u", "uprime"):
        return {"y": series.numerator, "n": series.denominator, "multiply": indicator.multiply}
    return {"y": series.value if kind in ("i", "run") else series.numerator}


def breaks_within(indicator: Indicator, series: Series) -> list[np.datetime64]:
    """The first periods after the indicator's documented breaks that fall inside the series."""
    positions = np.searchsorted(series.months, [known.month for known in indicator.breaks])
    return list(series.months[positions[(positions > 0) & (positions < len(series.months))]])


def _chart(
    indicator: Indicator,
    series: Series,
    kind: str,
    freeze: np.datetime64 | None,
    exclude: tuple[np.datetime64, ...],
) -> Chart:
    return control_chart(
        kind=kind,
        x=series.months,
        freeze=freeze,
        parts=breaks_within(indicator, series) or None,
        exclude=list(exclude) or None,
        provisional=series.months[series.status == "provisional"],
        **measurements(indicator, series, kind),
    )
