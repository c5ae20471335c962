"""The rules of the Institute for Healthcare Improvement: a shift and a trend.

Perla, Provost & Murray 2011, The run chart (BMJ Quality & Safety 20:46–51) for run charts; Provost & Murray,
The Health Care Data Guide, for control charts, where both ask for more points. A point on the centre line
neither counts towards a shift nor ends it, and of equal neighbours only the first counts in a trend.
The thresholds do not follow the number of points, so a longer series gives more false alarms.

False alarms of the whole set, limits included, in 12, 24, 36 and 60 independent normal points: on an I
chart 6.7, 15.4, 23.8 and 38.5 %; on a run chart 12.1, 36.0, 54.9 and 78.2 %.
"""

from core.spc.block import Bools
from core.spc.rules.part import Part
from core.spc.rules.shift import on_one_side_or_the_line
from core.spc.rules.trend import trend_past_equals

SHIFT_ON_RUN_CHART, SHIFT_ON_CONTROL_CHART = 6, 8
TREND_ON_RUN_CHART, TREND_ON_CONTROL_CHART = 5, 6


def shift(part: Part) -> Bools:
    """Six points or more in a row on one side of the median; eight on a control chart.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 0.2, 3.3, 7.3 and 15.4 %; on a run chart 1.3, 15.6, 30.3 and 53.2 %.
    """
    size = SHIFT_ON_CONTROL_CHART if part.limited else SHIFT_ON_RUN_CHART
    return on_one_side_or_the_line(part, size)


def trend(part: Part) -> Bools:
    """Five points or more in a row all rising or all falling; six on a control chart.

    False alarms in 12, 24, 36 and 60 independent normal points (a million simulated series each): on an I
    chart 1.7, 4.5, 7.2 and 12.4 %; on a run chart 11.1, 25.3, 37.2 and 55.8 %.
    """
    return trend_past_equals(part, TREND_ON_CONTROL_CHART if part.limited else TREND_ON_RUN_CHART)
