"""Several starters judged as one (step H)."""

import numpy as np

from core.spc.block import Floats


def combined(contrast: tuple[Floats, ...], share: Floats, kappa: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of Σ ω_i f_i; ``contrast`` is the mean and variance of each f_i, starters first axis.

    share : (I,) ω_i; kappa : (I,) of the county index, inf where errors are wholly shared. All starters are
    held against nearly the same county, whose wandering they share: ρ = κ/(1 + κ) of each variance. So
    Σ ω²V(1 − ρ) + (Σ ω√(ρV))².
    """
    mean, variance = contrast
    with np.errstate(invalid="ignore"):
        shared = np.where(np.isinf(kappa), 1.0, kappa / (1 + kappa))
    axes = (len(share),) + (1,) * (mean.ndim - 1)
    weight, shared = share.reshape(axes), shared.reshape(axes)
    own = (weight**2 * variance * (1 - shared)).sum(axis=0)
    together = (weight * np.sqrt(shared * variance)).sum(axis=0)
    return (weight * mean).sum(axis=0), own + together**2
