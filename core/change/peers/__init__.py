"""Other ways to ask whether a change moved the numbers, as courses and articles teach them.

They stand beside the verdict so that one sees why answers differ; each comes with the error rate that it
was measured to have (``peer_error_rates``). None of them decides anything in the app. They are written out
in numpy, formula by formula, since statsmodels takes seconds to import; tests hold that they agree with it.

    from core.change import peers

    for answer in peers.all_peers(numerator, denominator, start=24, kind="rate", target=8):
        print(answer.method, answer.p_value, answer.effect)
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from core.change.peers.answer import LEVEL, Method, Note, PeerAnswer
from core.change.peers.autoregressive import controlled_reml_ar1, reml_ar1
from core.change.peers.before_after import before_after_rates, t_test
from core.change.peers.chart_rules import anhoej_frozen, shewhart_frozen
from core.change.peers.compared import Compared, Kind, compared
from core.change.peers.count_models import negative_binomial, quasi_likelihood
from core.change.peers.difference import difference_in_differences
from core.change.peers.least_squares import newey_west
from core.change.peers.measured import MethodMeasured, peer_error_rates

__all__ = [
    "LEVEL",
    "METHODS",
    "Kind",
    "Method",
    "MethodMeasured",
    "Note",
    "PeerAnswer",
    "all_peers",
    "peer_error_rates",
]

METHODS: Mapping[Method, Callable[[Compared], PeerAnswer]] = MappingProxyType(
    {
        "before_after_rates": before_after_rates,
        "t_test": t_test,
        "newey_west": newey_west,
        "reml_ar1": reml_ar1,
        "quasi_likelihood": quasi_likelihood,
        "negative_binomial": negative_binomial,
        "difference_in_differences": difference_in_differences,
        "controlled_reml_ar1": controlled_reml_ar1,
        "anhoej_frozen": anhoej_frozen,
        "shewhart_frozen": shewhart_frozen,
    }
)
"""In the order they are shown: simple tests, regressions, with comparison units, rules of charts."""


def all_peers(
    numerator: Any, denominator: Any, start: int, kind: Kind, target: int = 0
) -> tuple[PeerAnswer, ...]:
    """What every method says of one change.

    numerator, denominator : (months,) or (units, months), NaN where missing or hidden. start : position of
    the first month with the change. kind : "rate" (for a count without denominator: ones) or "proportion".
    target : row of the unit that changed; the other rows are its comparison units, and those that lack one
    of the target's months are left out.

    A method that cannot be used answers without a number and with a note. Raises ValueError for arrays that
    do not fit together.
    """
    data = compared(numerator, denominator, start, kind, target)
    return tuple(method(data) for method in METHODS.values())
