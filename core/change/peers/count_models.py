"""Segmented regression for counts that vary more than chance: quasi-likelihood and negative binomial.

Both widen the error for overdispersion; neither knows that months resemble each other.
"""

import math

import numpy as np
from scipy.special import gammaln, ndtr, ndtri

from core.change.peers.answer import Method, Note, PeerAnswer, unanswered, with_p
from core.change.peers.compared import Compared
from core.change.peers.glm import GlmFit, expected_counts, fit_glm
from core.change.peers.highest import highest
from core.change.peers.segmented import STEP, can_be_fitted, design, half_width, p_of_t
from core.spc.block import Floats

SMALLEST, LARGEST = math.log(1e-6), math.log(10.0)
"""Between these log alpha is sought; alpha 10⁻⁶ is Poisson."""


def quasi_likelihood(data: Compared) -> PeerAnswer:
    """Quasi-Poisson for rates, quasi-binomial for shares (Wedderburn 1974, Biometrika 61:439–447).

    Variance φ·V(μ), φ = Pearson's X²/(T − p); Student's t with T − p. Agrees with statsmodels'
    ``GLM(...).fit(scale="X2")`` but for the t.
    """
    method: Method = "quasi_likelihood"
    x = design(data)
    if (note := _cannot(data, x)) is not None:
        return unanswered(method, note)
    fit = fit_glm(data.y, data.n, x, data.kind)
    if fit is None:
        return unanswered(method, "not_converged")
    df = x.shape[0] - x.shape[1]
    dispersion = fit.pearson / df
    if dispersion < 1e-9:
        return unanswered(method, "no_variation")
    step, se = _step(fit, dispersion)
    half = half_width(se, df)
    return with_p(
        method, p_of_t(step / se, df), relative(data, x, fit, step), _interval(data, x, fit, step, half)
    )


def negative_binomial(data: Compared) -> PeerAnswer:
    """NB2: variance μ + alpha·μ², alpha by maximum likelihood (Lawless 1987, Can J Stat 15:209–225).

    Rates only. z from the expected information. Agrees with statsmodels' ``NegativeBinomial``.
    """
    method: Method = "negative_binomial"
    if data.kind != "rate":
        return unanswered(method, "rates_only")
    x = design(data)
    if (note := _cannot(data, x)) is not None:
        return unanswered(method, note)
    fit = fit_glm(data.y, data.n, x, "rate", _best_alpha(data, x))
    if fit is None:
        return unanswered(method, "not_converged")
    step, se = _step(fit, 1.0)
    interval = _interval(data, x, fit, step, float(ndtri(0.975)) * se)
    return with_p(method, float(2.0 * ndtr(-abs(step) / se)), relative(data, x, fit, step), interval)


def relative(data: Compared, x: Floats, fit: GlmFit, step: float) -> float:
    """Σ expected with a step of this size / Σ expected without − 1, over the months after the start."""
    rows, n = x[data.after], data.n[data.after]
    without = rows @ fit.coefficients - fit.coefficients[STEP]
    with_step = expected_counts(without + step, n, data.kind).sum()
    return float(with_step / expected_counts(without, n, data.kind).sum() - 1.0)


def _interval(data: Compared, x: Floats, fit: GlmFit, step: float, half: float) -> tuple[float, float]:
    return relative(data, x, fit, step - half), relative(data, x, fit, step + half)


def _step(fit: GlmFit, dispersion: float) -> tuple[float, float]:
    """The step and its standard error."""
    return float(fit.coefficients[STEP]), math.sqrt(dispersion * float(fit.covariance[STEP, STEP]))


def _cannot(data: Compared, x: Floats) -> Note | None:
    """Why no model can be fitted: too few months, or a side without any event (or with nothing else)."""
    if not can_be_fitted(data, x):
        return "few_months"
    totals = [data.total(after=after) for after in (False, True)]
    if any(y == 0.0 for y, _ in totals):
        return "no_events"
    return "no_variation" if data.kind == "proportion" and any(y == n for y, n in totals) else None


def _best_alpha(data: Compared, x: Floats) -> float:
    """Alpha with the highest profile likelihood."""

    def at(log_alpha: float) -> float:
        fit = fit_glm(data.y, data.n, x, "rate", math.exp(log_alpha))
        return -math.inf if fit is None else log_likelihood(data.y, fit.mean, math.exp(log_alpha))

    return math.exp(highest(at, np.linspace(SMALLEST, LARGEST, 9)))


def log_likelihood(y: Floats, mean: Floats, alpha: float) -> float:
    """Of the negative binomial with size 1/alpha, (T,) summed."""
    size = 1.0 / alpha
    chosen = gammaln(y + size) - gammaln(size) - gammaln(y + 1.0)
    return float((chosen - size * np.log1p(alpha * mean) + y * np.log(mean / (mean + size))).sum())
