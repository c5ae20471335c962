"""Annual numbers of one unit beside those of units like it, over time: no control limits, few points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.indicators import Indicator, Unit
from core.observations.dataset import Dataset
from core.observations.schema import TOTAL, Subgroup
from core.observations.series import Series
from core.spc.block import Floats
from core.spc.compare.for_dataset import level_series
from core.spc.compare.similar import Peers, peers_of, traits_of
from core.spc.for_series import breaks_within
from core.spc.rolling import overlapping_periods

FEWEST_PEERS = 5
"""Other units below which a median and a middle half say more about single units than about them all."""


@dataclass(frozen=True, eq=False, slots=True)
class Region:
    """One unit beside units like it; arrays are (periods,), on the shown scale.

    value : the unit's own; thinned where periods of a rolling measure overlap
    peers : whom it is set beside and why
    beside, said : (units, periods), the values of each and their status, ok where there is a value
    median, lower, upper : the median and the middle half (quartiles) of the others, each counted once; NaN
        where fewer than five of them have a number
    others : how many of them have one
    breaks : the periods from which on numbers are not comparable with those before
    left_out : how many periods of the unit were left out since they overlap a later one
    ended : the last period with a number of each unit whose series stops before the latest of them all, by
        id, the unit itself among them
    later : the last period of anything in the data, where this measure ended long before
    """

    indicator: Indicator
    unit: Unit
    series: Series
    value: Floats
    peers: Peers
    beside: Floats
    said: np.ndarray
    median: Floats
    lower: Floats
    upper: Floats
    others: np.ndarray
    breaks: tuple[np.datetime64, ...]
    left_out: int
    ended: tuple[tuple[str, np.datetime64], ...] = ()
    later: np.datetime64 | None = None

    @property
    def latest(self) -> int:
        """The position of the latest settled value, else of the latest of all."""
        known = np.isfinite(self.value)
        settled = np.flatnonzero(known & (self.series.status == "ok"))
        return int(settled[-1] if settled.size else np.flatnonzero(known)[-1])

    @property
    def n_others(self) -> int:
        """How many units it is set beside."""
        return len(self.peers.units)

    @property
    def banded(self) -> bool:
        """Whether there is a median anywhere."""
        return bool(np.isfinite(self.median).any())


def region_of(
    dataset: Dataset,
    indicator: str,
    unit: Unit,
    group: Subgroup = TOTAL,
    shown: Series | None = None,
    *,
    like: str = "",
    chosen: Sequence[str] = (),
) -> Region | None:
    """The unit among others of its level that have numbers. None where it has none itself.

    shown : its series over the period in view
    like, chosen : whom it is set beside, as ``peers_of`` takes them
    """
    meant = dataset.catalogue[indicator]
    series = shown or dataset.series(indicator, unit.id, group)
    if series is None or not np.isfinite(series.value).any():
        return None
    shared = np.array(overlapping_periods(meant, series), dtype="datetime64[M]")
    keep = ~np.isin(series.months, shared)
    thin = _only(series, keep)
    several, _ = level_series(dataset, indicator, unit.level, group)
    there = {one.id: other for one, other in several if one.id != unit.id and _alike(thin, other)}
    able = [one for one, _ in several if one.id in there]
    peers = peers_of(traits_of(dataset, [unit, *able]), unit, able, like, chosen)
    laid = [_on(thin, there[one.id]) for one in peers.units]
    beside = np.array([value for value, _ in laid], dtype=float).reshape(-1, len(thin))
    said = np.array([status for _, status in laid], dtype=str).reshape(-1, len(thin))
    middle, low, high = _quartiles(beside)
    whole = {unit.id: dataset.series(indicator, unit.id, group) or series, **there}
    ended, latest = _ended([unit.id, *(one.id for one in peers.units)], whole, series.months[-1])
    return Region(
        meant, unit, thin, thin.value, peers, beside, said, middle, low, high,
        np.isfinite(beside).sum(axis=0), tuple(breaks_within(meant, series)), int((~keep).sum()), ended,
        _later(dataset, latest),
    )  # fmt: skip


def _quartiles(beside: Floats) -> tuple[Floats, Floats, Floats]:
    """Median, lower and upper quartile of each period, (periods,) each."""
    low, middle, high = (np.full(beside.shape[1], np.nan) for _ in range(3))
    for k in np.flatnonzero(np.isfinite(beside).sum(axis=0) >= FEWEST_PEERS):
        known = beside[np.isfinite(beside[:, k]), k]
        low[k], middle[k], high[k] = np.quantile(known, [0.25, 0.5, 0.75])
    return middle, low, high


def _ended(
    units: Sequence[str], whole: Mapping[str, Series], until: np.datetime64
) -> tuple[tuple[tuple[str, np.datetime64], ...], np.datetime64]:
    """Which series stop before the latest of them all, and that one; nothing is said of what is not in view.

    A series stops where nobody has reported after; a hidden number is a reported one.
    """
    last = {}
    for one in units:
        months = whole[one].months[whole[one].status != "missing"]
        last[one] = months[-1] if len(months) else whole[one].months[0]
    latest = max(last.values())
    if until < last[units[0]]:  # an earlier period is in view, by choice
        return (), latest
    return tuple((one, month) for one, month in last.items() if month < latest), latest


def _later(dataset: Dataset, latest: np.datetime64) -> np.datetime64 | None:
    """The last period of anything in the data, where this measure's yearly values ended before it.

    A month of the year after is none: yearly values come later than monthly ones.
    """
    last = dataset.observations.summary().last
    years = int((last.astype("datetime64[Y]") - latest.astype("datetime64[Y]")).astype(int))
    yearly = last == last.astype("datetime64[Y]").astype("datetime64[M]")
    return last if years > (0 if yearly else 1) else None


def _only(series: Series, keep: np.ndarray) -> Series:
    names = ("months", "numerator", "denominator", "value", "status")
    cut = {name: getattr(series, name)[keep] for name in names}
    return replace(series, **cut, coverage=None if series.coverage is None else series.coverage[keep])


def _alike(series: Series, other: Series) -> bool:
    return series.period_type == other.period_type


def _on(series: Series, other: Series) -> tuple[Floats, np.ndarray]:
    """The other's settled values on the calendar of ``series``, and the status of each."""
    at = {month: k for k, month in enumerate(other.months.tolist())}
    where = np.array([at.get(month, -1) for month in series.months.tolist()])
    said = np.where(where >= 0, other.status[where], "missing")
    value = np.where((where >= 0) & (said == "ok"), other.value[where], np.nan)
    return value, np.where((said == "ok") & ~np.isfinite(value), "missing", said)
