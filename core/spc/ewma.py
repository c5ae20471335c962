"""EWMA chart: an exponentially weighted moving average sees slow drift that no single point shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from core.remarks import Caveat
from core.spc.block import Bools, Floats
from core.spc.control import Choices
from core.spc.drift import drift_caveats, point_columns
from core.spc.residuals import Residuals, read_residuals
from core.spc.run_length import FINEST, WIDEST, ewma_run_length

# Kinds whose points all have the same standard deviation: there the average is shown on the scale of y.
_ONE_SIGMA = ("i", "c")


@dataclass(frozen=True, eq=False)
class EwmaCharts:
    """EWMA charts of many series. ``charts[i]`` is that of series i.

    Arrays are (series, points). ``ewma``, ``cl``, ``lcl`` and ``ucl`` are on the shown scale where ``scale``
    is "shown", and in standard deviations from the centre line where it is "sigma"; NaN at points that are
    missing, excluded or provisional. ``run_length``: points between false signals, on average.
    """

    residuals: Residuals
    lam: float
    width: float
    run_length: float
    scale: Literal["shown", "sigma"]
    ewma: Floats
    cl: Floats
    lcl: Floats
    ucl: Floats
    signal: Bools

    def __len__(self) -> int:
        return len(self.ewma)

    def __getitem__(self, row: int) -> "EwmaChart":
        """The chart of one series, the same as ``ewma_chart`` gives for it."""
        return EwmaChart(self, range(len(self))[row])


@dataclass(frozen=True, eq=False)
class EwmaChart:
    """EWMA chart of one series."""

    batch: EwmaCharts
    row: int = 0

    @property
    def lam(self) -> float:
        """λ, the weight of the latest point."""
        return self.batch.lam

    @property
    def width(self) -> float:
        """L, the width of the limits in standard deviations of the average."""
        return self.batch.width

    @property
    def run_length(self) -> float:
        """Points between false signals, on average, if level and spread were known."""
        return self.batch.run_length

    @property
    def scale(self) -> Literal["shown", "sigma"]:
        """What the average is shown in: the scale of y, or standard deviations from the centre line."""
        return self.batch.scale

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point: x, y, n, z, ewma, cl, lcl, ucl, signal, part, included, provisional."""
        batch, row = self.batch, self.row
        own = {
            "ewma": batch.ewma[row],
            "cl": batch.cl[row],
            "lcl": batch.lcl[row],
            "ucl": batch.ucl[row],
            "signal": batch.signal[row],
        }
        return point_columns(batch.residuals, row, own)

    @cached_property
    def caveats(self) -> tuple[Caveat, ...]:
        """Those of the control chart of the same points, and what the run length presumes."""
        return drift_caveats(self.batch.residuals, self.row)


def ewma_chart(
    y: Any,
    n: Any = None,
    kind: str = "i",
    x: Any = None,
    *,
    lam: float = 0.2,
    width: float = 2.86,
    centre: Any = None,
    sigma: Any = None,
    subgroup: Any = None,
    multiply: float = 1,
    freeze: Any = None,
    parts: Any = None,
    exclude: Any = None,
    provisional: Any = None,
    screen: bool = True,
) -> EwmaChart:
    """EWMA of one series: w_t = λ z_t + (1 − λ) w_{t−1}, limits ± L √(λ/(2 − λ) · (1 − (1 − λ)^{2t})).

    z are residuals from the centre line in standard deviations (Roberts 1959; Montgomery, ch. 9.2; for
    proportions and rates with their own sigma at every point). t counts the points used: a missing, excluded
    or provisional point leaves the average as it is. Every part starts afresh.

    kind : a control chart whose centre line and spread are used: i, iprime, xbar, s, p, pprime, u, uprime, c.
    lam : λ, at least 0.01 and at most 1; small values see small shifts. width : L, above 0 and at most 8.
    centre, sigma : a known level and standard deviation on the shown scale; sigma for an i chart only.
    The rest are as in ``control_chart``. The defaults give a false signal every 366 points on average.
    """
    choices = Choices(kind, x, multiply, "anhoej", freeze, parts, exclude, None, screen, provisional, centre)
    return _charts(read_residuals(y, n, choices, sigma, many=False, subgroup=subgroup), lam, width)[0]


def ewma_charts(
    y: Any,
    n: Any = None,
    kind: str = "i",
    x: Any = None,
    *,
    lam: float = 0.2,
    width: float = 2.86,
    centre: Any = None,
    sigma: Any = None,
    multiply: float = 1,
    freeze: Any = None,
    parts: Any = None,
    exclude: Any = None,
    provisional: Any = None,
    screen: bool = True,
) -> EwmaCharts:
    """The same as ``ewma_chart`` for many series at once; y and n as in ``control_charts``."""
    choices = Choices(kind, x, multiply, "anhoej", freeze, parts, exclude, None, screen, provisional, centre)
    return _charts(read_residuals(y, n, choices, sigma, many=True, subgroup=None), lam, width)


def _charts(residuals: Residuals, lam: float, width: float) -> EwmaCharts:
    if not FINEST <= lam <= 1:
        raise ValueError(f"lam is {lam}; it must be at least {FINEST} and at most 1")
    if not 0 < width <= WIDEST:
        raise ValueError(f"width is {width}; it must be above 0 and at most {WIDEST:g}")
    average, limit = _averages(residuals, lam, width)
    used = residuals.used
    shown = residuals.control.kind in _ONE_SIGMA
    unit = residuals.sigma * residuals.control.multiply if shown else np.ones(average.shape)
    line = residuals.centre * residuals.control.multiply if shown else np.zeros(average.shape)
    return EwmaCharts(
        residuals=residuals,
        lam=float(lam),
        width=float(width),
        run_length=ewma_run_length(float(lam), float(width)),
        scale="shown" if shown else "sigma",
        ewma=np.where(used, line + unit * average, np.nan),
        cl=line,
        lcl=line - unit * limit,
        ucl=line + unit * limit,
        signal=used & (np.abs(average) > limit),
    )


def _averages(residuals: Residuals, lam: float, width: float) -> tuple[Floats, Floats]:
    """w and the limit at every point, in sigma; a point that is not used repeats the one before it."""
    average, limit = np.zeros(residuals.z.shape), np.zeros(residuals.z.shape)
    for within in residuals.spans():
        used, z = residuals.used[:, within], residuals.z[:, within]
        latest = np.zeros(len(z))
        for at in range(z.shape[1]):
            latest = np.where(used[:, at], lam * z[:, at] + (1 - lam) * latest, latest)
            average[:, within.start + at] = latest
        seen = np.cumsum(used, axis=1)
        limit[:, within] = width * np.sqrt(lam / (2 - lam) * (1 - (1 - lam) ** (2 * seen)))
    return average, limit
