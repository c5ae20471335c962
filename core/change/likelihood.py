"""The restricted likelihood of the unknowns, and what each grid point says about a contrast (B and C)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.change.effects import integrate_out, integrate_out_flat, integrate_out_with_last
from core.spc.block import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """One effect's column: its prior spreads, an axis of the grid each; None is a flat prior.

    together : the spreads belong to the axis of the effect before (the two columns of a season's wave).
    """

    sd: Floats | None = None
    together: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Marginal:
    """Every grid point's answer, (rows, wandering, axes of the effects...).

    log_likelihood : restricted, up to a constant; contrast : its mean and variance, empty if none is asked
    """

    log_likelihood: Floats
    contrast: tuple[Floats, ...] = ()


def marginal(cross: Floats, log_det: Floats, effects: Sequence[Effect], contrast: bool) -> Marginal:
    """Integrate the effects out of the cross products, in the order of their columns.

    After the effects ``cross`` holds the response z and, where ``contrast``, a column that stands for what is
    asked: g with cross[x, g] = l, cross[z, g] = −m₀ and cross[g, g] = −V₀ gives l'θ̂ + m₀ and its variance,
    since all three change in the same way when an effect is integrated out.
    """
    for effect in effects:
        if effect.sd is None:
            cross, log_det = integrate_out_flat(cross, log_det)
        elif effect.together:
            cross, log_det = integrate_out_with_last(cross, log_det, effect.sd)
        else:
            cross, log_det = integrate_out(cross, log_det, effect.sd)
    log_likelihood = -0.5 * (log_det + cross[0, 0])
    if not contrast:
        return Marginal(log_likelihood)
    return Marginal(log_likelihood, (-cross[0, 1], -cross[1, 1]))


def with_contrast(cross: Floats, of_columns: Floats, variance: Floats) -> Floats:
    """Add the column of a contrast: of_columns (C, R, K), variance (R, K) beyond that of the effects."""
    n_columns = len(cross)
    wider = np.empty((n_columns + 1, n_columns + 1, *cross.shape[2:]))
    wider[:-1, :-1] = cross
    wider[-1, :-1] = wider[:-1, -1] = of_columns
    wider[-1, -1] = -variance
    return wider
