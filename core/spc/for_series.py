"""Which chart a series of the observation table gets: the one place that decides, so that pages agree.

The engine computes whatever it is asked for. Here the choices are made: the recommended kind, a run chart
where there is too little for limits, only non-overlapping periods of a rolling measure, a new part at every
documented break, provisional periods outside limits and rules.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from core.indicators import Indicator, Unit
from core.observations.schema import MONTHS_IN
from core.observations.series import Series
from core.remarks import Caveat
from core.spc.advice import Advice, advise
from core.spc.chart import Chart
from core.spc.control import control_chart
from core.spc.evidence import Evidence
from core.spc.hidden import NOTHING_HIDDEN, Hidden, hidden_in
from core.spc.limits import KINDS
from core.spc.marks import shown_marks
from core.spc.possible import kept_possible, possible_values, whether_moved
from core.spc.recommend import (
    BETWEEN_EVENTS,
    FEWEST_FOR_LIMITS,
    Recommendation,
    recommended_kind,
    too_few_for_limits,
)
from core.spc.rolling import overlapping_periods, rolling_caveats
from core.spc.rules import RULE_SETS


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose; the defaults leave the choice to the app.

    Attributes:
        kind: chart kind, or None for the recommended one.
        freeze: last month of the baseline, or None for the whole part.
        exclude: months left out of limits and rules, still drawn.
        reasons: why some of them are, (month, text) each.
        parts: months from which limits are computed anew, besides the documented breaks. A month inside a
            longer period means that period; months outside the series divide nothing.
        rules: name of the rule set.
    """

    kind: str | None = None
    freeze: np.datetime64 | None = None
    exclude: tuple[np.datetime64, ...] = ()
    reasons: tuple[tuple[np.datetime64, str], ...] = ()
    parts: tuple[np.datetime64, ...] = ()
    rules: str = "anhoej"


LINES = ("cl", "lcl", "ucl")


@dataclass(frozen=True)
class Charted:
    """An indicator in a unit over time: its numbers, its chart, and why the chart is of that kind.

    Words, pictures and tables read ``points``, never ``chart.points``, so that they always agree.
    ``signals`` (points,) is given by an answer that reads the chart in its own way, as a test of a change
    does: then those points, and no others, are marked. ``withheld`` says that there is nothing to compute
    lines from.
    """

    indicator: Indicator
    unit: Unit
    series: Series
    chart: Chart
    recommendation: Recommendation
    caveats: tuple[Caveat, ...]
    signals: np.ndarray | None = None
    hidden: Hidden = NOTHING_HIDDEN
    withheld: bool = False

    @cached_property
    def points(self) -> pd.DataFrame:
        """The chart's points as they may be shown, with ``pattern`` for those that a rule points at.

        No limit lies where the indicator cannot be (``core.spc.possible``). Without limits and their signals
        in parts with too few points for limits; without any signal on a frozen baseline that short; without
        lines and signals where too much is hidden; and without limits at a hidden value, whose denominator
        they would give away.
        """
        points = self._marked()
        untold = self.hidden.too_many or self.withheld
        few = self.chart.baselines < FEWEST_FOR_LIMITS
        part = points["part"].to_numpy()
        unlimited = few[part - 1]
        unseen = unlimited | (self.series.status == "suppressed")
        allowed = not (untold or self.short_baseline)
        marks = shown_marks(points, RULE_SETS[self.chart.rules], allowed=allowed, limited=~unlimited)
        nowhere = np.full(len(part), np.nan)
        if untold:
            lines = dict.fromkeys(LINES, nowhere)
        else:
            limits = kept_possible(
                points["lcl"].to_numpy(), points["ucl"].to_numpy(), possible_values(self.indicator)
            )
            lines = {
                name: np.where(unseen, nowhere, limit)
                for name, limit in zip(("lcl", "ucl"), limits, strict=True)
            }
        return pd.DataFrame({**{name: points[name] for name in points}, **lines, **marks}, copy=False)

    @property
    def short_baseline(self) -> bool:
        """Whether limits and rules rest on a frozen baseline too short for either.

        A median frozen on three points gives a false run in 38 % of stable series of 36, on six in 25 %, on
        twelve in 15 %; not frozen, in 4 % (simulated, normal values).
        """
        return self.chart.frozen and self.chart.n_baseline < FEWEST_FOR_LIMITS

    def _marked(self) -> pd.DataFrame:
        points = self.chart.points
        if self.signals is None:
            return points
        beyond = points["beyond_limits"] & self.signals
        return points.assign(beyond_limits=beyond, anhoej_run=self.signals & (points["anhoej_run"] | ~beyond))

    @cached_property
    def limits_moved(self) -> tuple[bool, bool]:
        """Whether a lower and an upper limit that is shown was computed to where the indicator cannot be."""
        if self.hidden.too_many or self.withheld:
            return False, False
        points = self.chart.points
        there = (self.chart.baselines >= FEWEST_FOR_LIMITS)[points["part"].to_numpy() - 1]
        lower, upper = points["lcl"].to_numpy()[there], points["ucl"].to_numpy()[there]
        return whether_moved(lower, upper, possible_values(self.indicator))

    @cached_property
    def has_limits(self) -> bool:
        """Whether any part has enough points for control limits to be drawn."""
        return bool(np.isfinite(self.points["ucl"].to_numpy()).any())


