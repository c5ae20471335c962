"""Points beyond the control limits."""

from core.spc.block import Bools
from core.spc.rules.part import Part

CODE = "beyond_limits"


def beyond_limits(part: Part) -> Bools:
    """Points strictly outside centre ± 3 sigma (Shewhart 1931). None where there are no limits.

    False alarms, any point in 12, 24, 36 and 60 independent normal points on an I chart whose limits come
    from the same points: 5.3, 9.5, 13.2 and 19.7 %; together with Anhøj's rules 6.3, 12.2, 17.0 and 23.0 %
    (a million simulated series each).
    """
    beyond = part.value > part.upper + part.slack
    beyond |= part.value < part.lower - part.slack
    beyond &= part.counted
    return beyond
