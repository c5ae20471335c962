"""The scale that a panel is computed on: counts as they are, means and scores in units of their own noise.

The grid's spreads (0.03 to 0.5) and slopes (3 to 24 % a year) are relative numbers that fit counts, whose
months differ by some 0.15 for other reasons than a change. Means are divided by a unit of scale that makes
the noise of the starters' usual month 0.15, so that the answer is the same in hours and days, in °C and °F.
"""

from dataclasses import dataclass, replace

import numpy as np

from core.change.family import RATES, SHARES, Family, Means
from core.change.panel import Panel, months_apart
from core.change.question import Question
from core.spc.block import Ints

USUAL_NOISE = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class OnScale:
    """A panel in units of ``unit`` natural units, and its family."""

    panel: Panel
    family: Family
    unit: float = 1.0


def scale_of(panel: Panel, question: Question, starters: Ints | None = None) -> OnScale | None:
    """The panel as it is computed; None for means if a starter's months never differ from the next.

    starters : rows whose noise sets the scale; the panel's own unless given.
    """
    if question.of_means:
        return _in_units_of_noise(panel, panel.starters if starters is None else starters)
    return OnScale(panel, SHARES if question.kind == "proportion" else RATES)


def _in_units_of_noise(panel: Panel, starters: Ints) -> OnScale | None:
    """The variance s² of one value from differences between neighbouring months of a unit, pooled:

    s² = mean of (ȳ_t − ȳ_{t−1})² / (1/n_t + 1/n_{t−1}) (von Neumann 1941); levels and slow drift cancel.
    Neighbours of quarterly values are three months apart.
    """
    cells = panel.untreated
    size = np.where(cells, panel.n, np.nan)
    level = np.where(cells, panel.y, np.nan) / size
    apart = months_apart(cells)
    squares = (level[:, apart:] - level[:, :-apart]) ** 2 / (1 / size[:, apart:] + 1 / size[:, :-apart])
    known = np.isfinite(squares)
    varies = np.nansum(squares[starters], axis=1) > 0
    if not varies.all() or not (variance := float(squares[known].mean())) > 0:
        return None
    usual = float(np.nanmedian(size[starters]))
    unit = float(np.sqrt(variance / usual)) / USUAL_NOISE
    return OnScale(replace(panel, y=panel.y / unit), Means(variance / unit**2), unit)
