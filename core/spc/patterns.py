"""The patterns that rules found, one by one: from where to where, how many points, and which way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.spc.block import SAME, Bools, Floats
from core.spc.rules import Rule
from core.spc.rules.ihi import TREND_ON_RUN_CHART

Heading = Literal["above", "below", "rising", "falling"]

_SHORTEST_TREND = TREND_ON_RUN_CHART
"""No rule calls fewer points a trend; two trends may share a step that is none."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Points that one rule found together: positions of the first and last, how many, and which way.

    ``heading`` is None where the rule points neither way.
    """

    rule: str
    first: int
    last: int
    length: int
    heading: Heading | None

    @property
    def above(self) -> bool:
        """Whether the points lie above the centre line."""
        return self.heading == "above"


@dataclass(frozen=True, slots=True)
class PartPoints:
    """The points of one part as patterns see them.

    value, side : (points,) of the whole chart; ``side`` is +1 above the centre line, −1 below, 0 on it.
    here : positions of the counted points of the part.
    slack : what a difference must exceed to be more than rounding.
    """

    value: Floats
    side: Floats
    here: Sequence[int]
    slack: float

    @classmethod
    def of(cls, value: Floats, centre: Floats, here: Sequence[int]) -> "PartPoints":
        """Compare the points ``here`` with the centre line, equal up to rounding, as the rules do."""
        slack = SAME * float(np.abs(value[here]).max(initial=0.0))
        away = value - centre
        return cls(value, np.where(np.abs(away) <= slack, 0.0, np.sign(away)), here, slack)

    def move(self, i: int, j: int) -> int:
        """+1 where the value rises from point i to point j, −1 where it falls, 0 where it stays."""
        change = self.value[j] - self.value[i]
        return int(change > self.slack) - int(change < -self.slack)


def patterns_of(rule: Rule, marked: Bools, part: PartPoints) -> list[Pattern]:
    """The patterns of ``rule`` in one part, in time order. ``marked``: (points,) of the whole chart."""
    if not marked[part.here].any():
        return []
    shortest = _SHORTEST_TREND if rule.way == "slope" else 1
    return [
        Pattern(rule.code, group[0], group[-1], len(group), _heading(rule, group, part))
        for group in _groups(rule, marked, part)
        if len(group) >= shortest
    ]


def _groups(rule: Rule, marked: Bools, part: PartPoints) -> list[list[int]]:
    """Marked points that follow one another, heading the same way."""
    groups: list[list[int]] = []
    group: list[int] = []
    between = 0
    for i in part.here:
        if not marked[i]:
            between += not _bridged(rule, i, group, part)
            continue
        if group and between <= (rule.bridges == "one") and _goes_on(rule, group, i, part):
            group.append(i)
        else:
            # Where a rising trend turns into a falling one, the top belongs to both.
            turned = rule.way == "slope" and group and between == 0
            group = [group[-1], i] if turned else [i]
            groups.append(group)
        between = 0
    return groups


def _bridged(rule: Rule, i: int, group: list[int], part: PartPoints) -> bool:
    """Whether the unmarked point ``i`` is one that the rule passes over."""
    if rule.bridges != "equals" or not group:
        return False
    return part.side[i] == 0 if rule.way == "side" else part.move(group[-1], i) == 0


def _goes_on(rule: Rule, group: list[int], i: int, part: PartPoints) -> bool:
    """Whether point ``i`` heads the same way as the pattern so far."""
    if rule.way == "side":
        return bool(part.side[i] == part.side[group[-1]])
    if rule.way == "slope" and len(group) > 1:
        return part.move(group[-1], i) == part.move(group[-2], group[-1])
    return True


def _heading(rule: Rule, group: list[int], part: PartPoints) -> Heading | None:
    if rule.way == "none":
        return None
    if rule.way == "side":
        return "above" if part.side[group[-1]] > 0 else "below"
    return "rising" if part.move(group[0], group[-1]) > 0 else "falling"
