"""The rules of the Institute for Healthcare Improvement: a shift and a trend.

Perla, Provost & Murray 2011, The run chart (BMJ Quality & Safety 20:46–51) for run charts; Provost & Murray,
The Health Care Data Guide, for control charts, where both ask for more points. A point on the centre line
neither counts towards a shift nor ends it, and of equal neighbours only the first counts in a trend.
The thresholds do not follow the number of points, so a longer series gives more false alarms.
"""

from core.spc.block import Bools
from core.spc.rules.part import Part
from core.spc.rules.shift import on_one_side_or_the_line
from core.spc.rules.trend import trend_past_equals

SHIFT_ON_RUN_CHART, SHIFT_ON_CONTROL_CHART = 6, 8
TREND_ON_RUN_CHART, TREND_ON_CONTROL_CHART = 5, 6


def shift(part: Part) -> Bools:
    """Six points or more in a row on one side of the median; eight on a control chart."""
    size = SHIFT_ON_CONTROL_CHART if part.limited else SHIFT_ON_RUN_CHART
    return on_one_side_or_the_line(part, size)


def trend(part: Part) -> Bools:
    """Five points or more in a row all rising or all falling; six on a control chart."""
    return trend_past_equals(part, TREND_ON_CONTROL_CHART if part.limited else TREND_ON_RUN_CHART)
