"""Zones: points near the limits, or all near the centre line, in steps of one standard deviation.

Where a chart has no standard deviation, on a run chart, no point is in any zone and no rule here fires.
"""

from core.spc.block import Bools
from core.spc.rules.in_order import InOrder, in_a_row, some_of, spread, windows
from core.spc.rules.part import Part


def beyond_on_one_side(part: Part, sigmas: float, least: int, size: int) -> Bools:
    """Points more than ``sigmas`` from the centre line where ``least`` of ``size`` in a row are, on one side.

    Only those points are marked, not the ones between them.
    """
    order = InOrder.of(part.counted)
    above, below = (order.marked(side) for side in _beyond(part, sigmas))
    return order.back(some_of(above, least, size) | some_of(below, least, size))


def all_within(part: Part, sigmas: float, size: int) -> Bools:
    """Points of every stretch of at least ``size`` that are all closer to the centre line than ``sigmas``."""
    if part.sigma is None:
        return part.counted & False
    near = part.value < part.centre + sigmas * part.sigma - part.slack
    near &= part.value > part.centre - sigmas * part.sigma + part.slack
    order = InOrder.of(part.counted)
    return order.back(in_a_row(order.marked(near & part.counted), size))


def none_within(part: Part, sigmas: float, size: int) -> Bools:
    """Points of every ``size`` in a row that all lie farther from the line than ``sigmas``, on both sides."""
    if part.counted.shape[1] < size:
        return part.counted & False
    order = InOrder.of(part.counted)
    above, below = (windows(order.marked(side), size) for side in _beyond(part, sigmas))
    both = (above + below == size) & (above > 0) & (below > 0)
    return order.back(spread(both, size))


def _beyond(part: Part, sigmas: float) -> tuple[Bools, Bools]:
    """Counted points more than ``sigmas`` above, below the centre line; none where sigma is not known."""
    if part.sigma is None:
        nowhere = part.counted & False
        return nowhere, nowhere
    above = part.value > part.centre + sigmas * part.sigma + part.slack
    below = part.value < part.centre - sigmas * part.sigma - part.slack
    return above & part.counted, below & part.counted
