"""Reading the CSV files that define indicators and units, and saying where something is wrong.

Comma or semicolon, UTF-8 with or without byte order mark, decimal point or comma. Every problem found is
collected, so that a person can mend the file in one go; ``refuse`` raises them together.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from core.indicators.text import Text
from core.remarks import Place, Problem, Refused, Value
from core.safe_cells import as_written

BUILT_IN = Path(__file__).parent / "data"

Word = TypeVar("Word", bound=str)

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_GROUP_SPACE = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3})")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings a file may have, and those it must have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.required + self.optional


@dataclass(frozen=True, slots=True)
class Source:
    """One definition file being read, and the problems found so far."""

    name: str
    built_in: bool
    problems: list[Problem]

    def report(
        self, code: str, row: int | None = None, column: str | None = None, /, **values: Value
    ) -> None:
        """Note a problem at a line (from 1, as the spreadsheet counts) and column of this file."""
        self.problems.append(Problem(code, values, Place(self.name, row, column)))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a definition file. Each accessor reports what is wrong and returns a stand-in value.

    The stand-ins let the reading go on and find every problem; a file with problems is never used. For a
    word it is the last allowed one (level "other", chart "trend"), which no later check objects to.
    """

    source: Source
    line: int
    cells: dict[str, str]

    def report(self, code: str, column: str | None = None, /, **values: Value) -> None:
        """Note a problem on this line."""
        self.source.report(code, self.line, column, **values)

    def text(self, column: str) -> str:
        """Return the cell without an apostrophe against formulas, "" when blank or the column is lacking."""
        return as_written(self.cells.get(column, ""))

    def required(self, column: str) -> str:
        """Return the cell; a blank one is a problem (a missing column is reported once, at the heading)."""
        written = self.text(column)
        if not written and column in self.cells:
            self.report("catalogue_missing_value", column)
        return written

    def both(self, stem: str) -> Text:
        """Return ``stem_sv`` and ``stem_en`` as a text; one language may be blank."""
        return Text.of(self.text(f"{stem}_sv"), self.text(f"{stem}_en"))

    def name(self) -> Text:
        """Return ``name_sv`` and ``name_en``; a row without any name is a problem."""
        name = self.both("name")
        if not name and "name_sv" in self.cells:
            self.report("catalogue_missing_value", "name_sv")
        return name

    def identifier(self, pattern: str) -> str:
        """Return the cell ``id``, which must match ``pattern``."""
        written = self.required("id")
        if written and not re.fullmatch(pattern, written):
            self.report("catalogue_bad_id", "id", id=written)
        return written

    def word(self, column: str, allowed: Sequence[Word], default: Word | None = None) -> Word:
        """Return one of the ``allowed`` words; blank gives ``default``, or is a problem without one."""
        written = self.text(column) if default is not None else self.required(column)
        if not written:
            return allowed[-1] if default is None else default
        return self._allowed(written, column, allowed)

    def words(self, column: str, allowed: Sequence[Word]) -> tuple[Word, ...]:
        """Return words joined by ``|``, each one of the ``allowed``."""
        return tuple(self._allowed(part, column, allowed) for part in self.parts(column))

    def parts(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell joined by ``|``."""
        return tuple(part.strip() for part in self.text(column).split("|") if part.strip())

    def _allowed(self, written: str, column: str, allowed: Sequence[Word]) -> Word:
        for word in allowed:
            if word == written:
                return word
        self.report("catalogue_unknown_word", column, word=written, allowed=", ".join(allowed))
        return allowed[-1]

    def number(self, column: str, low: float, high: float) -> float | None:
        """Return a number from ``low`` to ``high``, ``None`` when blank."""
        written = self.text(column)
        if not written:
            return None
        ungrouped = _GROUP_SPACE.sub("", written)
        if not _NUMBER.fullmatch(ungrouped):
            self.report("catalogue_bad_number", column, written=written)
            return None
        number = float(ungrouped.replace(",", "."))
        if not low <= number <= high:
            self.report("catalogue_number_range", column, written=written, lowest=low, highest=high)
            return None
        return number

    def whole(self, column: str, low: int, high: int) -> int | None:
        """Return a whole number from ``low`` to ``high``, ``None`` when blank."""
        number = self.number(column, low, high)
        if number is None:
            return None
        if not number.is_integer():
            self.report("catalogue_bad_number", column, written=self.text(column))
            return None
        return int(number)

    def month(self, column: str) -> np.datetime64:
        """Return a month written 2024-01 as datetime64[M]."""
        written = self.required(column)
        if written and not _MONTH.fullmatch(written):
            self.report("catalogue_bad_month", column, written=written)
        return np.datetime64(written if _MONTH.fullmatch(written) else "NaT", "M")


def existing(folders: Sequence[str | Path], problems: list[Problem]) -> list[Path]:
    """Return the built-in folder and then ``folders``; one that does not exist is a problem."""
    paths = [Path(folder) for folder in folders]
    problems.extend(
        Problem("catalogue_no_folder", {"folder": path.name}) for path in paths if not path.is_dir()
    )
    return [BUILT_IN, *(path for path in paths if path.is_dir())]


def read_rows(file: str, columns: Columns, folders: Sequence[Path], problems: list[Problem]) -> list[Row]:
    """Read ``file`` from each of ``folders`` that holds it, adding to ``problems``."""
    rows: list[Row] = []
    for folder in folders:
        if (folder / file).is_file():
            source = Source(f"{folder.name}/{file}", folder == BUILT_IN, problems)
            rows += rows_of((folder / file).read_bytes(), columns, source)
    return rows


def report_repeated_ids(rows: Sequence[Row]) -> None:
    """Report every id that an earlier row has; a built-in id has a problem of its own."""
    first: dict[str, Row] = {}
    for row in rows:
        written = row.text("id")
        taken = first.setdefault(written, row) if written else row
        if taken is row:
            continue
        if taken.source.built_in and not row.source.built_in:
            row.report("catalogue_builtin_id", "id", id=written)
        else:
            place = {"first_file": taken.source.name, "first_row": str(taken.line)}
            row.report("catalogue_duplicate_id", "id", id=written, **place)


def refuse(problems: Sequence[Problem]) -> None:
    """Raise ``Refused`` with all problems, if there are any."""
    if problems:
        raise Refused(*problems)


def rows_of(written: bytes, columns: Columns, source: Source) -> list[Row]:
    """Read the content of a definition file; what is wrong with it is noted in ``source``."""
    try:
        content = written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        source.report("catalogue_unreadable", line)
        return []
    first_line = content.partition("\n")[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    try:
        lines = _records(content, delimiter)
    except csv.Error:
        source.report("catalogue_unreadable")
        return []
    if not lines:
        source.report("catalogue_empty_file")
        return []
    (header_line, header), *records = lines
    headings = [heading.strip() for heading in header]
    if not _headings_are_right(headings, header_line, columns, source):
        return []
    return [
        Row(source, line, dict(zip(headings, (cell.strip() for cell in cells), strict=True)))
        for line, cells in records
        if _as_wide_as(len(headings), line, cells, source)
    ]


def _records(content: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return each line that is not blank with the number of its first line (a quoted cell may span lines)."""
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    records: list[tuple[int, list[str]]] = []
    start = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            records.append((start, cells))
        start = reader.line_num + 1
    return records


def _headings_are_right(headings: list[str], line: int, columns: Columns, source: Source) -> bool:
    unknown = [heading for heading in headings if heading not in columns.all]
    missing = [column for column in columns.required if column not in headings]
    repeated = sorted({heading for heading in headings if headings.count(heading) > 1})
    for heading in unknown:
        source.report("catalogue_unknown_column", line, heading, allowed=", ".join(columns.all))
    for column in missing:
        source.report("catalogue_missing_column", line, column)
    for heading in repeated:
        source.report("catalogue_repeated_column", line, heading)
    return not repeated


def _as_wide_as(expected: int, line: int, cells: list[str], source: Source) -> bool:
    if len(cells) == expected:
        return True
    source.report("catalogue_row_width", line, found=len(cells), expected=expected)
    return False
