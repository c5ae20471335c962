"""Units beside each other: funnels, and standardised rates and ratios."""

from core.spc.funnels.funnel import Funnel, funnel
from core.spc.funnels.intervals import byar, exact_poisson
from core.spc.funnels.standardise import (
    DirectlyStandardised,
    IndirectlyStandardised,
    direct,
    expected_counts,
    indirect,
)

__all__ = [
    "DirectlyStandardised",
    "Funnel",
    "IndirectlyStandardised",
    "byar",
    "direct",
    "exact_poisson",
    "expected_counts",
    "funnel",
    "indirect",
]
