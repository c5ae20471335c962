"""Who finds a change that is there: the verdict beside the other methods that can be trusted.

A method that often calls a change where there is none also finds many that are there, which says nothing. So
only methods are compared with whose errors in the same kind of numbers are as few as promised. In numbers
that only chance moves a plain before/after test is such a method, and the best there is; but whoever has
numbers does not know that chance alone moves them, and elsewhere the same test is wrong most of the time. So
the method that keeps best in all kinds is compared with by itself. Read from the committed tables.
"""

import math
from dataclasses import dataclass
from typing import get_args

from core.change.calibration import FEWER, MORE, Design
from core.change.error_table import Worst, standard
from core.change.peers.answer import Method
from core.change.peers.measured import MethodMeasured, of_methods

METHODS_IN_ORDER: tuple[Method, ...] = get_args(Method)
STEPS = (FEWER, MORE)
ALLOWED = 0.06
"""Largest share of wrong answers with which a method counts as calibrated: 5 % promised, and a little."""
CHANCE = 2.0
"""Standard errors that a measured share may lie above it."""


@dataclass(frozen=True, slots=True)
class Best:
    """The calibrated method that finds most in a family, and how much the verdict finds there.

    found, clear : shares of the panels, which are the same ones
    """

    family: str
    effect: float
    method: MethodMeasured
    clear: float

    @property
    def found(self) -> float:
        return self.method.rate


def is_calibrated(row: MethodMeasured) -> bool:
    """Whether a method's share of wrong answers is at most 6 %, within twice its binomial error."""
    return row.rate <= ALLOWED + CHANCE * math.sqrt(ALLOWED * (1.0 - ALLOWED) / row.replicates)


def best_method(family: str, effect: float) -> Best | None:
    """The calibrated method that finds a step of that size most often; None where none is calibrated.

    ValueError for a size that was never measured in the family.
    """
    design = Design(effect=effect)
    clear = [row.clear for row in standard(design) if row.family == family]
    if not clear:
        raise ValueError(f"a change of {effect} was never measured in {family}")
    trusted = {row.method for row in of_methods() if row.family == family and is_calibrated(row)}
    found = [row for row in of_methods(design) if row.family == family and row.method in trusted]
    if not found:
        return None
    return Best(family, effect, max(found, key=lambda row: row.rate), clear[0])


def compared() -> tuple[Best, ...]:
    """The best calibrated method of every family, for each size of step."""
    return tuple(
        best
        for design in STEPS
        for row in standard(design)
        if (best := best_method(row.family, design.effect)) is not None
    )


def beaten() -> tuple[Best, ...]:
    """Where a method that is calibrated in just that family finds more than the verdict calls clear."""
    return tuple(best for best in compared() if best.found > best.clear)


def steadiest() -> tuple[Method, Worst]:
    """The method whose worst family is the least bad, among those that answer in all, and that family."""
    families = {row.family for row in standard()}
    rows = of_methods()
    worst: dict[Method, Worst] = {}
    for method in METHODS_IN_ORDER:
        own = [row for row in rows if row.method == method]
        if {row.family for row in own} == families:
            row = max(own, key=lambda one: one.rate)
            worst[method] = Worst(row.family, row.rate)
    steady = min(worst, key=lambda method: worst[method].rate)
    return steady, worst[steady]


def beaten_by(method: Method) -> tuple[Best, ...]:
    """Where a method, calibrated there or not, finds more than the verdict calls clear."""
    clear = {(row.effect, row.family): row.clear for d in STEPS for row in standard(d)}
    rows = [row for design in STEPS for row in of_methods(design) if row.method == method]
    told = [Best(row.family, row.effect, row, clear[row.effect, row.family]) for row in rows]
    return tuple(best for best in told if best.found > best.clear)
