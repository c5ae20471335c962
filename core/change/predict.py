"""From the filter to the predicted total of the months after (steps B to D)."""

from dataclasses import dataclass

import numpy as np

from core.change import grid
from core.change.family import Family
from core.change.forecast import After, forecast_contrast
from core.change.kalman import Filtered, ar1_filter
from core.change.likelihood import Effect, Marginal, marginal
from core.change.mixture import Total, mixture, total
from core.change.rows import Rows
from core.change.several import combined
from core.spc.block import Floats


def filter_rows(rows: Rows, more: Floats) -> Filtered:
    """Run intercept, slope (in years), further columns (R, M, T) and the response through the filter."""
    one = np.ones_like(rows.z)
    columns = [one[:, None], (one * rows.years)[:, None], more, rows.z[:, None]]
    variance = np.outer(1 + rows.concentration, grid.WANDERING.sigma**2)
    return ar1_filter(np.concatenate(columns, axis=1), rows.noise, rows.used, grid.WANDERING.phi, variance)


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """The starters' months after, foreseen from their months before.

    cross, log_det : of the filter, with the contrast f = Σ ω_t (η_t − η*_t) as last column
    shared : (R,) κ that several starters share, inf where wholly
    """

    cross: Floats
    log_det: Floats
    rows: Rows
    after: After
    family: Family
    shared: Floats

    def marginal(self, *effects: Effect) -> Marginal:
        return marginal(self.cross, self.log_det, effects, contrast=True)

    def total(self, log_weight: Floats, own: Marginal) -> Total:
        """Mix the grid points: log_weight without the starters' own likelihood, (K, ...)."""
        after = self.after
        mean, variance = combined(*own.contrast, after.share, self.shared)
        return total(
            self.family,
            float(after.observed.sum()),
            float(after.size.sum()),
            float(after.reference.sum()),
            mixture(log_weight + own.log_likelihood.sum(axis=0), mean, variance),
        )


def forecast(filtered: Filtered, rows: Rows, after: After, family: Family, shared: Floats) -> Forecast:
    cross = forecast_contrast(filtered, after.weight, grid.WANDERING.phi)
    return Forecast(cross, filtered.log_det, rows, after, family, shared)
