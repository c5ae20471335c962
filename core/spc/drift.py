"""What charts for slow drift share: columns of their tables, their caveats, a sum that stops at zero."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from core.remarks import Caveat
from core.spc.block import Bools, Floats, Ints
from core.spc.residuals import Residuals

_ABOUT_ESTIMATES = frozenset(
    {"no_baseline", "few_points", "provisional_limits", "short_baseline", "screened_fallback", "no_variation"}
)
_NOTHING = 1e-9  # a sum below this is 0: what is left of rounding


def point_columns(residuals: Residuals, row: int, own: Mapping[str, Any]) -> pd.DataFrame:
    """A table of points: x, y, n, z, the chart's own columns, part, included, provisional."""
    control = residuals.control
    points = control[row].points
    columns = {
        "x": points["x"],
        "y": points["y"],
        "n": points["n"],
        "z": residuals.z[row],
        **own,
        "part": points["part"],
        "included": points["included"],
        "provisional": points["provisional"],
    }
    return pd.DataFrame(columns)


def drift_caveats(residuals: Residuals, row: int) -> tuple[Caveat, ...]:
    """The caveats of the control chart, and that an estimated level and spread shorten the run length."""
    chart = residuals.control[row]
    if residuals.known[row]:
        return tuple(caveat for caveat in chart.caveats if caveat.code not in _ABOUT_ESTIMATES)
    if chart.n_baseline == 0:
        return chart.caveats
    return (*chart.caveats, Caveat("estimated_run_length", {"n": chart.n_baseline}))


def sums_in_parts(steps: Floats, used: Bools, spans: Iterable[slice]) -> tuple[Floats, Ints]:
    """``sum_above_zero`` of every part, which starts afresh at 0; arrays (series, points)."""
    pieces = [sum_above_zero(steps[:, at], used[:, at]) for at in spans]
    level, count = (np.concatenate(arrays, axis=1) for arrays in zip(*pieces, strict=True))
    return level, count


def sum_above_zero(steps: Floats, used: Bools) -> tuple[Floats, Ints]:
    """S_t = max(0, S_{t−1} + step_t) of every series (series, points), and for how many used points S > 0.

    A point that is not used repeats the sum before it. No loop: S is the running total above its running
    minimum.
    """
    total = np.cumsum(np.where(used, steps, 0.0), axis=1)
    level = total - np.minimum.accumulate(np.minimum(total, 0.0), axis=1)
    level[level < _NOTHING] = 0.0
    seen = np.cumsum(used, axis=1)
    return level, seen - np.maximum.accumulate(np.where(level == 0, seen, 0), axis=1)
