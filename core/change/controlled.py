"""The change held against the county: steps A to E, for one starter or several (H)."""

from dataclasses import dataclass, replace

import numpy as np

from core.change import grid
from core.change.columns import line
from core.change.county_index import county_index
from core.change.family import Family
from core.change.forecast import After, months_after
from core.change.kalman import Filtered, filter_rows
from core.change.likelihood import Effect, marginal
from core.change.log_sum import log_sum
from core.change.mixture import Mixture
from core.change.own_drift import own_drift, own_step
from core.change.panel import Panel, months_apart
from core.change.predict import Forecast, forecast
from core.change.rows import Rows, Setting, make_rows
from core.change.totals import Total
from core.spc.block import Bools, Floats, Ints

FEWEST_BEFORE = 6
"""Months before the change that a starter needs."""
BAD_MONTHS = 3
"""Months before the start that a team which started since they looked bad may have picked (step G)."""
OF_UNITS = (Effect(), Effect(grid.SLOPE.values), Effect(grid.REACTION.values))
"""Intercept, own slope, own reaction to the county."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What the time before says, of all units.

    filtered, rows : the starters'; evidence : the others' log likelihood (K, slopes, reactions)
    """

    setting: Setting
    rows: Rows
    filtered: Filtered
    evidence: Floats

    def log_weight(self) -> Floats:
        """Prior and the others' evidence, (K, slopes, reactions)."""
        return log_weight_of(self.evidence, self.setting.family)


@dataclass(frozen=True, slots=True, eq=False)
class Controlled:
    """The total against the county (D) and against the unit's own drift, and the step in all its months (E).

    step : posterior on the link's scale; persistent : probability that the series nearly walk at random
    learned, drifting : the time before as it is held against the county, and as own drift is read from it
    """

    by_county: Total
    by_own_drift: Total
    step: Mixture
    learned: Learned
    drifting: Learned
    after: After
    persistent: float


def controlled(panel: Panel, family: Family, picked: Bools | None = None) -> Controlled:
    """Hold the panel's starters against its other units, at least one; all need events before their change.

    picked : (U, T) months of the starters that made them start, since they were bad (step G). Against the
    county (D) they are left out. Where own drift is asked (E) they count half: being picked they are worse
    than usual, and for the same reason those before them are better, which a slope of its own carries on.
    """
    return held_against(Setting(panel, family, county_index(panel, family)), picked)


def held_against(setting: Setting, picked: Bools | None = None) -> Controlled:
    """``controlled`` beside a county that is there."""
    panel, family = setting.panel, setting.family
    learned = learn(setting, picked)
    targets = learned.rows
    after = months_after(panel, targets, (panel.treated & indexed(setting))[targets.unit], family)
    ahead = forecast(learned.filtered, after, targets.concentration, family)
    own = ahead.marginal(*OF_UNITS)
    drifting = counted_half(learned, picked)
    return Controlled(
        by_county=ahead.total(learned.log_weight(), own),
        by_own_drift=own_drift(
            ahead if drifting is learned else _of_drifting(drifting, after.cells), learned.evidence
        ),
        step=own_step(setting, _all_months(drifting, after.cells, picked), after, learned.evidence),
        learned=learned,
        drifting=drifting,
        after=after,
        persistent=persistence(learned.log_weight() + own.log_likelihood.sum(axis=0), family),
    )


def counted_half(learned: Learned, picked: Bools | None) -> Learned:
    """What own drift is read from: the starters' picked months, (U, T), count half instead of nothing (G)."""
    if picked is None:
        return learned
    setting, unit = learned.setting, learned.rows.unit
    columns = line(len(unit), setting.panel.y.shape[1])
    rows = make_rows(setting, unit, usable(setting)[unit], columns).with_half(picked[unit])
    return replace(learned, rows=rows, filtered=filter_rows(rows, setting.family.wandering, with_index=True))


def _of_drifting(drifting: Learned, cells: Bools) -> Forecast:
    """The months after, (R, T), foreseen from them."""
    setting, rows = drifting.setting, drifting.rows
    after = months_after(setting.panel, rows, cells, setting.family)
    return forecast(drifting.filtered, after, rows.concentration, setting.family)