def recommended_for(indicator: Indicator, series: Series, evidence: Evidence | None = None) -> Recommendation:
    """The recommended chart kind of an indicator, given the numbers it really has.

    evidence : ``evidence_of`` the series, where it is at hand already.
    """
    catalogue = indicator.chart
    if catalogue in BETWEEN_EVENTS and not _can_be(catalogue, series):
        catalogue = None
    evidence = evidence or evidence_of(indicator, series)
    found = recommended_kind(indicator.kind, series.n, catalogue, evidence)
    return replace(found, reason="usual") if found.reason == "catalogue" and indicator.usual_chart else found


def advice_for(indicator: Indicator, series: Series) -> Advice:
    """Why the recommended chart suits the series, and what speaks for and against the others."""
    kinds = possible_kinds(indicator, series)
    return advise(evidence_of(indicator, series), recommended_for(indicator, series), kinds)


def evidence_of(indicator: Indicator, series: Series) -> Evidence:
    """What the settled periods of a series say; of a rolling measure those that share no month."""
    settled = series.status == "ok"
    if overlapping := overlapping_periods(indicator, series):
        settled = settled & ~np.isin(series.months, np.array(overlapping, dtype="datetime64[M]"))
    y, n = series.y, series.n
    if indicator.kind == "mean" and series.has_counts:
        y, n = series.numerator, series.denominator
    return Evidence(indicator.kind, np.where(settled, y, np.nan), n)


def possible_kinds(indicator: Indicator, series: Series) -> tuple[str, ...]:
    """The kinds that make sense for the data, recommended or not.

    Not xbar and s, which need every measurement behind a point; g and t only where the catalogue says that
    the data are cases or times between events; not mr, whose points are differences and not the indicator.
    """
    if indicator.chart in BETWEEN_EVENTS and _can_be(indicator.chart, series):
        return (indicator.chart, "i", "run")
    if indicator.kind == "proportion" and series.n is not None:
        return ("p", "pprime", "i", "run")
    if indicator.kind == "rate" and series.n is not None:
        return ("u", "uprime", "i", "run")
    if indicator.kind == "mean" and _can_be("iprime", series):
        return ("i", "iprime", "run")
    return ("c", "i", "run") if indicator.kind == "count" else ("i", "run")


