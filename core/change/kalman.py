"""A scalar Kalman filter for AR(1) wandering seen through noise, for many rows and grid points at once.

Kalman 1960. The state x_t has correlation φ and variance s²; what is seen is a column + x_t + e_t, e_t ~ N(0, v_t).
The filter is linear, so the response and every effect's column go through it together: each is turned into
one-month-ahead errors, which are independent, and generalised least squares becomes ordinary sums.
"""

from dataclasses import dataclass

import numpy as np

from core.spc.block import Bools, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Filtered:
    """What the filter gives, for rows r, grid points k, columns c and months t.

    errors : (T, C, R, K) column minus its one-step prediction from the used months before; for months that are
        not used it is the distance to the forecast
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


def ar1_filter(columns: Floats, noise: Floats, used: Bools, phi: Floats, variance: Floats) -> Filtered:
    """Run all columns through the filter.

    columns : (R, C, T); noise, used : (R, T), noise above 0 where used; phi : (K,); variance : (R, K), of x_t.
    """
    rows, n_columns, months = columns.shape
    points = len(phi)
    errors = np.empty((months, n_columns, rows, points))
    state_variance = np.empty((months, rows, points))
    precision = np.empty((months, rows, points))
    by_month = np.ascontiguousarray(columns.transpose(2, 1, 0))[..., None]
    noise = np.where(used, noise, 1.0)
    mean = np.zeros((n_columns, rows, points))
    now = np.broadcast_to(variance, (rows, points)).copy()
    decay, shock = phi**2, variance * (1 - phi**2)
    for t in range(months):
        seen = used[:, t, None]
        error = errors[t]
        np.subtract(by_month[t], mean, out=error)
        state_variance[t] = now
        precision[t] = seen / (now + noise[:, t, None])
        gain = now * precision[t]
        mean += gain * error
        mean *= phi
        now = decay * (now - gain * now) + shock
    scaled = errors * np.sqrt(precision)[:, None]
    cross = np.einsum("tcrk,tdrk->cdrk", scaled, scaled)
    log_det = -np.log(np.where(precision > 0, precision, 1.0)).sum(axis=0)
    return Filtered(errors, state_variance, cross, log_det)
