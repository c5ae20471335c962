"""Reports with time from left to right, laid out anew with one row a period: from Diver, Cosmic and by hand.

    Kommun     Mått      jan-25  feb-25  Totalt          Kommun     Period  Täljare  Nämnare
    Aneby      Täljare        6      <5                  Aneby      jan-25  6        124
               Nämnare      124     126     125          Aneby      feb-25  <5       126

Every cell keeps its text and its place. What is left out is told: totals, sums over longer periods, rows that
could mean two things. Tables below each other on one sheet become one, with what stands above each of them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.observations import personal
from core.observations.headings import plain, role_of
from core.observations.parsing.periods import read_period
from core.observations.readers.header import SEARCHED, find_header
from core.observations.readers.preamble import about, year_of
from core.observations.readers.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    Places,
    RawTable,
    unique_headings,
)
from core.observations.readers.uneven import refuse_uneven_headings
from core.observations.readers.wide_body import Body, Row, body_of
from core.observations.readers.wide_heads import Heads, Line, by_number, cell, filled, heads_at, names_weeks
from core.observations.readers.wide_told import left_out, told_of
from core.remarks import Place, Problem, Refused

PERIOD, MONTH, VALUE, SECTION, INDICATOR = "Period", "Månad", "Värde", "Rubrik", "Indikator"
"""Headings of columns that the file has no heading for. They are data, in the language of such reports."""

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class _Block:
    """One table on a sheet: its headings, its rows, and what stands above it."""

    heads: Heads
    body: Body
    title: str
    above: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the new table: its text, and the table, line and column it comes from (-1 for none)."""

    text: str = ""
    block: int = 0
    line: int = -1
    column: int = -1


def unfold(
    sheet: str | None,
    lines: Sequence[Line],
    native: np.ndarray | None = None,
    hidden: bool = False,
    odd: frozenset[int] = frozenset(),
) -> RawTable | None:
    """The table with one row a period; None when ``lines`` hold no table with time from left to right.

    lines, native : as for ``make_table``
    odd : positions of lines that a text file divides into another number of cells than the others
    Raises Refused for weeks, for a period that stands twice, for persons, and for a table too large.
    """
    blocks = _blocks(sheet, lines, odd)
    if not blocks:
        return None
    # Totals, notes and unclear rows never reach the check of whole tables.
    personal.refuse_lines(sheet, lines, range(1, len(lines) + 1))
    first = blocks[0]
    together = [b for b in blocks if len(b.body.label_columns) == len(first.body.label_columns)]
    with_title = len({b.title for b in together if b.title}) > 1
    measures = _measure_names(together)
    rows = [
        row for b, block in enumerate(together) for row in _rows_of(lines, b, block, measures, with_title)
    ]
    if not rows:
        raise Refused(Problem("no_rows", {}, Place(sheet=sheet)))
    if len(rows) > MAX_ROWS:
        raise Refused(Problem("too_many_rows", {"n": len(rows), "most": MAX_ROWS}, Place(sheet=sheet)))
    header = unique_headings(_header(first, measures, with_title))
    told = told_of(sheet, lines, [(b.heads, b.body, _contested(b)) for b in together], odd)
    told += left_out(sheet, [b.heads for b in blocks if b not in together])
    n_numbers = len(measures)
    return RawTable(
        sheet=sheet,
        header=header,
        cells=pd.DataFrame(
            {name: pd.Series([row[c].text for row in rows], dtype="str") for c, name in enumerate(header)}
        ),
        rows=np.array([_line_of(row, n_numbers) + 1 for row in rows], np.int64),
        native=None if native is None else _native(rows, native, n_numbers),
        preamble=tuple(tuple(t.strip() for t in line if t.strip()) for line in first.above if filled(line)),
        problems=(*([Problem("hidden_sheet", {}, Place(sheet=sheet), "note")] if hidden else []), *told),
        hidden=hidden,
        places=_places(rows, lines, together),
    )


def has_periods_across(sheet: str | None, lines: Sequence[Line]) -> bool:
    """Whether ``lines``, the first of a file, hold headings with time from left to right, or weeks."""
    try:
        return bool(_all_heads(sheet, lines[: SEARCHED + 1], frozenset()))
    except Refused:
        return True


