"""Panels below each other in one plot: each has a scale of its own, laid into pixels from the top."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.indicators import Indicator
from core.wording import Words

PANEL, HEAD, FOOT = 104, 42, 20
"""Height in pixels of a plot, of the words above it, and of the space below it for signs."""
PITCH = PANEL + HEAD + FOOT
TICKS = 3
VALUES = ("observed", "before", "after", "expected_before", "expected", "lower", "upper")


@dataclass(frozen=True, slots=True)
class Scale:
    """From values between ``low`` and ``high`` to pixels; the values named on its axis, with decimals."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    def pixels(self, values: np.ndarray, panel: int) -> np.ndarray:
        """Distance from the top of the picture."""
        return top_of(panel) + PANEL * (self.high - values) / (self.high - self.low)

    def named(self, words: Words, panel: int) -> Iterator[tuple[float, str]]:
        """Where each tick stands, and what it says."""
        for tick in self.ticks:
            at = float(self.pixels(np.array(tick), panel))
            yield round(at, 1), words.number(tick, self.decimals)


def top_of(panel: int) -> float:
    """Where the plot of a panel begins, in pixels from the top."""
    return float(panel * PITCH + HEAD)


def height_of(panels: int) -> float:
    """Height of all of them."""
    return float(panels * PITCH)


def scale_of(frame: pd.DataFrame, indicator: Indicator) -> Scale | None:
    """The scale of all that is drawn in a panel; None where there is nothing."""
    drawn = frame[list(VALUES)].to_numpy(dtype=float)
    drawn = drawn[np.isfinite(drawn)]
    if not drawn.size:
        return None
    low, high = float(drawn.min()), float(drawn.max())
    if high - low < 10.0**-indicator.level_decimals:
        middle = (low + high) / 2
        low, high = middle - 0.5, middle + 0.5
    step = _round_step((high - low) / TICKS)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(step * k for k in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks, max(0, -math.floor(math.log10(step) + 1e-9)))


def laid(frame: pd.DataFrame, panel: int, scale: Scale | None) -> pd.DataFrame:
    """The months with their values in pixels."""
    values = {
        name: np.full(len(frame), np.nan) if scale is None else scale.pixels(frame[name].to_numpy(), panel)
        for name in VALUES
    }
    return frame.assign(**values, panel=panel)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is at least ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * k for k in (1.0, 2.0, 5.0, 10.0) if power * k >= least * (1 - 1e-9))