def _all_months(drifting: Learned, cells: Bools, picked: Bools | None) -> Rows:
    """The same months and those after, (R, T), with a step between them."""
    setting, unit = drifting.setting, drifting.rows.unit
    columns = line(len(unit), setting.panel.y.shape[1]).and_step(setting.panel)
    rows = make_rows(setting, unit, drifting.rows.used | cells, columns)
    return rows if picked is None else rows.with_half(picked[unit])


def log_weight_of(evidence: Floats, family: Family) -> Floats:
    """Prior and the others' evidence, (K, slopes, reactions)."""
    return grid.log_prior(family.wandering, grid.SLOPE, grid.REACTION) + evidence


def learn(setting: Setting, left_out: Bools | None = None) -> Learned:
    """B and C: working fit and filter of every unit, and what the others' months say of the unknowns."""
    panel, family = setting.panel, setting.family
    starters = panel.starters
    used = usable(setting, left_out)
    others: Ints = np.setdiff1d(np.arange(len(panel.units)), starters)
    others = others[has_level(setting, used)[others]]
    unit = np.concatenate([others, starters])
    rows = make_rows(setting, unit, used[unit], line(len(unit), panel.y.shape[1]))
    filtered = filter_rows(rows, family.wandering, with_index=True)
    own = slice(len(others), None)
    return Learned(setting, rows.of(own), filtered.of(own), _evidence(filtered.of(slice(0, len(others)))))


def evidence_of(setting: Setting, used: Bools, others: Ints) -> Floats:
    """What some units' months say of the unknowns, log likelihood (K, slopes, reactions)."""
    others = others[has_level(setting, used)[others]]
    rows = make_rows(setting, others, used[others], line(len(others), used.shape[1]))
    return _evidence(filter_rows(rows, setting.family.wandering, with_index=True))


def _evidence(filtered: Filtered) -> Floats:
    return marginal(filtered.cross, filtered.log_det, OF_UNITS, contrast=False).log_likelihood.sum(axis=0)


def usable(setting: Setting, left_out: Bools | None = None) -> Bools:
    """Months before the unit's own change with a county to be held against, (U, T).

    left_out : months of the starters that the model must not see.
    """
    used = setting.panel.untreated & indexed(setting)
    if left_out is not None:
        starters = setting.panel.starters
        used[starters] &= ~left_out[starters]
    return used


def has_level(setting: Setting, used: Bools) -> Bools:
    """Units whose used months, (U, T), give a level with a finite link, (U,)."""
    panel, name = setting.panel, setting.family.name
    if name == "mean":
        return used.sum(axis=1) > 0
    events = np.where(used, panel.y, 0.0).sum(axis=1)
    size = np.where(used, panel.n, 0.0).sum(axis=1)
    return (events > 0) & (events < size if name == "proportion" else np.isfinite(events))


def comparable(setting: Setting, left_out: Bools | None = None) -> bool:
    """Whether every starter has enough months before its change in which enough of the others is seen."""
    starters = setting.panel.starters
    if len(starters) == len(setting.panel.units):
        return False
    return bool(enough_before(setting, usable(setting, left_out))[starters].all())


def enough_before(setting: Setting, used: Bools) -> Bools:
    """Units with enough used months, (U, T), and a level in them, (U,)."""
    return (used.sum(axis=1) >= FEWEST_BEFORE) & has_level(setting, used)


def bad_months(panel: Panel) -> Bools:
    """The last months before each unit's start, (U, T); of values that come more seldom the last one."""
    to_start = panel.start[:, None] - np.arange(panel.y.shape[1])
    if months_apart(panel.known) == 1:
        return (to_start > 0) & (to_start <= BAD_MONTHS)
    nearest = np.where(panel.untreated, to_start, np.inf)
    return np.isfinite(nearest) & (nearest == nearest.min(axis=1, keepdims=True))


def indexed(setting: Setting) -> Bools:
    """Known cells of months with a county to be held against, (U, T)."""
    return setting.panel.known & np.isfinite(setting.index.level)


def persistence(log_weight: Floats, family: Family) -> float:
    """Posterior probability of a wandering that hardly returns, from the weights of all grid points."""
    of_wandering = log_sum(log_weight, axis=tuple(range(1, log_weight.ndim)))
    share = np.exp(of_wandering - log_sum(of_wandering))
    return float(share[family.wandering.persistent].sum())
