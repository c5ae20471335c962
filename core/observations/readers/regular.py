"""Large text files that are as regular as a system writes them, read by Arrow, column by column.

Regular means: no quotation marks, no blank lines, every line divided into as many cells as the headings. The
result is the same as reading line by line gives; a file that is not regular is read that way.
"""

import csv
import io
import re
from itertools import islice

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from core.observations.readers.header import find_header
from core.observations.readers.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    RawTable,
    preamble_note,
    trimmed,
    unique_headings,
)
from core.observations.readers.wide import has_periods_across

FEWEST_CHARACTERS = 200_000
"""Shorter texts are read line by line, which takes no time."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK_LINES = ("\n\n", "\r\r", "\n\r\n")
_SAMPLE, _SAMPLE_LINES = 100_000, 400


def regular_table(  # noqa: PLR0911 - each return names one thing that is not regular
    text: str, delimiter: str
) -> RawTable | None:
    """The table of a large regular text; None when it has to be read line by line."""
    if len(text) < FEWEST_CHARACTERS or '"' in text or len(delimiter) != 1 or not delimiter.isascii():
        return None
    text = text.rstrip("\r\n\t ;,|")
    if any(blank in text for blank in _BLANK_LINES):
        return None
    lines = _first_lines(text, delimiter)
    at = find_header(lines)
    if at is None or has_periods_across(None, lines):
        return None
    width, header = len(lines[at]), trimmed(lines[at])
    if not 1 < len(header) <= MAX_COLUMNS:
        return None
    columns = _columns(text[_offset(text, at + 1) :], delimiter, width)
    if columns is None or len(columns) + at > MAX_ROWS:
        return None
    if any(_holds_text(columns.iloc[:, i]) for i in range(len(header), width)):
        return None
    cells = columns.iloc[:, : len(header)].copy(deep=False)
    cells.columns = list(unique_headings(header))
    rows = np.arange(at + 2, at + 2 + len(cells), dtype=np.int64)
    blank = _blank_rows(cells)
    if blank.any():
        cells, rows = cells[~blank].reset_index(drop=True), rows[~blank]
    return RawTable(
        sheet=None,
        header=tuple(cells.columns),
        cells=cells,
        rows=rows,
        preamble=tuple(tuple(trimmed(line)) for line in lines[:at] if any(c.strip() for c in line)),
        problems=preamble_note(None, at, at + 1),
    )


def _first_lines(text: str, delimiter: str) -> list[list[str]]:
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: max((end.start() for end in _LINE_END.finditer(sample)), default=_SAMPLE)]
    return list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _SAMPLE_LINES))


def _offset(text: str, line: int) -> int:
    """Where a line begins, counted from 0."""
    ends = islice(_LINE_END.finditer(text), line - 1, None) if line else iter(())
    return next((end.end() for end in ends), len(text) if line else 0)


def _columns(text: str, delimiter: str, width: int) -> pd.DataFrame | None:
    """The cells as text, columns named 0, 1, 2 …; None when a line has another number of cells."""
    data = pa.py_buffer(text.encode())
    names = [str(i) for i in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 24, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, quote_char=False, newlines_in_values=False, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    text_type = pd.StringDtype("pyarrow", na_value=np.nan)
    return table.combine_chunks().to_pandas(types_mapper=lambda _: text_type, self_destruct=True)


def _holds_text(column: pd.Series) -> bool:
    return bool((column.str.strip() != "").any())


def _blank_rows(cells: pd.DataFrame) -> np.ndarray:
    """(rows,) bool: rows of blanks alone."""
    blank = (cells.iloc[:, 0].str.strip() == "").to_numpy(bool)
    if blank.any():
        some = cells[blank]
        blank[blank] = np.logical_and.reduce([(some[c].str.strip() == "").to_numpy(bool) for c in some])
    return blank
