"""Month by month: what was observed, and what would have been expected without the change."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import betaincinv, gammaincinv, ndtri

from core.change.family import Family
from core.change.forecast import forecast_contrasts
from core.change.kalman import Filtered
from core.change.likelihood import Effect, marginal
from core.change.mixture import each_mixed
from core.change.panel import Panel
from core.change.rows import Rows
from core.spc.block import Bools, Floats

BAND = 0.95
LEAST_SHAPE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The starters' rows and what the filter learned from their months before.

    picked : (U, T) months that made them start, since they were bad
    """

    panel: Panel
    family: Family
    rows: Rows
    filtered: Filtered
    picked: Bools


def counterfactual(
    model: Model, log_weight: Floats, effects: tuple[Effect, ...], shift: float = 0.0
) -> pd.DataFrame:
    """A row a starter and month: unit, month, after, picked, observed, expected, lower, upper.

    Before the change ``expected`` is the model's level and the band is empty (NaN). After it the band holds
    95 of 100 single months if nothing had happened: what is unknown about the level and the months' own
    chance. Counts, for means levels; NaN where a month was not used. What the picked months count for is told
    by step G: against the county and in a series by itself nothing, for own drift half.
    log_weight : prior and the others' evidence; effects : as in the total; shift : of all months after on the
    link's scale, where the expected total comes from another reading of the same months.
    """
    frames = [_of_starter(model, i, log_weight, effects, shift) for i in range(len(model.rows.unit))]
    return pd.concat(frames, ignore_index=True)


def _of_starter(
    model: Model, row: int, log_weight: Floats, effects: tuple[Effect, ...], shift: float
) -> pd.DataFrame:
    panel, family = model.panel, model.family
    unit, eta = int(model.rows.unit[row]), model.rows.eta[row]
    filtered = model.filtered.of(slice(row, row + 1))
    after = np.arange(len(panel.months)) >= panel.start[unit]
    months = np.flatnonzero(after & panel.known[unit])
    level, size = family.rate(eta), panel.n[unit]
    lower, upper = (np.full(len(level), np.nan) for _ in range(2))
    centre, sd = _monthly(filtered, months, family, log_weight, effects)
    level[months] = family.rate(eta[months] + centre + shift)
    lower[months], upper[months] = _band(family, level[months], sd, size[months])
    of_means = family.name == "mean"
    return pd.DataFrame(
        {
            "unit": pd.Series([panel.units[unit]] * len(after), dtype="str"),
            "month": panel.months.astype("datetime64[us]"),
            "after": after,
            "picked": model.picked[unit],
            "observed": panel.y[unit] / size if of_means else panel.y[unit],
            "expected": np.where(panel.known[unit], level if of_means else level * size, np.nan),
            "lower": lower,
            "upper": upper,
        }
    )


def _monthly(
    filtered: Filtered, months: np.ndarray, family: Family, log_weight: Floats, effects: tuple[Effect, ...]
) -> tuple[Floats, Floats]:
    """Mean and sd of each month's deviation from the fit; all months after side by side, of one row."""
    weights = np.zeros((len(months), 1, filtered.errors.shape[1]))
    weights[np.arange(len(months)), 0, months] = 1.0
    cross = forecast_contrasts(filtered, weights, family.wandering)[:, :, :, 0]
    log_det = np.broadcast_to(filtered.log_det, (len(months), filtered.log_det.shape[1]))
    own = marginal(cross, log_det, effects, contrast=True)
    return each_mixed(log_weight + own.log_likelihood[0], *own.contrast)


def _band(family: Family, level: Floats, sd: Floats, size: Floats) -> tuple[Floats, Floats]:
    """Central 95 % of each month: a distribution on the right range with the mixed one's mean and variance.

    Counts: gamma (a Poisson number whose mean is uncertain); shares: beta; means: normal.
    """
    ends = np.array([[(1 - BAND) / 2], [(1 + BAND) / 2]])
    slope = family.slope(level)
    variance = (slope * sd) ** 2 + family.dispersion * slope / size
    if family.name == "mean":
        low, high = level + ndtri(ends) * np.sqrt(variance)
    elif family.name == "rate":
        shape = np.maximum(level**2 / variance, LEAST_SHAPE)
        low, high = size * gammaincinv(shape, ends) * variance / level
    else:
        total = np.maximum(level * (1 - level) / variance - 1, LEAST_SHAPE)
        low, high = size * betaincinv(level * total, (1 - level) * total, ends)
    return low, high
