"""Segmented regression by least squares with Newey and West's standard errors.

The textbook way to allow for months that resemble each other. With so few months the errors come out too
small, and the method finds changes that are not there.
"""

import numpy as np

from core.change.peers.answer import PeerAnswer, unanswered
from core.change.peers.compared import Compared
from core.change.peers.segmented import STEP, can_be_fitted, design, linear_answer
from core.spc.block import Floats


def newey_west(data: Compared) -> PeerAnswer:
    """Least squares of the monthly value on level, trend, step and season.

    Agrees with statsmodels' ``OLS(value, x).fit(cov_type="HAC", cov_kwds={"maxlags": lags(T),
    "use_correction": True}, use_t=True)`` where no month is missing.
    """
    x = design(data)
    if not can_be_fitted(data, x):
        return unanswered("newey_west", "few_months")
    value = data.value
    coefficients: Floats = np.asarray(np.linalg.lstsq(x, value, rcond=None)[0], dtype=np.float64)
    residuals = value - x @ coefficients
    if np.abs(residuals).max() <= 1e-10 * np.abs(value).max():
        return unanswered("newey_west", "no_variation")
    se = float(np.sqrt(hac_covariance(x, residuals, data.at)[STEP, STEP]))
    return linear_answer("newey_west", coefficients, se, x.shape[0] - x.shape[1], x)


def lags(n: int) -> int:
    """⌊4(T/100)^(2/9)⌋, the rule of Newey & West 1994 (Rev Econ Stud 61:631–653)."""
    return int(4.0 * (n / 100.0) ** (2.0 / 9.0))


def hac_covariance(x: Floats, residuals: Floats, at: Floats) -> Floats:
    """(X′X)⁻¹ S (X′X)⁻¹ · T/(T − p) with S = Γ₀ + Σ_l (1 − l/(L + 1))(Γ_l + Γ_l′), Newey & West 1987.

    Γ_l = Σ_t e_t e_{t−l} x_t x_{t−l}′ (Econometrica 55:703–708). x : (T, p); at : (T,) positions in the
    calendar. A missing month adds nothing to any Γ_l, and no lag skips it.
    """
    rows, columns = x.shape
    position = (at - at[0]).astype(np.int64)
    scores = np.zeros((int(position[-1]) + 1, columns))
    scores[position] = x * residuals[:, None]
    middle = scores.T @ scores
    longest = lags(rows)
    for lag in range(1, longest + 1):
        gamma = scores[lag:].T @ scores[:-lag]
        middle += (1.0 - lag / (longest + 1.0)) * (gamma + gamma.T)
    bread = np.linalg.inv(x.T @ x)
    return bread @ middle @ bread * rows / (rows - columns)
