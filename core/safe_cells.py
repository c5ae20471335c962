"""Text on its way into a spreadsheet: never the beginning of a formula.

A spreadsheet computes a cell that begins with ``=``, ``+``, ``-`` or ``@``, also in a CSV file, and a formula
can fetch or send what stands beside it (CSV injection, OWASP). An apostrophe before the text makes it text;
spreadsheets do not show it. Numbers are numbers and stay as they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

# Signs of full width are signs to some spreadsheets; blanks and line breaks before a sign are passed over.
_RISKY = re.compile(r"[\s\x00-\x20\u200b\ufeff']*[=+\-@＝＋－＠−]|'*[\t\r\n]")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def safe(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet could take it for a formula.

    Also when apostrophes stand there already, so that no two texts become the same. A lone dash, and a text
    that is nothing but a negative number, are no formulas.
    """
    if text in ("-", "–", "−") or _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if _RISKY.match(text) else text


def as_written(cell: str) -> str:
    """The text that ``safe`` made ``cell`` of; a cell that it did not make is left as it is."""
    text = cell[1:]
    return text if cell.startswith("'") and text and safe(text) == cell else cell


def safe_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with every heading and every text made safe; numbers, dates and gaps as they are."""
    columns = {safe(str(name)): _safe_column(frame[name]) for name in frame.columns}
    return pd.DataFrame(columns, index=frame.index)


def _safe_column(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return column
    known = {word: safe(word) for word in column.dropna().unique() if isinstance(word, str)}
    changed = {word: text for word, text in known.items() if text != word}
    return column.replace(changed) if changed else column


def csv_bytes(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    decimal: str = ",",
    delimiter: str = ";",
) -> bytes:
    """A CSV file that a Swedish Excel opens in columns: semicolons, byte order mark, every text made safe.

    rows : texts, numbers and None; a number that is not known (NaN) is an empty cell, never zero
    decimal : the decimal sign of numbers
    delimiter : what stands between cells
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([_cell(cell, decimal) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(cell: object, decimal: str) -> str:
    if cell is None or cell is pd.NaT:
        return ""
    if isinstance(cell, (bool, np.bool_)):
        return "1" if cell else "0"
    if isinstance(cell, (float, np.floating)):
        return "" if not np.isfinite(cell) else _written(float(cell)).replace(".", decimal)
    return str(cell) if isinstance(cell, (int, np.integer)) else safe(str(cell))


def _written(number: float) -> str:
    """As many digits as the number has, never in scientific form."""
    return np.format_float_positional(number, trim="-")
