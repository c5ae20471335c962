"""The months after: what the filter's forecast says of their weighted mean on the link's scale (step D)."""

from dataclasses import dataclass

import numpy as np

from core.change.family import Family, Observed
from core.change.grid import Wandering
from core.change.kalman import Filtered
from core.change.likelihood import with_contrast
from core.change.panel import Panel
from core.change.rows import Rows
from core.spc.block import Bools, Floats


@dataclass(frozen=True, slots=True, eq=False)
class After:
    """The months after the change of each row.

    cells : (R, T) the months summed; weight : (R, T) ω_t, adding up to 1
    observed, size, reference, leverage : (R,) Σy, Σn, E_ref = Σ n·rate(η*), Σ n·slope(η*)
    """

    cells: Bools
    weight: Floats
    observed: Floats
    size: Floats
    reference: Floats
    leverage: Floats

    @property
    def total(self) -> Observed:
        """All rows together."""
        return Observed(float(self.observed.sum()), float(self.size.sum()), float(self.reference.sum()))

    @property
    def share(self) -> Floats:
        """(R,) ω_i of each starter in the whole: its part of dE/dη (for rates, of E)."""
        return self.leverage / self.leverage.sum()


def months_after(panel: Panel, rows: Rows, cells: Bools, family: Family) -> After:
    """Totals of the months after, and ω_t ∝ n_t·slope(η*_t); cells : (R, T)."""
    y = np.where(cells, panel.y[rows.unit], 0.0)
    n = np.where(cells, panel.n[rows.unit], 0.0)
    rate = family.rate(rows.eta)
    leverage = n * family.slope(rate)
    per_row = leverage.sum(axis=1)
    return After(
        cells=cells,
        weight=leverage / per_row[:, None],
        observed=y.sum(axis=1),
        size=n.sum(axis=1),
        reference=(n * rate).sum(axis=1),
        leverage=per_row,
    )


def forecast_contrast(filtered: Filtered, weight: Floats, wandering: Wandering) -> Floats:
    """Cross products with the column that stands for f = Σ ω_t (η_t − η*_t); weight : (R, T)."""
    return forecast_contrasts(filtered, weight[None], wandering)[:, :, 0]


def forecast_contrasts(filtered: Filtered, weights: Floats, wandering: Wandering) -> Floats:
    """The same for several choices of months at once; weights : (H, R, T) -> (C + 1, C + 1, H, R, K).

    An error in a month after is the column less its forecast, and z there is the fit η* − c, so Σ ω e is all
    that is needed. Beyond the effects f has the variance of Σ ω x_t given the months before, with
    Cov(x_t, x_s) = φ^|t − s|·Var(x_min(t, s)).
    """
    months = np.flatnonzero(weights.any(axis=(0, 1)))
    choices, rows = weights.shape[:2]
    columns, points = len(filtered.cross), len(wandering.phi)
    of_columns = np.empty((columns, choices, rows, points))
    for row in range(rows):
        of_columns[:, :, row] = weights[:, row, months] @ filtered.errors[:, months, row]
    variance = np.zeros((choices, rows, points))
    later = np.zeros((choices, rows, points))  # Σ_{s > t} ω_s φ^(s − t)
    for t in range(months[-1], months[0] - 1, -1):
        own = weights[:, :, t, None]
        variance += own * filtered.state_variance[t] * (own + 2 * later)
        later = wandering.phi * (later + own)
    cross = np.broadcast_to(
        filtered.cross[:, :, None], (columns, *of_columns.shape[:1], *of_columns.shape[1:])
    )
    return with_contrast(cross, of_columns, variance)
