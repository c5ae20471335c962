"""From the filter to the predicted total of the months after (steps B to D)."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from core.change.family import CountFamily, Family
from core.change.forecast import After, forecast_contrast
from core.change.kalman import Filtered
from core.change.likelihood import Effect, Marginal, marginal
from core.change.mixture import Mixture, mixture
from core.change.several import combined
from core.change.totals import MeanTotal, Total, count_total
from core.spc.block import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """The starters' months after, foreseen from their months before.

    cross, log_det : of the filter, with the contrast f = Σ ω_t (η_t − η*_t) as last column
    kappa : (R,) of the county they share, inf where they may share everything
    """

    cross: Floats
    log_det: Floats
    after: After
    kappa: Floats
    family: Family

    def marginal(self, *effects: Effect) -> Marginal:
        """Every grid point's likelihood and forecast, the effects integrated out."""
        return marginal(self.cross, self.log_det, effects, contrast=True)

    def total(self, log_weight: Floats, own: Marginal) -> Total:
        """Mix the grid points; log_weight (K, ...) is the prior and the others' evidence."""
        return _total(self.family, self.after, self.mixture(log_weight, own))

    def mixture(self, log_weight: Floats, own: Marginal) -> Mixture:
        """The distribution of Σ ω_i f_i; for means with the sampling variance of the months after."""
        mean, variance = combined(own.contrast, self.after.share, self.kappa)
        if self.family.name == "mean":
            noise = self.family.dispersion / self.after.size.sum() * self.family.wandering.noise
            variance = variance + noise.reshape(-1, *(1,) * (variance.ndim - 1))
        return mixture(log_weight + own.log_likelihood.sum(axis=0), mean, variance)


def forecast(filtered: Filtered, after: After, kappa: Floats, family: Family) -> Forecast:
    """Ask the filter for the weighted mean of the months after."""
    cross = forecast_contrast(filtered, after.weight, family.wandering)
    return Forecast(cross, filtered.log_det, after, kappa, family)


def _total(family: Family, after: After, unknown: Mixture) -> Total:
    if family.name == "mean":
        return MeanTotal(after.total, unknown)
    return count_total(cast(CountFamily, family), after.total, unknown)


def wholly_shared(starters: int) -> Floats:
    """κ of several starters without a county: what moved one may have moved all."""
    return np.full(starters, np.inf)
