"""What could be seen after so many months: the same model, asked about months that are yet to come."""

from dataclasses import dataclass, replace

import numpy as np

from core.change.alone import OF_SERIES, learn_alone, prior_of_series
from core.change.controlled import OF_UNITS, bad_months, comparable, learn
from core.change.county_index import CountyIndex, county_index, without_index
from core.change.family import Family
from core.change.forecast import months_after
from core.change.grades import detectable
from core.change.panel import Panel
from core.change.predict import forecast, wholly_shared
from core.change.question import Question
from core.change.rows import Setting
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


def months_needed(panel: Panel, family: Family, alone: bool, question: Question) -> int | None:
    """Further months until the smallest change that matters could be seen."""
    return detectable_ahead(panel, family, alone, question.started_because_bad).months_for(question.smallest)


def detectable_ahead(
    panel: Panel, family: Family, alone: bool, because_bad: bool = False, planned: tuple[int, ...] = ()
) -> Curve:
    """The smallest change seen after 3, 6, ... 36 further months, if those are like the last year.

    Starters' denominators go on as their last year's mean, the county's index as the same month a year
    before. What the months so far say of the unknowns stands; only the months ahead are added.
    planned : rows that start in the first month ahead, where nobody has started yet.
    """
    long = _extended(panel, planned)
    left_out = bad_months(long) if because_bad else None
    compared = Setting(long, family, county_index(long, family))
    alone = alone or not comparable(compared, left_out)
    index = without_index(long) if alone else _carried_on(compared.index)
    setting = Setting(long, family, index)
    if alone:
        before = long.untreated if left_out is None else long.untreated & ~left_out
        rows, filtered = learn_alone(setting, before[long.starters])
        log_weight, effects, kappa = prior_of_series(family), OF_SERIES, wholly_shared(len(long.starters))
    else:
        learned = learn(setting, left_out)
        rows, filtered = learned.rows, learned.filtered
        log_weight, effects, kappa = learned.log_weight(), OF_UNITS, rows.concentration
    months = np.arange(STEP, HORIZON + 1, STEP)
    seen = np.empty(len(months))
    for i, more in enumerate(months):
        cells = (long.treated | _future(panel, int(more)))[long.starters]
        after = months_after(long, rows, cells, family)
        ahead = forecast(filtered, after, kappa, family)
        unknown = ahead.mixture(log_weight, ahead.marginal(*effects))
        seen[i] = detectable(relative_error(family, after.total, unknown), family.name == "mean")
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
