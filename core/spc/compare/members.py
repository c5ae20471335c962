"""Each unit's numbers over the periods that are compared: added up, or known not to be known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.indicators import Indicator, Unit
from core.observations.aggregate import LEAST_COVERAGE
from core.observations.schema import MONTHS_IN
from core.observations.series import Series
from core.spc.block import Floats
from core.spc.compare.stretch import Stretch

Per = Literal["own", "inhabitants"]
INHABITANTS = 1000.0


@dataclass(frozen=True, eq=False, slots=True)
class Members:
    """Units beside each other; arrays are (units,), in the order given.

    numerator, denominator : sums over the periods; NaN where they are not known. For ``inhabitants`` the
        denominator is the unit's inhabitants times years.
    value : on the shown scale; numerator / denominator × ``multiply``, or the mean of the periods' values
    spread : standard error of ``value`` from how the periods differ, NaN where it cannot be known
    status : ok, suppressed (any period hidden) or missing (fewer than nine periods of ten have a number)
    periods, hidden, missing : how many periods have a number, are hidden, have none
    counted : whether there are counts behind the values
    """

    units: tuple[Unit, ...]
    numerator: Floats
    denominator: Floats
    value: Floats
    spread: Floats
    status: np.ndarray
    periods: np.ndarray
    hidden: np.ndarray
    missing: np.ndarray
    multiply: float
    counted: bool
    per: Per

    @property
    def known(self) -> np.ndarray:
        """Which units have a number, (units,)."""
        return self.status == "ok"


def members_of(
    indicator: Indicator, several: Sequence[tuple[Unit, Series]], stretch: Stretch, per: Per = "own"
) -> Members:
    """The numbers of each unit over ``stretch``.

    A sum with a hidden period in it is not known: the periods that show are not those with few events. A
    period that nobody reported is left out of numerator and denominator alike, as long as nine periods of
    ten are there; of counts none may be lacking unless they are held against inhabitants.
    """
    laid = [_laid(series, stretch) for _, series in several]
    y, n, value, status = (np.stack([one[k] for one in laid]) for k in range(4))
    ok, hidden = status == "ok", status == "suppressed"
    counted = _counted(indicator, y, n, ok)
    if per == "inhabitants":
        n = _inhabitants(several, stretch)[:, None] * np.ones(len(stretch.months))
    multiply = INHABITANTS if per == "inhabitants" else indicator.multiply
    ratio = counted and (per == "inhabitants" or indicator.kind != "count")
    has = ok & np.isfinite(y if counted else value) & (np.isfinite(n) if ratio else True)
    least = len(stretch.months) * (1.0 if indicator.kind == "count" and not ratio else LEAST_COVERAGE)
    enough = has.sum(axis=1) >= max(least - 1e-9, 1)
    said = np.where(hidden.any(axis=1), "suppressed", np.where(enough, "ok", "missing"))
    known = said == "ok"
    top = np.where(known, np.where(has, y, 0).sum(axis=1), np.nan) if counted else _nothing(known)
    bottom = np.where(known, np.where(has, n, 0).sum(axis=1), np.nan) if ratio else _nothing(known)
    whole = _values(top, bottom, value, has, known, counted=counted, ratio=ratio, multiply=multiply)
    shown = known & np.isfinite(whole)
    said = np.where(known & ~shown, "missing", said)
    return Members(
        units=tuple(unit for unit, _ in several),
        numerator=np.where(shown, top, np.nan),
        denominator=np.where(shown, bottom, np.nan),
        value=whole,
        spread=_spread(value, n if ratio else np.ones_like(value), has, whole, known),
        status=said,
        periods=has.sum(axis=1),
        hidden=hidden.sum(axis=1),
        missing=(~has & ~hidden).sum(axis=1),
        multiply=multiply,
        counted=counted,
        per=per,
    )


def _counted(indicator: Indicator, y: Floats, n: Floats, ok: np.ndarray) -> bool:
    """Whether every value of the periods comes with the counts that its kind needs; (units, periods) each."""
    counts = np.isfinite(y) if indicator.kind == "count" else np.isfinite(y) & np.isfinite(n)
    return bool(counts[ok].all())


def _laid(series: Series, stretch: Stretch) -> tuple[Floats, Floats, Floats, np.ndarray]:
    """Numerator, denominator, value, status on the calendar of the stretch; NaN and "missing" elsewhere."""
    at = {month: k for k, month in enumerate(series.months)}
    where = np.array([at.get(month, -1) for month in stretch.months])
    there = where >= 0
    numbers = (
        np.where(there, array[where], np.nan)
        for array in (series.numerator, series.denominator, series.value)
    )
    return (*numbers, np.where(there, series.status[where], "missing"))  # type: ignore[return-value]


def _inhabitants(several: Sequence[tuple[Unit, Series]], stretch: Stretch) -> Floats:
    """Inhabitants times the years of one period; NaN where the register does not know them."""
    years = MONTHS_IN[stretch.period_type] / 12
    return np.array([unit.population * years if unit.population else np.nan for unit, _ in several])


def _nothing(known: np.ndarray) -> Floats:
    return np.full(len(known), np.nan)


def _values(
    top: Floats,
    bottom: Floats,
    value: Floats,
    has: np.ndarray,
    known: np.ndarray,
    *,
    counted: bool,
    ratio: bool,
    multiply: float,
) -> Floats:
    if ratio:
        found = _nothing(known)
        np.divide(top * multiply, bottom, out=found, where=known & (bottom > 0))
        return found
    if counted:
        return top
    number = np.maximum(has.sum(axis=1), 1)
    return np.where(known, np.where(has, value, 0).sum(axis=1) / number, np.nan)


def _spread(value: Floats, n: Floats, has: np.ndarray, whole: Floats, known: np.ndarray) -> Floats:
    """Standard error of a unit's mean from its periods (Cochran 1977, Sampling Techniques, formula 6.13).

    √(T/(T − 1) Σ n²(v − v̄)²) / Σ n with T periods of sizes n; sizes are alike where they are not known.
    """
    periods = has.sum(axis=1)
    weight = np.where(has, n, 0.0)
    off = np.where(has, value - whole[:, None], 0.0)
    told = known & (periods >= FEWEST_PERIODS) & (weight.sum(axis=1) > 0)
    found = _nothing(known)
    square = ((weight * off) ** 2).sum(axis=1) * periods / np.maximum(periods - 1, 1)
    np.divide(np.sqrt(square), weight.sum(axis=1), out=found, where=told)
    return found


FEWEST_PERIODS = 6
"""Periods below which their differences say too little of how uncertain a mean is."""
