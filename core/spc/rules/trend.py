"""A trend: so many points in a row that all rise or all fall; and a saw that goes up and down by turns."""

import numpy as np

from core.spc.block import Bools
from core.spc.rules.in_order import InOrder, spread, windows
from core.spc.rules.part import Part


def steady_trend(part: Part, size: int) -> Bools:
    """Points of every stretch of at least ``size`` that rises or falls; two equal neighbours end it."""
    return _trend(part, InOrder.of(part.judged), size)


def trend_past_equals(part: Part, size: int) -> Bools:
    """The same, where a point equal to the one before neither counts nor ends it, and is not marked."""
    order = InOrder.of(part.judged)
    rising, falling = _moves(part, order)
    distinct = order.there.copy()
    distinct[:, 1:] &= rising | falling
    return _trend(part, InOrder.of(order.back(distinct)), size)


def up_and_down(part: Part, size: int) -> Bools:
    """Points of every stretch of at least ``size`` that rises and falls by turns."""
    order = InOrder.of(part.judged)
    rising, falling = _moves(part, order)
    turns = (rising[:, 1:] & falling[:, :-1]) | (falling[:, 1:] & rising[:, :-1])
    return order.back(_points(turns, size - 2, part.counted.shape))


def _trend(part: Part, order: InOrder, size: int) -> Bools:
    rising, falling = _moves(part, order)
    shape = part.counted.shape
    return order.back(_points(rising, size - 1, shape) | _points(falling, size - 1, shape))


def _moves(part: Part, order: InOrder) -> tuple[Bools, Bools]:
    """Whether each point but the first lies above, below the one before; (series, points − 1) each."""
    value = order.packed(part.value)
    change = value[:, 1:] - value[:, :-1]
    return change > part.slack, change < -part.slack


def _points(steps: Bools, size: int, shape: tuple[int, ...]) -> Bools:
    """The points that ``size`` steps in a row lie between; ``steps`` may be shorter than ``shape``."""
    if steps.shape[1] < size:
        return np.zeros(shape, dtype=bool)
    hits = windows(steps, size) == size
    return spread(hits, size + shape[1] - steps.shape[1])
