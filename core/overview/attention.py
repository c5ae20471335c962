"""What deserves attention in one unit, the most urgent first: a choice with a documented order, no score.

1. New signals since last time: worsening, without a better or worse, improving.
2. Changes whose answer is another than last time.
3. Signals that have come and gone since last time.
4. Targets: missed, then those that can be missed, as long as the variation stays as it is.
5. Other changes that go on, the newest first.
6. Numbers that are older than usual.

Within each: outcomes, experience, processes, balancing measures, and there in the catalogue's order. A
measure has one card of its own, for the first reason that holds; a change has its own beside it. New signals
the same way in measures with the same denominator share a card (``core.overview.alike``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from core.indicators import Unit
from core.indicators.indicator import Role
from core.observations.months import Month
from core.observations.quality.age import USUAL_AGE
from core.observations.schema import MONTHS_IN
from core.observations.series import Series
from core.overview.alike import also_in, of_one_denominator
from core.overview.county import Cell
from core.overview.running import Running

Reason = Literal[
    "new_worse",
    "new_signal",
    "new_better",
    "answer",
    "passed",
    "target_missed",
    "target_at_risk",
    "change",
    "old",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
ROLE_ORDER: tuple[Role, ...] = ("outcome", "experience", "process", "balancing")
MOST = 8
"""Cards: more are a list, not an overview."""


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One thing that deserves attention.

    cell : the measure; None of a change whose measure has no numbers where it was made, or was made in
        several units and not in this one.
    running : the change, where the card is about one.
    months_old : months since the latest number's period ended, where the card is about its age.
    also_in : other units with the same new signal. also : other measures of this unit that the card is about.
    """

    reason: Reason
    cell: Cell | None
    running: Running | None = None
    months_old: int = 0
    also_in: tuple[Unit, ...] = ()
    also: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """The cards of a unit, and what they were chosen among.

    more : how many further things there are. told : measures of which it can be told whether there is a
    signal. new, passed, gone : those with a new one, one that came and went, one that no longer goes on.
    missed, at_risk : targets that are missed, and that can be missed. answers : changes with another answer.
    """

    cards: tuple[Card, ...]
    more: int
    measures: int
    told: int
    new: int
    passed: int
    gone: int
    missed: int
    at_risk: int
    answers: int = 0


def attention(
    cells: Sequence[Cell],
    changes: Sequence[Running] = (),
    this_month: Month | None = None,
    most: int = MOST,
    *,
    others: Sequence[Cell] = (),
    unjudged: int = 0,
) -> Attention:
    """What deserves attention among the cells of one unit.

    this_month : what the age of numbers is counted from; None for numbers of no day.
    others : the cells of the units beside it, where a new signal may be found too.
    unjudged : changes that go on and have not been judged; they are counted among what has no room.
    """
    found = [
        Card(reason, cell, months_old=age)
        for cell in cells
        if not cell.is_new
        for reason, age in _reason(cell, this_month)
    ]
    found += _new_signals(cells, others)
    found += [_change(one, cells, others) for one in changes]
    found.sort(key=_rank)  # stable: the catalogue's order, and of changes the newest first
    return Attention(
        cards=tuple(found[:most]),
        more=max(0, len(found) - most) + unjudged,
        measures=len(cells),
        told=sum(cell.news != "untold" for cell in cells),
        new=sum(cell.is_new for cell in cells),
        passed=_count(cells, "passed"),
        gone=_count(cells, "gone"),
        missed=sum(cell.stand.standing.assurance == "missed" for cell in cells),
        at_risk=sum(cell.stand.standing.assurance == "either" for cell in cells),
        answers=sum(one.turned for one in changes),
    )


def months_old(series: Series, this_month: Month) -> int | None:
    """Whole months since the period of the latest number ended; None where there is none."""
    known = np.flatnonzero(np.isfinite(series.value))
    if not known.size:
        return None
    ended = series.months[known[-1]] + MONTHS_IN[series.period_type]
    return int((this_month - ended).astype(np.int64))


def _new_signals(cells: Iterable[Cell], others: Sequence[Cell]) -> list[Card]:
    """A card for each new signal, those that may be one event together."""
    new = sorted(
        (cell for cell in cells if cell.is_new), key=lambda cell: ROLE_ORDER.index(cell.indicator.role)
    )
    return [
        Card(_NEW[first.stand.standing.variation], first, also_in=also_in(first, others), also=more)
        for first, more in of_one_denominator(new)
    ]


def _change(one: Running, cells: Iterable[Cell], others: Iterable[Cell]) -> Card:
    """A change with the series it is drawn beside: that of this unit if it made the change, or of the only
    one that did.
    """
    asked = one.judged.asked
    there = {(cell.indicator.id, cell.unit.id): cell for cell in (*others, *cells)}
    here = next((cell.unit.id for cell in cells if cell.unit.id in asked.units), None)
    unit = here or (asked.units[0] if len(asked.units) == 1 else None)
    cell = None if unit is None else there.get((asked.indicator, unit))
    return Card("answer" if one.turned else "change", cell, one)


def _count(cells: Iterable[Cell], news: str) -> int:
    return sum(cell.news == news for cell in cells)


def _reason(cell: Cell, this_month: Month | None) -> list[tuple[Reason, int]]:
    """The first reason that holds where no signal is new, and the age where that is it; [] for most cells."""
    standing = cell.stand.standing
    if cell.news == "passed":
        return [("passed", 0)]
    if standing.assurance == "missed":
        return [("target_missed", 0)]
    if standing.assurance == "either":
        return [("target_at_risk", 0)]
    age = None if this_month is None else months_old(cell.stand.series, this_month)
    if age is not None and age >= USUAL_AGE[cell.stand.series.period_type]:
        return [("old", age)]
    return []


_NEW: Mapping[str, Reason] = {"worsening": "new_worse", "signal": "new_signal", "improving": "new_better"}


def _rank(card: Card) -> tuple[int, int]:
    role = 0 if card.running or card.cell is None else ROLE_ORDER.index(card.cell.indicator.role)
    return REASONS.index(card.reason), role
