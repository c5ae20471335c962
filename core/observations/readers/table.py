"""A table as it stands in a file: headings and text cells, each row with the number a person sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from core.observations import personal
from core.observations.coded import Coded
from core.observations.mapping import Mapping
from core.observations.progress import Progress, untold, within
from core.observations.readers.beside import refuse_repeated
from core.observations.readers.header import find_header
from core.observations.readers.uneven import refuse_uneven_headings
from core.remarks import Place, Problem, Refused, Value

MAX_ROWS = 2_000_000
MAX_COLUMNS = 400
MAX_ROWS_NAMED = 5

Facts = dict[str, str | int | bool]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where in the file each cell of a table stands whose rows and columns are not the file's own.

    rows : (R, C) int, the row as a spreadsheet shows it, from 1; 0 for a cell that stands nowhere
    columns : (R, C) int, position of its heading among ``headings``
    headings : what stands above the columns of the file, as a person would name them
    """

    rows: np.ndarray
    columns: np.ndarray
    headings: tuple[str, ...]

    def of(self, row: int, column: int) -> tuple[int, str]:
        """Row number and heading of one cell."""
        return int(self.rows[row, column]), self.headings[int(self.columns[row, column])]


class CodedCells:
    """The columns of a table as distinct words, each worked out when first asked for."""

    def __init__(self, cells: pd.DataFrame, known: dict[str, Coded] | None = None) -> None:
        self.cells = cells
        self._known = dict(known or {})

    def of(self, heading: str) -> Coded:
        """The column under ``heading``."""
        if heading not in self._known:
            self._known[heading] = Coded.of(self.cells[heading])
        return self._known[heading]


