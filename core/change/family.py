"""How counts vary and on which scale changes are multiplied: rates (Poisson, log) and shares (binomial, logit).

A family knows its link, how much one count tells, and the chance of a total. ``rate`` is events per unit of the
denominator, ``expected`` a number of events. Everything takes and gives arrays of any shape.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from scipy.special import betaincc, expit, gammaincc, logit

from core.spc.block import Floats

KindOfCount = Literal["rate", "proportion"]


class Family(Protocol):
    """What the method asks of a kind of count."""

    name: KindOfCount

    def link(self, rate: Floats) -> Floats:
        """The scale on which effects add."""
        ...

    def rate(self, eta: Floats) -> Floats:
        """Back from the link's scale."""
        ...

    def information(self, rate: Floats) -> Floats:
        """Fisher information about eta in one unit of the denominator; its inverse is the variance of z."""
        ...

    def stretch(self, rate: Floats) -> Floats:
        """d log(rate) / d eta: a relative deviation divided by it is one on the link's scale."""
        ...

    def at_most(self, observed: float, size: float, expected: float, shift: Floats, tau: Floats) -> Floats:
        """Mid-p probability of a total at most ``observed``, P(X < O) + P(X = O)/2.

        size : Σ denominators; expected : reference total; shift : deviation on the link's scale;
        tau : log of the factor that the rate is multiplied by, e^τ.
        """
        ...


@dataclass(frozen=True, slots=True)
class Rates:
    """Events per unit of the denominator: Poisson counts, log link."""

    name: KindOfCount = "rate"

    def link(self, rate: Floats) -> Floats:
        return np.log(rate)

    def rate(self, eta: Floats) -> Floats:
        return np.exp(eta)

    def information(self, rate: Floats) -> Floats:
        return rate

    def stretch(self, rate: Floats) -> Floats:
        return np.ones_like(rate)

    def at_most(self, observed: float, size: float, expected: float, shift: Floats, tau: Floats) -> Floats:
        """P(X ≤ k) = Q(k + 1, λ), the regularised upper incomplete gamma function; λ = E·e^(f + τ)."""
        mean = expected * np.exp(shift + tau)
        return 0.5 * (gammaincc(observed, mean) + gammaincc(observed + 1, mean))


@dataclass(frozen=True, slots=True)
class Shares:
    """So many out of so many: binomial counts, logit link."""

    name: KindOfCount = "proportion"

    def link(self, rate: Floats) -> Floats:
        return logit(rate)

    def rate(self, eta: Floats) -> Floats:
        return expit(eta)

    def information(self, rate: Floats) -> Floats:
        return rate * (1 - rate)

    def stretch(self, rate: Floats) -> Floats:
        return 1 - rate

    def at_most(self, observed: float, size: float, expected: float, shift: Floats, tau: Floats) -> Floats:
        """P(X ≤ k) = 1 − I_p(k + 1, N − k), the regularised incomplete beta; p = expit(logit(E/N) + f)·e^τ."""
        share = np.minimum(expit(logit(expected / size) + shift) * np.exp(tau), 1.0)
        fewer = betaincc(observed, size - observed + 1, share)
        return 0.5 * (fewer + betaincc(observed + 1, size - observed, share))


FAMILIES: dict[KindOfCount, Family] = {"rate": Rates(), "proportion": Shares()}
