"""What is told of a report whose months were columns: how it was laid out anew, and what was left out."""

from collections.abc import Iterable, Sequence

import numpy as np

from core.observations.parsing.periods import read_period
from core.observations.readers.table import MAX_ROWS_NAMED
from core.observations.readers.wide_body import Body
from core.observations.readers.wide_heads import Heads, Line, cell
from core.remarks import Place, Problem, Value

_MOST_NAMED = 6


def told_of(
    sheet: str | None,
    lines: Sequence[Line],
    tables: Sequence[tuple[Heads, Body, list[int]]],
    odd: frozenset[int],
) -> list[Problem]:
    """Notes on the tables of a sheet and what was left out of them.

    tables : headings, body, and the lines of which two say the same
    odd : lines divided into another number of cells than the others
    """
    first = tables[0][0]
    named = list(first.periods.values())
    values: dict[str, Value] = {
        "first": named[0],
        "last": named[-1],
        "n": sum(len(h.periods) for h, _, _ in tables),
    }
    told = [Problem("wide_unfolded", values, Place(sheet, first.first + 1), "note")]
    if above := sum(1 for line in lines[: first.first] if any(text.strip() for text in line)):
        told.append(Problem("preamble_skipped", {"n": above}, Place(sheet, first.first + 1), "note"))
    for heads, body, contested in tables:
        told += _columns_left_out(sheet, lines, heads)
        uneven = [i for i in body.too_long if i in odd]
        told += _rows(sheet, "row_uneven", uneven)
        told += _rows(sheet, "row_too_long", [i for i in body.too_long if i not in odd])
        told += _rows(sheet, "measure_unclear", body.unclear)
        told += _rows(sheet, "measure_twice", contested)
        told += _rows(sheet, "notes_skipped", body.notes, severity="note")
        if not _in_order(heads):
            told.append(Problem("periods_out_of_order", {}, Place(sheet, heads.first + 1), "note"))
    return told


def left_out(sheet: str | None, tables: Iterable[Heads]) -> list[Problem]:
    """Tables further down the sheet that have other columns than the first."""
    return _rows(sheet, "table_left_out", [heads.first for heads in tables])


def _columns_left_out(sheet: str | None, lines: Sequence[Line], heads: Heads) -> list[Problem]:
    place = Place(sheet, heads.first + 1)
    told: list[Problem] = []
    for columns, code in (
        (heads.totals, "total_column_left_out"),
        (heads.longer, "longer_periods_left_out"),
        (heads.others, "number_column_left_out"),
    ):
        named = tuple(_name(lines, heads, column) for column in columns[:_MOST_NAMED])
        if named:
            told.append(Problem(code, {"n": len(columns), "columns": named}, place, "note"))
    return told


def _name(lines: Sequence[Line], heads: Heads, column: int) -> str:
    texts = (cell(lines[at], column) for at in (heads.last, heads.first))
    return next((text for text in texts if text), f"#{column + 1}")


def _rows(sheet: str | None, code: str, rows: list[int], severity: str = "dropped") -> list[Problem]:
    if not rows:
        return []
    named = tuple(row + 1 for row in rows[:MAX_ROWS_NAMED])
    values: dict[str, Value] = {"n": len(rows), "rows": named}
    return [Problem(code, values, Place(sheet, named[0]), "note" if severity == "note" else "dropped")]


def _in_order(heads: Heads) -> bool:
    """Whether the periods follow each other, forwards or backwards."""
    starts = [found[0].astype(np.int64) for text in heads.periods.values() if (found := read_period(text))]
    steps = set(np.sign(np.diff(list(dict.fromkeys(starts)))).tolist())
    return len(steps) <= 1
