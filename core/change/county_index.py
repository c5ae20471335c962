"""What happened to everybody: the other units' common movement, for each unit without itself (step A)."""

from dataclasses import dataclass

import numpy as np

from core.change.family import Family
from core.change.panel import Panel
from core.spc.block import Bools, Floats, ratio

OWN_NOISE = 0.12
"""Spread between units (sd, log scale) that keeps a large unit from being the whole county."""
LEAST_RATIO, LEAST_COUNT = 0.001, 0.5
"""Stand for the ratio and the events of a month when no other unit has an event; the larger one."""
FEWEST_EXPECTED = 5.0
"""Expected events of all others together below which a month's index says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class CountyIndex:
    """The index of every unit, computed from the others.

    level : (U, T) c_t on the link's scale, mean 0; NaN in months when too little of the others is seen
    variance : (U, T) u_t, its sampling variance
    concentration : (U,) κ, 1 / number of others if they weighed alike
    """

    level: Floats
    variance: Floats
    concentration: Floats


def without_index(panel: Panel) -> CountyIndex:
    """No county: c = 0, u = 0, κ = 0."""
    zero = np.zeros_like(panel.y)
    return CountyIndex(zero, zero, np.zeros(len(panel.units)))


def county_index(panel: Panel, family: Family) -> CountyIndex:
    """Weighted mean of the others' relative levels, untreated cells only; 1/(1 − p) as far on the logit."""
    return _difference_index(panel, family) if family.name == "mean" else _ratio_index(panel, family)


def _ratio_index(panel: Panel, family: Family) -> CountyIndex:
    """c_t = log Σ w_j y_jt/E_jt / Σ w_j with E_jt = n_jt r_j, centred; r_j is unit j's overall rate.

    w_j = 1 / (0.12² + 1/mean E_j) is the precision of a unit's ratio; u_t = Σ (w_j/W)² / (E_jt e^c) and
    κ = mean_t Σ (w_j/W)², both with c before centring. Logit: c / (1 − p̄), u / (1 − p̄)², p̄ = mean r_j.
    """
    cells = panel.untreated
    rate = _overall_rate(panel, cells)
    expected = np.where(cells, panel.n * rate[:, None], 0.0)
    counted = cells & (expected > 0)
    safe = np.where(counted, expected, 1.0)
    others = _Others.of(counted, ratio(counted.sum(axis=1), expected.sum(axis=1)))
    of_others = _over_others(np.where(counted, _rarer(expected, panel.n, family), 0.0))
    relative = others.mean(np.where(counted, panel.y, 0.0) / safe)
    relative = np.maximum(
        relative, np.maximum(LEAST_RATIO, LEAST_COUNT / np.maximum(of_others, FEWEST_EXPECTED))
    )
    relative = np.where(of_others < FEWEST_EXPECTED, np.nan, relative)
    stretch = float(family.stretch(np.array(np.nanmean(rate), dtype=np.float64)))
    return CountyIndex(
        level=_centred(np.log(relative)) / stretch,
        variance=others.mean_variance(1 / safe) / relative / stretch**2,
        concentration=others.concentration,
    )


def _rarer(expected: Floats, size: Floats, family: Family) -> Floats:
    """Expected events, or non-events of shares where those are fewer."""
    return np.minimum(expected, size - expected) if family.name == "proportion" else expected


def _difference_index(panel: Panel, family: Family) -> CountyIndex:
    """c_t = Σ w_j (y_jt/n_jt − r_j) / Σ w_j: the same for means, where one value has variance s².

    w_j = 1 / (0.12² + mean_t s²/n_jt), u_t = Σ (w_j/W)² s²/n_jt.
    """
    cells = panel.untreated
    size = np.where(cells, panel.n, 1.0)
    noise = np.where(cells, family.dispersion / size, 0.0)
    others = _Others.of(cells, ratio(noise.sum(axis=1), cells.sum(axis=1, dtype=float)))
    apart = np.where(cells, panel.y / size - _overall_rate(panel, cells)[:, None], 0.0)
    return CountyIndex(_centred(others.mean(apart)), others.mean_variance(noise), others.concentration)


@dataclass(frozen=True, slots=True, eq=False)
class _Others:
    """Weights of the cells present, (U, T), and their sums over all other units."""

    weight: Floats
    total: Floats

    @classmethod
    def of(cls, present: Bools, noise: Floats) -> "_Others":
        """noise : (U,) usual sampling variance of a unit's month, NaN for a unit without months."""
        weight = np.where(present, np.nan_to_num(1 / (OWN_NOISE**2 + noise))[:, None], 0.0)
        return cls(weight, _over_others(weight))

    def mean(self, values: Floats) -> Floats:
        return ratio(_over_others(self.weight * values), self.total)

    def mean_variance(self, variance: Floats) -> Floats:
        """Variance of ``mean`` of values with these variances."""
        return ratio(_over_others(self.weight**2 * variance), self.total**2)

    @property
    def concentration(self) -> Floats:
        shares = self.mean_variance(np.ones_like(self.weight))
        known = np.isfinite(shares)
        return ratio(np.where(known, shares, 0.0).sum(axis=1), known.sum(axis=1, dtype=float))


def _over_others(values: Floats) -> Floats:
    """Sum over all units but the row's own; not total − own, which leaves rounding where a month has none."""
    return (1.0 - np.eye(len(values))) @ values


def _centred(level: Floats) -> Floats:
    known = np.isfinite(level)
    mean = ratio(np.where(known, level, 0.0).sum(axis=1), known.sum(axis=1, dtype=float))
    return level - mean[:, None]


def _overall_rate(panel: Panel, cells: Bools) -> Floats:
    """r_j = Σy / Σn over the untreated months of each unit, (U,); NaN without any."""
    return ratio(np.where(cells, panel.y, 0.0).sum(axis=1), np.where(cells, panel.n, 0.0).sum(axis=1))