def _blocks(sheet: str | None, lines: Sequence[Line], odd: frozenset[int]) -> list[_Block]:
    found = _all_heads(sheet, lines, odd)
    blocks: list[_Block] = []
    for number, heads in enumerate(found):
        stop = _end(lines, found[number + 1].first) if number + 1 < len(found) else len(lines)
        body = body_of(lines, heads, heads.last + 1, stop, odd)
        above = tuple(lines[blocks[-1].heads.last + 1 if blocks else 0 : heads.first])
        above = above if not blocks else tuple(lines[_end(lines, heads.first) : heads.first])
        if body.rows:
            blocks.append(_Block(heads, body, _title(above), above))
    return blocks


def _all_heads(sheet: str | None, lines: Sequence[Line], odd: frozenset[int]) -> list[Heads]:
    """Headings of every table on the sheet; the first has to stand near the top, and above no other."""
    found: list[Heads] = []
    at, header = 0, find_header(lines)
    while at < len(lines):
        if not found and at >= SEARCHED:
            break
        if not found and names_weeks(lines[at]):
            weeks = tuple(cell(lines[at], i) for i in filled(lines[at]))
            raise Refused(Problem("weeks_as_columns", {"columns": weeks[:_MOST_NAMED]}, Place(sheet, at + 1)))
        heads = _heads_here(sheet, lines, at, bool(found))
        if heads is None or (found and _may_be_data(lines, found[0], heads)):
            at += 1
            continue
        if not found and header is not None and header < heads.first - 1:
            return []  # a table with one row a period that holds two dates a row
        _refuse_doubtful(sheet, lines, heads)
        for line in range(heads.first, heads.last + 1):
            refuse_uneven_headings(sheet, lines, line, odd)
        if found and _same_heads(lines, found[-1], heads):
            at = heads.last + 1
            continue
        found.append(heads)
        at = heads.last + 1
    return found


def _may_be_data(lines: Sequence[Line], first: Heads, heads: Heads) -> bool:
    """Whether headings below a table could be one of its rows: numbers beside another label."""
    return by_number(lines[heads.last], heads.periods) and heads.labels != first.labels


def _heads_here(sheet: str | None, lines: Sequence[Line], at: int, again: bool) -> Heads | None:
    """The headings at a line. Below the first table only a line without any other number may be one."""
    line = lines[at]
    if len(line) > MAX_COLUMNS and len(filled(line)) > MAX_COLUMNS:
        return None
    above = [cell(row, i) for row in lines[max(0, at - 4) : at] for i in filled(row)[:3]]
    year = year_of([*above, *([] if again else [sheet or ""])])
    return heads_at(lines, at, year)


def _same_heads(lines: Sequence[Line], one: Heads, other: Heads) -> bool:
    """Whether the headings are printed once more, with nothing between that would make it another table."""
    same = one.periods == other.periods and one.labels == other.labels and one.measures == other.measures
    return same and _end(lines, other.first) == other.first


def _end(lines: Sequence[Line], heading: int) -> int:
    """Where a table ends before the ``heading`` of the next: titles and blank lines belong to the next."""
    at = heading
    while at > 0 and len(filled(lines[at - 1])) <= 1:
        at -= 1
    return at


def _refuse_doubtful(sheet: str | None, lines: Sequence[Line], heads: Heads) -> None:
    keys = {
        i: (read_period(text) or text, plain(heads.measures.get(i, ""))) for i, text in heads.periods.items()
    }
    times = Counter(keys.values())
    twice = tuple(text for i, text in heads.periods.items() if times[keys[i]] > 1)
    if twice:
        place = Place(sheet, heads.first + 1)
        raise Refused(Problem("period_column_twice", {"columns": twice[:_MOST_NAMED]}, place))


def _title(above: Sequence[Line]) -> str:
    title = about(above).title
    return "" if year_of([title]) else title


def _measure_names(blocks: Sequence[_Block]) -> dict[str, str]:
    """Measures in the order they come: how they are compared, and how the file writes them first."""
    names: dict[str, str] = {}
    for block in blocks:
        for text in (*block.heads.measures.values(), *(row.measure for row in block.body.rows)):
            if text:
                names.setdefault(plain(text), text)
    return names or {"": VALUE}


