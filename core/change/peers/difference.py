"""Difference in differences: did the target change more than the comparison units together?"""

import math

from scipy.special import ndtr

from core.change.peers.answer import Method, PeerAnswer, unanswered, with_p
from core.change.peers.before_after import Z, log_variance
from core.change.peers.compared import Compared


def difference_in_differences(data: Compared) -> PeerAnswer:
    """The ratio of the target's after/before to that of the others: four totals.

    δ = log(r₁/r₀) − log(R₁/R₀), z = δ/se, se² = Σ 1/events for rates and Σ (1 − p)/events for shares: as a
    log-linear model with unit, time and their product. Snow 1855 compared so; Card & Krueger 1994 (Am Econ
    Rev 84:772–793) made the name known. Counts are taken as independent, whatever the months are like.
    """
    method: Method = "difference_in_differences"
    if data.others_y is None:
        return unanswered(method, "no_comparison")
    totals = [total(after=after) for total in (data.total, data.others_total) for after in (False, True)]
    if any(n == 0.0 for _, n in totals):
        return unanswered(method, "few_months")
    if any(y == 0.0 for y, _ in totals):
        return unanswered(method, "no_events")
    variance = log_variance(data.kind, *totals)
    if variance == 0.0:
        return unanswered(method, "no_variation")
    before, after, others_before, others_after = (math.log(y / n) for y, n in totals)
    delta, se = (after - before) - (others_after - others_before), math.sqrt(variance)
    interval = (math.expm1(delta - Z * se), math.expm1(delta + Z * se))
    return with_p(method, float(2.0 * ndtr(-abs(delta) / se)), math.expm1(delta), interval)
