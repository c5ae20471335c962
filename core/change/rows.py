"""Series made ready for the filter: working response, its noise and the months that count (step B)."""

from dataclasses import dataclass, fields

import numpy as np

from core.change.county_index import CountyIndex
from core.change.family import Family
from core.change.panel import Panel
from core.change.working_fit import working_fit
from core.spc.block import Bools, Floats, Ints

SLOPE_PENALTY_SD = 0.10
"""A year, in the working fit."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some of the panel's units, (R, ...).

    unit : (R,) row of the panel; years : (T,) time, a year apart
    level, concentration : c_t (R, T), 0 where unknown; κ (R,)
    eta : (R, T) the working fit, carried on beyond the used months
    z : (R, T) working response less c_t: η − c + (y − μ)/information; in months not used the fit itself
    noise : (R, T) v_t = 1/information + u_t
    """

    unit: Ints
    years: Floats
    used: Bools
    level: Floats
    concentration: Floats
    eta: Floats
    z: Floats
    noise: Floats

    def of(self, rows: slice) -> "Rows":
        """Some of the rows."""
        per_row = {f.name: getattr(self, f.name)[rows] for f in fields(self) if f.name != "years"}
        return Rows(**per_row, years=self.years)


def without_index(panel: Panel) -> CountyIndex:
    """No county: c = 0, u = 0, κ = 0."""
    zero = np.zeros_like(panel.y)
    return CountyIndex(zero, zero, np.zeros(len(panel.units)))


def make_rows(
    panel: Panel,
    index: CountyIndex,
    unit: Ints,
    used: Bools,
    family: Family,
    more: Floats | None = None,
    more_sd: Floats | None = None,
) -> Rows:
    """Fit intercept, slope and further columns ``more`` (R, M, T) with the index as offset, and linearise.

    used : (R, T), cells of the panel that the rows may use, index known.
    """
    months = panel.y.shape[1]
    years = (np.arange(months) - (months - 1) / 2) / 12
    level = np.nan_to_num(index.level[unit])
    y, n = panel.y[unit], panel.n[unit]
    design = np.empty((len(unit), 2, months))
    design[:, 0], design[:, 1] = 1.0, years
    sd = np.array([np.inf, SLOPE_PENALTY_SD])
    if more is not None and more_sd is not None:
        design, sd = np.concatenate([design, more], axis=1), np.concatenate([sd, more_sd])
    fit = working_fit(y, n, used, level, design, sd, family)
    information = family.information(fit.rate)
    size = np.where(used, n, 1.0)
    residual = np.where(used, (y / size - fit.rate) / information, 0.0)
    return Rows(
        unit=unit,
        years=years,
        used=used,
        level=level,
        concentration=index.concentration[unit],
        eta=fit.eta,
        z=fit.eta - level + residual,
        noise=1 / (size * information) + np.nan_to_num(index.variance[unit]),
    )