def _header(block: _Block, measures: dict[str, str], with_title: bool) -> list[str]:
    labels = [block.heads.labels[c] for c in block.body.label_columns]
    if labels and not labels[0] and not any(role_of(text) == "unit" for text in labels):
        labels[0] = "Enhet"
    section = [SECTION] if block.body.section else []
    if section and not labels:
        section = [block.heads.labels[block.body.measure_column or 0] or "Enhet"]
    period = MONTH if block.heads.bare else PERIOD
    return [*([INDICATOR] if with_title else []), *labels, *section, period, *measures.values()]


def _grouped(block: _Block) -> dict[tuple[str, ...], list[Row]]:
    """Rows with the same labels belong together; rows without a measure each stand alone."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in block.body.rows:
        key = row.labels if row.measure else (*row.labels, str(row.at))
        groups.setdefault(key, []).append(row)
    return groups


def _is_contested(group: list[Row]) -> bool:
    """Whether two rows say the same measure of the same thing: which of them is it then?"""
    return max(Counter(plain(row.measure) for row in group).values()) > 1


def _contested(block: _Block) -> list[int]:
    return sorted(row.at for group in _grouped(block).values() if _is_contested(group) for row in group)


def _rows_of(
    lines: Sequence[Line], number: int, block: _Block, measures: dict[str, str], with_title: bool
) -> Iterator[list[_Cell]]:
    """One row for each thing and period, in the file's order: title, labels, period, numbers."""
    heads, body = block.heads, block.body
    by_period: dict[str, list[int]] = {}
    for column, text in heads.periods.items():
        by_period.setdefault(text, []).append(column)
    title = [_Cell(block.title, number)] if with_title else []
    columns = (*body.label_columns, *((body.measure_column or 0,) if body.section else ()))
    for group in _grouped(block).values():
        if _is_contested(group):
            continue
        start = group[0]
        labels = [_Cell(t, number, start.at, c) for t, c in zip(start.labels, columns, strict=True)]
        for period, under in by_period.items():
            numbers = {
                plain(heads.measures.get(c, "") or row.measure): _Cell(
                    cell(lines[row.at], c), number, row.at, c
                )
                for row in group
                for c in under
            }
            when = _Cell(period, number, heads.first, under[0])
            yield [*title, *labels, when, *(numbers.get(m, _Cell()) for m in measures)]


def _line_of(row: list[_Cell], n_numbers: int) -> int:
    """The line of the first number of a row."""
    return next((one.line for one in row[-n_numbers:] if one.line >= 0), row[0].line)


def _native(rows: list[list[_Cell]], native: np.ndarray, n_numbers: int) -> np.ndarray:
    """(rows, columns) bool: cells that the file holds as numbers; a period is always text here."""
    when = len(rows[0]) - n_numbers - 1
    return np.array(
        [
            [
                c != when and one.column >= 0 and bool(native[one.line, one.column])
                for c, one in enumerate(row)
            ]
            for row in rows
        ],
        bool,
    )


def _places(rows: list[list[_Cell]], lines: Sequence[Line], blocks: Sequence[_Block]) -> Places:
    """Where each cell stands; headings of a column differ from one table to the next below it."""
    width = max(block.heads.width for block in blocks)
    named = [_heading(lines, block.heads, column) for block in blocks for column in range(width)]
    at = [[one.block * width + one.column if one.column >= 0 else len(named) for one in row] for row in rows]
    return Places(
        np.array([[one.line + 1 for one in row] for row in rows], np.int32),
        np.array(at, np.int32),
        (*named, ""),
    )


def _heading(lines: Sequence[Line], heads: Heads, column: int) -> str:
    """The heading of a column in the file: what stands over it, and the measure below that."""
    period, measure = heads.periods.get(column, ""), heads.measures.get(column, "")
    if not period:
        return heads.labels.get(column, "")
    written = cell(lines[heads.first], column) or cell(lines[heads.last], column)
    return " ".join(dict.fromkeys(text for text in (written if not measure else period, measure) if text))
