"""Shares with the ages of a standard population."""

import numpy as np

from core.spc.block import Floats
from core.spc.compare.estimates import LEVEL


def standardised_shares(
    numerator: Floats, denominator: Floats, weights: Floats, multiply: float = 1.0, level: float = LEVEL
) -> tuple[Floats, Floats, Floats]:
    """Directly standardised shares and their limits, (units,) each.

    numerator, denominator : (units, strata), denominators above 0. weights : (strata,), any positive scale.

    p = Σ w y/n / Σ w with variance V = Σ (w/Σw)² p_j(1 − p_j)/n_j. Limits are Wilson's of a share p among
    p(1 − p)/V people, as many as would be as certain (an effective sample size, Korn & Graubard 1998, Survey
    Methodology 24:193–201). Where V is 0, all strata being 0 or 1, it is 1 / Σ (w/Σw)²/n_j people. Rates are
    for ``core.spc.funnels.direct``: its Poisson limits are too wide for shares.
    """
    from scipy.special import ndtri  # noqa: PLC0415 - not needed until units are compared

    w = weights / weights.sum()
    shares = numerator / denominator
    p = (w * shares).sum(axis=1)
    variance = (w**2 * shares * (1 - shares) / denominator).sum(axis=1)
    people = 1 / (w**2 / denominator).sum(axis=1)
    certain = (variance > 0) & (p > 0) & (p < 1)
    np.divide(p * (1 - p), variance, out=people, where=certain)
    z = float(ndtri((1 + level) / 2))
    middle = (p + z**2 / (2 * people)) / (1 + z**2 / people)
    half = z / (1 + z**2 / people) * np.sqrt(np.maximum(p * (1 - p), 0) / people + z**2 / (4 * people**2))
    lower, upper = np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)
    return p * multiply, lower * multiply, upper * multiply
