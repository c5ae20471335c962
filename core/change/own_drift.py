"""Could the unit have drifted by itself? Its trend is not learned from the others (step E)."""

import numpy as np

from core.change import grid
from core.change.columns import STEP_COLUMN
from core.change.forecast import After
from core.change.kalman import filter_rows
from core.change.likelihood import Effect, marginal, with_contrast
from core.change.log_sum import log_sum
from core.change.mixture import Mixture, mixture
from core.change.predict import Forecast
from core.change.rows import Rows, Setting
from core.change.several import combined
from core.change.totals import Total
from core.spc.block import Floats


def own_drift(ahead: Forecast, evidence: Floats) -> Total:
    """p_own: as D, with a slope of sd 12 or 24 % a year whatever the others' slopes were.

    evidence : the others' log likelihood (K, slopes, reactions).
    """
    own = ahead.marginal(Effect(), Effect(grid.OWN_SLOPE.values), Effect(grid.REACTION.values))
    prior = grid.log_prior(ahead.family.wandering, grid.OWN_SLOPE, grid.REACTION)
    return ahead.total(prior + whatever_slopes(evidence), own)


def own_step(setting: Setting, rows: Rows, after: After, evidence: Floats) -> Mixture:
    """p_step: posterior of a step at the start, flat prior, in all months, with a slope of sd 17 % a year.

    rows : the starters with intercept, step and slope as columns, used in all their months.
    """
    wandering = setting.family.wandering
    filtered = filter_rows(rows, wandering, with_index=True)
    effects = (Effect(), Effect(), Effect(grid.STEP_SLOPE.values), Effect(grid.REACTION.values))
    own = marginal(column_contrast(filtered.cross, STEP_COLUMN), filtered.log_det, effects, contrast=True)
    prior = grid.log_prior(wandering, grid.STEP_SLOPE, grid.REACTION) + whatever_slopes(evidence)
    mean, variance = combined(own.contrast, after.share, rows.concentration)
    return mixture(prior + own.log_likelihood.sum(axis=0), mean, variance)


def column_contrast(cross: Floats, column: int) -> Floats:
    """Ask for the effect of one column."""
    asked = np.zeros(cross.shape[1:])
    asked[column] = 1.0
    return with_contrast(cross, asked, np.zeros(cross.shape[2:]))


def whatever_slopes(evidence: Floats) -> Floats:
    """The others' likelihood averaged over s_b with its prior weights, log (K, 1, reactions)."""
    return log_sum(evidence + grid.SLOPE.log_weight[:, None], axis=1, keepdims=True)
