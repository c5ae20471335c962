"""Large text files that are as regular as a system writes them, read by Arrow, column by column.

Regular means: nearly every line divided into as many cells as the headings. Lines that are not, and lines
with quotation marks out of place, are taken out and read one by one with the rules for any file. The table,
its row numbers and its remarks are those that reading all of it line by line gives; what cannot be read so
is read line by line.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from core.observations import personal
from core.observations.coded import Coded
from core.observations.progress import Progress, untold, within
from core.observations.readers.beside import refuse_repeated
from core.observations.readers.header import find_header
from core.observations.readers.quotes import badly_quoted, row_at, without
from core.observations.readers.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    CodedCells,
    RawTable,
    told_of_rows,
    trimmed,
    unique_headings,
)
from core.observations.readers.unclosed import refusal, refuse_swallowed
from core.observations.readers.uneven import holds_several
from core.observations.readers.wide import has_periods_across

FEWEST_CHARACTERS = 200_000
"""Shorter texts are read line by line, which takes no time."""

_MOST_ODD = 0.05
_READ_AT_ONCE = 1 << 23
"""Bytes: about a fifth of a second."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_SAMPLE, _SAMPLE_LINES = 100_000, 400

Line = tuple[int, list[str]]
"""The number of a line below the headings, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What stands below the headings.

    columns : the cells of regular lines; numbers : (rows,) which line each is, from 1
    odd : lines that are no such row; n : how many lines there are
    """

    columns: list[Coded]
    numbers: np.ndarray
    odd: list[Line]
    n: int


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Odd lines by what becomes of them, each in the order of the file."""

    kept: list[Line]
    too_long: list[Line]
    uneven: list[Line]


def regular_table(text: str, delimiter: str, progress: Progress = untold) -> RawTable | None:
    """The table of a large regular text; None when it has to be read line by line."""
    if len(text) < FEWEST_CHARACTERS or len(delimiter) != 1 or not delimiter.isascii():
        return None
    lines = _first_lines(text, delimiter)
    at = None if lines is None else find_header(lines)
    if lines is None or at is None or has_periods_across(None, lines):
        return None
    refuse_repeated(None, trimmed(lines[at]), at + 1)
    header = unique_headings(trimmed(lines[at]))
    if not 1 < len(header) <= MAX_COLUMNS or any("\n" in c or "\r" in c for r in lines[: at + 1] for c in r):
        return None
    below = text[_offset(text, at + 1) :].rstrip("\r\n")
    body = _body(below, delimiter, len(lines[at]), at + 1, within(progress, 0.0, 0.8))
    if body is None or at + 1 + body.n > MAX_ROWS:
        return None
    table = _table(lines[: at + 1], header, body)
    progress(1.0 if table is not None else 0.9)
    return table


def _table(above: list[list[str]], header: tuple[str, ...], body: _Body) -> RawTable | None:
    """The table, as ``make_table`` makes it of the same lines; ``above`` ends with the headings."""
    at, width = len(above) - 1, len(header)
    beyond = _filled(body.columns[width:], len(body.numbers))
    if beyond.sum() > _MOST_ODD * body.n:
        return None
    over = [
        (int(body.numbers[i]), [str(c.words[c.codes[i]]) for c in body.columns])
        for i in np.flatnonzero(beyond)
    ]
    found = _sorted([*body.odd, *over], width, len(above[-1]))
    out = sorted((*found.too_long, *found.uneven))
    # Rows left out here never reach the check of whole tables.
    personal.refuse_lines(None, (cells for _, cells in out), (at + 1 + number for number, _ in out))
    keep = _filled(body.columns[:width], len(body.numbers)) & ~beyond
    whole = _with_lines(body.columns[:width], body.numbers, keep, found.kept)
    columns = dict(zip(header, whole[0], strict=True))
    if not len(whole[1]):
        return None
    cells = pd.DataFrame({name: column.texts() for name, column in columns.items()}, copy=False)
    left_out = {
        "row_too_long": [at + 1 + n for n, _ in found.too_long],
        "row_uneven": [at + 1 + n for n, _ in found.uneven],
    }
    return RawTable(
        sheet=None,
        header=header,
        cells=cells,
        rows=whole[1] + at + 1,
        preamble=tuple(tuple(trimmed(line)) for line in above[:-1] if any(c.strip() for c in line)),
        problems=told_of_rows(None, at, at + 1, left_out),
        coding=CodedCells(cells, columns),
    )


def _sorted(lines: Iterable[Line], width: int, usual: int) -> _Sorted:
    """Lines with more cells than headings, lines of another length than usual, and those that may be rows."""
    found = _Sorted([], [], [])
    for number, cells in sorted(lines):
        if any(cell.strip() for cell in cells[width:]):
            found.too_long.append((number, cells))
        elif len(cells) != usual and holds_several(cells):
            found.uneven.append((number, cells))
        elif any(cell.strip() for cell in cells):
            found.kept.append((number, cells))
    return found


def _with_lines(
    columns: list[Coded], numbers: np.ndarray, keep: np.ndarray, lines: list[Line]
) -> tuple[list[Coded], np.ndarray]:
    """The kept rows and the lines in the order of the file, and the number of each."""
    if not keep.all():
        columns, numbers = [column.take(keep) for column in columns], numbers[keep]
    if not lines:
        return columns, numbers
    own = np.array([number for number, _ in lines])
    places = np.searchsorted(numbers, own)
    merged: list[Coded] = []
    for c, column in enumerate(columns):
        added = [cells[c] if c < len(cells) else "" for _, cells in lines]
        codes = np.insert(column.codes, places, len(column.words) + np.arange(len(added)))
        merged.append(Coded.joined([*column.words, *added], codes))
    return merged, np.insert(numbers, places, own)


def _filled(columns: list[Coded], n: int) -> np.ndarray:
    """(rows,) bool: rows with anything but blanks in one of ``columns``."""
    filled = np.zeros(n, bool)
    for column in columns:
        if filled.all():
            break
        filled |= column.by_word([bool(word.strip()) for word in column.words], bool)
    return filled


def _first_lines(text: str, delimiter: str) -> list[list[str]] | None:
    """The cells of the first lines; None when a quotation mark among them is out of place."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: max((end.start() for end in _LINE_END.finditer(sample)), default=_SAMPLE)]
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict='"' in text)
    try:
        return list(islice(reader, _SAMPLE_LINES))
    except csv.Error:
        return None


