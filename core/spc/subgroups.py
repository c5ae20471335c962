"""Subgroups: several measurements at every point, e.g. the waiting times of a month."""

from typing import Any

import numpy as np
import numpy.typing as npt

from core.spc.axis import read_labels
from core.spc.block import SAME, Floats, Ints
from core.spc.data import Data, numbers
from core.spc.limits import Kind


def labelled_subgroups(y: Any, labels: Any, kind: Kind) -> tuple[Data, npt.NDArray[Any]]:
    """Data of one series whose points are subgroups, and the labels of these in increasing order.

    ``y``: one measurement a row, NaN where there is none. ``labels``: the subgroup of every row, a month,
    date or number, in any order. A subgroup without any measurement is a missing point. Raises ValueError
    when there are no labels, too few or too many, or one that cannot be read.
    """
    if labels is None:
        raise ValueError(f"kind {kind.name!r} needs subgroup: the month, date or number of every row of y")
    measured = numbers(y, "y", 1)[0]
    names = read_labels(labels, "subgroup")
    if names.shape != measured.shape:
        raise ValueError(f"subgroup has {len(names)} rows and y has {len(measured)}")
    if not len(names):
        raise ValueError("y holds no points")
    points, where = np.unique(names, return_inverse=True)
    present = ~np.isnan(measured)
    return _one_by_one(measured[present], where[present], len(points)), points


def subgroups_of_many(y: Any) -> Data:
    """Data of many series. ``y``: (series, points, members), NaN where a subgroup has fewer members."""
    members = numbers(y, "y", 3)
    if 0 in members.shape[1:]:
        raise ValueError("y holds no points")
    present = ~np.isnan(members)
    n = present.sum(axis=2, dtype=np.float64)
    first = np.take_along_axis(members, present.argmax(axis=2)[..., None], axis=2)[..., 0]
    # Added member by member, in the same order as the rows of one series, so that both give the same bits.
    total, squares = np.zeros(n.shape), np.zeros(n.shape)
    steps = [np.where(present[..., k], members[..., k] - first, 0.0) for k in range(members.shape[2])]
    for step in steps:
        total += step
    mean = np.divide(total, n, out=np.zeros(n.shape), where=n > 0)
    for k, step in enumerate(steps):
        squares += np.where(present[..., k], step - mean, 0.0) ** 2
    return _data(first, mean, squares, n)


def _one_by_one(measured: Floats, where: Ints, size: int) -> Data:
    first = np.full(size, np.nan)
    first[where[::-1]] = measured[::-1]
    step = measured - first[where]
    n = np.bincount(where, minlength=size).astype(np.float64)
    total = np.bincount(where, step, size)
    mean = np.divide(total, n, out=np.zeros(size), where=n > 0)
    squares = np.bincount(where, (step - mean[where]) ** 2, size).astype(np.float64)
    return _data(first[None], mean[None], squares[None], n[None])


def _data(first: Floats, mean: Floats, squares: Floats, n: Floats) -> Data:
    """Sum, count, mean and standard deviation; ``mean`` is counted from the ``first`` measurement.

    Counted so, equal measurements have a standard deviation of exactly 0.
    """
    value = first + mean
    variance = np.divide(squares, n - 1, out=np.full(n.shape, np.nan), where=n > 1)
    spread = np.sqrt(variance)
    spread[spread <= SAME * np.abs(value)] = 0.0
    return Data(value * n, np.where(n > 0, n, np.nan), value, spread)
