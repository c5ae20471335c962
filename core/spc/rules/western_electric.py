"""The four rules of Western Electric 1956, Statistical Quality Control Handbook, pages 25–27.

The first is the point beyond 3 sigma, which every rule set has. A point on the centre line lies on neither
side and ends rule 4.
"""

from core.spc.block import Bools
from core.spc.rules.part import Part
from core.spc.rules.shift import on_one_side
from core.spc.rules.zones import beyond_on_one_side


def rule_2(part: Part) -> Bools:
    """Two of three points in a row beyond 2 sigma on the same side."""
    return beyond_on_one_side(part, 2, 2, 3)


def rule_3(part: Part) -> Bools:
    """Four of five points in a row beyond 1 sigma on the same side."""
    return beyond_on_one_side(part, 1, 4, 5)


def rule_4(part: Part) -> Bools:
    """Eight points or more in a row on one side of the centre line."""
    return on_one_side(part, 8)
