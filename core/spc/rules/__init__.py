"""Rule sets: one file each, entered here. A rule is a pure function from a part to its signalling points.

``shift``, ``trend`` and ``zones`` hold what the sets share, ``in_order`` how points follow one another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from core.spc.block import Bools
from core.spc.rules import anhoej, ihi, mdc, nelson, western_electric
from core.spc.rules.part import Part

Way = Literal["side", "slope", "none"]
Bridges = Literal["nothing", "equals", "one"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its code, which is also its column in ``chart.points`` and its key in the wording.

    way : what its signal points to: the side of the centre line its points lie on, the slope of a trend, or
        nothing.
    bridges : what may lie, unmarked, between the marked points of one pattern: nothing; points on the line
        or equal to the one before; or one other point.
    whole_part : whether it judges the part as a whole; then its points are all useful points of the part.
    zones : whether it stands on sigma, and has no say where no control limits may be shown.
    """

    code: str
    points: Callable[[Part], Bools]
    way: Way = "side"
    bridges: Bridges = "nothing"
    whole_part: bool = False
    zones: bool = False


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that are used together and named on every chart. Points beyond 3 sigma belong to every set."""

    name: str
    rules: tuple[Rule, ...]


_SETS = (
    RuleSet(
        "anhoej",
        (
            Rule("anhoej_run", anhoej.long_run, bridges="equals"),
            Rule("anhoej_crossings", anhoej.few_crossings, way="none", whole_part=True),
        ),
    ),
    RuleSet(
        "ihi",
        (
            Rule("ihi_shift", ihi.shift, bridges="equals"),
            Rule("ihi_trend", ihi.trend, way="slope", bridges="equals"),
        ),
    ),
    RuleSet(
        "mdc",
        (
            Rule("mdc_shift", mdc.shift),
            Rule("mdc_trend", mdc.trend, way="slope"),
            Rule("mdc_near_limit", mdc.near_limit, bridges="one", zones=True),
        ),
    ),
    RuleSet(
        "western_electric",
        (
            Rule("western_electric_2", western_electric.rule_2, bridges="one", zones=True),
            Rule("western_electric_3", western_electric.rule_3, bridges="one", zones=True),
            Rule("western_electric_4", western_electric.rule_4),
        ),
    ),
    RuleSet(
        "nelson",
        (
            Rule("nelson_2", nelson.test_2),
            Rule("nelson_3", nelson.test_3, way="slope"),
            Rule("nelson_4", nelson.test_4, way="none"),
            Rule("nelson_5", nelson.test_5, bridges="one", zones=True),
            Rule("nelson_6", nelson.test_6, bridges="one", zones=True),
            Rule("nelson_7", nelson.test_7, way="none", zones=True),
            Rule("nelson_8", nelson.test_8, way="none", zones=True),
        ),
    ),
)
RULE_SETS: dict[str, RuleSet] = {rules.name: rules for rules in _SETS}

__all__ = ["RULE_SETS", "Part", "Rule", "RuleSet", "Way"]
