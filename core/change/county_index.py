"""What happened to everybody: the other units' common movement, for each unit without itself (step A)."""

from dataclasses import dataclass

import numpy as np

from core.change.family import Family
from core.change.panel import Panel
from core.spc.block import Bools, Floats, ratio

OWN_NOISE = 0.12
"""Spread between units (sd, log scale) that keeps a large unit from being the whole county."""
LEAST_RATIO = 0.001
"""Stands for observed/expected in a month when no other unit has an event."""


@dataclass(frozen=True, slots=True, eq=False)
class CountyIndex:
    """The index of every unit, computed from the others.

    level : (U, T) c_t on the link's scale, mean 0; NaN in months without another untreated unit
    variance : (U, T) u_t, its sampling variance
    concentration : (U,) κ, 1 / number of others if they weighed alike
    """

    level: Floats
    variance: Floats
    concentration: Floats


def county_index(panel: Panel, family: Family) -> CountyIndex:
    """c_t = log Σ w_j y_jt/E_jt / Σ w_j over the others' untreated cells, E_jt = n_jt r_j, centred.

    w_j = 1 / (0.12² + 1/mean E_j) (precision of a unit's ratio), u_t = Σ (w_j/W)² / (E_jt e^c), κ = mean Σ (w_j/W)².
    On the logit scale a relative deviation counts 1/(1 − p) times.
    """
    cells = panel.untreated
    rate = _overall_rate(panel, cells)
    expected = np.where(cells, panel.n * rate[:, None], 0.0)
    counted = cells & (expected > 0)
    weight = _weights(expected, counted)
    total, ratios, squares, sampling = _sums_over_others(panel, expected, weight, counted)
    relative = np.maximum(ratio(ratios, total), LEAST_RATIO)
    log_ratio = np.log(relative)
    stretch = float(family.stretch(np.array(np.nanmean(rate))))
    level = log_ratio / stretch
    variance = ratio(sampling, total**2 * relative) / stretch**2
    return CountyIndex(
        level=level - np.nanmean(level, axis=1, keepdims=True),
        variance=variance,
        concentration=np.nanmean(ratio(squares, total**2), axis=1),
    )


def _overall_rate(panel: Panel, cells: Bools) -> Floats:
    """r_j = Σy / Σn over the untreated months of each unit, (U,); NaN without any."""
    return ratio(np.where(cells, panel.y, 0.0).sum(axis=1), np.where(cells, panel.n, 0.0).sum(axis=1))


def _weights(expected: Floats, counted: Bools) -> Floats:
    mean = ratio(expected.sum(axis=1), counted.sum(axis=1, dtype=float))
    return ratio(np.ones_like(mean), OWN_NOISE**2 + 1 / mean)


def _sums_over_others(
    panel: Panel, expected: Floats, weight: Floats, counted: Bools
) -> tuple[Floats, Floats, Floats, Floats]:
    """Sums over the other units present each month, (U, T) each: w, w·y/E, w², w²/E."""
    others = 1.0 - np.eye(len(weight))
    present = np.where(counted, np.nan_to_num(weight)[:, None], 0.0)
    safe = np.where(counted, expected, 1.0)
    observed = np.where(counted, panel.y, 0.0)
    parts = (present, present * observed / safe, present**2, present**2 / safe)
    total, ratios, squares, sampling = (others @ part for part in parts)
    return total, ratios, squares, sampling
