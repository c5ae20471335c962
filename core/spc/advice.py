"""Which chart, said in full: every reason in order, and what speaks for and against each kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.remarks import Value
from core.spc.evidence import RARE, STEADY, Evidence
from core.spc.limits import KINDS
from core.spc.recommend import BETWEEN_EVENTS, LANEY, LARGE, Recommendation, median_of

UNEQUAL = 1.25
"""Largest denominator over smallest above which one pair of limits for all points would mislead: limits as
wide as 1 / √n then differ by a tenth or more (Provost & Murray, ch. 5, let n vary by a quarter)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as a code (``chart_reason.<code>``) with values."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """A chart kind that makes sense for the data, with what speaks for and against it."""

    kind: str
    speaks_for: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The recommended kind, why in order (kind of data, denominators, rarity, spread, resemblance), and the
    kinds one can choose among, the recommended one first."""

    recommendation: Recommendation
    reasons: tuple[Reason, ...]
    options: tuple[Option, ...]


REASONS = (
    *(
        "proportion",
        "rate",
        "count",
        "mean",
        "score",
        "catalogue",
        "usual",
        "no_denominator",
        "large_denominators",
    ),
    *("overdispersed", "chance_alone", "unequal_denominators", "equal_denominators", "rare_events"),
    *("autocorrelated", "too_few_for_limits", "seasonally_adjusted"),
    *("limits_follow_chance", "limits_follow_variation", "denominators_ignored", "skewed_when_rare"),
    *("spread_uncertain", "needs_least", "no_limits", "between_events"),
)
"""Every code that a reason can have."""


def advise(evidence: Evidence, recommendation: Recommendation, kinds: tuple[str, ...]) -> Advice:
    """Say why ``recommendation`` suits the data, and weigh ``kinds`` against each other.

    evidence : the settled numbers of the series.
    kinds : those that make sense for the data, as ``core.spc.for_series.possible_kinds`` gives them.
    """
    first = sorted(dict.fromkeys(kinds), key=lambda kind: kind != recommendation.kind)
    options = tuple(Option(k, tuple(_for(k, evidence)), tuple(_against(k, evidence))) for k in first)
    return Advice(recommendation, _reasons(evidence, recommendation), options)


def _reasons(evidence: Evidence, recommendation: Recommendation) -> tuple[Reason, ...]:
    given = Reason(recommendation.reason, recommendation.values)
    found = [given, Reason(evidence.measure), *_denominators(evidence), *_rarity(evidence)]
    found += [*_spread(evidence), *_resemblance(evidence)]
    return tuple({reason.code: reason for reason in reversed(found)}[code] for code in _codes(found))


def _codes(reasons: list[Reason]) -> list[str]:
    return list(dict.fromkeys(reason.code for reason in reasons))


def _denominators(evidence: Evidence) -> Iterator[Reason]:
    typical, span = median_of(evidence.n), evidence.denominators
    if typical is None or span is None:
        return
    if typical >= LARGE and evidence.measure in ("proportion", "rate"):
        yield Reason("large_denominators", {"n": round(typical), "limit": LARGE})
    if _unequal(evidence):
        yield Reason("unequal_denominators", {"low": span[0], "high": span[1]})
    else:
        yield Reason("equal_denominators", {"n": round(typical)})


def _unequal(evidence: Evidence) -> bool:
    span = evidence.denominators
    return span is not None and span[1] > UNEQUAL * span[0]


def _rarity(evidence: Evidence) -> Iterator[Reason]:
    if evidence.rare and evidence.mean_events is not None:
        yield Reason("rare_events", {"mean": evidence.mean_events, "minimum": RARE})


def _spread(evidence: Evidence) -> Iterator[Reason]:
    if evidence.sigma_z is None or evidence.n_points < STEADY:
        return
    yield Reason("overdispersed" if evidence.overdispersed else "chance_alone", evidence.spread_values)


def _resemblance(evidence: Evidence) -> Iterator[Reason]:
    lag = evidence.lag
    if lag is not None and lag.r > lag.limit:
        yield Reason("autocorrelated", {"r": lag.r, "limit": lag.limit})


def _for(kind: str, evidence: Evidence) -> Iterator[Reason]:
    if kind == "run":
        yield Reason("needs_least")
    elif kind in BETWEEN_EVENTS:
        yield Reason("between_events")
    elif kind in LANEY or kind == "c":
        yield Reason("limits_follow_chance")
        yield from (reason for reason in _spread(evidence) if reason.code == "chance_alone")
    else:
        yield Reason("limits_follow_variation")
        yield from (reason for reason in _spread(evidence) if reason.code == "overdispersed")
    if KINDS[kind].denominator == "needed":
        yield from (reason for reason in _denominators(evidence) if reason.code == "unequal_denominators")


def _against(kind: str, evidence: Evidence) -> Iterator[Reason]:
    if kind == "run":
        yield Reason("no_limits")
    if kind in LANEY or kind == "c":
        yield from (reason for reason in _spread(evidence) if reason.code == "overdispersed")
    if kind in LANEY:
        yield from (reason for reason in _denominators(evidence) if reason.code == "large_denominators")
    if kind in LANEY.values() and evidence.n_points < STEADY:
        yield Reason("spread_uncertain", {"n": evidence.n_points, "minimum": STEADY})
    if kind == "i" and _unequal(evidence):
        low, high = evidence.denominators or (0.0, 0.0)
        yield Reason("denominators_ignored", {"low": low, "high": high})
    if evidence.rare and kind in ("i", "run"):
        yield Reason("skewed_when_rare", {"mean": evidence.mean_events or 0.0, "minimum": RARE})
    elif kind not in BETWEEN_EVENTS:
        yield from _rarity(evidence)
    if kind != "run":
        yield from _resemblance(evidence)
