"""Numbers that come again where chance would not bring them: copied months, copied units, stuck values."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from core.indicators import UnitRegister
from core.observations.quality.finding import Finding, in_indicator, in_series
from core.observations.quality.grid import Bools, Floats, Grid, Ints
from core.observations.quality.robust import closed_up, longest_runs, row_medians

FEWEST_SERIES = 4
NEARLY_ALL = 0.9
USUALLY_EQUAL = 0.2
"""A series with a larger share of equal neighbours says nothing of a copied month."""
FEWEST_EQUAL = 12
FEWEST_DISTINCT = 5
SHORTEST_STUCK = 5
CHANCE = 0.0005
ROUNDED = (100, 50, 10, 5)
FEWEST_ROUNDED = 18


def months_repeated(grid: Grid) -> Iterator[Finding]:
    """A period that has the numbers of the one before in nearly all units (or indicators of a unit)."""
    equal, both = _equal_neighbours(grid)
    often = equal.sum(axis=1) / np.maximum(both.sum(axis=1), 1)
    fit = grid.whole & (often <= USUALLY_EQUAL) & (both.sum(axis=1) >= FEWEST_SERIES)
    told: set[tuple[str, int]] = set()
    for indicator, rows in grid.by_indicator:
        for at, n in _copied(equal, both, rows[fit[rows]]):
            told.add((indicator.id, at))
            before = grid.months[at - 1]
            yield in_indicator(grid, indicator, "months_repeated", "wrong", [at], n=n, before=before)
    yield from _copied_in_unit(grid, equal, both, fit, told)


def _copied_in_unit(
    grid: Grid, equal: Bools, both: Bools, fit: Bools, told: set[tuple[str, int]]
) -> Iterator[Finding]:
    units = np.array(grid.units, dtype=object)
    for unit in dict.fromkeys(grid.units):
        rows = np.flatnonzero((units == unit) & fit)
        for at, n in _copied(equal, both, rows):
            for row in rows[equal[rows, at - 1]]:
                if (grid.indicators[row].id, at) in told:
                    continue
                before = grid.months[at - 1]
                yield in_series(grid, int(row), "months_repeated_here", "wrong", [at], n=n, before=before)


def _equal_neighbours(grid: Grid) -> tuple[Bools, Bools]:
    """Where a period has exactly the numbers of the one before, and where both are known; one column fewer.

    Zeros do not count: none after none is common.
    """
    value, known = grid.value, grid.known & (grid.value != 0)
    both = known[:, 1:] & known[:, :-1]
    equal = both & (value[:, 1:] == value[:, :-1])
    for numbers in (grid.numerator, grid.denominator):
        counted = np.isfinite(numbers[:, 1:]) & np.isfinite(numbers[:, :-1])
        equal &= ~counted | (numbers[:, 1:] == numbers[:, :-1])
    return equal, both


def _copied(equal: Bools, both: Bools, rows: Ints) -> list[tuple[int, int]]:
    """Positions of periods that nearly all of ``rows`` have from the period before, and how many rows."""
    n, same = both[rows].sum(axis=0), equal[rows].sum(axis=0)
    found = np.flatnonzero((n >= FEWEST_SERIES) & (same >= NEARLY_ALL * n)) + 1
    return [(int(at), int(same[at - 1])) for at in found]


def units_identical(grid: Grid, units: UnitRegister) -> Iterator[Finding]:
    """Two units with the very same varying numbers throughout; not a unit and the only part it has."""
    for _, rows in grid.by_indicator:
        same: dict[bytes, list[int]] = {}
        for row in rows[grid.whole[rows]]:
            known = grid.value[row][grid.known[row]]
            if len(known) >= FEWEST_EQUAL and len(np.unique(known)) >= FEWEST_DISTINCT:
                cells = np.nan_to_num([grid.value[row], grid.numerator[row], grid.denominator[row]], nan=-1.0)
                same.setdefault(cells.tobytes(), []).append(int(row))
        for alike in (found for found in same.values() if len(found) > 1):
            for one, other in pairwise(alike):
                if not _related(grid.units[one], grid.units[other], units):
                    n, name = int(grid.known[one].sum()), grid.units[one]
                    yield in_series(grid, other, "units_identical", "wrong", n=n, other=name)


def _related(one: str, other: str, units: UnitRegister) -> bool:
    """Whether one of the units is part of the other."""
    if one not in units or other not in units:
        return False
    above = {unit.id for unit in units.ancestors(one)} | {unit.id for unit in units.ancestors(other)}
    return one in above or other in above


def values_stuck(grid: Grid) -> Iterator[Finding]:
    """The same value again and again in a series that otherwise varies; none and all of a share do not count.

    How often neighbours are equal elsewhere in the series tells what length chance gives.
    """
    closed, places = closed_up(_varying(grid))
    both = np.isfinite(closed[:, 1:])
    equal = both & (closed[:, 1:] == closed[:, :-1])
    length, start = longest_runs(equal)
    n = both.sum(axis=1)
    rest = np.maximum(n - length, 1)
    elsewhere = (np.maximum(equal.sum(axis=1) - length, 0) + 1) / (rest + 1)
    rare = n * np.minimum(elsewhere, 1.0) ** length
    stuck = (length + 1 >= SHORTEST_STUCK) & (rare < CHANCE) & (rest >= length) & grid.whole
    for row in np.flatnonzero(stuck):
        first, last = int(places[row, start[row]]), int(places[row, start[row] + length[row]])
        n, value = int(length[row]) + 1, float(closed[row, start[row]])
        yield in_series(grid, int(row), "value_stuck", "check", [first, last], n=n, value=value)


def _varying(grid: Grid) -> Floats:
    """Values that chance seldom repeats: not none, not all of a share, and not counts of a few."""
    value = grid.value.copy()
    share = np.array([one.multiply if one.kind == "proportion" else np.nan for one in grid.indicators])
    value[(value == 0) | (value == share[:, None])] = np.nan
    value[grid.has_counts & (row_medians(grid.numerator) < 20)] = np.nan
    return value


def rounded_counts(grid: Grid) -> Iterator[Finding]:
    """Counts that all are whole fives, tens or hundreds: rounded before they came here."""
    for indicator, rows in grid.by_indicator:
        counts = grid.numerator[rows[grid.whole[rows]]]
        counts = counts[np.isfinite(counts) & (counts > 0)]
        if len(counts) < FEWEST_ROUNDED or len(np.unique(counts)) < FEWEST_DISTINCT:
            continue
        for to in ROUNDED:
            if (counts % to == 0).all():
                yield in_indicator(grid, indicator, "rounded", "know", to=to)
                break
