"""Generalised linear models by iteratively reweighted least squares: Poisson, negative binomial, binomial.

McCullagh & Nelder 1989, Generalized Linear Models, chapter 2. Agrees with statsmodels' ``GLM``.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from core.change.peers.compared import Kind
from core.spc.block import Floats

MOST_ROUNDS = 60
CLOSE = 1e-9
TOO_FAR = 12.0
"""A coefficient that leaves the start by more than this on the link's scale is on its way to infinity."""


@dataclass(frozen=True, slots=True, eq=False)
class GlmFit:
    """coefficients (p,); covariance (p, p) with dispersion 1; mean (T,): expected counts; pearson: X²."""

    coefficients: Floats
    covariance: Floats
    mean: Floats
    pearson: float


def fit_glm(y: Floats, n: Floats, x: Floats, kind: Kind, alpha: float = 0.0) -> GlmFit | None:
    """Fit counts ``y`` out of ``n`` (T,) on ``x`` (T, p), the first column 1; None if it does not settle.

    rate : log link with offset log n, variance μ + alpha·μ² (alpha 0: Poisson). proportion : logit link,
    variance np(1 − p).
    """
    coefficients = np.zeros(x.shape[1])
    start = float(y.sum() / n.sum())
    if not 0.0 < start < (np.inf if kind == "rate" else 1.0):
        return None
    coefficients[0] = np.log(start) if kind == "rate" else logit(start)
    for _ in range(MOST_ROUNDS):
        mean, weight = _mean_and_weight(x @ coefficients, n, kind, alpha)
        score = (y - mean) * (weight / _slope(mean, n, kind))
        try:
            step = np.linalg.solve((x * weight[:, None]).T @ x, x.T @ score)
        except np.linalg.LinAlgError:
            return None
        size = float(np.abs(step).max())
        coefficients = coefficients + step * min(1.0, 2.0 / max(size, 1e-300))
        if not np.isfinite(size) or np.abs(coefficients[1:]).max(initial=0.0) > TOO_FAR:
            return None
        if size < CLOSE:
            mean, weight = _mean_and_weight(x @ coefficients, n, kind, alpha)
            covariance = np.asarray(np.linalg.inv((x * weight[:, None]).T @ x), dtype=np.float64)
            return GlmFit(coefficients, covariance, mean, _pearson(y, mean, n, kind, alpha))
    return None


def expected_counts(eta: Floats, n: Floats, kind: Kind) -> Floats:
    """Expected counts at the linear predictor ``eta``."""
    return n * (np.exp(eta) if kind == "rate" else expit(eta))


def _slope(mean: Floats, n: Floats, kind: Kind) -> Floats:
    """dμ/dη: μ for the log link, np(1 − p) for the logit link."""
    return mean if kind == "rate" else mean * (1.0 - mean / n)


def _mean_and_weight(eta: Floats, n: Floats, kind: Kind, alpha: float) -> tuple[Floats, Floats]:
    """μ and the working weight (dμ/dη)²/variance; nowhere exactly 0, so that a step can be taken."""
    mean = np.maximum(expected_counts(eta, n, kind), 1e-12)
    weight = _slope(mean, n, kind)
    return mean, np.maximum(weight / (1.0 + alpha * mean) if kind == "rate" else weight, 1e-12)


def _pearson(y: Floats, mean: Floats, n: Floats, kind: Kind, alpha: float) -> float:
    """X² = Σ (y − μ)²/variance."""
    variance = _slope(mean, n, kind) * (1.0 + alpha * mean if kind == "rate" else 1.0)
    return float(((y - mean) ** 2 / variance).sum())
