"""Which units a change is held against, and which are left out and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.change.controlled import BAD_MONTHS, FEWEST_BEFORE
from core.change.question import Question
from core.change.table import Cells
from core.spc.block import Bools, Ints

WhyLeftOut = Literal[
    "no_data",
    "few_months",
    "no_events",
    "own_change",
    "too_little_seen",
    "no_month_before",
    "no_month_after",
    "few_before",
]
FEWEST_COMPARED = 6
"""Untreated months that a unit needs to tell how much such units wander."""
FEWEST_BEFORE_ALONE = 12
"""Months before the change without comparison units: the season has to show in them."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A unit that was not used, and why.

    too_little_seen : all comparison units together have too few events, or no months after the change
    """

    unit: str
    reason: WhyLeftOut


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Rows of the table that are used: starters and comparison units; and who is not."""

    starters: tuple[int, ...]
    others: tuple[int, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def lack(self) -> WhyLeftOut | None:
        """Why nobody can be judged; None where somebody can."""
        return None if self.starters else self.left_out[0].reason


def choose(
    cells: Cells, start: Ints, judged: Iterable[str], compare: Iterable[str] | None, question: Question
) -> Chosen:
    """Starters that can be judged, and the units they can be held against.

    start : (U,) also of units with a change of their own, which count only before it. compare : names, None
    for all others. ValueError for a name that the table does not hold.
    """
    rows = [cells.row(unit) for unit in judged]
    compare = (compare,) if isinstance(compare, str) else compare
    named = range(len(cells.units)) if compare is None else [cells.row(unit) for unit in compare]
    why: dict[int, WhyLeftOut | None] = {
        row: _cannot_be_compared(cells, start, row, question) for row in named if row not in rows
    }
    compared = tuple(row for row, reason in why.items() if reason is None)
    fewest = FEWEST_BEFORE if compared else FEWEST_BEFORE_ALONE
    fewest += BAD_MONTHS * question.started_because_bad
    why |= {row: _cannot_be_judged(cells, start, row, question, fewest) for row in rows}
    return Chosen(
        tuple(row for row in rows if why[row] is None),
        compared,
        tuple(_left_out(cells, why, [*rows, *(row for row in why if row not in rows)])),
    )


def _left_out(cells: Cells, why: Mapping[int, WhyLeftOut | None], order: Iterable[int]) -> Iterator[LeftOut]:
    """Starters first."""
    for row in order:
        if (reason := why[row]) is not None:
            yield LeftOut(cells.units[row], reason)


def _cannot_be_judged(
    cells: Cells, start: Ints, row: int, question: Question, fewest: int
) -> WhyLeftOut | None:
    before, after = _before_and_after(cells, start, row)
    if not before.any():
        return "no_month_before"
    if not after.any():
        return "no_month_after"
    if before.sum() < fewest:
        return "few_before"
    return "no_events" if without_events(cells, row, before, question) else None


def _cannot_be_compared(cells: Cells, start: Ints, row: int, question: Question) -> WhyLeftOut | None:
    before, after = _before_and_after(cells, start, row)
    if not (before | after).any():
        return "no_data"
    if before.sum() < FEWEST_COMPARED:
        return "own_change" if start[row] < len(cells.months) else "few_months"
    return "no_events" if without_events(cells, row, before, question) else None


def _before_and_after(cells: Cells, start: Ints, row: int) -> tuple[Bools, Bools]:
    known = np.isfinite(cells.y[row])
    early = np.arange(len(known)) < start[row]
    return known & early, known & ~early


def without_events(cells: Cells, row: int, months: Bools, question: Question) -> bool:
    """No event, for shares also nothing but events: the level then has no estimate on the link's scale."""
    if question.of_means:
        return False
    y, n = cells.y[row, months], cells.n[row, months]
    return bool(y.sum() == 0 or (question.kind == "proportion" and (y == n).all()))
