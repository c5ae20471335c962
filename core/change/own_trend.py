"""A starter's own trend beside the county's, before its change."""

from dataclasses import dataclass

from core.change import grid
from core.change.controlled import Learned
from core.change.family import relative_to
from core.change.interval import interval
from core.change.likelihood import Effect, marginal
from core.change.mixture import Mixture, mixture
from core.change.own_drift import column_contrast, whatever_slopes

_SLOPE = 1


@dataclass(frozen=True, slots=True, eq=False)
class OwnTrend:
    """A unit's trend beside the county's before its change, relative, a year; p : two-sided, of none."""

    unit: str
    drift: float
    interval: tuple[float, float]
    p: float


def own_trends(learned: Learned) -> tuple[OwnTrend, ...]:
    """Posterior of each starter's own slope, before its change; the prior is not learned from the others."""
    family = learned.setting.family
    effects = (Effect(), Effect(grid.OWN_SLOPE.values), Effect(grid.REACTION.values))
    cross = column_contrast(learned.filtered.cross, _SLOPE)
    found = marginal(cross, learned.filtered.log_det, effects, contrast=True)
    prior = grid.log_prior(family.wandering, grid.OWN_SLOPE, grid.REACTION)
    prior = prior + whatever_slopes(learned.evidence)
    mean, variance = found.contrast
    return tuple(
        _trend(learned, row, mixture(prior + found.log_likelihood[row], mean[row], variance[row]))
        for row in range(len(learned.rows.unit))
    )


def _trend(learned: Learned, row: int, slope: Mixture) -> OwnTrend:
    panel, unit = learned.setting.panel, int(learned.rows.unit[row])
    ends = interval(lambda at: 1 - slope.below(at), 0.95, slope.centre, slope.sd)

    before = panel.untreated[unit]
    level = float(panel.y[unit, before].sum() / panel.n[unit, before].sum())

    def relative(change: float) -> float:
        return relative_to(level, change, learned.setting.family)

    ends = ends.map(relative)
    return OwnTrend(panel.units[unit], relative(slope.centre), (ends.low, ends.high), slope.p)
