"""Has a series changed its level, and when? Without a date given beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.change import grid
from core.change.alone import WAVES
from core.change.columns import STEP_COLUMN, WAVE_SD, Columns
from core.change.county_index import without_index
from core.change.kalman import filter_rows
from core.change.likelihood import Effect, marginal
from core.change.log_sum import log_sum
from core.change.own_drift import column_contrast
from core.change.rows import Rows, Setting, make_rows
from core.change.series_panel import SeriesPanel, series_panel
from core.change.table import Kind
from core.spc.block import Bools, Floats, Ints

SHORTEST = 6
"""Months that a level has to last on either side."""
LEVEL = 0.05
LIKELY = 0.95
FALSE_AT = {0.0: 0.01, 0.4: 0.05, 0.6: 0.10}
"""Correlation of neighbouring months -> share of series without a shift in which one is found all the same.

400 series each of 36 and of 60 months, about 40 events a month, sd 0.15 (standard error about 1 in 100).
At 0.6 more than the 5 that p promises.
"""
DRAWS = 1999
SEED = 20267


@dataclass(frozen=True, slots=True, eq=False)
class Shift:
    """A new level from ``month`` on.

    p : of a shift as large anywhere in a series without one; relative : the new level beside the old
    earliest, latest : months that hold 95 % of what the series says of when; meaningful only for a small p
    """

    month: np.datetime64
    p: float
    relative: float
    earliest: np.datetime64
    latest: np.datetime64


@dataclass(frozen=True, slots=True, eq=False)
class Shifts:
    """The best shift of the series with its p, ``found`` when p is below 0.05; or why none can be told."""

    n: int
    best: Shift | None = None
    reason: str | None = None

    @property
    def found(self) -> tuple[Shift, ...]:
        return (self.best,) if self.best is not None and self.best.p < LEVEL else ()


def shifts(
    numerator: Any,
    denominator: Any = None,
    *,
    months: Iterable[Any],
    kind: Kind = "rate",
    seed: int = SEED,
) -> Shifts:
    """Search for a lasting shift of level, with an honest price for the search.

    Statistic: the largest standardised difference of means before and after any month, on season-adjusted
    residuals. Its distribution without a shift is simulated, (φ, σ) drawn from the posterior of a model that
    already holds the best step, so that a shift is not taken for wandering and wandering not for a shift.
    A steady trend also gives two levels: look at ``trend`` first.
    Arguments as in ``trend``; the same numbers always give the same p.
    """
    found = series_panel(numerator, denominator, months, kind)
    if not isinstance(found, SeriesPanel):
        return Shifts(found.n, reason=found.reason)
    columns = Columns(np.ones((1, 1, len(found.panel.months))), np.array([np.inf]))
    columns = columns.and_waves(found.panel.months)
    setting = Setting(found.panel, found.family, without_index(found.panel))
    rows = make_rows(setting, np.array([0]), found.panel.known, columns)
    at = _candidates(rows.used[0])
    if not at.size:
        return Shifts(int(rows.used.sum()), reason="few_months")
    fits = _fit_steps(found, rows, at)
    p = _p_of_the_largest(found, rows, at, fits, np.random.default_rng(seed))
    return Shifts(int(rows.used.sum()), _shift(found, at, fits, p))


def _candidates(used: Bools) -> Ints:
    """Known months with enough known months before them and from them on."""
    before = np.cumsum(used) - used
    enough = (before >= SHORTEST) & (used.sum() - before >= SHORTEST)
    return np.flatnonzero(used & enough)


@dataclass(frozen=True, slots=True, eq=False)
class _Fits:
    """One model a candidate month: log evidence and size of the step (M,); weights of (φ, σ) of the best."""

    log_evidence: Floats
    size: Floats
    wandering: Floats

    @property
    def best(self) -> int:
        return int(self.log_evidence.argmax())


def _fit_steps(found: SeriesPanel, rows: Rows, at: Ints) -> _Fits:
    """All steps go through the filter together; each model then takes its own columns."""
    months = rows.z.shape[1]
    steps = (np.arange(months) >= at[:, None]).astype(float)
    design = np.concatenate([rows.design, steps[None]], axis=1)
    filtered = filter_rows(replace(rows, design=design), found.family.wandering, with_index=False)
    first_step, z = rows.design.shape[1], design.shape[1]
    chosen = np.array([[0, first_step + i, *range(1, first_step), z] for i in range(len(at))])
    cross = filtered.cross[chosen[:, :, None], chosen[:, None, :], 0].transpose(1, 2, 0, 3)
    log_det = np.broadcast_to(filtered.log_det, cross.shape[2:])
    effects = (Effect(), Effect(), *WAVES)
    own = marginal(column_contrast(cross, STEP_COLUMN), log_det, effects, contrast=True)
    joint = grid.log_prior(found.family.wandering, grid.SEASON) + own.log_likelihood
    log_evidence = log_sum(joint, axis=(1, 2))
    weight = np.exp(joint - log_evidence[:, None, None])
    size = (weight * own.contrast[0]).sum(axis=(1, 2))
    return _Fits(log_evidence, size, weight[int(log_evidence.argmax())].sum(axis=1))


def _p_of_the_largest(
    found: SeriesPanel, rows: Rows, at: Ints, fits: _Fits, rng: np.random.Generator
) -> float:
    """Rank of the observed supremum among simulated ones (Davison and Hinkley 1997, 4.2)."""
    used = rows.used[0]
    contrasts = _standardised_differences(rows, at)
    observed = np.abs(contrasts @ rows.z[0, used]).max()
    simulated = np.abs(_without_a_shift(found, rows, fits, rng)[:, used] @ contrasts.T).max(axis=1)
    return float((1 + (simulated >= observed).sum()) / (1 + DRAWS))


def _standardised_differences(rows: Rows, at: Ints) -> Floats:
    """(M, used months): turns a response into its differences of means, the season taken out."""
    used = rows.used[0]
    design, weight = rows.design[0][:, used], 1 / rows.noise[0, used]
    penalty = np.diag(np.array([0.0, *[1 / WAVE_SD**2] * (len(design) - 1)]))
    smooth = design.T @ np.linalg.solve((design * weight) @ design.T + penalty, design * weight)
    after = np.flatnonzero(used) >= at[:, None]
    late, early = after * weight, ~after * weight
    of_late, of_early = late.sum(axis=1, keepdims=True), early.sum(axis=1, keepdims=True)
    difference = (late / of_late - early / of_early) / np.sqrt(1 / of_late + 1 / of_early)
    return difference @ (np.eye(len(weight)) - smooth)


def _without_a_shift(found: SeriesPanel, rows: Rows, fits: _Fits, rng: np.random.Generator) -> Floats:
    """Series of wandering and noise alone, (draws, T); (φ, σ) from the posterior beside the best step."""
    wandering, months = found.family.wandering, rows.z.shape[1]
    point = rng.choice(len(fits.wandering), DRAWS, p=fits.wandering / fits.wandering.sum())
    phi, sigma = wandering.phi[point], wandering.sigma[point]
    shocks = rng.standard_normal((months, DRAWS))
    state = np.empty((months, DRAWS))
    state[0] = sigma * shocks[0]
    for t in range(1, months):
        state[t] = phi * state[t - 1] + sigma * np.sqrt(1 - phi**2) * shocks[t]
    noise = np.sqrt(np.outer(wandering.noise[point], rows.noise[0]))
    return state.T + noise * rng.standard_normal((DRAWS, months))


def _shift(found: SeriesPanel, at: Ints, fits: _Fits, p: float) -> Shift:
    chance = np.exp(fits.log_evidence - log_sum(fits.log_evidence))
    order = np.argsort(-chance, kind="stable")
    likely = order[: int(np.searchsorted(np.cumsum(chance[order]), LIKELY)) + 1]
    month = found.panel.months[at]
    return Shift(
        month=month[fits.best],
        p=p,
        relative=found.relative(float(fits.size[fits.best])),
        earliest=month[int(likely.min())],
        latest=month[int(likely.max())],
    )
