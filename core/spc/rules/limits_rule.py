"""Points beyond the control limits."""

from core.spc.block import Bools
from core.spc.rules.part import Part

CODE = "beyond_limits"


def beyond_limits(part: Part) -> Bools:
    """Points strictly outside centre ± 3 sigma (Shewhart 1931). None where there are no limits."""
    beyond = part.value > part.upper + part.slack
    beyond |= part.value < part.lower - part.slack
    beyond &= part.counted
    return beyond
