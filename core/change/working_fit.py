"""A first fit on the link's scale, so that counts can be treated as roughly normal around it (step B)."""

from dataclasses import dataclass

import numpy as np

from core.change.family import Family
from core.spc.block import Bools, Floats

STEPS = 50
SMALL_STEP = 1e-10
LONGEST_STEP = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class WorkingFit:
    """One penalised fit a row: eta (R, T) on the link's scale, offset included; rate (R, T)."""

    eta: Floats
    rate: Floats


def working_fit(
    y: Floats, n: Floats, used: Bools, offset: Floats, design: Floats, prior_sd: Floats, family: Family
) -> WorkingFit:
    """Maximum of the penalised likelihood by Newton's method (Fisher scoring: both links are canonical).

    y, n, used, offset : (R, T); design : (R, P, T); prior_sd : (P,), inf for a column that is free.
    Rows need an event and, for shares, a non-event among the used cells, or the free intercept has no maximum.
    """
    counts = np.where(used, y, 0.0)
    size = np.where(used, n, 0.0)
    offset = np.nan_to_num(offset)
    penalty = 1.0 / prior_sd**2
    coefficients = np.zeros(design.shape[:2])
    coefficients[:, 0] = family.link(counts.sum(axis=1) / size.sum(axis=1))
    for _ in range(STEPS):
        rate = family.rate(_predictor(design, coefficients) + offset)
        gradient = (design @ (counts - size * rate)[:, :, None])[:, :, 0] - penalty * coefficients
        weighted = design * (size * family.information(rate))[:, None, :]
        curvature = weighted @ design.transpose(0, 2, 1) + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0]
        coefficients = coefficients + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        if np.abs(step).max() < SMALL_STEP:
            break
    eta = _predictor(design, coefficients) + offset
    return WorkingFit(eta, family.rate(eta))


def _predictor(design: Floats, coefficients: Floats) -> Floats:
    return np.einsum("rpt,rp->rt", design, coefficients)
