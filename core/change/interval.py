"""Intervals by inversion: the effects that a test does not reject (step D)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtri

from core.spc.block import Floats

FARTHEST = 50.0
"""On the log scale; an end that lies beyond is open."""
SECANT_STEPS = 15
CLOSE = 1e-7

Chance = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``; an infinite end is open."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def hull(self, other: "Interval") -> "Interval":
        return Interval(min(self.low, other.low), max(self.high, other.high))

    def map(self, function: Callable[[float], float]) -> "Interval":
        """Ends through an increasing function."""
        return Interval(function(self.low), function(self.high))


def interval(chance: Chance, level: float, centre: float, spread: float) -> Interval:
    """All τ with p(τ) of at least 1 − level, where ``chance`` (decreasing in τ) is P(at most what was seen).

    centre, spread : a guess of where and how wide, log scale.
    """
    outside = (1 - level) / 2
    low, high = crossings(chance, np.array([1 - outside, outside]), centre, spread)
    return Interval(float(low), float(high))


def crossings(chance: Chance, wanted: Floats, centre: float, spread: float) -> Floats:
    """The τ where the decreasing ``chance`` passes each wanted probability; −inf or inf where it never does.

    By the secant method on the probit scale, where a normal chance is a straight line.
    """
    goal = ndtri(wanted)
    before = centre - goal * spread
    height = _probit(chance(before)) - goal
    now = before + height * spread
    for _ in range(SECANT_STEPS):
        reached = _probit(chance(now)) - goal
        if np.all(np.abs(reached) < CLOSE):
            return now
        rise = reached - height
        slope = np.divide(now - before, rise, out=np.full_like(now, -spread), where=rise != 0)
        before, height = now, reached
        now = np.clip(now - reached * slope, -FARTHEST, FARTHEST)
    return np.array([_bracketed(chance, goal_i) for goal_i in goal])


def _bracketed(chance: Chance, goal: float) -> float:
    """For chances that never get as high or low as wanted, or that bend too much for the secant."""

    def height(tau: float) -> float:
        return float(_probit(chance(np.array([tau])))[0] - goal)

    if height(-FARTHEST) < 0:
        return -np.inf
    if height(FARTHEST) > 0:
        return np.inf
    found = brentq(height, -FARTHEST, FARTHEST, xtol=1e-9)
    return float(found)  # type: ignore[arg-type]


def _probit(chance: Floats) -> Floats:
    return ndtri(np.clip(chance, 1e-15, 1 - 1e-15))
