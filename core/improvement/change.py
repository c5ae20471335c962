"""A change as a team writes it down: what, where, from when and why. Never what it did to the numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.indicators.text import NO_TEXT, Text

Expected = Literal["abrupt", "gradual"]
EXPECTED: tuple[Expected, ...] = ("abrupt", "gradual")
SMALLEST_CHANGE = 0.10

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the register of changes.

    units : codes of the units that made it, one or several. start : the first month with it, "2024-04".
    expected : whether it was thought to show at once or little by little, said beforehand.
    outcome, process, balancing : ids of the indicators it was meant to touch, at least one in all.
    started_because_bad : whether it was started since the numbers had looked bad.
    smallest_change : the smallest relative change that matters, 0.10 is 10 %.
    picked_from_chart : whether the start was chosen by looking at the numbers.

    Raises ValueError for a change without id, name, unit or indicator, for codes that a file could not hold
    (repeated, with ``|`` or with blanks around them), a start that is no month, or a smallest change that is
    not between 0 and 1.
    """

    id: str
    units: tuple[str, ...]
    start: str
    name: Text
    what: Text = NO_TEXT
    why: Text = NO_TEXT
    expected: Expected = "abrupt"
    outcome: tuple[str, ...] = ()
    process: tuple[str, ...] = ()
    balancing: tuple[str, ...] = ()
    started_because_bad: bool = False
    smallest_change: float = SMALLEST_CHANGE
    picked_from_chart: bool = False

    def __post_init__(self) -> None:
        if not (self.id and self.name and self.units and self.indicators):
            raise ValueError(f"change {self.id!r} lacks an id, a name, a unit or an indicator")
        for codes in ((self.id,), self.units, self.outcome, self.process, self.balancing):
            if len(set(codes)) < len(codes) or not all(is_sound(code) for code in codes):
                raise ValueError(f"codes {codes} are repeated or not fit for a file")
        if not _MONTH.fullmatch(self.start):
            raise ValueError(f"start {self.start!r} is no month such as '2024-04'")
        if not 0.0 < self.smallest_change < 1.0:
            raise ValueError(f"smallest change {self.smallest_change!r} is not between 0 and 1")

    @property
    def unit(self) -> str:
        """The units as a file has them: one code, or several joined by ``|``."""
        return "|".join(self.units)

    @property
    def month(self) -> np.datetime64:
        """``start`` as datetime64[M]."""
        return np.datetime64(self.start, "M")

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator it was meant to touch, the outcome first."""
        return self.outcome + self.process + self.balancing


def is_sound(code: str) -> bool:
    """Whether a code can stand in a file among others: no blanks around it, no ``|`` and no new line."""
    return bool(code) and code == code.strip() and not re.search(r"[|\r\n]", code)


def matching(changes: Sequence[Change], unit: str, indicator: str) -> tuple[Change, ...]:
    """The changes that ``unit`` took part in and that were meant to touch ``indicator``, in their order."""
    return tuple(c for c in changes if unit in c.units and indicator in c.indicators)
