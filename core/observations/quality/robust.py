"""Medians and spreads that a few wrong numbers do not move, for many series at once."""

import numpy as np

from core.observations.quality.grid import Bools, Floats, Ints

MAD_TO_SIGMA = 1.4826
"""Median absolute deviation to standard deviation of a normal distribution (Hampel 1974)."""


def row_medians(numbers: Floats) -> Floats:
    """(series,) median of the known numbers of each row; NaN where none is."""
    if not numbers.shape[-1]:
        return np.full(numbers.shape[:-1], np.nan)
    ordered = np.sort(numbers, axis=-1)  # NaN comes last
    n = np.isfinite(ordered).sum(axis=-1)
    low, high = np.maximum(n - 1, 0) // 2, np.minimum(n // 2, numbers.shape[-1] - 1)
    pick = [np.take_along_axis(ordered, at[..., None], axis=-1)[..., 0] for at in (low, high)]
    return np.where(n > 0, (pick[0] + pick[1]) / 2, np.nan)


def step_sigma(numbers: Floats) -> Floats:
    """(series,) standard deviation of a point, from the median step between neighbouring known points.

    A lasting change of level is one step among many and hardly counts. NaN with fewer than four steps.
    """
    steps = np.abs(numbers[:, 1:] - numbers[:, :-1])
    enough = np.isfinite(steps).sum(axis=1) >= 4
    return np.where(enough, MAD_TO_SIGMA * row_medians(steps) / np.sqrt(2), np.nan)


def closed_up(numbers: Floats) -> tuple[Floats, Ints]:
    """Known numbers of each row moved together to the left, and the position each of them came from.

    Returns arrays of the shape of ``numbers``; behind the last known number NaN and -1.
    """
    known = np.isfinite(numbers)
    order = np.argsort(~known, axis=1, kind="stable")
    there = np.take_along_axis(known, order, axis=1)
    closed = np.where(there, np.take_along_axis(numbers, order, axis=1), np.nan)
    return closed, np.where(there, order, -1)


def shifted(closed: Floats, by: int) -> Floats:
    """What stands ``by`` places before each place of a row (after it when negative); NaN beyond the ends."""
    moved = np.full(closed.shape, np.nan)
    if by > 0:
        moved[:, by:] = closed[:, :-by]
    else:
        moved[:, :by] = closed[:, -by:]
    return moved


def around(row: Floats, at: int, reach: int) -> Floats:
    """The known numbers of a closed-up row at most ``reach`` places from ``at``, without that one."""
    near = np.concatenate([row[max(at - reach, 0) : at], row[at + 1 : at + 1 + reach]])
    return near[np.isfinite(near)]


def same_month_elsewhere(row: Floats, at: int, year: int) -> Floats:
    """Known numbers of the same calendar month (quarter) in other years; ``year``: periods in a year."""
    same = row[at % year :: year].copy()
    same[at // year] = np.nan
    return same[np.isfinite(same)]


def longest_runs(same: Bools) -> tuple[Ints, Ints]:
    """(series,) length and first position of the longest stretch of True in each row; length 0 where none."""
    length, start = np.zeros(len(same), np.int64), np.zeros(len(same), np.int64)
    running = np.zeros(len(same), np.int64)
    for at in range(same.shape[1]):
        running = np.where(same[:, at], running + 1, 0)
        longer = running > length
        length, start = np.where(longer, running, length), np.where(longer, at - running + 1, start)
    return length, start
