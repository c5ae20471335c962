"""An observed total beside the distribution that it would have had without a change (step D)."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.change.family import CountFamily, Family, Observed
from core.change.mixture import Mixture, two_sided
from core.spc.block import Floats

REACH = 8.0
"""Standard deviations to either side that a normal is followed."""
MOST_POINTS = 20_000
NO_DENSITY = 1e-13


class Total(Protocol):
    """What is asked of a total, of counts or of means.

    ``tau`` is a change on the scale where it multiplies (counts: log factor of the rate) or adds (means).
    """

    @property
    def total(self) -> Observed: ...

    @property
    def unknown(self) -> Mixture:
        """f, the deviation from the reference on the link's scale."""
        ...

    @property
    def expected(self) -> float: ...

    @property
    def standard_error(self) -> float:
        """Of tau."""
        ...

    @property
    def estimate(self) -> float:
        """The tau that the observed total shows; −inf for a count of 0."""
        ...

    def at_most_observed(self, tau: Floats) -> Floats:
        """P(at most the observed), mid-p, after a change of tau; any shape."""
        ...


def p_of(total: Total) -> float:
    """Two-sided: 2·min(tail, 1 − tail)."""
    return two_sided(float(total.at_most_observed(np.array(0.0))))


@dataclass(frozen=True, slots=True, eq=False)
class CountTotal:
    """A total of counts. shift, weight : (G,) even lattice of f and its probabilities."""

    family: CountFamily
    total: Observed
    unknown: Mixture
    shift: Floats
    weight: Floats

    @property
    def expected(self) -> float:
        """E_ref·e^m̄; for shares N·expit(logit(E_ref/N) + m̄)."""
        return expected_total(self.family, self.total, self.unknown)

    @property
    def standard_error(self) -> float:
        return relative_error(self.family, self.total, self.unknown)

    @property
    def estimate(self) -> float:
        with np.errstate(divide="ignore"):
            return float(np.log(self.total.observed / self.expected))

    def at_most_observed(self, tau: Floats) -> Floats:
        chance = self.family.at_most(self.total, self.shift, np.asarray(tau, dtype=float)[..., None])
        return chance @ self.weight


@dataclass(frozen=True, slots=True, eq=False)
class MeanTotal:
    """A mean over the months after; ``unknown`` holds the sampling variance of that mean too."""

    total: Observed
    unknown: Mixture

    @property
    def expected(self) -> float:
        return self.total.reference + self.total.size * self.unknown.centre

    @property
    def standard_error(self) -> float:
        return self.unknown.sd

    @property
    def estimate(self) -> float:
        return (self.total.observed - self.expected) / self.total.size

    def at_most_observed(self, tau: Floats) -> Floats:
        """P(mean < observed mean) = Σ W Φ((Ȳ − Ē − τ − m)/√V)."""
        apart = (self.total.observed - self.total.reference) / self.total.size
        return self.unknown.below(apart - np.asarray(tau, dtype=float))


def expected_total(family: Family, total: Observed, unknown: Mixture) -> float:
    """E_ref·e^m̄; for shares N·expit(logit(E_ref/N) + m̄); for means E_ref + N·m̄."""
    reference = family.link(np.array(total.reference / total.size))
    return float(total.size * family.rate(reference + unknown.centre))


def relative_error(family: Family, total: Observed, unknown: Mixture) -> float:
    """Standard error of the log relative effect: √((d log rate/dη)²·Var + (d log rate/dη)/E).

    For means, whose ``unknown`` holds the noise too, sd / level.
    """
    expected = expected_total(family, total, unknown)
    if family.name == "mean":
        return unknown.sd / abs(expected / total.size)
    stretch = float(family.stretch(np.array(expected / total.size)))
    return float(np.sqrt(stretch**2 * unknown.total_variance + stretch / expected))


def count_total(family: CountFamily, total: Observed, unknown: Mixture) -> CountTotal:
    """Lay the mixture on an even lattice once; every tail is then one weighted sum.

    The trapezoid rule converges exponentially for smooth integrands: with steps no wider than the narrowest
    normal and the width of the count's own distribution the error is below 1e-8 (Trefethen, Weideman 2014).
    """
    sd = np.sqrt(unknown.variance)
    lowest, highest = (unknown.mean - REACH * sd).min(), (unknown.mean + REACH * sd).max()
    step = min(sd.min(), 1 / np.sqrt(max(total.reference, total.observed, 1.0)))
    points = min(int(np.ceil((highest - lowest) / step)) + 1, MOST_POINTS)
    shift = np.linspace(lowest, highest, points)
    density = np.exp(-0.5 * ((shift[:, None] - unknown.mean) / sd) ** 2) @ (unknown.weight / sd)
    kept = density > NO_DENSITY * density.max()
    return CountTotal(family, total, unknown, shift[kept], density[kept] / density[kept].sum())
