"""Means and scores on a scale where ordinary months differ by as much as those of counts (normal scale).

The grid's spreads (0.03 to 0.5) and slopes (3 to 24 % a year) are relative numbers that fit counts, whose
months differ by some 0.15 for other reasons than a change. Means are divided by a unit of scale that makes
the noise of the starters' usual month 0.15, so that the answer is the same in hours and days, in °C and °F.
"""

from dataclasses import dataclass, replace

import numpy as np

from core.change.family import Means
from core.change.panel import Panel

USUAL_NOISE = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """A panel of means in units of ``unit``, and its family."""

    panel: Panel
    family: Means
    unit: float


def scaled(panel: Panel) -> Scaled | None:
    """Divide by the scale's unit; None where the untreated months of all units are alike.

    The variance s² of one value comes from differences between neighbouring months of a unit, pooled:
    s² = ½ Σ w (ȳ_t − ȳ_{t−1})² / Σ w·(mean of 1/n) (von Neumann 1941); levels and slow drift cancel.
    """
    cells = panel.untreated
    size = np.where(cells, panel.n, np.nan)
    level = np.where(cells, panel.y, np.nan) / size
    squares = np.diff(level, axis=1) ** 2 / (1 / size[:, 1:] + 1 / size[:, :-1])
    known = np.isfinite(squares)
    if not known.any() or not (variance := float(squares[known].mean())) > 0:
        return None
    usual = float(np.nanmedian(size[panel.starters]))
    unit = float(np.sqrt(variance / usual)) / USUAL_NOISE
    return Scaled(replace(panel, y=panel.y / unit), Means(variance / unit**2), unit)
