"""What is not there: periods, units and the latest numbers of a unit."""

from collections.abc import Iterator

import numpy as np

from core.indicators import Indicator, UnitRegister
from core.observations.quality.finding import Finding, in_indicator, in_series
from core.observations.quality.grid import NO_ROW, Bools, Grid, Ints
from core.observations.schema import STATUSES

MISSING, HIDDEN, PROVISIONAL = (STATUSES.index(one) for one in ("missing", "suppressed", "provisional"))
MOST_OF = 0.5
FEWEST_SIBLINGS = 4


def gaps(grid: Grid, units: UnitRegister) -> Iterator[Finding]:
    """Periods that lack a number, in single units and in all; units that are absent or have ended."""
    for indicator, every in grid.by_indicator:
        rows = _looked_at(grid, every)
        absent = _absent_everywhere(grid, rows)
        if absent.any():
            n = int(absent.sum())
            yield in_indicator(grid, indicator, "periods_absent", "check", absent, n=n)
        yield from _holes(grid, rows, absent)
        yield from _ended(grid, rows)
        yield from _absent_units(grid, indicator, rows, units)


def _looked_at(grid: Grid, rows: Ints) -> Ints:
    """The series of an indicator that gaps are looked for in: those of everybody, where there are any."""
    return rows[grid.whole[rows]] if grid.whole[rows].any() else rows


def _absent_everywhere(grid: Grid, rows: Ints) -> Bools:
    """(periods,) between the first and last row of the indicator, where no series has one."""
    there = (grid.status[rows] != NO_ROW).any(axis=0)
    inside = np.zeros(len(there), bool)
    inside[grid.first[rows].min() : grid.last[rows].max() + 1] = True
    return inside & ~there


def _holes(grid: Grid, rows: Ints, absent: Bools) -> Iterator[Finding]:
    """Periods between a series' first and last row that lack a number, neither hidden nor absent for all."""
    inside = _inside(grid, rows) & ~absent
    unknown = (grid.status[rows] == NO_ROW) | (grid.status[rows] == MISSING)
    for row, hole in zip(rows, inside & unknown, strict=True):
        if hole.any():
            yield in_series(grid, int(row), "periods_missing", "know", hole, n=int(hole.sum()))


def _inside(grid: Grid, rows: Ints) -> Bools:
    """(series, periods) between the first and last row of each series."""
    position = np.arange(len(grid.months))
    return (position > grid.first[rows][:, None]) & (position < grid.last[rows][:, None])


def _ended(grid: Grid, rows: Ints) -> Iterator[Finding]:
    """Units whose latest row lies at least two periods before that of most others."""
    if len(rows) < FEWEST_SIBLINGS:
        return
    usual = int(np.median(grid.last[rows]))
    for row in rows[grid.last[rows] <= usual - 2]:
        last = [int(grid.last[row])]
        yield in_series(grid, int(row), "unit_ended", "check", last, others=grid.months[usual])


def _absent_units(grid: Grid, indicator: Indicator, rows: Ints, units: UnitRegister) -> Iterator[Finding]:
    """Units without a row where most of the same level in the same county have one."""
    there = {grid.units[row] for row in rows}
    for county in units.of_level("county"):
        siblings = units.children(county.id, "municipality")
        lacking = [unit.id for unit in siblings if unit.id not in there]
        if len(siblings) < FEWEST_SIBLINGS or not 0 < len(lacking) < MOST_OF * len(siblings):
            continue
        for unit in lacking:
            yield Finding(
                "unit_absent",
                "check",
                indicator.id,
                unit,
                period_type=grid.period_type,
                values={"n": len(siblings) - len(lacking), "of": len(siblings)},
            )


def marked(grid: Grid) -> Iterator[Finding]:
    """How much the source marks as hidden, missing or provisional, an indicator at a time.

    What is marked as missing is not told again where ``gaps`` has named every period of it.
    """
    for indicator, rows in grid.by_indicator:
        status = grid.status[rows]
        total = int((status != NO_ROW).sum())
        hidden, missing = (int((status == which).sum()) for which in (HIDDEN, MISSING))
        if hidden:
            part = 100 * hidden / total
            yield in_indicator(grid, indicator, "hidden", "know", n=hidden, percent=part)
        if missing > _named(grid, _looked_at(grid, rows)):
            part = 100 * missing / total
            yield in_indicator(grid, indicator, "missing", "know", n=missing, percent=part)
        provisional = (status == PROVISIONAL).any(axis=0)
        if provisional.any():
            n = int(provisional.sum())
            yield in_indicator(grid, indicator, "provisional", "know", provisional, n=n)


def _named(grid: Grid, rows: Ints) -> int:
    """How many numbers marked as missing are told as periods that a series lacks."""
    return int(((grid.status[rows] == MISSING) & _inside(grid, rows)).sum())
