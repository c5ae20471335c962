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
    noise = np.where(used, noise, 1.0).T[..., None] * wandering.noise
    state_variance, precision = _variances(used.T[..., None], noise, variance, wandering)
    gain = np.multiply(state_variance, precision, out=noise)  # large arrays are reused: new memory takes time
    gain *= wandering.phi
    errors = _errors(np.ascontiguousarray(columns.transpose(2, 1, 0))[..., None], gain, wandering)
    cross = np.empty((columns.shape[1],) * 2 + precision.shape[1:])
    for one in range(len(cross)):
        weighed = np.multiply(errors[:, one], precision, out=gain)
        for other in range(one, len(cross)):
            sums = np.einsum("trk,trk->rk", weighed, errors[:, other])
            cross[one, other] = cross[other, one] = sums
    log_det = -np.log(np.where(precision > 0, precision, 1.0)).sum(axis=0)
    return Filtered(errors, state_variance, cross, log_det)


def _variances(used: Bools, noise: Floats, variance: Floats, wandering: Wandering) -> tuple[Floats, Floats]:
    """P_t of x_t given the months before, and 1/F_t = 1/(P_t + v_t), 0 where not used; (T, R, K) both.

    P_{t+1} = φ²(P_t − P_t²/F_t) + s²(1 − φ²). used : (T, R, 1); noise : v_t (T, R, K); variance : s² (R, K).
    """
    state_variance, precision = (np.empty((len(used), *variance.shape)) for _ in range(2))
    decay = wandering.phi**2
    shock = variance * (1 - decay)
    now = variance
    for t in range(len(used)):
        state_variance[t] = now
        np.divide(used[t], now + noise[t], out=precision[t])
        now = decay * (now - now * now * precision[t]) + shock
    return state_variance, precision


def _errors(columns: Floats, gain: Floats, wandering: Wandering) -> Floats:
    """e_t = column − m_t with m_{t+1} = φ·m_t + gain·e_t; columns : (T, C, R, 1), gain : (T, R, K)."""
    months, n_columns = columns.shape[:2]
    errors = np.empty((months, n_columns, *gain.shape[1:]))
    mean = np.zeros(errors.shape[1:])
    moved = np.empty_like(mean)
    for t in range(months):
        np.subtract(columns[t], mean, out=errors[t])
        np.multiply(gain[t], errors[t], out=moved)
        mean *= wandering.phi
        mean += moved
    return errors
