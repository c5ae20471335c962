"""One indicator's numbers as a grid of units × groups × periods, taken from a dataset series by series."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.indicators.units import UnitRegister
from core.observations.dataset import Dataset
from core.observations.schema import MONTHS_IN, Subgroup
from core.observations.series import Series
from core.observations.suppression.hiding import Bools, Floats
from core.observations.suppression.moves import Groups, groups_of
from core.observations.suppression.tree import Tree

Key = tuple[str, Subgroup]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """All series of one period length, reported or summed; arrays of shape (units, groups, periods).

    places : where a series stands: unit, group, and position of its first period
    numerator, denominator : NaN where there is no number
    hidden : hidden where the numbers came from. shown : somebody reports a value, or it can be summed
    """

    period_type: str
    months: np.ndarray
    tree: Tree
    groups: Groups
    places: dict[Key, tuple[int, int, int]]
    numerator: Floats
    denominator: Floats
    hidden: Bools
    shown: Bools


def grids_of(dataset: Dataset, indicator: str) -> Iterator[Grid]:
    """The grids of an indicator, one for each length of period, shortest first.

    Of every unit every group that anybody has: a comparison may show a sum that nobody can choose.
    """
    found: dict[str, dict[Key, Series]] = {}
    groups = sorted(dataset.observations.subgroups(indicator))
    for unit in dataset.units_of(indicator):
        for group in groups:
            series = dataset.series(indicator, unit.id, group)
            if series is not None:
                found.setdefault(series.period_type, {})[unit.id, group] = series
    for period_type in sorted(found, key=lambda kind: MONTHS_IN[kind]):
        yield _grid(period_type, found[period_type], dataset)


def _grid(period_type: str, series: dict[Key, Series], dataset: Dataset) -> Grid:
    first = min(one.months[0] for one in series.values())
    last = max(one.months[-1] for one in series.values())
    months = np.arange(first, last + np.timedelta64(1, "M"), np.timedelta64(MONTHS_IN[period_type], "M"))
    there = {unit for unit, _ in series}
    units = {unit.id: i for i, unit in enumerate(one for one in dataset.units if one.id in there)}
    groups = {group: i for i, group in enumerate(sorted({group for _, group in series}))}
    numerator, denominator = np.full((2, len(units), len(groups), len(months)), np.nan)
    hidden, shown = np.zeros((2, len(units), len(groups), len(months)), dtype=bool)
    places: dict[Key, tuple[int, int, int]] = {}
    for (unit, group), one in series.items():
        u, g, t = units[unit], groups[group], int(np.searchsorted(months, one.months[0]))
        places[unit, group] = (u, g, t)
        along = slice(t, t + len(one))
        numerator[u, g, along] = _numerator(one)
        denominator[u, g, along] = one.denominator
        hidden[u, g, along] = one.status == "suppressed"
        shown[u, g, along] = np.isfinite(one.value)
    return Grid(
        *(period_type, months, Tree(_parents(tuple(units), dataset.units)), groups_of(tuple(groups))),
        *(places, numerator, denominator, hidden, shown),
    )


def _numerator(series: Series) -> Floats:
    """What was counted, NaN where that is not known; from value and denominator where only these were
    reported.

    A value is usually rounded, so the nearest whole number of persons is meant, and no value above 0 is
    nobody.
    """
    if series.kind == "count":
        return np.where(np.isnan(series.numerator), series.value, series.numerator)
    implied = series.value * series.denominator / series.multiply
    if series.kind in ("proportion", "rate"):
        implied = np.where(implied > 0, np.maximum(np.rint(implied), 1.0), implied)
    return np.where(np.isnan(series.numerator), implied, series.numerator)


def _parents(units: Sequence[str], register: UnitRegister) -> tuple[int, ...]:
    """The position of the nearest unit above that has numbers, −1 where there is none."""
    at = {unit: i for i, unit in enumerate(units)}
    return tuple(
        next((at[above.id] for above in register.ancestors(unit) if above.id in at), -1) for unit in units
    )