def _offset(text: str, line: int) -> int:
    """Where a line begins, counted from 0."""
    ends = islice(_LINE_END.finditer(text), line - 1, None) if line else iter(())
    return next((end.end() for end in ends), len(text) if line else 0)


def _body(text: str, delimiter: str, width: int, above: int, progress: Progress) -> _Body | None:
    """The lines of ``text``, most of ``width`` cells; None when it has to be read line by line.

    above : how many lines of the file stand above
    Raises Refused where a quotation mark has no other half.
    """
    data = text.encode()
    odd: list[Line] = []
    if quoted := '"' in text:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        bad = badly_quoted(data, delimiter, within(progress, 0.0, 0.6))
        odd, taken = _rows_of(data, bad, delimiter, width, above)
        data = without(data, taken)
    removed = np.array([number for number, _ in odd], np.int64)
    skipped: list[tuple[int, str]] = []
    rest = within(progress, 0.65 if quoted else 0.0, 1.0)
    table = _read(data, delimiter, width, quoted=quoted, skipped=skipped, progress=rest)
    if table is None:
        return None
    n = table.num_rows + len(skipped) + len(odd)
    gone = np.array([number for number, _ in skipped], np.int64)
    in_data = np.delete(np.arange(1, table.num_rows + len(gone) + 1), gone - 1)
    for number, line in zip(_past(gone, removed), (line for _, line in skipped), strict=True):
        cells = _cells(line, delimiter)
        if cells is None:
            return None
        odd.append((int(number), cells))
    if len(odd) > _MOST_ODD * n:
        return None
    columns = [_coded(column) for column in table.columns]
    if any(max(map(len, column.words), default=0) >= csv.field_size_limit() for column in columns):
        return None
    return _Body(columns, _past(in_data, removed), odd, n)


