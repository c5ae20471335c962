"""Summing units: what a county's number is when only its municipalities reported.

Counts are summed and the shown value is computed from the sums. A value that came without counts is
never averaged: the mean of 13 percentages is not the percentage of the county.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.indicators.indicator import Indicator
from core.observations.schema import Subgroup
from core.observations.series import Series, calendar, place

# Below this share of reporting units a sum of ratios no longer speaks for the whole.
LEAST_COVERAGE = 0.8


@dataclass(frozen=True, slots=True)
class _Stacked:
    """Series on one calendar: arrays of shape (units, months)."""

    months: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    status: np.ndarray


def total(
    parts: Sequence[Series],
    unit: str,
    indicator: Indicator,
    subgroup: Subgroup,
    *,
    silent: int = 0,
    pooled: bool = False,
) -> Series | None:
    """The sum of ``parts`` as a series of ``unit``; None when no counts are known.

    silent : how many units that belong to the whole never reported at all.

    In each period: any part suppressed -> suppressed. For counts any part missing -> missing. For
    ratios (proportion, rate, mean) parts that are missing are left out of numerator and denominator
    alike, ``coverage`` tells the share of units that reported, and below ``LEAST_COVERAGE`` the period
    is missing. Provisional if any part is. Parts of another period type than most are silent.
    """
    usable = _of_one_period_type(parts)
    model = usable[0]
    units = len(parts) + silent
    stacked = _stack(usable)
    summed = _summable(stacked, indicator.kind)
    if not summed.any():
        return None
    suppressed = (stacked.status == "suppressed").any(axis=0)
    coverage = ((stacked.status == "suppressed") | summed).sum(axis=0) / units
    least = 1.0 if indicator.kind == "count" else LEAST_COVERAGE
    missing = ~suppressed & ((coverage < least - 1e-12) | ~summed.any(axis=0))
    hidden = suppressed | missing
    numerator = np.where(hidden, np.nan, np.where(summed, stacked.numerator, 0).sum(axis=0))
    no_denominator = hidden | (indicator.kind == "count")
    denominator = np.where(no_denominator, np.nan, np.where(summed, stacked.denominator, 0).sum(axis=0))
    provisional = (summed & (stacked.status == "provisional")).any(axis=0)
    status = np.select([suppressed, missing, provisional], ["suppressed", "missing", "provisional"], "ok")
    return Series(
        indicator=indicator.id,
        unit=unit,
        subgroup=subgroup,
        period_type=model.period_type,
        months=stacked.months,
        numerator=numerator,
        denominator=denominator,
        value=indicator.shown(numerator, denominator, np.nan),
        status=status,
        source="; ".join(sorted({part.source for part in usable})),
        kind=indicator.kind,
        multiply=indicator.multiply,
        coverage=coverage,
        made_of=tuple(part.unit for part in usable),
        pooled=pooled,
    )


def _of_one_period_type(parts: Sequence[Series]) -> list[Series]:
    commonest = Counter(part.period_type for part in parts).most_common(1)[0][0]
    return [part for part in parts if part.period_type == commonest]


def _stack(parts: Sequence[Series]) -> _Stacked:
    first = min(part.months[0] for part in parts)
    last = max(part.months[-1] for part in parts)
    months = calendar(first, last, parts[0].period_type)
    status = np.full((len(parts), len(months)), "missing", dtype="<U11")
    for row, part in zip(status, parts, strict=True):
        row[np.searchsorted(months, part.months)] = part.status
    return _Stacked(
        months,
        np.stack([place(months, part.months, part.numerator) for part in parts]),
        np.stack([place(months, part.months, part.denominator) for part in parts]),
        status,
    )


def _summable(stacked: _Stacked, kind: str) -> np.ndarray:
    """Which (unit, month) cells have every count that the kind needs."""
    known = np.isin(stacked.status, ["ok", "provisional"]) & np.isfinite(stacked.numerator)
    if kind == "count":
        return known
    return known & np.isfinite(stacked.denominator)
