"""An estimate in relative terms with p and intervals: from a total after the change, or from a step."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import expit, logit

from core.change.family import FamilyName, Observed
from core.change.interval import Interval, interval
from core.change.mixture import Mixture
from core.change.totals import Total, p_of
from core.spc.block import Floats


class Estimate(Protocol):
    """Observed against expected; effects relative to the (absolute) expected level."""

    @property
    def p(self) -> float: ...

    @property
    def expected(self) -> float: ...

    @property
    def relative(self) -> float: ...

    @property
    def standard_error(self) -> float:
        """Of log(1 + relative); for means of relative."""
        ...

    @property
    def expected_part(self) -> float:
        """How much of the variance of log(1 + relative) is the expected level's own, 0 to 1. The rest is the
        chance of the counts after. 0 for means, whose differences are what is estimated.
        """
        ...

    def interval(self, level: float) -> Interval:
        """Relative effects that the test does not reject at 1 − level."""
        ...


def differences(estimate: Estimate, relative: Interval) -> Interval:
    """Observed − expected total at the ends of an interval of relative effects.

    A larger effect goes with a smaller expected total, for the observed is what it is. Along the interval
    D(r) = |E|·((1 + r)/(1 + r̂))^−f · r with f = ``expected_part``. By the delta method D̂ then has the
    variance E²V + O that O − μ has when log μ varies by V; |E|·r alone would have O²V + O, too little for a
    decrease.
    """
    part, centre = estimate.expected_part, 1 + estimate.relative

    def of(end: float) -> float:
        moved = ((1 + end) / centre) ** -part if part > 0 and -1 < end < np.inf else 1.0
        return abs(estimate.expected) * moved * end

    return relative.map(of)


@dataclass(frozen=True, slots=True, eq=False)
class OfTotal:
    """From the predicted total of the months after (D)."""

    total: Total
    name: FamilyName

    @property
    def p(self) -> float:
        return p_of(self.total)

    @property
    def expected(self) -> float:
        return self.total.expected

    @property
    def relative(self) -> float:
        return self._relative(self.total.estimate)

    @property
    def standard_error(self) -> float:
        error = self.total.standard_error
        return self._relative(error) if self.name == "mean" else error

    @property
    def expected_part(self) -> float:
        if self.name == "mean":
            return 0.0
        known = self.standard_error**2 - _chance(self.expected, self.total.total.size, self.name)
        return _part(known, self.total.total, self.name)

    def interval(self, level: float) -> Interval:
        spread = self.total.standard_error
        found = interval(self.total.at_most_observed, level, max(self.total.estimate, -5.0), spread)
        return found.map(self._relative)

    def _relative(self, tau: float) -> float:
        if self.name == "mean":
            return tau / abs(self.total.expected / self.total.total.size)
        return float(np.expm1(tau))


@dataclass(frozen=True, slots=True, eq=False)
class OfStep:
    """From the posterior of a step on the link's scale; see ``step_can_be_told``."""

    step: Mixture
    total: Observed
    name: FamilyName

    @property
    def p(self) -> float:
        return self.step.p

    @property
    def expected(self) -> float:
        return self.total.size * self._level_without(self.step.centre)

    @property
    def relative(self) -> float:
        return self._relative(self.step.centre)

    @property
    def standard_error(self) -> float:
        if self.name == "mean":
            return self.step.sd / abs(self._level_without(self.step.centre))
        share = self._level_without(self.step.centre) if self.name == "proportion" else 0.0
        return (1 - share) * self.step.sd

    @property
    def expected_part(self) -> float:
        if self.name == "mean":
            return 0.0
        known = self.standard_error**2 - _chance(self.total.observed, self.total.size, self.name)
        return _part(known, self.total, self.name)

    def interval(self, level: float) -> Interval:
        found = interval(self._at_least, level, self.step.centre, self.step.sd)
        return found.map(self._relative)

    def _at_least(self, effect: Floats) -> Floats:
        return 1 - self.step.below(effect)

    def _level_without(self, effect: float) -> float:
        """What the level after would have been without a step of ``effect``."""
        level = self.total.observed / self.total.size
        if self.name == "proportion":
            return float(expit(logit(level) - effect))
        return level - effect if self.name == "mean" else level * float(np.exp(-effect))

    def _relative(self, effect: float) -> float:
        if self.name == "mean":
            return effect / abs(self._level_without(self.step.centre))
        if self.name == "rate":
            return float(np.expm1(effect))
        return self.total.observed / self.total.size / self._level_without(effect) - 1


def _part(known: float, total: Observed, name: FamilyName) -> float:
    """known : the variance of the log of what was expected"""
    if total.observed <= 0 or known <= 0:
        return 0.0
    return known / (known + _chance(total.observed, total.size, name))


def _chance(events: float, size: float, name: FamilyName) -> float:
    """The variance of the log of a count by chance alone: 1/E, of shares (1 − p)/E."""
    return (1 - events / size if name == "proportion" else 1.0) / events


def step_can_be_told(total: Observed, name: FamilyName) -> bool:
    """A step on the link's scale needs a level after that has a finite link."""
    return name == "mean" or (total.observed > 0 and (name != "proportion" or total.observed < total.size))
