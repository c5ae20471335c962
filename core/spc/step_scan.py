"""Is there a step in the level, and where? The statistic, its reference values and the range for when."""

from dataclasses import dataclass

import numpy as np

from core.spc.block import Bools, Floats, Ints
from core.spc.resemblance import (
    GAIN_POINTS,
    GAIN_QUANTILES,
    GAIN_STRETCH_POINTS,
    GAIN_STRETCH_QUANTILES,
    gain,
)

EDGE = 4
"""Fewest points on either side of a step that is looked for."""

RESEMBLANCE = 0.3
"""Lag-1 autocorrelation that is allowed for even where less is seen: monthly series in care often have it."""
MOST_RESEMBLANCE = 0.9

# Quantiles of the largest studentised step, EDGE points or more from either end, in AR(1) series of n points
# with autocorrelation 0.3; independent points have lower ones (simulated, 100 000 series each;
# tests/spc/test_rephase.py makes them anew). One row for each chance.
CHANCES = (0.05, 0.01, 0.001)
_POINTS = np.array([12.0, 16, 24, 36, 48, 60, 84, 120, 240])
_QUANTILES = np.array(
    [
        [2.82, 2.89, 2.90, 2.89, 2.89, 2.91, 2.94, 2.96, 3.02],
        [3.85, 3.81, 3.64, 3.59, 3.55, 3.54, 3.54, 3.54, 3.56],
        [5.35, 5.00, 4.73, 4.51, 4.41, 4.26, 4.28, 4.19, 4.24],
    ]
)

_STRETCH_POINTS = np.array([36.0, 48, 60, 84, 120, 240])
_STRETCH_QUANTILES = np.array(
    [
        [3.17, 3.37, 3.47, 3.55, 3.68, 3.82],
        [3.90, 4.03, 4.07, 4.13, 4.21, 4.28],
        [4.83, 4.95, 4.95, 4.95, 4.95, 4.95],
    ]
)

# Hansen 2000 (Econometrica 68:575–603): the likelihood ratio for the place of a step exceeds −2 ln(1 − √0.95)
# at the true place in 5 % of series.
PLACE_95 = 7.35


