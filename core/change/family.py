"""How numbers vary and on which scale changes add up: rates (Poisson, log), shares (binomial, logit), means.

A family knows its link and how much one unit of the denominator tells. ``rate`` is Σy/Σn, whatever it is
called: events per unit of the denominator, a share, a mean. Everything takes and gives arrays of any shape.
"""

import math
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from scipy.special import betaincc, expit, gammaincc, logit

from core.change.grid import NOISY_WANDERING, WANDERING, Wandering
from core.spc.block import Floats

FamilyName = Literal["rate", "proportion", "mean"]


class Family(Protocol):
    """What the method asks of a kind of number."""

    @property
    def name(self) -> FamilyName: ...

    @property
    def wandering(self) -> Wandering:
        """The grid of a unit's own wandering."""
        ...

    @property
    def dispersion(self) -> float:
        """φ of the exponential family: variance of y per unit of n is dispersion × d rate / d eta."""
        ...

    def link(self, rate: Floats) -> Floats:
        """The scale on which effects add."""
        ...

    def rate(self, eta: Floats) -> Floats:
        """Back from the link's scale."""
        ...

    def slope(self, rate: Floats) -> Floats:
        """d rate / d eta. The links are canonical: n × slope / dispersion is the information about eta."""
        ...

    def stretch(self, rate: Floats) -> Floats:
        """d log(rate) / d eta: a relative deviation divided by it is one on the link's scale."""
        ...


class CountFamily(Family, Protocol):
    """A family whose totals have a distribution of their own."""

    def at_most(self, total: "Observed", shift: Floats, tau: Floats) -> Floats:
        """Mid-p probability of at most the observed total, P(X < O) + P(X = O)/2.

        shift : deviation on the link's scale; tau : log of the factor that the rate is multiplied by.
        """
        ...


@dataclass(frozen=True, slots=True)
class Observed:
    """A total after the change: Σy, Σn and what the fit of the time before leads one to expect, E_ref."""

    observed: float
    size: float
    reference: float


@dataclass(frozen=True, slots=True)
class Rates:
    """Events per unit of the denominator: Poisson counts, log link."""

    name: FamilyName = "rate"
    dispersion: float = 1.0

    @property
    def wandering(self) -> Wandering:
        return WANDERING

    def link(self, rate: Floats) -> Floats:
        return np.log(rate)

    def rate(self, eta: Floats) -> Floats:
        return np.exp(eta)

    def slope(self, rate: Floats) -> Floats:
        return rate

    def stretch(self, rate: Floats) -> Floats:
        return np.ones_like(rate)

    def at_most(self, total: Observed, shift: Floats, tau: Floats) -> Floats:
        """P(X ≤ k) = Q(k + 1, λ), the regularised upper incomplete gamma function; λ = E·e^(f + τ)."""
        mean = total.reference * np.exp(shift + tau)
        return 0.5 * (gammaincc(total.observed, mean) + gammaincc(total.observed + 1, mean))


@dataclass(frozen=True, slots=True)
class Shares:
    """So many out of so many: binomial counts, logit link."""

    name: FamilyName = "proportion"
    dispersion: float = 1.0

    @property
    def wandering(self) -> Wandering:
        return WANDERING

    def link(self, rate: Floats) -> Floats:
        return logit(rate)

    def rate(self, eta: Floats) -> Floats:
        return expit(eta)

    def slope(self, rate: Floats) -> Floats:
        return rate * (1 - rate)

    def stretch(self, rate: Floats) -> Floats:
        return 1 - rate

    def at_most(self, total: Observed, shift: Floats, tau: Floats) -> Floats:
        """P(X ≤ k) = 1 − I_p(k + 1, N − k), the incomplete beta function; p = expit(logit(E/N) + f)·e^τ."""
        share = np.minimum(expit(logit(total.reference / total.size) + shift) * np.exp(tau), 1.0)
        fewer = betaincc(total.observed, total.size - total.observed + 1, share)
        return 0.5 * (fewer + betaincc(total.observed + 1, total.size - total.observed, share))


@dataclass(frozen=True, slots=True)
class Means:
    """Means and scores on a normal scale, identity link; ``dispersion`` is the variance of one value.

    It is estimated, not known, and the grid holds shares of it.
    """

    dispersion: float
    name: FamilyName = "mean"

    @property
    def wandering(self) -> Wandering:
        return NOISY_WANDERING

    def link(self, rate: Floats) -> Floats:
        return rate

    def rate(self, eta: Floats) -> Floats:
        return eta

    def slope(self, rate: Floats) -> Floats:
        return np.ones_like(rate)

    def stretch(self, rate: Floats) -> Floats:
        return np.ones_like(rate)


RATES, SHARES = Rates(), Shares()


def relative_to(level: float, change: float, family: Family) -> float:
    """A change on the link's scale as one of the level: 0.05 is 5 % more; NaN for a mean of 0."""
    if family.name == "mean":
        return change / abs(level) if level else math.nan
    return float(np.expm1(change * float(family.stretch(np.array(level)))))
