"""Rule sets: one file each, entered here. A rule is a pure function from a part to its signalling points."""

from collections.abc import Callable
from dataclasses import dataclass

from core.spc.block import Bools
from core.spc.rules import anhoej
from core.spc.rules.part import Part


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its code, which is also its column in ``chart.points`` and its key in the wording."""

    code: str
    points: Callable[[Part], Bools]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that are used together and named on every chart. Points beyond 3 sigma belong to every set."""

    name: str
    rules: tuple[Rule, ...]


RULE_SETS: dict[str, RuleSet] = {
    "anhoej": RuleSet(
        "anhoej", (Rule("anhoej_run", anhoej.long_run), Rule("anhoej_crossings", anhoej.few_crossings))
    ),
}

__all__ = ["RULE_SETS", "Part", "Rule", "RuleSet"]
