"""The four rules of Western Electric 1956, Statistical Quality Control Handbook, pages 25–27.

The first is the point beyond 3 sigma, which every rule set has. A point on the centre line lies on neither
side and ends rule 4.

False alarms of the whole set, limits included, in 12, 24, 36 and 60 independent normal points: on an I
chart 7.8, 18.7, 28.7 and 45.6 %; on a run chart 0.0, 1.7, 5.2 and 13.1 %.
"""

from core.spc.block import Bools
from core.spc.rules.part import Part
from core.spc.rules.shift import on_one_side
from core.spc.rules.zones import beyond_on_one_side


def rule_2(part: Part) -> Bools:
    """Two of three points in a row beyond 2 sigma on the same side.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 3.0, 5.8, 8.4 and 13.5 %.
    """
    return beyond_on_one_side(part, 2, 2, 3)


def rule_3(part: Part) -> Bools:
    """Four of five points in a row beyond 1 sigma on the same side.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 2.0, 6.4, 10.6 and 18.5 %.
    """
    return beyond_on_one_side(part, 1, 4, 5)


def rule_4(part: Part) -> Bools:
    """Eight points or more in a row on one side of the centre line.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 0.2, 3.3, 7.3 and 15.4 %; on a run chart 0.0, 1.7, 5.2 and 13.1 %.
    """
    return on_one_side(part, 8)
