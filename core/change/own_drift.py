"""Could the unit have drifted by itself? Its trend is not learned from the others (step E)."""

import numpy as np
from scipy.special import logsumexp

from core.change import grid
from core.change.county_index import CountyIndex
from core.change.likelihood import Effect, marginal, with_contrast
from core.change.mixture import Mixture, Total, mixture
from core.change.panel import Panel
from core.change.predict import Forecast, filter_rows
from core.change.rows import make_rows
from core.change.several import combined
from core.spc.block import Bools, Floats, Ints

STEP_SD = 10.0
"""Of a step in the working fit, where a free one could run away."""


def own_drift(ahead: Forecast, evidence: Floats) -> Total:
    """As D, with a slope of sd 12 or 24 % a year whatever the others' slopes were.

    evidence : the others' log likelihood (K, slopes, reactions).
    """
    own = ahead.marginal(Effect(), Effect(grid.OWN_SLOPE.values), Effect(grid.REACTION.values))
    prior = grid.log_prior(grid.OWN_SLOPE, grid.REACTION)
    return ahead.total(prior + _without_slopes(evidence)[:, None], own)


def own_step(
    panel: Panel, index: CountyIndex, starters: Ints, cells: Bools, ahead: Forecast, evidence: Floats
) -> Mixture:
    """Posterior of a step at the start, flat prior, in all months (cells : (R, T)) with a slope of sd 17 % a year."""
    step = after_start(panel, starters)
    rows = make_rows(panel, index, starters, cells, ahead.family, step, np.array([STEP_SD]))
    filtered = filter_rows(rows, np.concatenate([rows.level[:, None], step], axis=1))
    own_effects = (Effect(), Effect(), Effect(grid.STEP_SLOPE.values), Effect(grid.REACTION.values))
    cross = step_contrast(first_the_step(filtered.cross, 3))
    own = marginal(cross, filtered.log_det, own_effects, contrast=True)
    mean, variance = combined(*own.contrast, ahead.after.share, rows.concentration)
    prior = grid.log_prior(grid.STEP_SLOPE, grid.REACTION)
    return mixture(
        prior + _without_slopes(evidence)[:, None] + own.log_likelihood.sum(axis=0), mean, variance
    )


def after_start(panel: Panel, starters: Ints) -> Floats:
    """The step's column: 1 from each unit's start on, (R, 1, T)."""
    return (np.arange(panel.y.shape[1]) >= panel.start[starters, None])[:, None].astype(float)


def step_contrast(cross: Floats) -> Floats:
    """Ask for the effect of the second column, after the intercept."""
    asked = np.zeros(cross.shape[1:])
    asked[1] = 1.0
    return with_contrast(cross, asked, np.zeros(cross.shape[2:]))


def first_the_step(cross: Floats, at: int) -> Floats:
    """Move the step's column from position ``at`` to just after the intercept."""
    order = [0, at, *(i for i in range(1, len(cross)) if i != at)]
    return cross[np.ix_(order, order)]


def _without_slopes(evidence: Floats) -> Floats:
    """The others' likelihood averaged over s_b with its prior weights, log (K, reactions)."""
    return logsumexp(evidence + grid.SLOPE.log_weight[:, None], axis=1)
