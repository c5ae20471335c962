"""A mixture of normals: what the grid says together about one number."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from core.spc.block import Bools, Floats

NEGLIGIBLE = 1e-5
"""Grid points below this share of the largest weight are dropped."""


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Σ W_k N(m_k, V_k): weight, mean, variance (K,) each, weights adding up to 1."""

    weight: Floats
    mean: Floats
    variance: Floats

    @property
    def centre(self) -> float:
        return float(self.weight @ self.mean)

    @property
    def total_variance(self) -> float:
        """Within grid points and between them."""
        return float(self.weight @ (self.variance + (self.mean - self.centre) ** 2))

    @property
    def sd(self) -> float:
        return float(np.sqrt(self.total_variance))

    def below(self, value: Floats | float) -> Floats:
        """P(f < value), for any shape of ``value``."""
        at = np.asarray(value, dtype=float)[..., None]
        return ndtr((at - self.mean) / np.sqrt(self.variance)) @ self.weight

    @property
    def p(self) -> float:
        """Two-sided, of f = 0."""
        return two_sided(float(self.below(0.0)))


def mixture(log_weight: Floats, mean: Floats, variance: Floats) -> Mixture:
    """From the grid: arrays of one shape; weights normalised, negligible points dropped."""
    weight, kept = _weights(log_weight)
    return Mixture(weight, mean.ravel()[kept], variance.ravel()[kept])


def each_mixed(log_weight: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Mean and sd, (N,), of N mixtures with the same weights; mean, variance : (N, ...) over the grid."""
    weight, kept = _weights(log_weight)
    mean, variance = (values.reshape(len(values), -1)[:, kept] for values in (mean, variance))
    centre = mean @ weight
    return centre, np.sqrt((variance + (mean - centre[:, None]) ** 2) @ weight)


def _weights(log_weight: Floats) -> tuple[Floats, Bools]:
    """Of the grid points that are not negligible, adding up to 1; and which those are."""
    weight = np.exp(log_weight - log_weight.max()).ravel()
    kept = weight >= NEGLIGIBLE
    return weight[kept] / weight[kept].sum(), kept


def two_sided(tail: float) -> float:
    """2·min(tail, 1 − tail)."""
    return min(1.0, 2 * min(tail, 1 - tail))
