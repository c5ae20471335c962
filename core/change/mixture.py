"""A mixture of normals over the grid, and the distribution of a total that follows from it (step D)."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from core.change.family import Family
from core.spc.block import Floats

NEGLIGIBLE = 1e-5
"""Grid points below this share of the largest weight are dropped."""
REACH = 8.0
"""Standard deviations to either side that a normal is followed."""
MOST_POINTS = 20_000


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

    def below(self, value: Floats | float) -> Floats:
        """P(f < value), for any shape of ``value``."""
        at = np.asarray(value, dtype=float)[..., None]
        return ndtr((at - self.mean) / np.sqrt(self.variance)) @ self.weight


def mixture(log_weight: Floats, mean: Floats, variance: Floats) -> Mixture:
    """From the grid: arrays of one shape; weights normalised, negligible points dropped."""
    weight = np.exp(log_weight - log_weight.max()).ravel()
    kept = weight >= NEGLIGIBLE
    weight = weight[kept]
    return Mixture(weight / weight.sum(), mean.ravel()[kept], variance.ravel()[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Total:
    """An observed total beside the distribution it would have had without a change.

    observed, size : Σ counts and Σ denominators of the months after; reference : E_ref
    shift, weight : (G,) even lattice of the deviation f on the link's scale and its probabilities
    """

    family: Family
    observed: float
    size: float
    reference: float
    unknown: Mixture
    shift: Floats
    weight: Floats

    @property
    def expected(self) -> float:
        """E_ref·e^m̄; for shares N·expit(logit(E_ref/N) + m̄)."""
        family = self.family
        eta = family.link(np.array(self.reference / self.size)) + self.unknown.centre
        return float(self.size * family.rate(eta))

    @property
    def standard_error(self) -> float:
        """Of the log relative effect: √((d log rate/d eta)²·Var + stretch/E)."""
        stretch = float(self.family.stretch(np.array(self.expected / self.size)))
        return float(np.sqrt(stretch**2 * self.unknown.total_variance + stretch / self.expected))

    def at_most_observed(self, tau: Floats) -> Floats:
        """P(at most O), mid-p, when the expected rate is multiplied by e^τ; τ of any shape."""
        tau = np.asarray(tau, dtype=float)[..., None]
        chance = self.family.at_most(self.observed, self.size, self.reference, self.shift, tau)
        return chance @ self.weight

    @property
    def p(self) -> float:
        """Two-sided: 2·min(tail, 1 − tail)."""
        return two_sided(float(self.at_most_observed(np.array(0.0))))


def two_sided(tail: float) -> float:
    return min(1.0, 2 * min(tail, 1 - tail))


def total(family: Family, observed: float, size: float, reference: float, unknown: Mixture) -> Total:
    """Lay the mixture on an even lattice once; every tail is then one weighted sum.

    The trapezoid rule converges exponentially for smooth integrands: with steps no wider than the narrowest
    normal and the width of the count's own distribution the error is below 1e-8 (Trefethen and Weideman 2014).
    """
    sd = np.sqrt(unknown.variance)
    lowest, highest = (unknown.mean - REACH * sd).min(), (unknown.mean + REACH * sd).max()
    step = min(sd.min(), 1 / np.sqrt(max(reference, observed, 1.0)))
    points = min(int(np.ceil((highest - lowest) / step)) + 1, MOST_POINTS)
    shift = np.linspace(lowest, highest, points)
    density = np.exp(-0.5 * ((shift[:, None] - unknown.mean) / sd) ** 2) @ (unknown.weight / sd)
    kept = density > 1e-13 * density.max()
    return Total(family, observed, size, reference, unknown, shift[kept], density[kept] / density[kept].sum())
