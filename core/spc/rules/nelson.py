"""Nelson's eight tests: Nelson 1984, The Shewhart control chart: tests for special causes (Journal of
Quality Technology 16:237–239).

Test 1 is the point beyond 3 sigma, which every rule set has. A point on the centre line lies on neither side
and ends test 2; two equal neighbours end tests 3 and 4. In test 8 the points lie on both sides, as Nelson
writes; all on one side is what tests 2, 5 and 6 find. Nelson advised tests 1 to 4 for routine use: all eight
together give a false alarm in most long series.

False alarms of the whole set, limits included, in 12, 24, 36 and 60 independent normal points: on an I
chart 8.9, 22.6, 34.7 and 53.8 %; on a run chart 1.7, 6.9, 12.8 and 24.1 %.
"""

from core.spc.block import Bools
from core.spc.rules.part import Part
from core.spc.rules.shift import on_one_side
from core.spc.rules.trend import steady_trend, up_and_down
from core.spc.rules.zones import all_within, beyond_on_one_side, none_within


def test_2(part: Part) -> Bools:
    """Nine points or more in a row on one side of the centre line.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 0.0, 1.2, 3.1 and 7.2 %; on a run chart 0.0, 0.4, 1.9 and 5.7 %.
    """
    return on_one_side(part, 9)


def test_3(part: Part) -> Bools:
    """Six points or more in a row all rising or all falling.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 1.7, 4.5, 7.2 and 12.4 %; on a run chart 1.7, 4.5, 7.2 and 12.5 %.
    """
    return steady_trend(part, 6)


def test_4(part: Part) -> Bools:
    """Fourteen points or more in a row that rise and fall by turns.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 0.0, 2.1, 4.1 and 7.9 %; on a run chart 0.0, 2.1, 4.1 and 7.9 %.
    """
    return up_and_down(part, 14)


def test_5(part: Part) -> Bools:
    """Two of three points in a row beyond 2 sigma on the same side.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 3.0, 5.8, 8.4 and 13.5 %.
    """
    return beyond_on_one_side(part, 2, 2, 3)


def test_6(part: Part) -> Bools:
    """Four of five points in a row beyond 1 sigma on the same side.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 2.0, 6.4, 10.6 and 18.5 %.
    """
    return beyond_on_one_side(part, 1, 4, 5)


def test_7(part: Part) -> Bools:
    """Fifteen points or more in a row within 1 sigma of the centre line, on either side.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 0.0, 0.4, 1.2 and 3.0 %.
    """
    return all_within(part, 1, 15)


def test_8(part: Part) -> Bools:
    """Eight points or more in a row beyond 1 sigma, some above the centre line and some below.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 0.2, 0.2, 0.4 and 0.6 %.
    """
    return none_within(part, 1, 8)
