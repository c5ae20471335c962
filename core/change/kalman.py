"""A scalar Kalman filter for AR(1) wandering seen through noise, for many rows and grid points at once.

Kalman 1960. The state x_t has correlation φ and variance s²; seen is a column + x_t + e_t, e_t ~ N(0, v_t).
The filter is linear, so the response and every effect's column go through it together: each is turned into
one-month-ahead errors, which are independent, and generalised least squares becomes ordinary sums.
"""

from dataclasses import dataclass

import numpy as np

from core.change.grid import Wandering
from core.change.rows import Rows
from core.spc.block import Bools, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Filtered:
    """What the filter gives, for rows r, grid points k, columns c and months t.

    errors : (T, C, R, K) column minus its one-step prediction from the used months before; for months that
        are not used it is the distance to the forecast
    state_variance : (T, R, K) variance of x_t given the used months before
    cross : (C, C, R, K) Σ e e' / F over used months: the GLS cross products X'Ω⁻¹X
    log_det : (R, K) log det Ω
    """

    errors: Floats
    state_variance: Floats
    cross: Floats
    log_det: Floats

    def of(self, rows: slice) -> "Filtered":
        """Some of the rows."""
        return Filtered(
            self.errors[:, :, rows], self.state_variance[:, rows], self.cross[:, :, rows], self.log_det[rows]
        )


def filter_rows(rows: Rows, wandering: Wandering, with_index: bool) -> Filtered:
    """Run the effects' columns, the county index if asked for, and last the response through the filter.

    The county's index wanders too, so that a unit held against it has variance σ²(1 + κ).
    """
    index = [rows.level[:, None]] if with_index else []
    columns = np.concatenate([rows.design, *index, rows.z[:, None]], axis=1)
    variance = np.outer(1 + rows.concentration, wandering.sigma**2)
    return _filter(columns, rows.used, rows.noise, variance, wandering)


def _filter(columns: Floats, used: Bools, noise: Floats, variance: Floats, wandering: Wandering) -> Filtered:
    """columns : (R, C, T); used, noise : (R, T); variance of x_t : (R, K)."""
    rows, n_columns, months = columns.shape
    errors = np.empty((months, n_columns, rows, len(wandering.phi)))
    state_variance = np.empty((months, *variance.shape))
    precision = np.empty((months, *variance.shape))
    by_month = np.ascontiguousarray(columns.transpose(2, 1, 0))[..., None]
    noise = np.where(used, noise, 1.0)[:, :, None] * wandering.noise
    mean = np.zeros(errors.shape[1:])
    decay = wandering.phi**2
    shock = variance * (1 - decay)
    now = variance
    for t in range(months):
        np.subtract(by_month[t], mean, out=errors[t])
        state_variance[t] = now
        precision[t] = used[:, t, None] / (now + noise[:, t])
        gain = now * precision[t]
        mean += gain * errors[t]
        mean *= wandering.phi
        now = decay * (now - gain * now) + shock
    scaled = errors * np.sqrt(precision)[:, None]
    cross = np.einsum("tcrk,tdrk->cdrk", scaled, scaled)
    log_det = -np.log(np.where(precision > 0, precision, 1.0)).sum(axis=0)
    return Filtered(errors, state_variance, cross, log_det)