@dataclass(frozen=True, slots=True)
class Steps:
    """The best single step of many series.

    ``statistic``: (series,), step over its standard error with the resemblance of neighbours allowed for.
    ``at``: (series,), first point after the step. ``sd``: (series,), standard deviation of a point of average
    weight around both levels. ``widening``: (series,), variance of a mean relative to independent points.
    ``gain``: (series,), how much more the step explains than resemblance alone (``resemblance.gain``).
    ``residual``: (series, splits), weighted residual sum of squares of a step before point EDGE, EDGE + 1, …
    """

    statistic: Floats
    at: Ints
    sd: Floats
    widening: Floats
    gain: Floats
    residual: Floats

    def plausible(self, row: int) -> tuple[int, int]:
        """Earliest and latest point that the new level plausibly begins with."""
        excess = (self.residual[row] - self.residual[row].min()) / (self.sd[row] ** 2 * self.widening[row])
        near = np.flatnonzero(excess <= PLACE_95) + EDGE
        return int(near[0]), int(near[-1])


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretch (series,) from ``first`` to before ``stop`` that differs most from what surrounds it."""

    statistic: Floats
    first: Ints
    stop: Ints
    gain: Floats


def best_steps(value: Floats, weight: Floats, adjacent: Bools) -> Steps:
    """The step that leaves least residual in each series.

    value, weight : (series, points) without gaps; the variance of a point is inverse to its weight, whose
        mean is 1. At least 2 · EDGE + 1 points.
    adjacent : (points − 1,), whether two successive points are neighbours in time.

    Statistic² = between-level sum of squares / (s² (1 + ρ) / (1 − ρ)) with ρ the residuals' lag-1
    autocorrelation, corrected for its bias (Marriott & Pope 1954) and at least 0.3.
    """
    points = value.shape[1]
    total, mass = (value * weight).sum(axis=1, keepdims=True), weight.sum(axis=1, keepdims=True)
    left = np.cumsum(value * weight, axis=1)[:, EDGE - 1 : points - EDGE]
    left_mass = np.cumsum(weight, axis=1)[:, EDGE - 1 : points - EDGE]
    gap = left - total * left_mass / mass
    between = gap**2 / (left_mass * (mass - left_mass) / mass)
    around = np.sqrt(weight) * (value - total / mass)
    residual = np.maximum((around**2).sum(axis=1, keepdims=True) - between, 0.0)
    best = residual.argmin(axis=1)
    rows = np.arange(len(value))
    at = best + EDGE
    sd = np.sqrt(residual[rows, best] / (points - 2))
    after = np.arange(points) >= at[:, None]
    before_level = (left[rows, best] / left_mass[rows, best])[:, None]
    after_level = (total - left[rows, best, None]) / (mass - left_mass[rows, best, None])
    error = (value - np.where(after, after_level, before_level)) * np.sqrt(weight)
    widening = _widening(error, adjacent)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.sqrt(between[rows, best] / widening) / sd
    more = gain(error, around, adjacent)
    return Steps(np.where(sd > 0, statistic, 0.0), at, sd, widening, more, residual)


def best_stretches(value: Floats, weight: Floats, adjacent: Bools, least: int) -> Stretches:
    """The stretch of at least ``least`` points whose level differs most from that of the others around it.

    A level that goes up and comes back leaves no single step that explains much: the two ends of the stretch
    are sought together (Olshen, Venkatraman, Lucito & Wigler 2004, circular binary segmentation). Arguments
    and statistic as in ``best_steps``; at least ``least`` + 2 · EDGE points.
    """
    points = value.shape[1]
    place = np.arange(EDGE, points - EDGE + 1)
    first, stop = (ends.ravel() for ends in np.meshgrid(place, place, indexing="ij"))
    far = stop - first >= least
    first, stop = first[far], stop[far]
    summed, mass = (np.cumsum(v, axis=1) for v in (value * weight, weight))
    inside = summed[:, stop - 1] - summed[:, first - 1]
    inside_mass = mass[:, stop - 1] - mass[:, first - 1]
    total, whole = summed[:, -1:], mass[:, -1:]
    between = (inside - total * inside_mass / whole) ** 2 / (inside_mass * (whole - inside_mass) / whole)
    rows, best = np.arange(len(value)), between.argmax(axis=1)
    position = np.arange(points)
    within = (position >= first[best][:, None]) & (position < stop[best][:, None])
    level_in = (inside[rows, best] / inside_mass[rows, best])[:, None]
    level_out = ((total[:, 0] - inside[rows, best]) / (whole[:, 0] - inside_mass[rows, best]))[:, None]
    error = (value - np.where(within, level_in, level_out)) * np.sqrt(weight)
    sd = np.sqrt((error**2).sum(axis=1) / (points - 3))
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.sqrt(between[rows, best] / _widening(error, adjacent)) / sd
    more = gain(error, np.sqrt(weight) * (value - total / whole), adjacent)
    return Stretches(np.where(sd > 0, statistic, 0.0), first[best], stop[best], more)


def _widening(error: Floats, adjacent: Bools) -> Floats:
    """(1 + ρ) / (1 − ρ) of residuals (series, points) around two levels."""
    points, pairs = error.shape[1], max(int(adjacent.sum()), 1)
    power = (error**2).sum(axis=1)
    product = (error[:, 1:] * error[:, :-1] * adjacent).sum(axis=1) * (points - 1) / pairs
    r = np.divide(product, power, out=np.zeros_like(power), where=power > 0)
    rho = np.clip(r + 2 * (1 + 3 * r) / points, RESEMBLANCE, MOST_RESEMBLANCE)
    return (1 + rho) / (1 - rho)


def chance_of(statistic: float, gain: float, points: int) -> float:
    """At most this share of stable series of ``points`` has as large a step: one of ``CHANCES``, or 1.

    Both have to be as large: the step beside what varies around it, and what it explains beside resemblance.
    """
    return max(
        _chance(statistic, points, _POINTS, _QUANTILES), _chance(gain, points, GAIN_POINTS, GAIN_QUANTILES)
    )


def chance_of_stretch(statistic: float, gain: float, points: int) -> float:
    """The same for a stretch that differs from what surrounds it."""
    return max(
        _chance(statistic, points, _STRETCH_POINTS, _STRETCH_QUANTILES),
        _chance(gain, points, GAIN_STRETCH_POINTS, GAIN_STRETCH_QUANTILES),
    )


def _chance(value: float, points: int, grid: Floats, quantiles: Floats) -> float:
    bounds = [float(np.interp(np.log(points), np.log(grid), row)) for row in quantiles]
    reached = [chance for chance, bound in zip(CHANCES, bounds, strict=True) if value > bound]
    return min(reached, default=1.0)
