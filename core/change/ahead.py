"""What could be seen after so many months: the same model, asked about months that are yet to come."""

from dataclasses import dataclass, replace

import numpy as np

from core.change.alone import OF_SERIES, learn_alone, prior_of_series
from core.change.columns import line
from core.change.controlled import OF_UNITS, bad_months, enough_before, evidence_of, log_weight_of, usable
from core.change.county_index import CountyIndex, county_index, without_index
from core.change.family import Family
from core.change.forecast import forecast_contrasts, months_after
from core.change.grades import detectable
from core.change.kalman import filter_rows
from core.change.likelihood import Marginal, marginal
from core.change.panel import Panel
from core.change.predict import Forecast, wholly_shared
from core.change.question import Question
from core.change.rows import Setting, make_rows
from core.change.totals import relative_error
from core.spc.block import Bools, Floats, Ints

HORIZON = 36
"""Months into the future."""
STEP = 3
A_YEAR = 12


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Smallest change (relative) seen 80 times of 100, after so many months more."""

    months: Ints
    detectable: Floats

    def months_for(self, change: float) -> int | None:
        """The fewest months after which ``change`` could be seen; None where none on the curve will do."""
        enough = np.flatnonzero(self.detectable <= change)
        return int(self.months[enough[0]]) if enough.size else None

    def after(self, months: int) -> float:
        """The detectable change after 3 to 36 months, between the curve's points on a straight line."""
        return float(np.interp(months, self.months, self.detectable))


def months_needed(
    panel: Panel, family: Family, question: Question, evidence: Floats | None = None
) -> int | None:
    """Further months until the smallest change that matters could be seen.

    evidence : what the others say of the unknowns; None where there are none to compare with
    """
    because_bad, picked = question.started_because_bad, question.picked
    curve = _curve(panel, _extended(panel, ()), family, evidence, because_bad=because_bad, picked=picked)
    return curve.months_for(question.smallest)


def detectable_ahead(panel: Panel, family: Family, planned: tuple[int, ...], alone: bool) -> Curve:
    """The smallest change seen after 3, 6, ... 36 further months, if those are like the last year.

    Starters' denominators go on as their last year's mean, the county's index as the same month a year
    before. What the months so far say of the unknowns stands; only the months ahead are added.
    planned : rows that start in the first month ahead, where nobody has started yet.
    """
    evidence = None if alone else _evidence(panel, family, planned)
    return _curve(panel, _extended(panel, planned), family, evidence)


def _evidence(panel: Panel, family: Family, planned: tuple[int, ...]) -> Floats | None:
    """What those say that do not start; None where too little of them is seen."""
    setting = Setting(panel, family, county_index(panel, family))
    used = usable(setting)
    others = np.setdiff1d(np.arange(len(panel.units)), planned)
    if not others.size or not enough_before(setting, used)[list(planned)].all():
        return None
    return evidence_of(setting, used, others)


def _curve(
    panel: Panel,
    long: Panel,
    family: Family,
    evidence: Floats | None,
    *,
    because_bad: bool = False,
    picked: bool = False,
) -> Curve:
    left_out = bad_months(long) if because_bad else None
    starters = long.starters
    if evidence is None:
        setting = Setting(long, family, without_index(long))
        before = long.untreated if left_out is None else long.untreated & ~left_out
        rows, filtered = learn_alone(setting, before[starters])
        log_weight, effects, kappa = prior_of_series(family), OF_SERIES, wholly_shared(len(starters))
    else:
        setting = Setting(long, family, _carried_on(county_index(long, family)))
        used = usable(setting, left_out)[starters]
        rows = make_rows(setting, starters, used, line(len(starters), len(long.months)))
        filtered = filter_rows(rows, family.wandering, with_index=True)
        log_weight, effects = log_weight_of(evidence, family), OF_UNITS
        kappa = rows.concentration
    months = np.arange(STEP, HORIZON + 1, STEP)
    after = [
        months_after(long, rows, (long.treated | _future(panel, int(more)))[starters], family)
        for more in months
    ]
    cross = forecast_contrasts(filtered, np.array([one.weight for one in after]), family.wandering)
    log_det = np.broadcast_to(filtered.log_det, cross.shape[2:])
    own = marginal(cross, log_det, effects, contrast=True)
    seen = np.empty(len(months))
    for i, one in enumerate(after):
        ahead = Forecast(cross[:, :, i], filtered.log_det, one, kappa, family)
        mean, variance = own.contrast
        unknown = ahead.mixture(log_weight, Marginal(own.log_likelihood[i], (mean[i], variance[i])))
        error = relative_error(family, one.total, unknown)
        seen[i] = detectable(error, family.name == "mean", picked)
    return Curve(months, seen)


def _extended(panel: Panel, planned: tuple[int, ...]) -> Panel:
    """With ``HORIZON`` further months that nobody has seen: y is NaN, n the mean of the last known year."""
    known = [np.flatnonzero(row)[-A_YEAR:] for row in panel.known]
    usual = [float(n[at].mean()) if at.size else np.nan for n, at in zip(panel.n, known, strict=True)]
    unseen = np.full((len(panel.units), HORIZON), np.nan)
    last = panel.months[-1]
    start = np.where(panel.start >= len(panel.months), len(panel.months) + HORIZON, panel.start)
    start[list(planned)] = len(panel.months)
    return replace(
        panel,
        months=np.concatenate([panel.months, last + np.arange(1, HORIZON + 1)]),
        y=np.concatenate([panel.y, unseen], axis=1),
        n=np.concatenate([panel.n, np.broadcast_to(np.array(usual)[:, None], unseen.shape)], axis=1),
        start=start,
    )


def _future(panel: Panel, more: int) -> Bools:
    at = np.arange(len(panel.months) + HORIZON)
    return (at >= len(panel.months)) & (at < len(panel.months) + more)


def _carried_on(index: CountyIndex) -> CountyIndex:
    """The same month of the year before where nobody was seen."""
    level = index.level.copy()
    for t in range(A_YEAR, level.shape[1]):
        unseen = np.isnan(level[:, t])
        level[unseen, t] = level[unseen, t - A_YEAR]
    return replace(index, level=level)
