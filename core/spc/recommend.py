"""Which chart suits a measure, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.remarks import Value
from core.spc.caveats import ENOUGH_POINTS
from core.spc.evidence import Evidence
from core.spc.limits import KINDS

# With denominators of a thousand or more, binomial and Poisson limits shrink so far that ordinary variation
# between months lies outside them; Laney's limits do not (Laney 2002; Provost & Murray, ch. 5).
LARGE = 1000

FEWEST_FOR_LIMITS = ENOUGH_POINTS
"""Useful baseline points below which no control limits are drawn (a run chart instead)."""

_BY_MEASURE = {"proportion": "p", "rate": "u", "count": "c", "mean": "i", "score": "i"}
BETWEEN_EVENTS = ("g", "t")
"""Kinds whose points are cases or times between events."""
LANEY = {"p": "pprime", "u": "uprime"}

# Where counts vary more than chance alone gives, and there are no denominators for Laney's adjustment, an
# I chart takes its limits from the variation there is.
_WIDER = {**LANEY, "c": "i"}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A chart kind, and the reason as a code (``chart_reason.<code>``) with values."""

    kind: str
    reason: str
    values: Mapping[str, Value] = field(default_factory=dict)


def recommended_kind(
    measure_kind: str, n: Any = None, catalogue_chart: str | None = None, evidence: Evidence | None = None
) -> Recommendation:
    """The chart for a measure: proportion, rate, count, mean or score.

    ``n``: denominators (points,), NaN where unknown. ``catalogue_chart``: what the catalogue recommends,
    which decides where that chart is at hand; p and u become p′ and u′ when the median denominator is 1 000
    or more. ``evidence``: what the numbers themselves say; where they vary more than chance alone gives, p
    and u become p′ and u′, and c becomes i. Whether a series is too short for limits is told by
    ``too_few_for_limits``. Raises ValueError for an unknown measure.
    """
    if measure_kind not in _BY_MEASURE:
        raise ValueError(f"measure kind {measure_kind!r} is none of {', '.join(_BY_MEASURE)}")
    chosen = catalogue_chart in KINDS
    kind = catalogue_chart if chosen and catalogue_chart else _BY_MEASURE[measure_kind]
    typical = median_of(n)
    if KINDS[kind].denominator == "needed" and typical is None:
        return Recommendation("i", "no_denominator")
    if kind in LANEY and typical is not None and typical >= LARGE:
        return Recommendation(LANEY[kind], "large_denominators", {"n": round(typical), "limit": LARGE})
    if kind in _WIDER and evidence is not None and evidence.overdispersed:
        return Recommendation(_WIDER[kind], "overdispersed", evidence.spread_values)
    return Recommendation(kind, "catalogue" if chosen else measure_kind)


def too_few_for_limits(recommendation: Recommendation, n: int) -> Recommendation:
    """A run chart instead, since no part has enough points for limits; ``n``: points of the largest part."""
    values: dict[str, Value] = {"n": n, "minimum": FEWEST_FOR_LIMITS, "kind": recommendation.kind}
    return Recommendation("run", "too_few_for_limits", values)


def median_of(n: Any) -> float | None:
    """Median of the known denominators; None where there are none."""
    if n is None:
        return None
    known = np.asarray(n, dtype=np.float64)
    known = known[np.isfinite(known) & (known > 0)]
    # A few dozen values, for every series of an overview: np.median looks for five times as long as it sorts.
    ordered = np.sort(known)
    return float(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2 if known.size else None
