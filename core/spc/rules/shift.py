"""A shift: so many points in a row on one side of the centre line."""

import numpy as np

from core.spc.block import Bools
from core.spc.rules.in_order import InOrder, in_a_row
from core.spc.rules.part import Part
from core.spc.rules.runs import points_of_long_runs


def on_one_side(part: Part, size: int) -> Bools:
    """Points of every stretch of at least ``size`` on one side; a point on the line ends it."""
    order = InOrder.of(part.counted)
    above = in_a_row(order.marked(part.side > 0), size)
    return order.back(above | in_a_row(order.marked(part.side < 0), size))


def on_one_side_or_the_line(part: Part, size: int) -> Bools:
    """The same, where a point on the line neither counts nor ends the stretch, and is not marked."""
    return points_of_long_runs(part.runs, np.full(len(part.side), size - 1))
