"""Before and after as two heaps: two rates or shares, or two means of months. Time is not looked at."""

import math

import numpy as np
from scipy.special import ndtr, ndtri

from core.change.peers.answer import PeerAnswer, unanswered, with_p
from core.change.peers.compared import Compared
from core.change.peers.segmented import half_width, p_of_t, share_of

Z = float(ndtri(0.975))


def before_after_rates(data: Compared) -> PeerAnswer:
    """Two rates or two shares, before and after.

    Both: z = (r₁ − r₀)/√(v(1/n₀ + 1/n₁)) with r̄ = (y₀ + y₁)/(n₀ + n₁). Rates: v = r̄, which is Przyborowski &
    Wilenski's conditional test (1940) by the normal approximation. Shares: v = r̄(1 − r̄).
    Interval: ratio·e^(±1.96 se), se² = 1/y₀ + 1/y₁ for rates, (1 − p₀)/y₀ + (1 − p₁)/y₁ for shares (Katz,
    Baptista, Azen & Pike 1978). None where one side has no event.
    """
    (y0, n0), (y1, n1) = data.total(after=False), data.total(after=True)
    if min(n0, n1) == 0.0:
        return unanswered("before_after_rates", "few_months")
    if y0 + y1 == 0.0:
        return unanswered("before_after_rates", "no_events")
    variance = _score_variance(data.kind, y0 + y1, n0, n1)
    if variance == 0.0:
        return unanswered("before_after_rates", "no_variation")
    p_value = float(2.0 * ndtr(-abs(y1 / n1 - y0 / n0) / math.sqrt(variance)))
    if min(y0, y1) == 0.0:
        return with_p(
            "before_after_rates", p_value, y1 / n1 / (y0 / n0) - 1.0 if y0 else None, None, "no_events"
        )
    log_ratio, se = (
        math.log(y1 / n1) - math.log(y0 / n0),
        math.sqrt(log_variance(data.kind, (y0, n0), (y1, n1))),
    )
    interval = (math.expm1(log_ratio - Z * se), math.expm1(log_ratio + Z * se))
    return with_p("before_after_rates", p_value, math.expm1(log_ratio), interval)


def _score_variance(kind: str, events: float, n0: float, n1: float) -> float:
    """Variance of y₁/n₁ − y₀/n₀ when nothing has changed."""
    rate = events / (n0 + n1)
    return rate * (1.0 if kind == "rate" else 1.0 - rate) * (1.0 / n0 + 1.0 / n1)


def log_variance(kind: str, *totals: tuple[float, float]) -> float:
    """Variance of a sum or difference of log rates or log shares; every total has events."""
    return sum((1.0 if kind == "rate" else 1.0 - y / n) / y for y, n in totals)


def t_test(data: Compared) -> PeerAnswer:
    """Welch's t-test of the monthly values before and after (Welch 1947): unequal variances.

    t = (m₁ − m₀)/√(s₀²/T₀ + s₁²/T₁), degrees of freedom by Satterthwaite 1946. The effect is relative to the
    mean before, which the interval takes as known.
    """
    before, after = data.value[~data.after], data.value[data.after]
    if data.few_months:
        return unanswered("t_test", "few_months")
    v0, v1 = before.var(ddof=1) / before.size, after.var(ddof=1) / after.size
    if v0 + v1 <= (1e-12 * max(abs(before).max(), abs(after).max())) ** 2:
        return unanswered("t_test", "no_variation")
    df = (v0 + v1) ** 2 / (v0**2 / (before.size - 1) + v1**2 / (after.size - 1))
    mean, difference = float(before.mean()), float(after.mean() - before.mean())
    se = float(np.sqrt(v0 + v1))
    p_value = p_of_t(difference / se, df)
    if mean <= 0.0:
        return with_p("t_test", p_value, None, None, "expected_not_positive")
    half = half_width(se, df)
    return with_p("t_test", p_value, difference / mean, share_of(mean, difference, half))
