"""Segmented regression with AR(1) errors by restricted maximum likelihood.

The residuals' correlation is estimated together with the model, allowing for the columns that were fitted
(Patterson & Thompson 1971, Biometrika 58:545–554; Cheang & Reinsel 2000, J Am Stat Assoc 95:1173–1184). With
three years of months the correlation is still underestimated, and the errors with it.
"""

from dataclasses import dataclass

import numpy as np

from core.change.peers.answer import Method, PeerAnswer, unanswered
from core.change.peers.compared import Compared
from core.change.peers.highest import highest
from core.change.peers.segmented import STEP, can_be_fitted, design, linear_answer
from core.spc.block import Floats

LOWEST, HIGHEST = 0.0, 0.98
"""Between these the correlation is sought. A negative one is chance in data of this kind, and would shrink
the errors: with it allowed, independent months gave 6–9 % false changes instead of 5–6 %."""


@dataclass(frozen=True, slots=True, eq=False)
class Ar1Fit:
    """coefficients (p,), their covariance (p, p), the correlation φ, and the restricted log-likelihood."""

    coefficients: Floats
    covariance: Floats
    phi: float
    log_likelihood: float


def reml_ar1(data: Compared) -> PeerAnswer:
    """The monthly value on level, trend, step and season, errors AR(1); Student's t with T − p."""
    return _answer("reml_ar1", data, data.value, design(data))


def controlled_reml_ar1(data: Compared) -> PeerAnswer:
    """The same on the ratio of the target's value to that of the comparison units together, without season.

    A controlled interrupted time series (Bernal, Cummins & Gasparrini 2018, Int J Epidemiol 47:2082–2093):
    what hits all units alike falls out of the ratio.
    """
    method: Method = "controlled_reml_ar1"
    if data.others_y is None or data.others_n is None:
        return unanswered(method, "no_comparison")
    if (data.others_y <= 0.0).any():
        return unanswered(method, "no_events")
    return _answer(method, data, data.value / (data.others_y / data.others_n), design(data, season=False))


def _answer(method: Method, data: Compared, value: Floats, x: Floats) -> PeerAnswer:
    if not can_be_fitted(data, x):
        return unanswered(method, "few_months")
    residuals = value - x @ np.linalg.lstsq(x, value, rcond=None)[0]
    if np.abs(residuals).max() <= 1e-10 * np.abs(value).max():
        return unanswered(method, "no_variation")
    fit = fit_ar1(value, x, data.at)
    se = float(np.sqrt(fit.covariance[STEP, STEP]))
    return linear_answer(method, fit.coefficients, se, x.shape[0] - x.shape[1], x)


def fit_ar1(value: Floats, x: Floats, at: Floats) -> Ar1Fit:
    """Fit ``value`` (T,) = ``x`` (T, p) β + e with corr(e_s, e_t) = φ^abs(at_s − at_t), φ by REML.

    Months may be missing: the correlation falls with their distance in the calendar.
    """
    gaps = np.diff(at)
    phi = highest(lambda phi: given_phi(phi, value, x, gaps).log_likelihood, np.linspace(LOWEST, HIGHEST, 20))
    return given_phi(phi, value, x, gaps)


def given_phi(phi: float, value: Floats, x: Floats, gaps: Floats) -> Ar1Fit:
    """The fit when φ is known; gaps (T − 1,) months between neighbours.

    −2 log L = (T − p) log σ² + log det V + log det X′V⁻¹X, constants left out.
    """
    together, log_det = _whiten(phi, np.column_stack([x, value]), gaps)
    rows, columns = x.shape
    # The last column of R holds Q′y: coefficients from its top, the residuals' length at its foot.
    r: Floats = np.asarray(np.linalg.qr(together, mode="r"), dtype=np.float64)
    inverse = np.asarray(np.linalg.inv(r[:columns, :columns]), dtype=np.float64)
    variance = float(r[columns, columns] ** 2) / (rows - columns)
    log_x = 2.0 * float(np.log(np.abs(np.diag(r)[:columns])).sum())
    deviance = (rows - columns) * float(np.log(variance)) + log_det + log_x
    return Ar1Fit(inverse @ r[:columns, columns], variance * inverse @ inverse.T, phi, -0.5 * deviance)


def _whiten(phi: float, rows: Floats, gaps: Floats) -> tuple[Floats, float]:
    """Independent errors with variance 1: (e_t − φ^d e_{t−1})/√(1 − φ^2d), d months apart; and log det V."""
    correlation = phi**gaps
    left = 1.0 - correlation**2
    out = rows.copy()
    out[1:] = (rows[1:] - correlation[:, None] * rows[:-1]) / np.sqrt(left)[:, None]
    return out, float(np.log(left).sum())
