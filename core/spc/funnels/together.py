"""Whether units differ more than chance, all together: one answer about the spread, none about any unit."""

import numpy as np

from core.spc.block import Floats
from core.spc.funnels.chance import Kind

_LEAST_VARIANCE = 0.1
"""Of z²: that of a single throw of a coin is 0, and no distribution can be fitted to it."""


def chance_of_spread(kind: Kind, target: float, n: Floats, z: Floats) -> float:
    """How often chance alone makes k units differ at least as much.

    From Σz² (Cochran 1954, Some methods for strengthening the common χ² tests, Biometrics 10:417–451), whose
    mean is k − 1 around a target that the units have together. Its distribution is taken for a gamma with the
    variance that counts have: Var z² = 2 + excess kurtosis, which is 1/μ for a Poisson count of mean μ and
    (1 − 6θ(1 − θ)) / nθ(1 − θ) for a binomial one. That is χ² with k − 1 degrees of freedom for large units,
    and calls fewer small ones different.

    n, z : (units,) denominators, and distances from ``target`` in standard deviations by chance
    """
    from scipy.special import gammaincc  # noqa: PLC0415 - not needed until units are compared

    mean = len(z) - 1.0
    spread = target * (1 - target) if kind == "proportion" else target
    excess = (1 - 6 * spread) / (n * spread) if kind == "proportion" else 1 / (n * spread)
    variance = float(np.maximum(2 + excess, _LEAST_VARIANCE).sum()) * mean / len(z)
    return float(gammaincc(mean**2 / variance, float((z**2).sum()) * mean / variance))
