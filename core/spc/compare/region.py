"""Annual numbers of one unit beside those of units like it, over time: no control limits, few points."""

from dataclasses import dataclass, replace

import numpy as np

from core.indicators import Indicator, Unit
from core.observations.dataset import Dataset
from core.observations.schema import TOTAL, Subgroup
from core.observations.series import Series
from core.spc.block import Floats
from core.spc.compare.for_dataset import level_series
from core.spc.for_series import breaks_within
from core.spc.rolling import overlapping_periods

FEWEST_PEERS = 5
"""Other units below which a median and a middle half say more about single units than about them all."""


@dataclass(frozen=True, eq=False, slots=True)
class Region:
    """One unit beside the others of its level; arrays are (periods,), on the shown scale.

    value : the unit's own; thinned where periods of a rolling measure overlap
    median, lower, upper : the median and the middle half (quartiles) of the others, each counted once; NaN
        where fewer than five of them have a number
    others : how many of them have one
    breaks : the periods from which on numbers are not comparable with those before
    left_out : how many periods of the unit were left out since they overlap a later one
    """

    indicator: Indicator
    unit: Unit
    series: Series
    value: Floats
    median: Floats
    lower: Floats
    upper: Floats
    others: np.ndarray
    breaks: tuple[np.datetime64, ...]
    left_out: int
    n_others: int


def region_of(
    dataset: Dataset, indicator: str, unit: Unit, group: Subgroup = TOTAL, shown: Series | None = None
) -> Region | None:
    """The unit among all others of its level that have numbers. None where it has none itself.

    shown : its series over the period in view. The register knows no groups of similar units; all of the
    level stand in their place.
    """
    meant = dataset.catalogue[indicator]
    series = shown or dataset.series(indicator, unit.id, group)
    if series is None or not np.isfinite(series.value).any():
        return None
    shared = np.array(overlapping_periods(meant, series), dtype="datetime64[M]")
    keep = ~np.isin(series.months, shared)
    thin = _only(series, keep)
    several, _ = level_series(dataset, indicator, unit.level, group)
    others = np.array(
        [_on(thin, other) for one, other in several if one.id != unit.id and _alike(thin, other)], dtype=float
    ).reshape(-1, len(thin))
    number = np.isfinite(others).sum(axis=0)
    low, middle, high = (np.full(len(thin), np.nan) for _ in range(3))
    for k in np.flatnonzero(number >= FEWEST_PEERS):
        known = others[np.isfinite(others[:, k]), k]
        low[k], middle[k], high[k] = np.quantile(known, [0.25, 0.5, 0.75])
    return Region(
        meant, unit, thin, thin.value, middle, low, high, number,
        tuple(month for month in breaks_within(meant, series)), int((~keep).sum()), len(others),
    )  # fmt: skip


def _only(series: Series, keep: np.ndarray) -> Series:
    names = ("months", "numerator", "denominator", "value", "status")
    cut = {name: getattr(series, name)[keep] for name in names}
    return replace(series, **cut, coverage=None if series.coverage is None else series.coverage[keep])


def _alike(series: Series, other: Series) -> bool:
    return series.period_type == other.period_type


def _on(series: Series, other: Series) -> Floats:
    known = dict(zip(other.months.tolist(), other.value.tolist(), strict=True))
    return np.array([known.get(month, np.nan) for month in series.months.tolist()], dtype=float)
