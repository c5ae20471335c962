"""Integrating effects out of a normal model, one at a time (Patterson, Thompson 1971; Lindley, Smith 1972).

``cross`` holds GLS cross products of columns: effects first, then whatever is asked about. An effect with
prior N(0, s²) adds s²·x x' to the covariance Ω; by Sherman and Morrison the other cross products become

    G − g g'·s² / (1 + s² g_xx),   log det Ω + log(1 + s² g_xx)

and with a flat prior (s → ∞, restricted likelihood) G − g g'/g_xx and log det Ω + log g_xx.
"""

import numpy as np

from core.spc.block import Floats


def integrate_out_flat(cross: Floats, log_det: Floats) -> tuple[Floats, Floats]:
    """Take the first column out with a flat prior. cross : (C, C, ...) -> (C − 1, C − 1, ...)."""
    own, with_others = cross[0, 0], cross[0, 1:]
    return cross[1:, 1:] - with_others[:, None] * with_others / own, log_det + np.log(own)


def integrate_out(cross: Floats, log_det: Floats, sd: Floats) -> tuple[Floats, Floats]:
    """Take the first column out with prior N(0, sd²); one more axis at the end, as long as ``sd`` (S,)."""
    own, with_others = cross[0, 0, ..., None], cross[0, 1:, ..., None]
    spread = 1.0 + sd**2 * own
    rest = cross[1:, 1:, ..., None] - with_others[:, None] * with_others * (sd**2 / spread)
    return rest, log_det[..., None] + np.log(spread)


def integrate_out_with_last(cross: Floats, log_det: Floats, sd: Floats) -> tuple[Floats, Floats]:
    """As ``integrate_out``, for an effect whose ``sd`` goes with the last axis that is already there."""
    own, with_others = cross[0, 0], cross[0, 1:]
    spread = 1.0 + sd**2 * own
    rest = cross[1:, 1:] - with_others[:, None] * with_others * (sd**2 / spread)
    return rest, log_det + np.log(spread)
