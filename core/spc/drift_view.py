"""Slow drift in a charted series: EWMA, CUSUM and, for rare yes/no events, Bernoulli CUSUM; or why not.

The one place that decides whether and from what these charts are computed for a series of the observation
table, as ``core.spc.for_series`` does for control charts.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from core.observations.schema import MONTHS_IN
from core.remarks import Caveat
from core.spc.bernoulli_cusum import BernoulliCusum, bernoulli_cusum
from core.spc.block import Bools
from core.spc.cusum import CusumChart, cusum_chart
from core.spc.ewma import EwmaChart, ewma_chart
from core.spc.for_series import (
    BETWEEN_EVENTS,
    Charted,
    Choices,
    evidence_of,
    measurements,
    parts_of,
    recommended_for,
)
from core.spc.recommend import FEWEST_FOR_LIMITS
from core.spc.rolling import overlapping_periods

Why = Literal["shown", "hidden", "rolling", "between_events", "short_baseline", "few", "no_variation"]

BOUNDS = {"lam": (0.05, 0.4), "width": (2.4, 3.2), "k": (0.25, 0.75), "h": (3.0, 6.0)}
"""Lowest and highest parameters offered. With them chance alone gives an alarm about every 75 to 2 400 points
for EWMA; for CUSUM every 20 (k and h lowest) to 20 000 (both highest), which is told beside the chart."""

YEARS_BETWEEN = 10
"""Years between false alarms, on average, that the two limits of the Bernoulli CUSUM are chosen for; each of
them alone then gives one in twice as many."""


@dataclass(frozen=True, slots=True)
class DriftSettings:
    """Parameters: ``lam`` and ``width`` (λ, L) of EWMA, ``k`` and ``h`` of CUSUM, and by what factor the odds
    of a rare event change that the Bernoulli CUSUM is to find quickly."""

    lam: float = 0.2
    width: float = 2.86
    k: float = 0.5
    h: float = 5.0
    odds_ratio: float = 2.0


@dataclass(frozen=True)
class Drift:
    """Charts for slow drift of one series, or why there are none.

    ``kind``: the control chart whose centre line and spread are used. ``part``: (points,). ``told``:
    (points,) those in parts with enough points for a level and a spread; elsewhere nothing is shown.
    ``rare``: Bernoulli CUSUMs for more and for fewer events, where events are rare and counted among a known
    number.
    """

    why: Why
    kind: str
    settings: DriftSettings
    told: Bools
    part: np.ndarray
    ewma: EwmaChart | None = None
    cusum: CusumChart | None = None
    rare: "Rare | None" = None
    caveats: tuple[Caveat, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether there is anything to show."""
        return self.why == "shown"


@dataclass(frozen=True)
class Rare:
    """Bernoulli CUSUMs of the latest part of a series, whose points are ``months`` (datetime64[M])."""

    months: np.ndarray
    more: BernoulliCusum
    fewer: BernoulliCusum
    mean_events: float


def drift_view(
    charted: Charted, choices: Choices | None = None, settings: DriftSettings | None = None
) -> Drift:
    """EWMA and CUSUM of a charted series with the same parts, baseline and excluded months.

    Standardised with the chart's own kind; for a run chart, which has no spread, with the recommended one.
    """
    chosen, parameters = choices or Choices(), settings or DriftSettings()
    kind = _kind(charted)
    told = _told(charted)
    why = _why(charted, kind, told)
    part = charted.points["part"].to_numpy()
    nothing = Drift(why, kind, parameters, told, part)
    if why != "shown":
        return nothing
    given = _given(charted, kind, chosen)
    ewma = ewma_chart(lam=parameters.lam, width=parameters.width, **given)
    cusum = cusum_chart(k=parameters.k, h=parameters.h, **given)
    if not (ewma.points["z"].notna().to_numpy() & told).any():
        return replace(nothing, why="no_variation")
    rare = _rare(charted, chosen, parameters.odds_ratio)
    return replace(nothing, ewma=ewma, cusum=cusum, rare=rare, caveats=_caveats(charted, ewma, told))


