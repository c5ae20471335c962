"""Parts that do not add up to their whole: municipalities to the county, ages and sexes to everybody."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from core.indicators import UnitRegister
from core.observations.quality.finding import Finding, in_series
from core.observations.quality.grid import Grid, Ints
from core.observations.schema import ALL, TOTAL

_Places = Mapping[tuple[str, tuple[str, str, str, str]], int]

SLACK = 0.02
"""Rounding and people who move: less than two per cent, or one, is not told."""


def sums(grid: Grid, units: UnitRegister) -> Iterator[Finding]:
    """Wholes whose parts all are known but sum to something else, in numerators or denominators."""
    below = {unit: [child.id for child in units.children(unit)] for unit in set(grid.units) if unit in units}
    for indicator, rows in grid.by_indicator:
        if indicator.kind in ("mean", "score"):
            continue
        at = {(grid.units[row], grid.subgroups[row].values): int(row) for row in rows}
        yield from _of_units(grid, at, below)
        yield from _of_groups(grid, at)


def _of_units(grid: Grid, at: _Places, below: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Units beside all units right below them, of the same subgroup."""
    for (unit, group), whole in at.items():
        parts = [at.get((part, group), -1) for part in below.get(unit, ())]
        if parts and min(parts) >= 0:
            yield from _compared(grid, whole, np.array(parts))


def _of_groups(grid: Grid, at: _Places) -> Iterator[Finding]:
    """Everybody in a unit beside all values of one division of them: ages, sexes, target groups."""
    divided: dict[tuple[str, int], list[int]] = {}
    for (unit, group), row in at.items():
        by = [position for position, value in enumerate(group) if value != ALL]
        if len(by) == 1:
            divided.setdefault((unit, by[0]), []).append(row)
    for (unit, _), parts in divided.items():
        whole = at.get((unit, TOTAL.values))
        if whole is not None and len(parts) > 1:
            yield from _compared(grid, whole, np.array(parts))


def _compared(grid: Grid, whole: int, parts: Ints) -> Iterator[Finding]:
    excess, lack = (np.zeros(len(grid.months), bool) for _ in range(2))
    for numbers in (grid.numerator, grid.denominator):
        total, summed = numbers[whole], numbers[parts].sum(axis=0)  # NaN where any part is unknown
        slack = np.maximum(1.0, SLACK * np.abs(total))
        excess |= summed - total > slack
        lack |= total - summed > slack
    if excess.any():
        n = int(excess.sum())
        yield in_series(grid, whole, "parts_exceed", "check", excess, n=n, parts=len(parts))
    if lack.any():
        n = int(lack.sum())
        yield in_series(grid, whole, "parts_lack", "check", lack, n=n, parts=len(parts))
