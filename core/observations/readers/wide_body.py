"""The rows of a table with time from left to right: what each is about, and which belong together.

A label that stands once for several rows, blank or merged below, is filled down as far as it reaches: not
past the next label, and not past a row that could not be understood.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.observations.headings import role_of
from core.observations.readers.measure_words import measure_of
from core.observations.readers.wide_heads import Heads, Line, cell, filled

_NOTE = re.compile(
    r"(?:\*|¹|²|\d\)|(?:källa|anm|anmärkning|obs|not|noter|uppgift\w*|siffror\w*|source|note|definition|"
    r"kommentar|förklaring)\b)",
    re.IGNORECASE,
)
_LONG_TEXT = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One line of numbers: its position, its labels filled down, and the measure it holds ("" for none)."""

    at: int
    labels: tuple[str, ...]
    measure: str


@dataclass(slots=True)
class Body:
    """The lines below the headings of one table.

    rows : lines of numbers; section : whether ``labels`` of each end with the heading its rows stand under
    measure_column : the label column that says the measure; None when none does
    notes : lines of text below or among the numbers
    too_long, unclear : lines with cells beyond the headings; lines whose measure is not understood
    repeated : lines that repeat the headings
    """

    rows: list[Row] = field(default_factory=list)
    label_columns: tuple[int, ...] = ()
    measure_column: int | None = None
    section: bool = False
    notes: list[int] = field(default_factory=list)
    too_long: list[int] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


def body_of(lines: Sequence[Line], heads: Heads, start: int, stop: int, odd: frozenset[int]) -> Body:
    """The rows from ``start`` up to ``stop``.

    odd : lines that a text file divides into another number of cells than its other lines
    """
    usable = [i for i in range(start, stop) if filled(lines[i])]
    body = Body()
    width = heads.width
    body.repeated = [i for i in usable if _repeats(lines[i], lines, heads)]
    body.too_long = [i for i in usable if any(column >= width for column in filled(lines[i]))]
    out = {*body.repeated, *body.too_long, *odd}
    body.measure_column = _measure_column(lines, heads, [i for i in usable if i not in out])
    alone = [i for i in usable if i not in out and _is_text_alone(lines[i], heads)]
    sections = _sections(lines, heads, body.measure_column, usable, alone)
    body.section = bool(sections)
    body.notes = [i for i in alone if i not in sections and _is_note(lines, i, heads, usable)]
    body.too_long = sorted({*body.too_long, *(i for i in usable if i in odd and i not in body.notes)})
    _take_rows(body, lines, heads, usable, frozenset(sections))
    return body


def _take_rows(
    body: Body, lines: Sequence[Line], heads: Heads, usable: list[int], sections: frozenset[int]
) -> None:
    """Fill labels down and read the measure of every row."""
    body.label_columns = tuple(i for i in heads.labels if i != body.measure_column)
    start = min(heads.periods)
    filling = [i for i in body.label_columns if i < start]
    above = dict.fromkeys(body.label_columns, "")
    section = ""
    skipped = {*body.too_long, *body.repeated, *body.notes}
    for i in usable:
        if i in skipped:
            if i in body.too_long:
                above = dict.fromkeys(above, "")
            continue
        line = lines[i]
        if i in sections:
            section, above = cell(line, filled(line)[0]), dict.fromkeys(above, "")
            continue
        above = _filled_down(line, above, filling)
        measure = "" if body.measure_column is None else cell(line, body.measure_column)
        if body.measure_column is not None and not measure_of(measure):
            body.unclear.append(i)
            above = dict.fromkeys(above, "")
            continue
        labels = tuple(above[c] if c in filling else cell(line, c) for c in body.label_columns)
        body.rows.append(Row(i, (*labels, section) if body.section else labels, measure))


def _filled_down(line: Line, above: dict[int, str], columns: list[int]) -> dict[int, str]:
    """Labels of a line; a blank one is the one above unless a label to its left is new."""
    labels = dict(above)
    new = False
    for column in columns:
        text = cell(line, column)
        if text:
            labels[column], new = text, True
        elif new:
            labels[column] = ""
    return labels


def _measure_column(lines: Sequence[Line], heads: Heads, usable: list[int]) -> int | None:
    """The label column that says Täljare, Nämnare, Antal, Per 100; of several the one nearest the numbers."""
    for column in sorted((c for c in heads.labels if c < min(heads.periods)), reverse=True):
        texts = [text for i in usable if _holds_numbers(lines[i], heads) and (text := cell(lines[i], column))]
        roles = [measure_of(text) for text in texts]
        known = [role for role in roles if role]
        if (
            known
            and len(known) >= 0.5 * len(roles)
            and (len(set(known)) > 1 or role_of(heads.labels[column]) == "indicator")
        ):
            return column
    return None


def _holds_numbers(line: Line, heads: Heads) -> bool:
    return any(cell(line, i) for i in heads.periods)


def _is_text_alone(line: Line, heads: Heads) -> bool:
    """Whether a line holds one text before the numbers, and nothing else."""
    columns = filled(line)
    return len(columns) == 1 and columns[0] < min(heads.periods)


def _sections(
    lines: Sequence[Line], heads: Heads, measure_column: int | None, usable: list[int], alone: list[int]
) -> list[int]:
    """Lines that are a heading for the rows below them.

    Only where those rows need one: they say a measure and no unit, or the same labels come again under the
    next heading. A unit without a single number is no heading.
    """
    if not alone:
        return []
    rest = [i for i in usable if i not in set(alone)]
    heading = [i for i in alone if any(j > i for j in rest)]
    before = [c for c in heads.labels if c < min(heads.periods)]
    only_measures = measure_column is not None and before == [measure_column]
    keys = [(*(cell(lines[i], c) for c in before), cell(lines[i], measure_column or 0)) for i in rest]
    again = len(set(keys)) < len(keys) and all(key[0] for key in keys)
    return heading if only_measures or again else []


def _is_note(lines: Sequence[Line], at: int, heads: Heads, usable: list[int]) -> bool:
    """Whether a line of one text says something about the table rather than being a unit without numbers."""
    text = cell(lines[at], filled(lines[at])[0])
    if (
        _NOTE.match(text)
        or len(text) > _LONG_TEXT
        or len([c for c in heads.labels if c < min(heads.periods)]) > 1
    ):
        return True
    apart = at > 0 and not filled(lines[at - 1])
    last = max((i for i in usable if _holds_numbers(lines[i], heads)), default=at)
    return apart and at > last


def _repeats(line: Line, lines: Sequence[Line], heads: Heads) -> bool:
    """Whether a line is the headings once more, as at the top of a printed page."""
    return all(cell(line, i) == cell(lines[heads.last], i) for i in (*heads.periods, *heads.labels)) or (
        heads.first != heads.last
        and all(cell(line, i) == cell(lines[heads.first], i) for i in (*heads.periods, *heads.labels))
    )
