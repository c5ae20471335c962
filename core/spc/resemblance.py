"""Does a step explain more than neighbours that resemble each other?

A series that wanders and comes back (an AR(1) around one level) looks for a while as if its level had moved,
and once a step is taken out, what is left hardly resembles itself any longer. So two models are compared that
both let neighbours resemble each other, each by its own estimate: one with the step, one without.
"""

import numpy as np

from core.spc.block import Bools, Floats

MOST = 0.95

# Quantiles of the gain of the best step, and of the best stretch, in AR(1) series of n points with
# autocorrelation 0.6; with less resemblance they are lower (simulated, 40 000 and 6 000 series each;
# tests/spc/test_rephase.py makes them anew). One row for each of ``step_scan.CHANCES``.
GAIN_POINTS = np.array([16.0, 24, 36, 48, 60, 84, 120, 240])
GAIN_QUANTILES = np.array(
    [
        [11.7, 12.0, 11.9, 11.6, 11.5, 11.3, 11.3, 11.2],
        [15.7, 15.9, 16.0, 15.8, 15.4, 15.2, 15.1, 14.9],
        [20.1, 20.5, 20.9, 20.8, 20.9, 20.3, 20.3, 20.2],
    ]
)
GAIN_STRETCH_POINTS = np.array([36.0, 48, 60, 84, 120, 240])
GAIN_STRETCH_QUANTILES = np.array(
    [
        [14.5, 15.4, 16.2, 16.9, 16.9, 18.2],
        [18.3, 19.5, 20.7, 21.2, 21.2, 22.4],
        [25.2, 25.2, 26.4, 26.4, 27.0, 27.0],
    ]
)


def gain(with_step: Floats, without: Floats, adjacent: Bools) -> Floats:
    """Twice the log likelihood ratio of the two models, (series,): large where the step explains more.

    with_step, without : (series, points) residuals around the levels and around one level, of equal variance
    adjacent : (points − 1,), whether two successive points are neighbours in time
    """
    one_level = _misfit(without, adjacent)
    moves = np.isfinite(one_level)  # a constant series has nothing to explain
    more = np.zeros_like(one_level)
    np.subtract(one_level, _misfit(with_step, adjacent), out=more, where=moves)
    return more


def _misfit(error: Floats, adjacent: Bools) -> Floats:
    """−2 log likelihood of a stationary Gaussian AR(1) but for a constant; a new stretch begins after a gap.

    φ = Σ e_t e_{t−1} / Σ e_t², not below 0; the variance is the one that fits best.
    """
    points, stretches = error.shape[1], 1 + int((~adjacent).sum())
    power = (error**2).sum(axis=1)
    product = (error[:, 1:] * error[:, :-1] * adjacent).sum(axis=1)
    phi = np.clip(np.divide(product, power, out=np.zeros_like(power), where=power > 0), 0.0, MOST)
    begins = np.concatenate([[True], ~adjacent])
    foreseen = np.zeros_like(error)
    foreseen[:, 1:] = phi[:, None] * error[:, :-1] * adjacent
    scale = np.where(begins, 1 - phi[:, None] ** 2, 1.0)
    left = (scale * (error - foreseen) ** 2).sum(axis=1)
    with np.errstate(divide="ignore"):
        return points * np.log(left / points) - stretches * np.log(1 - phi**2)
