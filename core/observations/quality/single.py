"""Single numbers so unlike their neighbours that someone may have mistyped them, or written 0 for missing.

Chance makes small counts jump. How far a number lies from the median m of its neighbours is therefore
measured as that of a count, 2 |√v − √m| (Freeman & Tukey 1950, of unit variance), where m is how many events
a period has; or, where the series varies more than that or the source gives no counts, how many it has in
effect: one over the square of its relative spread.
"""

from collections.abc import Iterator
from functools import reduce

import numpy as np

from core.observations.quality.finding import Finding, in_series
from core.observations.quality.grid import Bools, Floats, Grid
from core.observations.quality.robust import around, closed_up, same_month_elsewhere, shifted, step_sigma
from core.observations.schema import MONTHS_IN

REACH, FEWEST = 6, 4
"""Values looked at on either side of a point, and how many there must be in all."""
LEAST = 4.0
"""Times its neighbours' median, or one over it."""
SIGMAS = 6.0
TYPED_ZERO = 20.0
"""Events usually counted where none can hardly be true: chance gives none in one period of half a billion."""
LEAST_SPREAD = 0.05


def typing_errors(grid: Grid) -> Iterator[Finding]:
    """Numbers four times their neighbours or a fourth of them, far outside chance and the usual spread."""
    logs = np.log(np.where(grid.value > 0, grid.value, np.nan))
    closed, places = closed_up(logs)
    near = np.abs(closed[:, 1:] - closed[:, :-1]) >= np.log(LEAST)
    beside = np.zeros(closed.shape, bool)
    beside[:, 1:] |= near
    beside[:, :-1] |= near
    beside &= ~_lies_among_others(closed)
    spread = step_sigma(closed)
    for row in np.flatnonzero(beside.any(axis=1)):
        for where in np.flatnonzero(beside[row]):
            others = around(closed[row], int(where), REACH)
            if len(others) < FEWEST:
                continue
            at, median = int(places[row, where]), float(np.median(others))
            away = float(closed[row, where] - median)
            events = _events(grid, int(row), at, float(np.exp(median)), float(spread[row]))
            sigmas = 2 * np.sqrt(events) * abs(np.exp(away / 2) - 1)
            if abs(away) < np.log(LEAST) or sigmas < SIGMAS:
                continue
            if _is_season(logs[row], at, median, 12 // MONTHS_IN[grid.period_type]):
                continue
            written = {"value": closed[row, where], "lower": others.min(), "upper": others.max()}
            values = {name: _as_written(log) for name, log in written.items()}
            yield in_series(grid, int(row), "typing_error", "check", [at], **values)


def _as_written(log: float) -> float:
    """The value of a logarithm, without what the logarithm added to its last digits."""
    return float(f"{np.exp(log):.12g}")


def zeros_for_missing(grid: Grid) -> Iterator[Finding]:
    """A zero where there are usually many, and never a zero near by or in the same month of another year."""
    closed, places = closed_up(grid.value)
    spread = step_sigma(np.log(np.where(closed > 0, closed, np.nan)))
    year = 12 // MONTHS_IN[grid.period_type]
    signed = (closed < 0).any(axis=1)
    for row in np.flatnonzero((closed == 0).any(axis=1) & ~signed):
        for where in np.flatnonzero(closed[row] == 0):
            others, at = around(closed[row], int(where), REACH), int(places[row, where])
            if len(others) < FEWEST or others.min() <= 0 or others.max() > LEAST * others.min():
                continue
            if _events(grid, int(row), at, float(np.median(others)), float(spread[row])) < TYPED_ZERO:
                continue
            if (same_month_elsewhere(grid.value[row], at, year) == 0).any():
                continue
            usual = {"lower": float(others.min()), "upper": float(others.max())}
            yield in_series(grid, int(row), "zero_for_missing", "wrong", [at], **usual)


def _events(grid: Grid, row: int, at: int, level: float, spread: float) -> float:
    """Events that a period has in effect at a level on the shown scale: no more than the spread allows."""
    in_effect = 1 / max(spread if np.isfinite(spread) else 1.0, LEAST_SPREAD) ** 2
    indicator = grid.indicators[row]
    if not grid.has_counts[row] or indicator.kind in ("mean", "score"):
        return in_effect
    if indicator.kind == "count":
        return min(level, in_effect)
    denominator = grid.denominator[row, at]
    if not denominator > 0:
        denominator = float(np.nanmedian(grid.denominator[row]))
    return min(level * denominator / indicator.multiply, in_effect)


def _lies_among_others(closed: Floats) -> Bools:
    """(series, places) whether a neighbour lies nearly as far away: then it is no slip but one of several."""
    neighbours = (shifted(closed, by) for by in range(-REACH, REACH + 1) if by)
    return reduce(np.logical_or, (np.abs(one - closed) < np.log(2) for one in neighbours))


def _is_season(logs: Floats, at: int, median: float, year: int) -> bool:
    """Whether the same calendar month is at least half as far away, the same way, in another year."""
    away = logs[at] - median
    same = (same_month_elsewhere(logs, at, year) - median) * np.sign(away)
    return bool((same > abs(away) / 2).any())