def _can_be(kind: str, series: Series) -> bool:
    """Whether the numbers are such as a chart of ``kind`` is computed from: t takes only times above 0."""
    if kind not in KINDS:
        return False
    known = ~np.isnan(series.value)
    if kind == "t":
        return bool((series.value[known] > 0).all())
    if kind == "g":
        return bool((series.numerator[known] >= 0).all())
    return series.has_counts


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
    chart = _chart(indicator, series, kind, choices, exclude)
    if kind != "run" and (chart.baselines < FEWEST_FOR_LIMITS).all():
        chart = _chart(indicator, series, "run", choices, exclude)
        recommendation = too_few_for_limits(recommendation, int(chart.baselines.max()))
    told = _about_what_is_drawn(chart)
    caveats = hidden.caveats(rolling_caveats(indicator, told, overlapping, choices.exclude))
    caveats += summed_caveats(series)
    charted = Charted(indicator, unit, series, chart, recommendation, caveats, hidden=hidden)
    return replace(charted, caveats=(*caveats, *_moved_limits(charted)))


def _moved_limits(charted: Charted) -> tuple[Caveat, ...]:
    """That a limit is drawn at the end of what the indicator can be, and not beyond it."""
    lower, upper = charted.limits_moved
    found = (Caveat("limit_at_lowest"),) if lower else ()
    return (
        (*found, Caveat("limit_at_highest", {"highest": possible_values(charted.indicator)[1]}))
        if upper
        else found
    )


LIMIT_CAVEATS = frozenset(
    {"sigma_z_below_one", "overdispersed", "overdispersed_count", "provisional_limits", "screened_fallback"}
)


def _about_what_is_drawn(chart: Chart) -> tuple[Caveat, ...]:
    """The chart's caveats, without those about limits of a part that has too few points for any."""
    few = set((np.flatnonzero(chart.baselines < FEWEST_FOR_LIMITS) + 1).tolist())
    return tuple(c for c in chart.caveats if c.code not in LIMIT_CAVEATS or c.values.get("part") not in few)


def measurements(indicator: Indicator, series: Series, kind: str) -> dict[str, Any]:
    """What a chart of ``kind`` is computed from: counts for p, u, c and g, else the shown values."""
    if kind in ("p", "pprime", "u", "uprime", "iprime"):
        return {"y": series.numerator, "n": series.denominator, "multiply": indicator.multiply}
    return {"y": series.numerator if kind in ("c", "g") else series.value}


def summed_caveats(series: Series) -> tuple[Caveat, ...]:
    """That a series is a sum of units, and in which periods some of them are not in it."""
    if not series.made_of:
        return ()
    told = (Caveat("summed", {"n": len(series.made_of)}),)
    if series.coverage is None:
        return told
    partly = series.months[(series.coverage < 1 - 1e-9) & np.isfinite(series.value)]
    return (*told, Caveat("summed_partly", {"n": len(partly), "at": tuple(partly)})) if len(partly) else told


def breaks_within(indicator: Indicator, series: Series) -> list[np.datetime64]:
    """The periods of the series in which the indicator's documented breaks fall: there a new part begins."""
    return periods_of(tuple(known.month for known in indicator.breaks), series)


def parts_of(indicator: Indicator, series: Series, chosen: tuple[np.datetime64, ...]) -> list[np.datetime64]:
    """The periods in which a new part begins: at documented breaks, and where a person chose one."""
    return sorted({*breaks_within(indicator, series), *periods_of(chosen, series)})


def periods_of(months: tuple[np.datetime64, ...], series: Series) -> list[np.datetime64]:
    """The periods of the series, but for the first, in which ``months`` fall."""
    if not months:
        return []
    calendar, wanted = series.months, np.array(months, dtype="datetime64[M]")
    inside = wanted[(wanted > calendar[0]) & (wanted < calendar[-1] + MONTHS_IN[series.period_type])]
    positions = np.searchsorted(calendar, inside, side="right") - 1
    return list(calendar[positions[positions > 0]])


def _chart(
    indicator: Indicator, series: Series, kind: str, choices: Choices, exclude: tuple[np.datetime64, ...]
) -> Chart:
    reasons = dict(choices.reasons)
    return control_chart(
        kind=kind,
        x=series.months,
        rules=choices.rules,
        freeze=choices.freeze,
        parts=parts_of(indicator, series, choices.parts) or None,
        exclude={month: reasons.get(month, "") for month in exclude} or None,
        provisional=series.months[series.status == "provisional"],
        **measurements(indicator, series, kind),
    )
