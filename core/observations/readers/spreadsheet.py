"""Excel (.xlsx, .xlsm, .xlsb) and OpenDocument sheets, each a table of text as a person sees it."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from core.observations import personal
from core.observations.progress import Progress, untold, within
from core.observations.readers import content as contents
from core.observations.readers.beside import called, tables_beside
from core.observations.readers.invisible import holds_invisible, without_invisible
from core.observations.readers.layout import lay_out
from core.observations.readers.merged import settle_merged
from core.observations.readers.table import FOUND_OUT, Opened, RawTable, ReadAs
from core.observations.readers.workbook_parts import WorkbookParts, parts_of, sheet_paths
from core.observations.readers.workbook_size import extents_of, refuse_repeated
from core.remarks import Place, Problem, Refused

NAME = "spreadsheet"
LONGEST_CELL = 100_000
"""Signs in a cell: three times what Excel takes."""
_LARGEST_EXACT = 2**53
_NUMBERS = frozenset((int, float))


def sniff(content: bytes) -> float:
    """1 for a workbook, else 0."""
    return 1.0 if contents.is_workbook(content) else 0.0


def open(  # noqa: A001 - the name every reader has
    content: bytes, read_as: ReadAs = FOUND_OUT, progress: Progress = untold
) -> Opened:
    """Every sheet that holds a table. Raises Refused for a damaged, protected or empty workbook."""
    extents = extents_of(content, contents.MAX_INFLATED, within(progress, 0.0, 0.2))
    progress(0.2)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        refuse_repeated(extents, workbook.sheet_names, sheet_paths(content))
        sheets = [
            (workbook.get_sheet_by_name(meta.name), meta.visible != SheetVisibleEnum.Visible)
            for meta in workbook.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, ValueError, OSError):
        raise Refused(Problem("damaged_workbook")) from None
    # Before any sheet is read or named: a refusal of one sheet would show its name.
    personal.refuse_names(name for name in workbook.sheet_names)
    parts = parts_of(content)
    tables: list[RawTable] = []
    refusals: list[Problem] = []
    for at, (sheet, hidden) in enumerate(sheets):
        part = within(progress, 0.2 + 0.8 * at / len(sheets), 0.2 + 0.8 * (at + 1) / len(sheets))
        if not sheet.height:
            continue
        try:
            for table in _tables(sheet, hidden, part):
                tables.append(_told(table, parts, sheet.name, first=not tables))
        except Refused as refused:
            if any(problem.code in personal.CODES for problem in refused.problems):
                raise
            refusals += refused.problems
    if not tables:
        raise Refused(*(refusals or [Problem("empty_file")]))
    return Opened(tuple(tables), NAME, {"sheets": len(tables)})


def _told(table: RawTable, parts: WorkbookParts, sheet: str, *, first: bool) -> RawTable:
    """The table with notes on its sheet; what is to be said of the workbook is said with its first table."""
    notes = [*parts.of(sheet).problems(sheet), *(parts.problems() if first else [])]
    return replace(table, problems=(*table.problems, *notes), from_1904=parts.from_1904)


def _tables(sheet: CalamineSheet, hidden: bool, progress: Progress) -> list[RawTable]:
    """The table of a sheet, or those that stand beside each other on it."""
    values = sheet.to_python(skip_empty_area=False)
    progress(0.3)
    _refuse_long(sheet.name, values)
    width = max((len(row) for row in values), default=0)
    lines = [[_WRITTEN.get(type(value), str)(value) for value in row] for row in values]
    progress(0.5)
    seen = [[without_invisible(text) if holds_invisible(text) else text for text in line] for line in lines]
    invisible, lines = seen != lines, seen
    progress(0.6)
    numbers = (type(value) in _NUMBERS for row in values for value in (*row, *[None] * (width - len(row))))
    native = np.fromiter(numbers, bool, len(values) * width).reshape(len(values), width)
    progress(0.7)
    try:
        merged, told = settle_merged(sheet.name, lines, native, sheet.merged_cell_ranges or [])
        told += [Problem("invisible_characters", {}, Place(sheet.name), "note")] if invisible else []
        beside = tables_beside(merged)
        if not beside:
            table = lay_out(
                sheet.name, merged, native=native, hidden=hidden, progress=within(progress, 0.75, 1.0)
            )
            return [replace(table, problems=(*told, *table.problems))]
        told.append(Problem("tables_beside", {"n": len(beside)}, Place(sheet.name), "note"))
        tables = [
            lay_out(
                called(sheet.name, (start, stop)),
                [line[start:stop] for line in merged],
                native=native[:, start:stop],
                hidden=hidden,
            )
            for start, stop in beside
        ]
        return [replace(table, problems=(*told, *table.problems)) for table in tables]
    except Refused:
        # A sheet without a table is passed over if another has one, but not if it is about persons.
        personal.refuse_lines(sheet.name, lines, range(1, len(lines) + 1))
        raise


def _refuse_long(sheet: str, values: Sequence[Sequence[object]]) -> None:
    """Raises Refused for a cell that holds a book: every sign of it would be looked at many times."""
    for row, line in enumerate(values, 1):
        longest = max((len(value) for value in line if type(value) is str), default=0)
        if longest > LONGEST_CELL:
            raise Refused(Problem("cell_too_long", {"n": longest, "most": LONGEST_CELL}, Place(sheet, row)))


def _float(value: float) -> str:
    """Whole numbers without decimals and never in scientific notation, as long as they are exact."""
    return str(int(value)) if value.is_integer() and abs(value) < _LARGEST_EXACT else repr(value)


def _moment(value: dt.datetime) -> str:
    midnight = value.time() == dt.time()
    return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")


# How a cell is written as text; dates as ISO, other kinds by str.
_WRITTEN: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _float,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.datetime: _moment,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
}
