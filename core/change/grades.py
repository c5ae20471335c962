"""From p and intervals to what may be claimed. Constants of the method, each in one place."""

import math

from core.change.interval import Interval
from core.change.verdict import Grade

LEVEL = 0.05
PICKED_LEVEL = 0.025
"""For a start month picked from the chart."""
OWN_LEVEL = 0.06
"""p_own and p_step are rejected at 6 %, since the smaller of the two counts only beside p_ctl."""
LEAST_EVENTS = 1.5
"""Expected events a month below which nothing is graded: a month's number is then next to nothing."""
SELDOM = 6
"""Months from one value to the next from which nothing is called clear: of yearly values p_verdict is below
5 % in up to 9 of 100 when nothing has happened (docs/decisions/0019)."""
POWER_AND_LEVEL = 2.80
"""z at 97.5 % + z at 80 %."""
POWER_AND_PICKED = 3.08
"""z at 98.75 % + z at 80 %: for a start month picked from the chart."""


def p_verdict(p_ctl: float, p_own: float, p_step: float) -> float:
    """More than the county moved, and more than the unit's own drift explains."""
    return min(1.0, max(p_ctl, min(p_own, p_step) * LEVEL / OWN_LEVEL))


def grade_compared(p_ctl: float, p: float, interval_90: Interval, smallest: float, level: float) -> Grade:
    """With comparison units; interval_90 and smallest are relative."""
    if p < level:
        return "clear"
    if p_ctl < level:
        return "likely"
    return _no_sign_or_unknown(interval_90, smallest)


def grade_alone(p: float, interval_90: Interval, smallest: float, level: float) -> Grade:
    """A single series is never graded above likely."""
    return "likely" if p < level else _no_sign_or_unknown(interval_90, smallest)


def _no_sign_or_unknown(interval_90: Interval, smallest: float) -> Grade:
    inside = -smallest < interval_90.low and interval_90.high < smallest
    return "no_sign" if inside else "cannot_tell"


def detectable(standard_error: float, of_means: bool, picked: bool = False) -> float:
    """The change seen 80 times of 100 at 5 %: a decrease of 1 − exp(−2.80·se); for means 2.80·se.

    picked : the start was, so that p has to be below 2.5 %.
    """
    reach = (POWER_AND_PICKED if picked else POWER_AND_LEVEL) * standard_error
    return reach if of_means else -math.expm1(-reach)


def detectable_increase(decrease: float) -> float:
    """The increase that is as far from nothing as a decrease is, on the log scale that both are seen on."""
    return decrease / (1 - decrease) if decrease < 1 else math.inf


def break_even_drift(log_effect: float, standard_error: float, months: float) -> float | None:
    """b* = (|log effect| − 1.96·se) / (months/24): a yearly drift, of the log, from which it no longer shows.

    months : twice the calendar months from the middle of the time before to the middle of the time after.
        Of months without a gap that is how many there are; quarters and years are three and twelve of them.
    What is left beside such a drift is 1.96 standard errors: within what chance gives, not nothing.
    """
    beyond = abs(log_effect) - 1.96 * standard_error
    return beyond / (months / 24) if math.isfinite(beyond) and beyond > 0 else None
