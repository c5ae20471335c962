"""The overview on its way out of the app: its table and its cards as tables with what they are, no picture.

A picture of four hundred cells could not be read, so these are ``Figure`` without one: for numbers only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from core.figures.cards_table import cards_table
from core.figures.figure import Figure
from core.figures.matrix_table import matrix_table
from core.figures.scope import Scope
from core.observations.months import Month
from core.observations.schema import MONTHS_IN
from core.overview.attention import Card
from core.overview.batch import RULES
from core.overview.county import Cell
from core.wording import Words
from core.wording.titles import source_name
from core.wording.verdict_figures import lines_of, source_facts


@dataclass(frozen=True, slots=True)
class Around:
    """What the page tells around a table.

    place : the unit in view. among : what the table is narrowed to, in words: level, kind of measures, group.
    finding : the answer, read aloud. since : the last month of last time.
    """

    place: str
    among: tuple[str, ...]
    finding: str
    since: Month
    made_up: bool


def matrix_taken(words: Words, cells: Sequence[Cell], around: Around) -> Figure:
    """The table of every measure in every unit, a row a cell."""
    notes = ("overview.taken_signal", "overview.taken_latest", "overview.chance_about", "overview.revised")
    table = partial(matrix_table, words, cells, around.since)
    return _taken(words, words("overview.taken_matrix"), cells, around, notes=notes, make_table=table)


def cards_taken(words: Words, cards: Sequence[Card], around: Around) -> Figure:
    """What deserves attention in a unit, a row a card."""
    notes = ["overview.taken_signal", "overview.taken_latest", "overview.revised"]
    if any(card.running is not None for card in cards):
        notes.append("overview.taken_change")
    cells = [card.cell for card in cards if card.cell is not None]
    table = partial(cards_table, words, cards)
    return _taken(words, words("overview.cards"), cells, around, notes=notes, make_table=table)


def _taken(
    words: Words,
    name: str,
    cells: Sequence[Cell],
    around: Around,
    *,
    notes: Sequence[str],
    make_table: Callable[[], pd.DataFrame],
) -> Figure:
    title = words("overview.taken_title", name=name, among=", ".join((around.place, *around.among)))
    return Figure(
        spec={},
        datasets={},
        title=title,
        facts=overview_facts(words, cells, around),
        sentence=around.finding,
        notes=tuple(words(key) for key in notes),
        make_table=make_table,
        alt=title,
        scope=_scope(words, name, around.place, cells),
    )


def overview_facts(words: Words, cells: Sequence[Cell], around: Around, *, with_period: bool = False) -> str:
    """Rules, last time, source, and the mark of made-up numbers; with the period that the charts cover where
    that is not told beside them, as it is in files.
    """
    scope = _scope(words, "", "", cells) if with_period else Scope("")
    period = words("overview.facts_period", first=scope.first, last=scope.last) if scope.first else ""
    facts = (
        words("overview.facts_rules", rules=words(f"rule_set.{RULES}.name")),
        words("overview.facts_since", since=words.month(around.since)),
        period,
        source_facts(words, _sources(words, cells), around.made_up),
    )
    return " · ".join(lines_of(facts))


def matrix_title(words: Words, around: Around) -> str:
    """What the table holds, in the unit in view and what it is narrowed to."""
    among = ", ".join((around.place, *around.among))
    return words("overview.taken_title", name=words("overview.taken_matrix"), among=among)


def _sources(words: Words, cells: Sequence[Cell]) -> str:
    """Where the numbers come from, each source once."""
    named = dict.fromkeys(cell.stand.series.source for cell in cells if cell.stand.series.source)
    return words.some(source_name(words, source) for source in named)


def _scope(words: Words, name: str, place: str, cells: Sequence[Cell]) -> Scope:
    """From the first month of all series to the last; periods may be of different lengths."""
    series = [cell.stand.series for cell in cells if len(cell.stand.series.months)]
    if not series:
        return Scope(name, place)
    first = min(one.months[0] for one in series)
    last = np.datetime64(max(one.months[-1] + MONTHS_IN[one.period_type] - 1 for one in series), "M")
    return Scope(name, place, words.month(first), words.month(last), latest=last)
