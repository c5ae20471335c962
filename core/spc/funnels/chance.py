"""How far from the target chance alone takes a unit: binomial and Poisson limits by interpolation."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from core.spc.block import Floats

Kind = Literal["proportion", "rate", "ratio"]


def chance_limits(kind: Kind, target: float, n: Floats, tail: float) -> tuple[Floats, Floats]:
    """Limits (units,) of numerator / n that chance crosses with at most probability ``tail`` on each side.

    Below (Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine
    24:1185–1202, appendix A.1): with r the smallest count such that P(Y ≤ r) ≥ tail, the limit is
    (r − (P(Y ≤ r) − tail) / P(Y = r)) / n. Above: the same from the other side, with r the largest count such
    that P(Y ≥ r) ≥ tail, (r + (P(Y ≥ r) − tail) / P(Y = r)) / n. A numerator is strictly outside exactly when
    the probability of so far or farther is below ``tail``. (His formula for the upper limit is one count
    lower, and there calls counts outside that come by chance more often than ``tail``.)

    Not cut at 0 or 1. ``n`` may be any positive number; Y is binomial for proportions, else Poisson.
    """
    at_most, at_least = _tails(kind, target, n)
    mean = n * target
    highest = np.ceil(n) if kind == "proportion" else np.ceil(mean + 40 + 12 * np.sqrt(mean))
    low = _first(lambda k: at_most(k) >= tail, highest)
    high = _first(lambda k: at_least(k + 1) < tail, highest)
    below = low - _share(at_most(low), at_most(low - 1), tail)
    above = high + _share(at_least(high), at_least(high + 1), tail)
    return below / n, above / n


def _share(reached: Floats, next_one: Floats, tail: float) -> Floats:
    return np.clip((reached - tail) / (reached - next_one), 0.0, 1.0)


def _tails(
    kind: Kind, target: float, n: Floats
) -> tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]:
    """P(Y ≤ k) and P(Y ≥ k) for whole k of any sign, by the incomplete beta and gamma functions."""
    from scipy import special  # noqa: PLC0415 - not needed until units are compared

    if kind == "proportion":

        def at_least(k: Floats) -> Floats:
            inside = special.betainc(np.maximum(k, 1), np.maximum(n - k + 1, 1e-300), target)
            return np.where(k <= 0, 1.0, np.where(k > n, 0.0, inside))

        def at_most(k: Floats) -> Floats:
            inside = special.betainc(np.maximum(n - k, 1e-300), np.maximum(k + 1, 1), 1 - target)
            return np.where(k < 0, 0.0, np.where(k >= n, 1.0, inside))

        return at_most, at_least
    mean = n * target
    return (
        lambda k: np.where(k < 0, 0.0, special.gammaincc(np.maximum(k, 0) + 1, mean)),
        lambda k: np.where(k <= 0, 1.0, special.gammainc(np.maximum(k, 1), mean)),
    )


def _first(holds: Callable[[Floats], np.ndarray], highest: Floats) -> Floats:
    """The smallest whole number from 0 to ``highest`` where ``holds``, which once true stays true."""
    low, high = np.zeros_like(highest), highest.copy()
    while (low < high).any():
        middle = np.floor((low + high) / 2)
        true = holds(middle)
        high = np.where(true, middle, high)
        low = np.where(true, low, np.minimum(middle + 1, high))
    return low


def chance_sd(kind: Kind, target: float, n: Floats) -> Floats:
    """Standard deviation of numerator / n by chance alone: √(θ(1 − θ) / n), or √(θ / n)."""
    variance = target * (1 - target) if kind == "proportion" else target
    return np.sqrt(variance / n)
