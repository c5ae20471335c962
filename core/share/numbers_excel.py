"""A figure's table as an Excel workbook."""

import datetime as dt
import io

import numpy as np
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.safe_cells import safe
from core.share.numbers import about, cells, shown_table
from core.share.numbers_read import Number
from core.share.taken import Taken

_NARROWEST, _WIDEST = 9, 60
_LABELS, _TEXTS = 20, 100
"""Widths of columns, in characters."""

_MONTH = {"sv": "[$-41D]mmmm yyyy", "en": "[$-809]mmmm yyyy"}
"""Excel's pattern of a month, named in the reader's language whatever Excel's own is."""


def excel_numbers(taken: Taken) -> bytes:
    """An Excel workbook: a sheet of numbers with true numbers and months, and a sheet of what they are."""
    words, file = taken.words, io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        made = dt.datetime.combine(taken.made, dt.time())
        book.set_properties({"title": taken.figure.title, "created": made})
        text = book.add_format({"valign": "top", "quote_prefix": True})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        _write_numbers(book, book.add_worksheet(words("take.numbers_sheet")), taken, head, text)
        _write_about(book.add_worksheet(words("take.about_sheet")), taken, head, wrapped)
    return file.getvalue()


def _write_numbers(
    book: xlsxwriter.Workbook, sheet: Worksheet, taken: Taken, head: Format, text: Format
) -> None:
    frame = shown_table(taken)
    formats: dict[str, Format] = {}

    def form(code: str) -> Format:
        if code not in formats:
            formats[code] = book.add_format({"num_format": code, "align": "right"})
        return formats[code]

    month = _MONTH[taken.words.language]
    for k, column in enumerate(cells(taken.words, frame)):
        heading = str(frame.columns[k])
        sheet.write_string(0, k, heading, head)
        for row, cell in enumerate(column, start=1):
            if isinstance(cell, Number):
                shown = cell.value / 100 if cell.percent else cell.value
                sheet.write_number(row, k, shown, form(_pattern(cell)))
            elif isinstance(cell, np.datetime64):
                sheet.write_datetime(row, k, cell.astype("datetime64[D]").item(), form(month))
            else:
                sheet.write_string(row, k, str(cell), text if safe(str(cell)) != cell else None)
        longest = max((len(str(word)) for word in (heading, *frame.iloc[:, k])), default=0)
        sheet.set_column(k, k, min(max(longest + 2, _NARROWEST), _WIDEST))
    sheet.freeze_panes(1, 0)


def _pattern(number: Number) -> str:
    """Excel's pattern of a number: as many decimals as it was shown with."""
    digits = "0." + "0" * number.decimals if number.decimals else "0"
    if number.percent:
        return f"{digits} %"
    return f"#,##{digits}"


def _write_about(sheet: Worksheet, taken: Taken, head: Format, wrapped: Format) -> None:
    sheet.set_column(0, 0, _LABELS)
    sheet.set_column(1, 1, _TEXTS)
    for row, (label, told) in enumerate(about(taken)):
        sheet.write_string(row, 0, label, head)
        sheet.write_string(row, 1, told, wrapped)
