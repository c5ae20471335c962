"""Which chart suits a measure, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.remarks import Value
from core.spc.limits import KINDS

# With denominators of a thousand or more, binomial and Poisson limits shrink so far that ordinary variation
# between months lies outside them; Laney's limits do not (Laney 2002; Provost & Murray, ch. 5).
LARGE = 1000

_BY_MEASURE = {"proportion": "p", "rate": "u", "count": "c", "mean": "i", "score": "i"}
_LANEY = {"p": "pprime", "u": "uprime"}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A chart kind, and the reason as a code (``chart_reason.<code>``) with values."""

    kind: str
    reason: str
    values: Mapping[str, Value] = field(default_factory=dict)


def recommended_kind(measure_kind: str, n: Any = None, catalogue_chart: str | None = None) -> Recommendation:
    """The chart for a measure: proportion, rate, count, mean or score.

    ``n``: denominators (points,), NaN where unknown. ``catalogue_chart``: what the catalogue recommends,
    which decides where that chart is at hand; p and u become p′ and u′ when the median denominator is 1 000
    or more. Whether a series is too short for limits is for the page to say. Raises ValueError for an unknown
    measure.
    """
    if measure_kind not in _BY_MEASURE:
        raise ValueError(f"measure kind {measure_kind!r} is none of {', '.join(_BY_MEASURE)}")
    chosen = catalogue_chart in KINDS
    kind = catalogue_chart if chosen and catalogue_chart else _BY_MEASURE[measure_kind]
    typical = _median(n)
    if KINDS[kind].denominator == "needed" and typical is None:
        return Recommendation("i", "no_denominator")
    if kind in _LANEY and typical is not None and typical >= LARGE:
        return Recommendation(_LANEY[kind], "large_denominators", {"n": round(typical), "limit": LARGE})
    return Recommendation(kind, "catalogue" if chosen else measure_kind)


def _median(n: Any) -> float | None:
    if n is None:
        return None
    known = np.asarray(n, dtype=np.float64)
    known = known[np.isfinite(known) & (known > 0)]
    return float(np.median(known)) if known.size else None
