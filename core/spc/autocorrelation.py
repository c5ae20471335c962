"""Do months resemble the month before? Limits and rules assume that they do not."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from core.spc.block import Bools, Floats

FEWEST = 12  # with fewer points the estimate says nothing


@dataclass(frozen=True, slots=True)
class LagOne:
    """Lag-1 autocorrelation ``r`` and ``limit``, the upper end of its 95 % band without autocorrelation."""

    r: float
    limit: float


def lag_one(residual: Floats, base: Bools) -> LagOne | None:
    """Lag-1 autocorrelation of the base points (points,) around their mean; None with fewer than 12.

    r = Σ e_t e_{t−1} / Σ e_t², limit = 1.96 / √n (Box & Jenkins 1970). Only points next to each other make
    a pair; where some pairs are lacking, the numerator is scaled up to n − 1 pairs.
    """
    n = int(base.sum())
    if n < FEWEST:
        return None
    e = np.where(base, residual, 0.0)
    e = np.where(base, e - e.sum() / n, 0.0)
    pairs = int((base[1:] & base[:-1]).sum())
    power = float(e @ e)
    if pairs == 0 or not power > 0:
        return None
    r = float(e[1:] @ e[:-1]) * (n - 1) / pairs / power
    return LagOne(r, 1.96 / sqrt(n))
