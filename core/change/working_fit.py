"""A first fit on the link's scale, so that counts can be treated as roughly normal around it (step B)."""

import numpy as np

from core.change.columns import Columns
from core.change.family import Family
from core.spc.block import Floats

STEPS = 50
SMALL_STEP = 1e-10
LONGEST_STEP = 4.0


def working_fit(counts: Floats, size: Floats, offset: Floats, columns: Columns, family: Family) -> Floats:
    """Maximum of the penalised likelihood by Newton's method; eta (R, T), offset included, in every month.

    counts, size : (R, T), 0 in months that are not used; offset : (R, T).
    A row of counts needs an event and, for shares, a non-event, or the free intercept has no maximum.
    """
    design, penalty = columns.design, 1.0 / columns.prior_sd**2
    coefficients = np.zeros(design.shape[:2])
    coefficients[:, 0] = family.link(counts.sum(axis=1) / size.sum(axis=1))
    for _ in range(STEPS):
        rate = family.rate(_predictor(design, coefficients) + offset)
        residual = (counts - size * rate) / family.dispersion
        gradient = (design @ residual[:, :, None])[:, :, 0] - penalty * coefficients
        weighted = design * (size * family.slope(rate) / family.dispersion)[:, None, :]
        curvature = weighted @ design.transpose(0, 2, 1) + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0]
        coefficients = coefficients + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        if np.abs(step).max() < SMALL_STEP:
            break
    return _predictor(design, coefficients) + offset


def _predictor(design: Floats, coefficients: Floats) -> Floats:
    return np.einsum("rpt,rp->rt", design, coefficients)
