"""What a method says: the same few words from each, so that they can stand side by side."""

from dataclasses import dataclass
from typing import Literal

Method = Literal[
    "before_after_rates",
    "t_test",
    "newey_west",
    "reml_ar1",
    "quasi_likelihood",
    "negative_binomial",
    "difference_in_differences",
    "controlled_reml_ar1",
    "anhoej_frozen",
    "shewhart_frozen",
]

Note = Literal[
    "few_months",
    "no_events",
    "no_comparison",
    "no_variation",
    "not_converged",
    "expected_not_positive",
    "rates_only",
    "rule_without_p",
]

LEVEL = 0.05
"""The nominal error rate that all methods claim."""


@dataclass(frozen=True, slots=True)
class PeerAnswer:
    """One method's answer about one change.

    p_value : two-sided; None for a rule, and where the method cannot answer.
    effect, interval : relative, −0.2 is a fifth fewer; the interval is the method's own 95 %. None where the
        method has none.
    moved : whether the method calls it a change at its nominal 5 %; None where it cannot answer.
    note : why there is no p-value or no effect; None when all is there.
    """

    method: Method
    p_value: float | None
    effect: float | None
    interval: tuple[float, float] | None
    moved: bool | None
    note: Note | None = None


def with_p(
    method: Method,
    p_value: float,
    effect: float | None,
    interval: tuple[float, float] | None,
    note: Note | None = None,
) -> PeerAnswer:
    """The answer of a test."""
    return PeerAnswer(method, p_value, effect, interval, p_value < LEVEL, note)


def signalled(method: Method, moved: bool) -> PeerAnswer:
    """The answer of a rule, which signals or does not."""
    return PeerAnswer(method, None, None, None, moved, "rule_without_p")


def unanswered(method: Method, note: Note) -> PeerAnswer:
    """No number: the method cannot be used here, and why."""
    return PeerAnswer(method, None, None, None, None, note)
