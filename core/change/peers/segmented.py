"""The columns of a segmented regression, and a step turned into a relative effect.

Wagner, Soumerai, Zhang & Ross-Degnan 2002 (J Clin Pharm Ther 27:299–309); Bernal, Cummins & Gasparrini 2017
(Int J Epidemiol 46:348–355): level, trend, a step at the change, and a Fourier pair for the season.
"""

import numpy as np
from scipy.special import stdtr, stdtrit

from core.change.peers.answer import Method, PeerAnswer, with_p
from core.change.peers.compared import FEWEST_FREE, SEASON_NEEDS, Compared
from core.spc.block import Floats

STEP = 2
"""Column of the step."""


def design(data: Compared, season: bool = True) -> Floats:
    """Columns 1, t, step and, with 24 months or more, cos and sin of the year; (T, 3 or 5)."""
    columns = [np.ones_like(data.at), (data.at - data.start) / 12.0, data.after.astype(np.float64)]
    if season and data.at.size >= SEASON_NEEDS:
        angle = 2.0 * np.pi * data.at / 12.0
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def can_be_fitted(data: Compared, x: Floats) -> bool:
    """Enough months on both sides, five more months than columns, and no column that repeats another."""
    enough = not data.few_months and x.shape[0] - x.shape[1] >= FEWEST_FREE
    return enough and int(np.linalg.matrix_rank(x)) == x.shape[1]


def p_of_t(t: float, df: float) -> float:
    """Two-sided p of Student's t."""
    return float(2.0 * stdtr(df, -abs(t)))


def half_width(se: float, df: float) -> float:
    """Half of a 95 % interval with Student's t."""
    return float(stdtrit(df, 0.975)) * se


def linear_answer(method: Method, coefficients: Floats, se: float, df: int, x: Floats) -> PeerAnswer:
    """The step of a linear model relative to what the model expects without it, Σ fitted without step.

    The interval takes the expectation as known, as is usual. Where it is not above 0 there is a p-value only.
    """
    step = float(coefficients[STEP])
    p_value = p_of_t(step / se, df)
    expected = float((x[x[:, STEP] == 1.0] @ coefficients).mean()) - step
    if expected <= 0.0:
        return with_p(method, p_value, None, None, "expected_not_positive")
    half = half_width(se, df)
    return with_p(method, p_value, max(step / expected, -1.0), share_of(expected, step, half))


def share_of(expected: float, difference: float, half: float) -> tuple[float, float]:
    """difference ± half relative to what was expected; cut at −1, since no rate is below zero."""
    return max((difference - half) / expected, -1.0), max((difference + half) / expected, -1.0)
