"""Series made ready for the filter: working response, its noise and the months that count (step B)."""

from dataclasses import dataclass, fields, replace

import numpy as np

from core.change.columns import Columns
from core.change.county_index import CountyIndex
from core.change.family import Family
from core.change.panel import Panel
from core.change.working_fit import working_fit
from core.spc.block import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some of the panel's units, (R, ...).

    unit : (R,) row of the panel
    used : (R, T) months that the model is fitted to
    design : (R, P, T) the columns of the effects beside the index
    level, concentration : c_t (R, T), 0 where unknown; κ (R,)
    eta : (R, T) the working fit, carried on beyond the used months
    z : (R, T) working response less c_t: η − c + (y − μ)/(n·slope); in months not used the fit itself
    noise : (R, T) v_t = 1/information + u_t
    """

    unit: Ints
    used: Bools
    design: Floats
    level: Floats
    concentration: Floats
    eta: Floats
    z: Floats
    noise: Floats

    def of(self, rows: slice) -> "Rows":
        """Some of the rows."""
        return Rows(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})

    def with_half(self, cells: Bools) -> "Rows":
        """Some months, (R, T), count half: twice the noise."""
        return replace(self, noise=np.where(cells, 2 * self.noise, self.noise))


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What all rows share: the panel, its kind of numbers, the county."""

    panel: Panel
    family: Family
    index: CountyIndex


def make_rows(setting: Setting, unit: Ints, used: Bools, columns: Columns) -> Rows:
    """Fit the columns with the index as offset, and linearise around the fit.

    unit : (R,) rows of the panel; used : (R, T) known cells where the index is known too.
    """
    panel, family, index = setting.panel, setting.family, setting.index
    level = np.nan_to_num(index.level[unit])
    counts, size = np.where(used, panel.y[unit], 0.0), np.where(used, panel.n[unit], 0.0)
    eta = working_fit(counts, size, level, columns, family)
    rate = family.rate(eta)
    slope = family.slope(rate)
    safe = np.where(used, size, 1.0)
    residual = np.where(used, (counts / safe - rate) / slope, 0.0)
    return Rows(
        unit=unit,
        used=used,
        design=columns.design,
        level=level,
        concentration=index.concentration[unit],
        eta=eta,
        z=eta - level + residual,
        noise=family.dispersion / (safe * slope) + np.nan_to_num(index.variance[unit]),
    )
