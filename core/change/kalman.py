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

UNSEEN = 1e200
"""Noise variance of a month that is not used: it then tells nothing of the state."""


@dataclass(frozen=True, slots=True, eq=False)
class Filtered:
    """What the filter gives, for rows r, grid points k, columns c and months t.

    errors : (C, T, R, K) column minus its one-step prediction from the used months before; for months that
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
    n_columns, months = columns.shape[1:]
    # One block of memory for all large arrays: freed piece by piece it goes back to the system after each
    # call, and to be given it anew takes a third of the time.
    block = np.empty((n_columns + 3, months, *variance.shape))
    errors, (state_variance, precision, gain) = block[:n_columns], block[n_columns:]
    seen, noise = used.T[..., None], np.where(used, noise, UNSEEN).T[..., None] * wandering.noise
    _variances(noise, variance, wandering, state_variance, precision)
    log_det = np.log(np.where(seen, precision, 1.0)).sum(axis=0)
    np.divide(seen, precision, out=precision)
    np.multiply(state_variance, precision, out=gain)
    gain *= wandering.phi
    _errors(columns.transpose(1, 2, 0)[..., None], gain, wandering, errors)
    return Filtered(errors, state_variance, _cross(errors, precision, spare=gain), log_det)


def _variances(noise: Floats, variance: Floats, wandering: Wandering, state: Floats, total: Floats) -> None:
    """P_t of x_t given the months before into ``state`` and F_t = P_t + v_t into ``total``, (T, R, K) both.

    P_{t+1} = φ²·P_t·v_t/F_t + s²(1 − φ²). noise : v_t (T, R, K); variance : s² (R, K).
    """
    decay = wandering.phi**2
    shock, kept = variance * (1 - decay), decay * noise
    state[0] = variance
    for t in range(len(state) - 1):
        now, after = state[t], state[t + 1]
        np.add(now, noise[t], out=total[t])
        np.divide(now, total[t], out=after)
        after *= kept[t]
        after += shock
    np.add(state[-1], noise[-1], out=total[-1])


def _errors(columns: Floats, gain: Floats, wandering: Wandering, errors: Floats) -> None:
    """e_t = column − m_t into ``errors``, where m_{t+1} = φ·m_t + gain·e_t = (φ − gain)·m_t + gain·column.

    columns : (C, T, R, 1); gain : (T, R, K), overwritten; errors : (C, T, R, K), which holds m_t on the way.
    """
    mean = errors
    mean[:, 0] = 0.0
    np.multiply(columns[:, :-1], gain[:-1], out=mean[:, 1:])
    kept = np.subtract(wandering.phi, gain, out=gain)
    carried = np.empty_like(mean[:, 0])
    for t in range(len(gain) - 1):
        np.multiply(mean[:, t], kept[t], out=carried)
        mean[:, t + 1] += carried
    np.subtract(columns, mean, out=errors)


def _cross(errors: Floats, precision: Floats, spare: Floats) -> Floats:
    """Σ_t e e' / F, (C, C, R, K); ``spare`` : (T, R, K), overwritten."""
    cross = np.empty((len(errors), len(errors), *errors.shape[2:]))
    for one, of_one in enumerate(errors):
        weighed = np.multiply(of_one, precision, out=spare)
        cross[one, one:] = np.einsum("trk,ctrk->crk", weighed, errors[one:])
        cross[one:, one] = cross[one, one:]
    return cross
