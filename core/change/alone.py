"""A change without comparison units: season by shrunk waves, never graded above likely (step F)."""

from dataclasses import dataclass

from core.change import grid
from core.change.columns import STEP_COLUMN, line
from core.change.controlled import persistence
from core.change.county_index import without_index
from core.change.family import Family
from core.change.forecast import After, months_after
from core.change.kalman import Filtered, filter_rows
from core.change.likelihood import Effect, marginal
from core.change.mixture import Mixture, mixture
from core.change.own_drift import column_contrast
from core.change.panel import Panel
from core.change.predict import forecast, wholly_shared
from core.change.rows import Rows, Setting, make_rows
from core.change.several import combined
from core.change.totals import Total
from core.spc.block import Bools, Floats

WAVES = (
    Effect(grid.SEASON.values),
    Effect(grid.SEASON.values, together=True),
    Effect(grid.SEASON.values / 2, together=True),
    Effect(grid.SEASON.values / 2, together=True),
)
OF_SERIES = (Effect(), Effect(grid.SLOPE.values), *WAVES)
"""Intercept, own slope, season."""


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """The starters judged by their own months: the predicted total, and the step in all months.

    step : posterior on the link's scale; persistent : probability that the series nearly walk at random
    """

    predicted: Total
    step: Mixture
    rows: Rows
    filtered: Filtered
    after: After
    persistent: float


def alone(panel: Panel, family: Family, left_out: Bools | None = None) -> Alone:
    """Judge the starters without others. Several of them share their errors wholly, since no county shows.

    left_out : (U, T) months that the model must not see.
    """
    setting = Setting(panel, family, without_index(panel))
    starters = panel.starters
    before = panel.untreated if left_out is None else panel.untreated & ~left_out
    rows, filtered = learn_alone(setting, before[starters])
    after = months_after(panel, rows, panel.treated[starters], family)
    ahead = forecast(filtered, after, wholly_shared(len(starters)), family)
    own = ahead.marginal(*OF_SERIES)
    prior = prior_of_series(family)
    return Alone(
        predicted=ahead.total(prior, own),
        step=_step(setting, rows.used | after.cells, after),
        rows=rows,
        filtered=filtered,
        after=after,
        persistent=persistence(prior + own.log_likelihood.sum(axis=0), family),
    )


def learn_alone(setting: Setting, before: Bools) -> tuple[Rows, Filtered]:
    """Working fit and filter of the starters' months before, (R, T)."""
    panel = setting.panel
    columns = line(len(panel.starters), len(panel.months)).and_waves(panel.months)
    rows = make_rows(setting, panel.starters, before, columns)
    return rows, filter_rows(rows, setting.family.wandering, with_index=False)


def prior_of_series(family: Family) -> Floats:
    """Log prior weight of wandering, slope and season, (K, slopes, seasons)."""
    return grid.log_prior(family.wandering, grid.SLOPE, grid.SEASON)


def _step(setting: Setting, cells: Bools, after: After) -> Mixture:
    """Posterior of a step, flat prior, in all months; slope sd 6, 12 or 24 % a year."""
    panel, wandering = setting.panel, setting.family.wandering
    columns = line(len(panel.starters), len(panel.months)).and_step(panel).and_waves(panel.months)
    rows = make_rows(setting, panel.starters, cells, columns)
    filtered = filter_rows(rows, wandering, with_index=False)
    effects = (Effect(), Effect(), Effect(grid.ALONE_SLOPE.values), *WAVES)
    own = marginal(column_contrast(filtered.cross, STEP_COLUMN), filtered.log_det, effects, contrast=True)
    mean, variance = combined(own.contrast, after.share, wholly_shared(len(panel.starters)))
    prior = grid.log_prior(wandering, grid.ALONE_SLOPE, grid.SEASON)
    return mixture(prior + own.log_likelihood.sum(axis=0), mean, variance)
