"""Runs on one side of the centre line, and crossings of it. The smallest pieces that rules are made of."""

from dataclasses import dataclass

import numpy as np

from core.spc.block import Bools, Ints


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of useful points, those not on the centre line; points on it are passed over.

    ``useful``, ``crossing``, ``length``: (series, points); ``crossing`` marks the first point of a new run,
    ``length`` how long the run is at that point. ``n_useful``, ``longest``, ``crossings``: (series,).
    """

    useful: Bools
    crossing: Bools
    length: Ints
    n_useful: Ints
    longest: Ints
    crossings: Ints


def count_runs(side: Ints) -> Runs:
    """Runs and crossings of ``side`` (series, points; +1, −1 or 0), without a loop over points."""
    points = side.shape[1]
    small = np.int16 if points < 2**14 else np.int64
    useful = side != 0
    # Position and side in one number, so that a running maximum carries the side of the last useful point.
    position = 2 * np.arange(1, points + 1, dtype=small)
    newest = np.maximum.accumulate(np.where(useful, position + (side > 0), small(0)), axis=1)
    crossing = np.zeros(side.shape, dtype=bool)
    crossing[:, 1:] = ((newest[:, 1:] ^ newest[:, :-1]) & 1) != 0
    crossing[:, 1:] &= newest[:, :-1] > 0
    seen = np.cumsum(useful, axis=1, dtype=small)
    length = seen - np.maximum.accumulate(np.where(crossing, seen - small(1), small(0)), axis=1)
    n_useful = seen.max(axis=1, initial=0).astype(np.int64)
    longest = length.max(axis=1, initial=0).astype(np.int64)
    return Runs(useful, crossing, length, n_useful, longest, crossing.sum(axis=1))


def points_of_long_runs(runs: Runs, longest_allowed: Ints) -> Bools:
    """Useful points of every run longer than ``longest_allowed`` (series,), shape (series, points)."""
    marked = np.zeros(runs.useful.shape, dtype=bool)
    rows = np.flatnonzero(runs.longest > longest_allowed)
    if rows.size == 0:
        return marked
    too_long = runs.length[rows] > longest_allowed[rows, None]
    # Number the runs of all rows through, and let every point of a run share its verdict.
    width = runs.useful.shape[1]
    number = np.cumsum(runs.crossing[rows], axis=1) + np.arange(len(rows))[:, None] * width
    hit = np.zeros(len(rows) * width, dtype=bool)
    hit[number[too_long]] = True
    marked[rows] = hit[number] & runs.useful[rows]
    return marked
