"""Where numbers stand along an axis on which square roots are evenly spaced."""

import math

import numpy as np

_NUMBERS = 6
"""About how many numbers there are; the browser leaves out those that do not fit."""


def root_ticks(low: float, high: float) -> list[float]:
    """Round whole numbers from ``low`` to ``high``, in order, about evenly far apart as roots.

    Vega takes its numbers evenly along the sizes themselves, so that half the axis, where small units lie,
    could be without any. Each number is the roundest within a third of the way to its neighbours.
    Empty where fewer than two are whole: a part of one would be written as a rounded number.
    """
    if not high > low >= 0:
        return []
    roots = np.linspace(math.sqrt(low), math.sqrt(high), 2 * _NUMBERS + 1)
    sides = zip(roots[:-1:2], roots[1::2], roots[2::2], strict=True)
    third = (roots[1] - roots[0]) * 2 / 3
    found = {_roundest((mid - third) ** 2, (mid + third) ** 2) for _, mid, _ in sides}
    whole = sorted(tick for tick in found if tick.is_integer())
    return whole if len(whole) > 1 else []


def _roundest(low: float, high: float) -> float:
    """The multiple of the largest 1, 2 or 5 times a power of ten that lies between two numbers."""
    power = math.floor(math.log10(high)) + 1
    while True:
        for first in (10, 5, 2):
            step = first * 10.0 ** (power - 1)
            k = math.ceil(low / step)
            if k * step <= high and k > 0:
                return k * step if power > 0 else round(k * step, 1 - power)
        power -= 1
