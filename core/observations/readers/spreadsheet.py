"""Excel (.xlsx, .xlsm, .xlsb) and OpenDocument sheets, each a table of text as a person sees it."""

import datetime as dt
import io
from typing import Any

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from core.observations import personal
from core.observations.readers import content as contents
from core.observations.readers.table import Opened, RawTable, make_table
from core.remarks import Problem, Refused

NAME = "spreadsheet"
_LARGEST_EXACT = 2**53


def sniff(content: bytes) -> float:
    """1 for a workbook, else 0."""
    return 1.0 if contents.is_workbook(content) else 0.0


def open(content: bytes) -> Opened:  # noqa: A001 - the name every reader has
    """Every sheet that holds a table. Raises Refused for a damaged, protected or empty workbook."""
    contents.refuse_bomb(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            (workbook.get_sheet_by_name(meta.name), meta.visible != SheetVisibleEnum.Visible)
            for meta in workbook.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, ValueError, OSError):
        raise Refused(Problem("damaged_workbook")) from None
    tables: list[RawTable] = []
    refusals: list[Problem] = []
    for sheet, hidden in sheets:
        if not sheet.height:
            continue
        try:
            tables.append(_table(sheet, hidden))
        except Refused as refused:
            if any(problem.code in personal.CODES for problem in refused.problems):
                raise
            refusals += refused.problems
    if not tables:
        raise Refused(*(refusals or [Problem("empty_file")]))
    return Opened(tuple(tables), NAME, {"sheets": len(tables)})


def _table(sheet: CalamineSheet, hidden: bool) -> RawTable:
    values = sheet.to_python(skip_empty_area=False)
    width = max((len(row) for row in values), default=0)
    native = np.zeros((len(values), width), bool)
    lines: list[list[str]] = []
    for i, row in enumerate(values):
        lines.append([_text(value) for value in row])
        native[i, : len(row)] = [
            isinstance(value, int | float) and not isinstance(value, bool) for value in row
        ]
    try:
        return make_table(sheet.name, lines, native=native, hidden=hidden)
    except Refused:
        # A sheet without a table is passed over if another has one, but not if it is about persons.
        personal.refuse_lines(sheet.name, lines, range(1, len(lines) + 1))
        raise


def _text(value: Any) -> str:
    """A cell as text: whole numbers without decimals, dates as ISO, never in scientific notation if whole."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _LARGEST_EXACT else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
