"""The unknowns that are integrated over, and their prior weights (step C).

φ, σ : correlation and spread of a unit's own wandering; s_b : spread of units' own trends a year;
s_β : spread of how strongly units react to what happens to all.
"""

from dataclasses import dataclass

import numpy as np

from core.spc.block import Bools, Floats

_PHI = np.array([0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.88, 0.97])
_PHI_WEIGHT = np.array([1, 1, 1, 1, 1, 0.7, 0.35, 0.2])
_SIGMA = np.array([0, 0.03, 0.06, 0.1, 0.15, 0.22, 0.32, 0.5])
_SIGMA_PRIOR_SD = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Values of an unknown and their log prior weights, same shape."""

    values: Floats
    log_weight: Floats


def _choices(values: list[float], weights: list[float]) -> Choices:
    weight = np.array(weights, dtype=float)
    return Choices(np.array(values, dtype=float), np.log(weight / weight.sum()))


SLOPE = _choices([0, 0.03, 0.06, 0.12, 0.24], [1, 1, 1, 1, 0.5])
"""s_b, a year."""
REACTION = _choices([0, 0.25, 0.5], [1, 1, 1])
"""s_β."""
OWN_SLOPE = _choices([0.12, 0.24], [1, 1])
"""s_b of a unit that may drift by itself, whatever the others do (step E)."""
STEP_SLOPE = _choices([0.17], [1])
"""s_b of the unit when the step is read from all its months (step E)."""
SEASON = _choices([0, 0.08, 0.25], [1, 1, 1])
"""Spread of a season's yearly wave where nobody else shows it; half for the half-year wave (step F)."""
ALONE_SLOPE = _choices([0.06, 0.12, 0.24], [1, 1, 1])
"""s_b where an abrupt change is read from one series alone (step F)."""
_NOISE = _choices([0.4, 0.7, 1.0, 1.4], [1, 1, 1, 1])
"""True noise variance of means as a share of the estimate, which takes some wandering for noise."""


@dataclass(frozen=True, slots=True, eq=False)
class Wandering:
    """The grid points of (φ, σ), (K,) each; σ = 0 is one point, since φ then means nothing.

    noise : factor of the noise variance, 1 where a count's distribution says how large it is
    """

    phi: Floats
    sigma: Floats
    noise: Floats
    log_weight: Floats

    @property
    def persistent(self) -> Bools:
        """Points that nearly are a random walk, (K,) bool."""
        return (self.phi >= 0.88) & (self.sigma >= 0.06)


def _cell_widths(points: Floats) -> Floats:
    """Width of each point's cell. Cells meet half-way, the first begins at 0, the last is symmetric."""
    middle = (points[1:] + points[:-1]) / 2
    edges = np.concatenate(([0.0], middle, [2 * points[-1] - middle[-1]]))
    return np.diff(edges)


def _wandering() -> Wandering:
    """φ weights × half-normal(0.25) density of σ × width of its cell."""
    sigma_weight = np.exp(-0.5 * (_SIGMA / _SIGMA_PRIOR_SD) ** 2) * _cell_widths(_SIGMA)
    joint = np.outer(sigma_weight, _PHI_WEIGHT)
    weight = np.concatenate(([joint[0].sum()], joint[1:].ravel()))
    phi = np.concatenate(([0.0], np.tile(_PHI, len(_SIGMA) - 1)))
    sigma = np.concatenate(([0.0], np.repeat(_SIGMA[1:], len(_PHI))))
    return Wandering(phi, sigma, np.ones_like(phi), np.log(weight / weight.sum()))


def _with_unknown_noise(known: Wandering) -> Wandering:
    times = len(_NOISE.values)
    return Wandering(
        np.tile(known.phi, times),
        np.tile(known.sigma, times),
        np.repeat(_NOISE.values, len(known.phi)),
        np.add.outer(_NOISE.log_weight, known.log_weight).ravel(),
    )


WANDERING = _wandering()
NOISY_WANDERING = _with_unknown_noise(WANDERING)


def log_prior(wandering: Wandering, *axes: Choices) -> Floats:
    """Log prior weight of every grid point: wandering first, then an axis each, (K, ...)."""
    weight = wandering.log_weight
    for choices in axes:
        weight = weight[..., None] + choices.log_weight
    return weight