def _rows_of(
    data: bytes, bad: list[tuple[int, int, int]], delimiter: str, width: int, above: int
) -> tuple[list[Line], list[tuple[int, int, int]]]:
    """The rows that begin on lines with marks out of place, and number, start and end of each.

    A row may go on over several lines; those below are then numbered as if it stood on one.
    Raises Refused where a mark has no other half.
    """
    rows: list[Line] = []
    places: list[tuple[int, int, int]] = []
    upto = beyond = 0
    for line, start, _ in bad:
        if start < upto:
            continue
        number = line - beyond
        try:
            cells, upto, n_lines = row_at(data, start, delimiter)
        except csv.Error as error:
            raise refusal(error, above + number, error.args[1]) from None
        if n_lines > 1:
            refuse_swallowed(cells, delimiter, width, above + number)
        end = upto - data.endswith(b"\n", start, upto)
        rows.append((number, cells))
        places.append((number, start, end))
        beyond += n_lines - 1
    return rows, places


def _past(numbers: np.ndarray, removed: np.ndarray) -> np.ndarray:
    """The numbers that lines had before others were ``removed`` (sorted numbers from before)."""
    if not len(removed):
        return numbers
    return numbers + np.searchsorted(removed - np.arange(len(removed)), numbers, side="right")


def _cells(line: str, delimiter: str) -> list[str] | None:
    """One line divided into cells; None when a quotation mark in it does not close."""
    try:
        rows = list(csv.reader([line], delimiter=delimiter, strict='"' in line))
    except csv.Error:
        return None
    return rows[0] if rows else []


def _read(
    data: bytes,
    delimiter: str,
    width: int,
    *,
    quoted: bool,
    skipped: list[tuple[int, str]],
    progress: Progress,
) -> pa.Table | None:
    """The cells as dictionaries of text; lines of another width go to ``skipped`` with their numbers."""
    held, parts, n = pa.py_buffer(data), [], 0
    for start, stop in _pieces(data):
        odd: list[tuple[int, str]] = []
        part = _read_piece(held.slice(start, stop - start), delimiter, width, quoted, odd)
        if part is None:
            return None
        skipped += [(n + number, line) for number, line in odd]
        n += part.num_rows + len(odd)
        parts.append(part)
        progress(stop / max(len(data), 1))
    return pa.concat_tables(parts).unify_dictionaries().combine_chunks()


def _pieces(data: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of parts of whole lines; one part where no line ends with \\n."""
    start = 0
    while start < len(data) or not start:
        stop = data.find(b"\n", min(start + _READ_AT_ONCE, len(data))) + 1 or len(data)
        yield start, stop
        start = max(stop, 1)


def _read_piece(
    data: pa.Buffer, delimiter: str, width: int, quoted: bool, skipped: list[tuple[int, str]]
) -> pa.Table | None:
    def skip(row: arrow_csv.InvalidRow) -> str:
        skipped.append((row.number or 0, row.text))
        return "skip"

    names = [str(i) for i in range(width)]
    words = pa.dictionary(pa.int32(), pa.string())
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 24, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if quoted else False,
                newlines_in_values=False,
                ignore_empty_lines=False,
                invalid_row_handler=skip,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, words), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None


def _coded(column: pa.ChunkedArray) -> Coded:
    if not column.num_chunks:
        return Coded(np.zeros(0, np.int32), np.zeros(0, object))
    held = column.chunk(0)
    return Coded(held.indices.to_numpy(), held.dictionary.to_numpy(zero_copy_only=False))
