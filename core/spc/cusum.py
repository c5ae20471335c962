"""CUSUM chart: the sum of what points differ from their level, on either side."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from core.remarks import Caveat
from core.spc.block import Bools, Floats, Ints
from core.spc.control import Choices
from core.spc.drift import drift_caveats, point_columns, sums_in_parts
from core.spc.residuals import Residuals, read_residuals
from core.spc.run_length import HIGHEST, cusum_run_length


@dataclass(frozen=True, slots=True)
class Shift:
    """A sum beyond the limit: which way, where it was first ``signalled``, where it seems to have begun.

    ``signalled`` and ``began`` are labels of the axis; ``size`` in standard deviations, at the signal.
    """

    way: Literal["up", "down"]
    signalled: Any
    began: Any
    size: float


@dataclass(frozen=True, eq=False)
class CusumCharts:
    """Two-sided tabular CUSUM charts of many series. ``charts[i]`` is that of series i.

    Arrays are (series, points), sums in standard deviations; NaN at points that are missing, excluded or
    provisional. ``n_plus`` and ``n_minus``: for how many points the sum has been above 0. ``run_length``:
    points between false signals, on average.
    """

    residuals: Residuals
    k: float
    h: float
    run_length: float
    c_plus: Floats
    n_plus: Ints
    c_minus: Floats
    n_minus: Ints
    signal_up: Bools
    signal_down: Bools

    def __len__(self) -> int:
        return len(self.c_plus)

    def __getitem__(self, row: int) -> "CusumChart":
        """The chart of one series, the same as ``cusum_chart`` gives for it."""
        return CusumChart(self, range(len(self))[row])


@dataclass(frozen=True, eq=False)
class CusumChart:
    """Two-sided tabular CUSUM of one series."""

    batch: CusumCharts
    row: int = 0

    @property
    def k(self) -> float:
        """The allowance, in standard deviations: half of the shift that is to be found quickly."""
        return self.batch.k

    @property
    def h(self) -> float:
        """The limit, in standard deviations."""
        return self.batch.h

    @property
    def run_length(self) -> float:
        """Points between false signals, on average, if level and spread were known."""
        return self.batch.run_length

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point: x, y, n, z, c_plus, n_plus, c_minus, n_minus, h, signal_up, signal_down, part,
        included, provisional.
        """
        batch, row = self.batch, self.row
        own = {
            "c_plus": batch.c_plus[row],
            "n_plus": batch.n_plus[row],
            "c_minus": batch.c_minus[row],
            "n_minus": batch.n_minus[row],
            "h": batch.h,
            "signal_up": batch.signal_up[row],
            "signal_down": batch.signal_down[row],
        }
        return point_columns(batch.residuals, row, own)

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """The times a sum left 0 and reached beyond the limit, in order of signal.

        A shift seems to have begun after the last point at which the sum was 0; its size is k + C / N
        (Montgomery, ch. 9.1).
        """
        found = [*self._shifts("up"), *self._shifts("down")]
        return tuple(shift for _, shift in sorted(found, key=lambda pair: pair[0]))

    def _shifts(self, way: Literal["up", "down"]) -> list[tuple[int, Shift]]:
        batch, row = self.batch, self.row
        up = way == "up"
        signal = (batch.signal_up if up else batch.signal_down)[row]
        level, count = (batch.c_plus, batch.n_plus) if up else (batch.c_minus, batch.n_minus)
        labels, found, latest = batch.residuals.control.x, [], -1
        used = np.flatnonzero(batch.residuals.used[row])
        for place in np.flatnonzero(signal[used]).tolist():
            n = int(count[row, used[place]])
            start = place - n + 1
            if start != latest:
                size = batch.k + float(level[row, used[place]]) / n
                shift = Shift(way, labels[used[place]], labels[used[start]], size if up else -size)
                found.append((place, shift))
            latest = start
        return found

    @cached_property
    def caveats(self) -> tuple[Caveat, ...]:
        """Those of the control chart of the same points, and what the run length presumes."""
        return drift_caveats(self.batch.residuals, self.row)


def cusum_chart(
    y: Any,
    n: Any = None,
    kind: str = "i",
    x: Any = None,
    *,
    k: float = 0.5,
    h: float = 5.0,
    centre: Any = None,
    sigma: Any = None,
    subgroup: Any = None,
    multiply: float = 1,
    freeze: Any = None,
    parts: Any = None,
    exclude: Any = None,
    provisional: Any = None,
    screen: bool = True,
) -> CusumChart:
    """C⁺_t = max(0, C⁺_{t−1} + z_t − k) and C⁻_t = max(0, C⁻_{t−1} − z_t − k); a signal when one is above h.

    z are residuals from the centre line in standard deviations (Page 1954; Montgomery, ch. 9.1). A missing,
    excluded or provisional point leaves both sums as they are; every part starts afresh; the sums go on
    after a signal.

    kind : a control chart whose centre line and spread are used: i, iprime, xbar, s, p, pprime, u, uprime, c.
    k, h : allowance and limit in standard deviations; k 0 or above, h above 0 and at most 30.
    centre, sigma : a known level and standard deviation on the shown scale; sigma for an i chart only.
    The rest are as in ``control_chart``. The defaults give a false signal every 465 points on average.
    """
    choices = Choices(kind, x, multiply, "anhoej", freeze, parts, exclude, None, screen, provisional, centre)
    return _charts(read_residuals(y, n, choices, sigma, many=False, subgroup=subgroup), k, h)[0]


def cusum_charts(
    y: Any,
    n: Any = None,
    kind: str = "i",
    x: Any = None,
    *,
    k: float = 0.5,
    h: float = 5.0,
    centre: Any = None,
    sigma: Any = None,
    multiply: float = 1,
    freeze: Any = None,
    parts: Any = None,
    exclude: Any = None,
    provisional: Any = None,
    screen: bool = True,
) -> CusumCharts:
    """The same as ``cusum_chart`` for many series at once; y and n as in ``control_charts``."""
    choices = Choices(kind, x, multiply, "anhoej", freeze, parts, exclude, None, screen, provisional, centre)
    return _charts(read_residuals(y, n, choices, sigma, many=True, subgroup=None), k, h)


def _charts(residuals: Residuals, k: float, h: float) -> CusumCharts:
    if not 0 <= k < np.inf:
        raise ValueError(f"k is {k}; it must be 0 or above")
    if not 0 < h <= HIGHEST:
        raise ValueError(f"h is {h}; it must be above 0 and at most {HIGHEST:g}")
    used = residuals.used
    sides = []
    for sign in (1, -1):
        steps = np.where(used, sign * residuals.z - k, 0.0)
        level, count = sums_in_parts(steps, used, residuals.spans())
        sides.append((np.where(used, level, np.nan), count, used & (level > h)))
    (c_plus, n_plus, up), (c_minus, n_minus, down) = sides
    run_length = cusum_run_length(float(k), float(h))
    return CusumCharts(residuals, float(k), float(h), run_length, c_plus, n_plus, c_minus, n_minus, up, down)
