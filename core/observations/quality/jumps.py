"""A level that is suddenly another: another unit of measurement, a comma moved, or a new definition.

A true improvement must not be taken for a fault. Single series are therefore named only where the level
changes more than care does from one month to the next (fivefold), stays, and leaves no value in between; a
smaller step only where most units take it in the same month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np

from core.indicators import Indicator
from core.observations.quality.finding import Finding, in_indicator, in_series
from core.observations.quality.grid import Bools, Floats, Grid, Ints
from core.observations.quality.robust import closed_up, shifted, step_sigma
from core.observations.schema import MONTHS_IN

FACTORS = (10.0, 12.0, 100.0, 1000.0, 1_000_000.0)
"""How far apart units of measurement lie: per 100 and per 1 000, a month and a year, shares and per cent."""
NEAR_FACTOR = 1.5
"""Season and chance move the levels on either side of a step: ten times may look like seven or fourteen."""
FEWEST, REACH = 3, 6
"""Values needed and used on either side of a step."""
LEAST = 5.0
CLEAR = 2.0
"""The lowest value above a step and the highest below it lie at least this far apart."""
SIGMAS = 6.0

MOST_SHARED = 0.8
FEWEST_UNITS = 4
STEP_SIGMAS = 8.0
SHARED_LEAST = 1.25


@dataclass(frozen=True, slots=True)
class Step:
    """A lasting step of one series: position of its first period, and the level before and after."""

    at: int
    before: float
    after: float


def jumps(grid: Grid) -> Iterator[Finding]:
    """Steps of single series as large as a change of unit, and steps that most units take together."""
    told: set[tuple[str, int]] = set()
    logs = np.log(np.where(grid.value > 0, grid.value, np.nan))
    for indicator, rows in grid.by_indicator:
        shared = list(_shared(grid, logs, indicator, rows))
        told |= {(indicator.id, at) for at, _ in shared}
        yield from (finding for _, finding in shared)
    yield from _single(grid, logs, told)


def _single(grid: Grid, logs: Floats, told: set[tuple[str, int]]) -> Iterator[Finding]:
    closed, places = closed_up(logs)
    may_be = _nothing_between(closed)
    has_counts = grid.has_counts
    for row in np.flatnonzero(may_be.any(axis=1)):
        indicator = grid.indicators[row]
        if indicator.kind == "proportion" and has_counts[row]:
            continue  # part of a whole has no other unit, and may truly go from one in twenty to one in two
        for where in np.flatnonzero(may_be[row]):
            step = _step(closed[row], places[row], int(where))
            if step is None or (indicator.id, step.at) in told:
                continue
            if has_counts[row] and not _beyond_chance(grid, int(row), step):
                continue
            yield _finding(grid, int(row), step)
            break


def _nothing_between(closed: Floats) -> Bools:
    """(series, places) whether a large step leads to the place, with no value near by between its sides."""
    before = [shifted(closed, by) for by in range(1, REACH + 1)]
    after = [closed, *(shifted(closed, -by) for by in range(1, REACH))]
    up = reduce(np.fmin, after) - reduce(np.fmax, before)
    down = reduce(np.fmin, before) - reduce(np.fmax, after)
    step = closed - before[0]
    return (np.abs(step) >= np.log(LEAST)) & (np.where(step > 0, up, down) >= np.log(CLEAR))


def _step(logs: Floats, places: Ints, where: int) -> Step | None:
    """The step to the closed-up position ``where``, if there is enough on either side and it stays."""
    before = logs[max(where - REACH, 0) : where]
    after = logs[where : where + REACH]
    after = after[np.isfinite(after)]
    if len(before) < FEWEST or len(after) < FEWEST:
        return None
    low, high = float(np.median(before)), float(np.median(after))
    if abs(high - low) < np.log(LEAST):
        return None
    return Step(int(places[where]), float(np.exp(low)), float(np.exp(high)))


def _beyond_chance(grid: Grid, row: int, step: Step) -> bool:
    """Whether chance in the counts (Poisson) could hardly make the step."""
    counts = np.nan_to_num(grid.numerator[row])
    reach = slice(max(step.at - REACH, 0), step.at), slice(step.at, step.at + REACH)
    events = [max(float(counts[one].sum()), 0.5) for one in reach]
    error = np.sqrt(1 / events[0] + 1 / events[1])
    return abs(np.log(step.after / step.before)) > SIGMAS * error


def _finding(grid: Grid, row: int, step: Step) -> Finding:
    ratio = step.after / step.before
    size = max(ratio, 1 / ratio)
    is_scale = any(abs(np.log(factor / size)) < np.log(NEAR_FACTOR) for factor in FACTORS)
    return in_series(
        grid,
        row,
        "scale_jump" if is_scale else "level_jump",
        "wrong" if is_scale else "check",
        [step.at],
        before=step.before,
        after=step.after,
        factor=size,
    )


def _shared(grid: Grid, logs: Floats, indicator: Indicator, rows: Ints) -> Iterator[tuple[int, Finding]]:
    """Steps in the same period and the same direction in most units, far outside what each of them varies."""
    rows = rows[grid.whole[rows]]
    usual = step_sigma(logs[rows])
    rows, usual = rows[np.isfinite(usual)], usual[np.isfinite(usual)]
    if len(rows) < FEWEST_UNITS:
        return
    steps = np.diff(logs[rows], axis=1) / np.maximum(usual, 0.02)[:, None]
    known = np.isfinite(steps).sum(axis=0)
    year = 12 // MONTHS_IN[grid.period_type]
    for sign in (1, -1):
        large = (sign * steps >= STEP_SIGMAS).sum(axis=0)
        for at in np.flatnonzero((known >= FEWEST_UNITS) & (large >= MOST_SHARED * known)) + 1:
            ratio = _lasting(logs[rows], int(at), sign)
            seasonal = [a for a in range(at % year, steps.shape[1], year) if a not in (at, 0)]
            again = any(large[a - 1] >= known[a - 1] / 2 > 0 for a in seasonal)
            if ratio is None or again:
                continue
            values = {"n": int(large[at - 1]), "of": int(known[at - 1]), "factor": ratio}
            yield (
                int(at),
                in_indicator(grid, indicator, "level_jump_shared", "check", [int(at)], **values),
            )


def _lasting(logs: Floats, at: int, sign: int) -> float | None:
    """How many times the level changes, the median of units; None where the step does not stay."""
    before, after = logs[:, max(at - REACH, 0) : at], logs[:, at : at + REACH]
    enough = (np.isfinite(before).sum(axis=1) >= FEWEST) & (np.isfinite(after).sum(axis=1) >= FEWEST)
    if not enough.any():
        return None
    change = sign * np.median(
        [np.nanmedian(a) - np.nanmedian(b) for a, b in zip(after[enough], before[enough], strict=True)]
    )
    return float(np.exp(change)) if change >= np.log(SHARED_LEAST) else None