def _kind(charted: Charted) -> str:
    if charted.chart.kind != "run":
        return charted.chart.kind
    kind = recommended_for(charted.indicator, charted.series).kind
    return "i" if kind == "run" else kind


def _why(charted: Charted, kind: str, told: Bools) -> Why:
    if charted.hidden.too_many or charted.withheld:
        return "hidden"
    if overlapping_periods(charted.indicator, charted.series):
        return "rolling"
    if kind in BETWEEN_EVENTS:
        return "between_events"
    if charted.short_baseline:
        return "short_baseline"
    return "shown" if told.any() else "few"


def _told(charted: Charted) -> Bools:
    summary = charted.chart.summary
    enough = set(summary.loc[summary["n_baseline"] >= FEWEST_FOR_LIMITS, "part"])
    return charted.points["part"].isin(enough).to_numpy(bool)


def _given(charted: Charted, kind: str, choices: Choices) -> dict[str, Any]:
    series, indicator = charted.series, charted.indicator
    return {
        "kind": kind,
        "x": series.months,
        "freeze": choices.freeze,
        "parts": parts_of(indicator, series, choices.parts) or None,
        "exclude": list(choices.exclude) or None,
        "provisional": series.months[series.status == "provisional"],
        **measurements(indicator, series, kind),
    }


def _caveats(charted: Charted, ewma: EwmaChart, told: Bools) -> tuple[Caveat, ...]:
    """Those of the chart, and what the run length presumes; nothing of parts that are not shown."""
    known = {caveat.code for caveat in charted.caveats}
    parts = set(charted.points["part"].to_numpy()[told].tolist())
    more = (c for c in ewma.caveats if c.code not in known and c.values.get("part", min(parts)) in parts)
    return (*charted.caveats, *more)


def _rare(charted: Charted, choices: Choices, odds_ratio: float) -> Rare | None:
    """Bernoulli CUSUMs of the latest part, where its share of events is known and events are rare.

    The share without change is that of the part's centre line: Σ events / Σ cases of its baseline.
    """
    series, indicator = charted.series, charted.indicator
    evidence = evidence_of(indicator, series)
    if indicator.kind != "proportion" or not evidence.rare or not _whole(charted):
        return None
    points = charted.points
    here = (points["part"] == points["part"].iloc[-1]).to_numpy(bool)
    if not (_told(charted) & here).any():
        return None
    p0 = _share(charted, choices)
    if not 0 < p0 < 1:
        return None
    months = series.months[here]
    length = float(2 * YEARS_BETWEEN * 12 // MONTHS_IN[series.period_type])
    given: dict[str, Any] = {
        "events": series.numerator[here],
        "n": series.denominator[here],
        "x": months,
        "p0": p0,
        "run_length": length,
        "exclude": [month for month in choices.exclude if month in months] or None,
        "provisional": months[series.status[here] == "provisional"],
    }
    more = bernoulli_cusum(odds_ratio=odds_ratio, **given)
    fewer = bernoulli_cusum(odds_ratio=1 / odds_ratio, **given)
    return Rare(months, more, fewer, float(evidence.mean_events or 0.0))


def _share(charted: Charted, choices: Choices) -> float:
    """Σ events / Σ cases of the points that set the level of the latest part, as the line of a p chart."""
    residuals = ewma_chart(**_given(charted, "p", choices)).batch.residuals
    return float(residuals.centre[0, -1])


def _whole(charted: Charted) -> bool:
    """Whether events and cases are whole numbers, events no more than cases."""
    pairs = pd.DataFrame({"y": charted.series.numerator, "n": charted.series.denominator}).dropna()
    whole = (pairs == pairs.round()).to_numpy().all()
    return bool(len(pairs)) and bool(whole) and bool((pairs["y"] <= pairs["n"]).all())
