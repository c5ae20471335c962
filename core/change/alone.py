"""A change without comparison units: season by shrunk waves, never graded above likely (step F)."""

from dataclasses import dataclass

import numpy as np

from core.change import grid
from core.change.family import Family
from core.change.forecast import After, months_after
from core.change.likelihood import Effect, marginal
from core.change.mixture import Mixture, Total, mixture
from core.change.own_drift import STEP_SD, after_start, first_the_step, step_contrast
from core.change.panel import Panel
from core.change.predict import filter_rows, forecast
from core.change.rows import Rows, make_rows, without_index
from core.change.several import combined
from core.spc.block import Bools, Floats

WAVE_SD = 0.15
"""Of the season's waves in the working fit."""
_WAVES = (
    Effect(grid.SEASON.values),
    Effect(grid.SEASON.values, together=True),
    Effect(grid.SEASON.values / 2, together=True),
    Effect(grid.SEASON.values / 2, together=True),
)


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """The starters judged by their own months: the predicted total, or the step in all months."""

    predicted: Total
    step: Mixture
    targets: Rows
    after: After


def alone(panel: Panel, family: Family, before: Bools) -> Alone:
    """before : (U, T), the cells of the time before that may be used."""
    starters = panel.starters
    waves = np.broadcast_to(season_waves(panel.months), (len(starters), 4, len(panel.months)))
    index = without_index(panel)
    rows = make_rows(panel, index, starters, before[starters], family, waves, np.full(4, WAVE_SD))
    after = months_after(panel, rows, panel.treated[starters], family)
    ahead = forecast(filter_rows(rows, waves), rows, after, family, wholly_shared(len(starters)))
    own = ahead.marginal(Effect(), Effect(grid.SLOPE.values), *_WAVES)
    predicted = ahead.total(grid.log_prior(grid.SLOPE, grid.SEASON), own)
    return Alone(predicted, _step(panel, family, rows.used | after.cells, waves, after), rows, after)


def wholly_shared(starters: int) -> Floats:
    """κ of several starters without a county: what moved one may have moved all."""
    return np.full(starters, np.inf)


def season_waves(months: np.ndarray) -> Floats:
    """cos and sin of a 12-month and of a 6-month wave, (4, T)."""
    turn = 2 * np.pi * (months.astype("datetime64[M]").astype(np.int64) % 12) / 12
    return np.array([np.cos(turn), np.sin(turn), np.cos(2 * turn), np.sin(2 * turn)])


def _step(panel: Panel, family: Family, cells: Bools, waves: Floats, after: After) -> Mixture:
    """Posterior of a step, flat prior, in all months; slope sd 6, 12 or 24 % a year."""
    starters = panel.starters
    more = np.concatenate([waves, after_start(panel, starters)], axis=1)
    sd = np.array([WAVE_SD] * 4 + [STEP_SD])
    rows = make_rows(panel, without_index(panel), starters, cells, family, more, sd)
    filtered = filter_rows(rows, more)
    effects = (Effect(), Effect(), Effect(grid.ALONE_SLOPE.values), *_WAVES)
    cross = step_contrast(first_the_step(filtered.cross, 6))
    own = marginal(cross, filtered.log_det, effects, contrast=True)
    mean, variance = combined(*own.contrast, after.share, wholly_shared(len(starters)))
    prior = grid.log_prior(grid.ALONE_SLOPE, grid.SEASON)
    return mixture(prior + own.log_likelihood.sum(axis=0), mean, variance)
