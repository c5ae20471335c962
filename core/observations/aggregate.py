"""Summing units: what a county's number is when only its municipalities reported.

Counts are summed and the shown value is computed from the sums. A value that came without counts is
never averaged: the mean of 13 percentages is not the percentage of the county.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.indicators.indicator import Indicator
from core.observations.schema import Subgroup
from core.observations.series import Series, calendar, place

# When units of less than this share of the whole reported, a sum of ratios no longer speaks for it: the
# largest unit of a county may hold four tenths of its people, so units are weighed, not counted.
LEAST_COVERAGE = 0.9


_NOBODY_KNOWN: Mapping[str, int] = MappingProxyType({})


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
    silent: Sequence[str] = (),
    populations: Mapping[str, int] = _NOBODY_KNOWN,
    pooled: bool = False,
) -> Series | None:
    """The sum of ``parts`` as a series of ``unit``; None when no counts are known.

    silent : ids of units that belong to the whole and never reported at all.
    populations : people in units, by id, where known; used for units whose denominators nobody knows.

    In each period: any part suppressed -> suppressed. For counts any part missing -> missing. For
    ratios (proportion, rate, mean) parts that are missing are left out of numerator and denominator
    alike, ``coverage`` tells the share of the whole that the units which reported make up, each weighed
    by its usual denominator (``_weights``), and below ``LEAST_COVERAGE`` the period is missing.
    Provisional if any part is. Parts of another period type than most are silent.
    """
    usable = _of_one_period_type(parts)
    model = usable[0]
    unheard = [part.unit for part in parts if part.period_type != model.period_type] + list(silent)
    stacked = _stack(usable)
    summed = _summable(stacked, indicator.kind)
    if not summed.any():
        return None
    suppressed = (stacked.status == "suppressed").any(axis=0)
    weights = _weights(stacked.denominator, [*(part.unit for part in usable), *unheard], populations)
    heard = (stacked.status == "suppressed") | summed
    coverage = weights[: len(usable)] @ heard / weights.sum()
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


def _weights(denominator: np.ndarray, units: Sequence[str], populations: Mapping[str, int]) -> np.ndarray:
    """How much of the whole each unit is: array of shape (units,), on any scale, never zero.

    denominator : (reporting units, months), of the first of ``units``
    The median of a unit's known denominators. A unit without any weighs what units with denominators do
    for as many people, or on average where its people are not known; all alike where no denominators are.
    """
    usual = np.full(len(units), np.nan)
    for i, row in enumerate(denominator):
        known = row[row > 0]
        usual[i] = np.median(known) if len(known) else np.nan
    known = np.isfinite(usual)
    if not known.any():
        return np.ones(len(units))
    people = np.array([populations.get(unit) or np.nan for unit in units], float)
    both = known & np.isfinite(people)
    per_person = usual[both].sum() / people[both].sum() if both.any() else np.nan
    by_people = np.where(np.isfinite(people * per_person), people * per_person, usual[known].mean())
    return np.where(known, usual, by_people)


def _summable(stacked: _Stacked, kind: str) -> np.ndarray:
    """Which (unit, month) cells have every count that the kind needs."""
    known = np.isin(stacked.status, ["ok", "provisional"]) & np.isfinite(stacked.numerator)
    if kind == "count":
        return known
    return known & np.isfinite(stacked.denominator)
