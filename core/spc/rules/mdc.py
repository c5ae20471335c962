"""The rules of Making Data Count, NHS England: a shift, a trend, and two of three near a limit.

NHS England, Making data count: Strengthening your decisions (2019), beside the point outside the limits.
Near a limit means more than two thirds of the way from the centre line to it, 2 sigma. A point outside the
limit counts as near it. A point on the line ends a shift, and two equal neighbours end a trend.

False alarms of the whole set, limits included, in 12, 24, 36 and 60 independent normal points: on an I
chart 7.6, 19.5, 30.6 and 48.6 %; on a run chart 0.2, 6.0, 14.0 and 29.1 %.
"""

from core.spc.block import Bools
from core.spc.rules.part import Part
from core.spc.rules.shift import on_one_side
from core.spc.rules.trend import steady_trend
from core.spc.rules.zones import beyond_on_one_side


def shift(part: Part) -> Bools:
    """Seven points or more in a row on one side of the centre line.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 1.2, 8.6, 16.6 and 31.2 %; on a run chart 0.0, 5.5, 13.2 and 27.9 %.
    """
    return on_one_side(part, 7)


def trend(part: Part) -> Bools:
    """Seven points or more in a row all rising or all falling.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 0.2, 0.6, 1.0 and 1.9 %; on a run chart 0.2, 0.6, 1.1 and 1.9 %.
    """
    return steady_trend(part, 7)


def near_limit(part: Part) -> Bools:
    """Two of three points in a row beyond 2 sigma on the same side.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 3.0, 5.8, 8.4 and 13.5 %.
    """
    return beyond_on_one_side(part, 2, 2, 3)
