"""The rules of Making Data Count, NHS England: a shift, a trend, and two of three near a limit.

NHS England, Making data count: Strengthening your decisions (2019), beside the point outside the limits.
Near a limit means more than two thirds of the way from the centre line to it, 2 sigma. A point outside the
limit counts as near it. A point on the line ends a shift, and two equal neighbours end a trend.
"""

from core.spc.block import Bools
from core.spc.rules.part import Part
from core.spc.rules.shift import on_one_side
from core.spc.rules.trend import steady_trend
from core.spc.rules.zones import beyond_on_one_side


def shift(part: Part) -> Bools:
    """Seven points or more in a row on one side of the centre line."""
    return on_one_side(part, 7)


def trend(part: Part) -> Bools:
    """Seven points or more in a row all rising or all falling."""
    return steady_trend(part, 7)


def near_limit(part: Part) -> Bools:
    """Two of three points in a row beyond 2 sigma on the same side."""
    return beyond_on_one_side(part, 2, 2, 3)
