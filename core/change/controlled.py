"""The change held against the county: steps A to E, for one starter or several (H)."""

from dataclasses import dataclass

import numpy as np

from core.change import grid
from core.change.county_index import county_index
from core.change.family import Family
from core.change.forecast import After, months_after
from core.change.kalman import Filtered
from core.change.likelihood import Effect, marginal
from core.change.mixture import Mixture, Total
from core.change.own_drift import own_drift, own_step
from core.change.panel import Panel
from core.change.predict import Forecast, filter_rows, forecast
from core.change.rows import Rows, make_rows
from core.spc.block import Bools, Floats

BAD_MONTHS = 3
"""Months before the start that a team which started since they looked bad may have picked (step G)."""


@dataclass(frozen=True, slots=True, eq=False)
class Controlled:
    """The total against the county (D) and against the unit's own drift, and the step in all its months (E).

    targets, after : the starters' rows and months after; step : posterior on the link's scale
    """

    by_county: Total
    by_own_drift: Total
    step: Mixture
    targets: Rows
    after: After


def controlled(panel: Panel, family: Family, started_because_bad: bool = False) -> Controlled:
    """Hold the panel's starters against its other units, at least one; all need events before their change."""
    index = county_index(panel, family)
    usable = panel.known & np.isfinite(index.level)
    starters = panel.starters
    others = np.setdiff1d(np.arange(len(panel.units)), starters)
    unit = np.concatenate([others, starters])
    before = (usable & panel.untreated)[unit]
    if started_because_bad:
        before[len(others) :] &= ~bad_months(panel)[starters]
    rows = make_rows(panel, index, unit, before, family)
    filtered = filter_rows(rows, rows.level[:, None])
    evidence = _evidence(filtered.of(slice(0, len(others))))
    targets = rows.of(slice(len(others), None))
    after = months_after(panel, targets, (usable & panel.treated)[starters], family)
    ahead = forecast(filtered.of(slice(len(others), None)), targets, after, family, targets.concentration)
    cells = targets.used | after.cells
    return Controlled(
        by_county=_against_county(ahead, evidence),
        by_own_drift=own_drift(ahead, evidence),
        step=own_step(panel, index, targets.unit, cells, ahead, evidence),
        targets=targets,
        after=after,
    )


def bad_months(panel: Panel) -> Bools:
    """The last months before each unit's start, (U, T)."""
    to_start = panel.start[:, None] - np.arange(panel.y.shape[1])
    return (to_start > 0) & (to_start <= BAD_MONTHS)


def _evidence(others: Filtered) -> Floats:
    """C: what the other units' months say of the unknowns, log likelihood (K, slopes, reactions)."""
    effects = (Effect(), Effect(grid.SLOPE.values), Effect(grid.REACTION.values))
    return marginal(others.cross, others.log_det, effects, contrast=False).log_likelihood.sum(axis=0)


def _against_county(ahead: Forecast, evidence: Floats) -> Total:
    """D: how much a unit drifts by itself is learned from all of them."""
    own = ahead.marginal(Effect(), Effect(grid.SLOPE.values), Effect(grid.REACTION.values))
    return ahead.total(grid.log_prior(grid.SLOPE, grid.REACTION) + evidence, own)
