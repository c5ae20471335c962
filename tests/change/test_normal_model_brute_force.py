"""The filter and the integration of effects, held against dense matrices straight from the formulas."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.linalg import inv, slogdet

from core.change.forecast import forecast_contrast
from core.change.grid import Wandering
from core.change.kalman import filter_rows
from core.change.likelihood import Effect, marginal
from core.change.rows import Rows

MONTHS, START = 20, 14
POINTS = [(0.0, 0.0), (0.0, 0.2), (0.45, 0.1), (0.97, 0.3)]
WANDERING = Wandering(
    np.array([phi for phi, _ in POINTS]), np.array([s for _, s in POINTS]), np.ones(4), np.zeros(4)
)
SLOPES, REACTIONS = np.array([0.0, 0.1]), np.array([0.0, 0.5])
KAPPA = 0.2
EFFECTS = (Effect(), Effect(SLOPES), Effect(REACTIONS))


@pytest.fixture(scope="module")
def rows() -> Rows:
    """One unit with two months missing before the change; z in months after is the fit that f is against."""
    rng = np.random.default_rng(4)
    used = np.arange(MONTHS)[None] < START
    used[0, [3, 9]] = False
    design = np.ones((1, 2, MONTHS))
    design[:, 1] = (np.arange(MONTHS) - 9.5) / 12
    z = rng.normal(size=(1, MONTHS))
    return Rows(
        unit=np.array([0]),
        used=used,
        design=design,
        level=rng.normal(scale=0.2, size=(1, MONTHS)),
        concentration=np.array([KAPPA]),
        eta=z,
        z=z,
        noise=rng.uniform(0.01, 0.04, (1, MONTHS)),
    )


@pytest.fixture(scope="module")
def weight() -> np.ndarray:
    weight = np.zeros((1, MONTHS))
    weight[0, START:] = [0.1, 0.3, 0.0, 0.2, 0.2, 0.2]
    return weight


def dense(rows: Rows, weight: np.ndarray, point: int, slope: float, reaction: float) -> tuple[float, ...]:
    """Restricted log likelihood, and mean and variance of Σ ω (η − fit), from the definitions."""
    phi, sigma = POINTS[point]
    at = np.arange(MONTHS)
    wandering = sigma**2 * (1 + KAPPA) * np.where(sigma > 0, phi ** np.abs(np.subtract.outer(at, at)), 0.0)
    years, index = rows.design[0, 1], rows.level[0]
    shared = wandering + slope**2 * np.outer(years, years) + reaction**2 * np.outer(index, index)
    u = rows.used[0]
    omega = (shared + np.diag(rows.noise[0]))[np.ix_(u, u)]
    one, z, precision = np.ones(u.sum()), rows.z[0, u], inv(omega)
    information = one @ precision @ one
    level = one @ precision @ z / information
    residual = z - level
    likelihood = -0.5 * (slogdet(omega)[1] + np.log(information) + residual @ precision @ residual)
    to_after = shared[:, u] @ precision
    eta = level + to_after @ residual
    unexplained = 1 - to_after @ one
    covariance = shared - to_after @ shared[u] + np.outer(unexplained, unexplained) / information
    w = weight[0]
    return likelihood, w @ (eta - rows.z[0]), w @ covariance @ w


@pytest.mark.parametrize("point", range(len(POINTS)))
def test_the_filter_gives_the_restricted_likelihood_and_the_best_forecast(rows, weight, point):
    filtered = filter_rows(rows, WANDERING, with_index=True)
    found = marginal(forecast_contrast(filtered, weight, WANDERING), filtered.log_det, EFFECTS, contrast=True)
    mean, variance = found.contrast
    for s, slope in enumerate(SLOPES):
        for b, reaction in enumerate(REACTIONS):
            expected = dense(rows, weight, point, slope, reaction)
            got = (array[0, point, s, b] for array in (found.log_likelihood, mean, variance))
            assert tuple(got) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_month_without_a_number_says_nothing_whatever_stands_in_its_place(rows):
    odd = rows.z.copy()
    odd[0, [3, 9]] = 1e6
    usual = filter_rows(rows, WANDERING, with_index=True)
    with_odd = filter_rows(replace(rows, z=odd), WANDERING, with_index=True)
    assert np.array_equal(usual.cross, with_odd.cross)
    assert np.array_equal(usual.log_det, with_odd.log_det)