@dataclass(frozen=True, eq=False)
class RawTable:
    """One sheet or one text file, before anything is interpreted.

    sheet : its name; None for a text file
    header : headings, made unique ("värde", "värde (2)"); a blank heading is "#3" after its column
    cells : one str column per heading, exactly as written, "" where blank
    rows : (R,) the row number of each row as a spreadsheet shows it, from 1
    native : (R, C) bool, cells that the file holds as numbers rather than as text; None when all are text
    preamble : the lines above the headings
    problems : what was found while opening (rows left out, hidden sheets, mended encodings)
    places : where each cell stands in the file, when the table is not laid out as the file is
    known : what the columns mean, where the format itself says so; None where it has to be guessed
    coding : ``cells`` as distinct words; made anew for other cells
    from_1904 : whether the workbook counts its days from 1904 and not from 1900
    """

    sheet: str | None
    header: tuple[str, ...]
    cells: pd.DataFrame
    rows: np.ndarray
    native: np.ndarray | None = None
    preamble: tuple[tuple[str, ...], ...] = ()
    problems: tuple[Problem, ...] = ()
    hidden: bool = False
    known: Mapping | None = None
    places: Places | None = None
    coding: CodedCells | None = None
    from_1904: bool = False

    def __post_init__(self) -> None:
        if self.coding is None or self.coding.cells is not self.cells:
            object.__setattr__(self, "coding", CodedCells(self.cells))

    def coded(self, column: str) -> Coded:
        """The cells of a column as distinct words."""
        assert self.coding is not None
        return self.coding.of(column)

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def first_row(self) -> int:
        """Row number of the first row below the headings."""
        return int(self.rows[0]) if len(self.rows) else 0

    def place(self, row: int, column: str | None = None) -> Place:
        """Where a cell, or else its row, stands in the file; ``row`` is a position in the table."""
        if self.places is None or column is None:
            return Place(self.sheet, int(self.rows[row]), column)
        number, heading = self.places.of(row, self.header.index(column))
        return Place(self.sheet, number or int(self.rows[row]), heading or column)

    def numbers_of(self, rows: np.ndarray, column: str | None = None) -> np.ndarray:
        """(len(rows),) row numbers in the file of cells in a column, or else of whole rows."""
        numbers = self.rows[rows]
        if self.places is None or column is None:
            return numbers
        own = self.places.rows[rows, self.header.index(column)]
        return np.where(own > 0, own, numbers)

    def by_sheet(self, rows: np.ndarray) -> Iterator[np.ndarray]:
        """``rows`` (positions), those of one sheet together; a table of several sheets has several."""
        yield rows

    def native_in(self, column: str) -> np.ndarray | None:
        """(R,) bool: which cells of the column the file holds as numbers."""
        return None if self.native is None else self.native[:, self.header.index(column)]


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How a person says that a text file is written; None is found out from the file.

    encoding : one of ``delimited.ENCODINGS``
    delimiter : one character
    """

    encoding: str | None = None
    delimiter: str | None = None


FOUND_OUT = ReadAs()


@dataclass(frozen=True, slots=True)
class Opened:
    """What a reader made of a file.

    tables : at least one; the ones that hold most come as they lie in the file
    reader : the name of the reader
    facts : what was found out about the file, e.g. encoding, delimiter
    """

    tables: tuple[RawTable, ...]
    reader: str
    facts: Facts = field(default_factory=dict)


def make_table(  # noqa: PLR0917 - the same five as every layout, and what is odd
    sheet: str | None,
    lines: Sequence[Sequence[str]],
    numbers: Sequence[int] | None = None,
    native: np.ndarray | None = None,
    hidden: bool = False,
    odd: frozenset[int] = frozenset(),
    progress: Progress = untold,
) -> RawTable:
    """Find the headings among ``lines`` and lay the rows below them in columns.

    lines : every line of the sheet as text cells; blank lines may be [] or blank cells
    numbers : the row number of each line, 1, 2, 3 … when None
    native : (lines, columns) bool, as in RawTable
    odd : positions of lines that a text file divides into another number of cells than its other lines
    progress : told how far it has come
    Raises Refused when there are no headings, no rows, or too many of either.
    """
    place = Place(sheet=sheet)
    if len(lines) > MAX_ROWS:
        raise Refused(Problem("too_many_rows", {"n": len(lines), "most": MAX_ROWS}, place))
    at = find_header(lines)
    if at is None:
        raise Refused(Problem("no_header", {}, place))
    refuse_uneven_headings(sheet, lines, at, odd)
    headings = trimmed(lines[at])
    refuse_repeated(sheet, headings, at + 1 if numbers is None else int(numbers[at]))
    width = len(headings)
    if width > MAX_COLUMNS:
        raise Refused(Problem("too_many_columns", {"n": width, "most": MAX_COLUMNS}, place))
    row_numbers = np.asarray(numbers, np.int64) if numbers is not None else np.arange(1, len(lines) + 1)
    keep, too_long = _usable(lines, at + 1, width)
    progress(0.1)
    uneven = [i for i in keep if i in odd]
    keep = [i for i in keep if i not in odd] if uneven else keep
    if not keep:
        raise Refused(Problem("no_rows", {}, place))
    # Rows left out here never reach the check of whole tables.
    out = sorted((*too_long, *uneven))
    personal.refuse_lines(sheet, [lines[i] for i in out], (int(row_numbers[i]) for i in out))
    header = unique_headings(headings)
    progress(0.2)
    return RawTable(
        sheet=sheet,
        header=header,
        cells=_columns([lines[i] for i in keep], header, within(progress, 0.2, 1.0)),
        rows=row_numbers[keep],
        native=None if native is None else native[keep, :width],
        preamble=tuple(tuple(trimmed(line)) for line in lines[:at] if any(cell.strip() for cell in line)),
        problems=told_of_rows(
            sheet,
            at,
            int(row_numbers[at]),
            {
                "row_too_long": [int(row_numbers[i]) for i in too_long],
                "row_uneven": [int(row_numbers[i]) for i in uneven],
            },
            hidden,
        ),
        hidden=hidden,
    )


def trimmed(line: Sequence[str]) -> list[str]:
    """The cells up to the last one that is not blank."""
    cells = [cell.strip() for cell in line]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _usable(lines: Sequence[Sequence[str]], start: int, width: int) -> tuple[list[int], list[int]]:
    """Positions of rows with content, and of rows that have more cells than there are headings."""
    keep: list[int] = []
    too_long: list[int] = []
    for i in range(start, len(lines)):
        line = lines[i]
        if len(line) > width and any(cell.strip() for cell in line[width:]):
            too_long.append(i)
        elif any(line) and any(cell.strip() for cell in line):
            keep.append(i)
    return keep, too_long


def _columns(lines: Sequence[Sequence[str]], header: tuple[str, ...], progress: Progress) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {}
    for at, name in enumerate(header):
        columns[name] = pd.Series([line[at] if at < len(line) else "" for line in lines], dtype="str")
        progress((at + 1) / len(header))
    return pd.DataFrame(columns)


def unique_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings made unique ("värde", "värde (2)"); a blank one is "#3" after its column."""
    seen: set[str] = set()
    unique: list[str] = []
    for i, heading in enumerate(headings, start=1):
        name = " ".join(heading.split()) or f"#{i}"
        again = 2
        candidate = name
        while candidate in seen:
            candidate, again = f"{name} ({again})", again + 1
        seen.add(candidate)
        unique.append(candidate)
    return tuple(unique)


def told_of_rows(
    sheet: str | None, above: int, headings: int, left_out: dict[str, list[int]], hidden: bool = False
) -> tuple[Problem, ...]:
    """What is to be said of a table's rows.

    above : lines above the headings; headings : their row number
    left_out : why rows were left out, and their numbers
    """
    told: list[Problem] = []
    if hidden:
        told.append(Problem("hidden_sheet", {}, Place(sheet=sheet), "note"))
    if above:
        told.append(Problem("preamble_skipped", {"n": above}, Place(sheet=sheet, row=headings), "note"))
    for code, numbers in left_out.items():
        if numbers:
            rows = tuple(numbers[:MAX_ROWS_NAMED])
            values: dict[str, Value] = {"n": len(numbers), "rows": rows}
            told.append(Problem(code, values, Place(sheet=sheet, row=rows[0]), "dropped"))
    return tuple(told)
