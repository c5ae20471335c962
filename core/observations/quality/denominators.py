"""Denominators that can hardly be what the indicator divides by."""

from collections.abc import Iterator

import numpy as np

from core.indicators import Indicator, UnitRegister
from core.observations.quality.finding import Code, Finding, in_indicator, in_series
from core.observations.quality.grid import Bools, Grid, Ints
from core.observations.quality.robust import around, closed_up, row_medians, step_sigma

REACH, FEWEST = 6, 4
LEAST = 2.0
SIGMAS = 8.0
FEWEST_EQUAL = 12
MANY = 50.0
FEWEST_UNITS = 4
OTHER_KIND = 6.0
POPULATION = (0.75, 1.33)


def impossible_counts(grid: Grid) -> Iterator[Finding]:
    """A part larger than the whole, events among nobody, and a value that does not follow from its counts."""
    share = np.array([one.kind == "proportion" for one in grid.indicators], dtype=bool)[:, None]
    ratio = np.array([one.needs_denominator for one in grid.indicators], dtype=bool)[:, None]
    nobody = ratio & (grid.denominator == 0) & (grid.numerator > 0)
    yield from _cells(grid, share & (grid.numerator > grid.denominator) & ~nobody, "numerator_above")
    yield from _cells(grid, nobody, "nobody_counted")
    yield from _cells(grid, _disagrees(grid), "value_disagrees")


def _disagrees(grid: Grid) -> Bools:
    """Where the value is not multiply × numerator / denominator, by more than rounding to its decimals."""
    computed = np.full(grid.value.shape, np.nan)
    slack = np.zeros((len(grid), 1))
    for indicator, rows in grid.by_indicator:
        computed[rows] = indicator.shown(grid.numerator[rows], grid.denominator[rows], np.nan)
        slack[rows] = 10.0**-indicator.decimals
    off = np.abs(grid.value - computed)
    return np.isfinite(off) & (off > np.maximum(slack, 0.01 * np.abs(computed)))


def _cells(grid: Grid, marked: Bools, code: Code) -> Iterator[Finding]:
    for row in np.flatnonzero(marked.any(axis=1)):
        yield in_series(grid, int(row), code, "wrong", marked[row], n=int(marked[row].sum()))


def denominator_jumps(grid: Grid) -> Iterator[Finding]:
    """A denominator twice its neighbours or half of them while the numerator stays where it was."""
    logs = np.log(np.where(grid.denominator > 0, grid.denominator, np.nan))
    closed, places = closed_up(logs)
    usual = step_sigma(closed)
    step = np.abs(closed[:, 1:] - closed[:, :-1])
    for row in np.flatnonzero((step >= np.log(LEAST)).any(axis=1)):
        for where in np.flatnonzero(step[row] >= np.log(LEAST)) + 1:
            before = around(closed[row, :where], int(where), REACH)
            if len(before) < FEWEST:
                continue
            at, median = int(places[row, where]), float(np.median(before))
            away = closed[row, where] - median
            noise = max(float(np.nan_to_num(usual[row])), 0.05, np.exp(-median / 2))
            if abs(away) < max(np.log(LEAST), SIGMAS * noise) or _numerator_follows(grid, int(row), at, away):
                continue
            there = grid.denominator[row, places[row, :where]]
            usual_one = float(np.median(around(there, int(where), REACH)))
            values = {"value": float(grid.denominator[row, at]), "usual": usual_one}
            yield in_series(grid, int(row), "denominator_jump", "check", [at], **values)
            break


def _numerator_follows(grid: Grid, row: int, at: int, away: float) -> bool:
    """Whether the numerator moves at least half as far the same way, as when units are merged."""
    known = np.flatnonzero(np.isfinite(grid.numerator[row, :at]))[-REACH:]
    before, now = grid.numerator[row, known], grid.numerator[row, at]
    if not len(before) or not now > 0 or not np.median(before) > 0:
        return False
    return float(np.log(now / np.median(before))) * np.sign(away) >= abs(away) / 2


def constant_denominators(grid: Grid) -> Iterator[Finding]:
    """The same denominator in every period of most units; and the numerator in its place."""
    counted = np.isfinite(grid.denominator) & np.isfinite(grid.numerator)
    enough = grid.whole & (counted.sum(axis=1) >= FEWEST_EQUAL)
    for indicator, found in grid.by_indicator:
        rows = found[enough[found] & indicator.needs_denominator]
        known = counted[rows]
        if not len(rows):
            continue
        if _is_numerator(grid, rows, known):
            yield in_indicator(grid, indicator, "denominator_is_numerator", "wrong")
            continue
        spread = np.nanmax(grid.denominator[rows], axis=1) - np.nanmin(grid.denominator[rows], axis=1)
        if (spread == 0).mean() > 0.5:
            n = int((spread == 0).sum())
            yield in_indicator(grid, indicator, "denominator_constant", "know", n=n, of=len(rows))


def _is_numerator(grid: Grid, rows: Ints, known: Bools) -> bool:
    numerator, denominator = grid.numerator[rows], grid.denominator[rows]
    many = float(np.nanmedian(np.where(known, denominator, np.nan))) >= MANY
    return bool((numerator[known] == denominator[known]).all()) and many


def denominators_of_units(grid: Grid, units: UnitRegister) -> Iterator[Finding]:
    """Denominators set beside how many live there: a unit that divides by something other than the rest."""
    usual_of = row_medians(np.where(grid.denominator > 0, grid.denominator, np.nan))
    part_of = usual_of / np.array([_population(units, unit) for unit in grid.units])
    for indicator, found in grid.by_indicator:
        rows = found[grid.whole[found] & np.isfinite(part_of[found]) & indicator.needs_denominator]
        usual, part = usual_of[rows], part_of[rows]
        if len(rows) < FEWEST_UNITS:
            continue
        middle = float(np.median(part))
        if POPULATION[0] <= middle <= POPULATION[1] and _counts_enrolled(indicator):
            yield in_indicator(grid, indicator, "denominator_population", "check", n=len(rows))
        for row, one, size in zip(rows, part, usual, strict=True):
            if max(one / middle, middle / one) >= OTHER_KIND and max(size, middle * size / one) >= MANY:
                value, expected = float(size), float(middle * size / one)
                yield in_series(
                    grid, int(row), "denominator_other_kind", "check", value=value, expected=expected
                )


def _population(units: UnitRegister, unit: str) -> float:
    known = units.get(unit)
    return float(known.population) if known is not None and known.population else np.nan


def _counts_enrolled(indicator: Indicator) -> bool:
    """Whether the catalogue says that the indicator is divided by those enrolled, not by inhabitants."""
    if indicator.denominator is None:
        return False
    return "inskriv" in indicator.denominator.sv.casefold() or "enrol" in indicator.denominator.en.casefold()
