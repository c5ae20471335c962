"""What becomes of each row of a file: kept, or left out for one stated reason.

Ten thousand rows left out for the same reason are one problem with a count and the first rows; the whole
list, row by row, is a table of its own.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.remarks import Place, Problem, Value

if TYPE_CHECKING:
    from core.observations.readers.table import RawTable

MAX_ROWS_NAMED = 5
MAX_TEXTS_NAMED = 5
LONGEST_TEXT = 60

_KEPT = -1
_LISTED = ("row", "code", "column", "text")


class Fates:
    """The rows of a table and the first reason found to leave each out."""

    def __init__(self, table: "RawTable") -> None:
        self._table = table
        self._reason = np.full(len(table), _KEPT, np.int16)
        self._reasons: list[tuple[str, str | None]] = []

    @property
    def kept(self) -> np.ndarray:
        """(rows,) bool: no reason yet to leave the row out."""
        return self._reason == _KEPT

    def drop(self, rows: np.ndarray, code: str, column: str | None = None) -> None:
        """Leave out the kept ones of ``rows`` (bool); ``column`` is the heading that shows why."""
        rows = rows & self.kept
        if rows.any():
            self._reason[rows] = len(self._reasons)
            self._reasons.append((code, column))

    def dropped_for(self, codes: Collection[str]) -> np.ndarray:
        """(rows,) bool: left out for one of these reasons."""
        among = [number for number, (code, _) in enumerate(self._reasons) if code in codes]
        return np.isin(self._reason, among)

    def problems(self) -> list[Problem]:
        """One problem a reason: how many rows, which first, and what stood there."""
        told: list[Problem] = []
        for number, (code, column) in enumerate(self._reasons):
            for rows in self._table.by_sheet(np.flatnonzero(self._reason == number)):
                values: dict[str, Value] = {
                    "n": len(rows),
                    "rows": self.numbers(rows, column),
                    "texts": self._texts(rows, column),
                }
                told.append(Problem(code, values, self.place(rows, column), "dropped"))
        return told

    def listed(self) -> pd.DataFrame:
        """Every row left out: its number, reason code, the column and text that show why."""
        parts = [_empty_list()]
        for number, (code, column) in enumerate(self._reasons):
            rows = np.flatnonzero(self._reason == number)
            texts = (
                self._table.cells[column].iloc[rows].str.slice(0, LONGEST_TEXT).to_numpy() if column else ""
            )
            part = pd.DataFrame(
                {
                    "row": self._table.numbers_of(rows, column),
                    "code": code,
                    "column": self._headings(rows, column),
                    "text": texts,
                }
            )
            parts.append(part.astype({"code": "str", "column": "str", "text": "str"}))
        return pd.concat(parts, ignore_index=True).sort_values("row", ignore_index=True)

    def numbers(self, rows: np.ndarray, column: str | None = None) -> tuple[int, ...]:
        """Row numbers in the file, as a person sees them, of the first few positions in ``rows``."""
        first = self._table.numbers_of(rows[: 4 * MAX_ROWS_NAMED], column)
        return tuple(dict.fromkeys(int(n) for n in first))[:MAX_ROWS_NAMED]

    def place(self, rows: np.ndarray, column: str | None = None) -> Place:
        """Where the first of ``rows`` stands in the file."""
        return self._table.place(int(rows[0]), column)

    def _headings(self, rows: np.ndarray, column: str | None) -> str | list[str]:
        """The heading in the file above each cell that shows why a row was left out, and of several sheets
        which it stands on."""
        here = self._table.sheet
        if here is None and len(rows) and self._table.place(int(rows[0])).sheet is not None:
            places = [self._table.place(int(row), column) for row in rows]
            return [": ".join(filter(None, (place.sheet, place.column))) for place in places]
        if column is None or self._table.places is None:
            return column or ""
        return [self._table.place(int(row), column).column or "" for row in rows]

    def notes(self, code: str, rows: np.ndarray, column: str | None = None, **values: Value) -> list[Problem]:
        """A note about ``rows`` (bool); no note when there are none."""
        where = np.flatnonzero(rows)
        if not len(where):
            return []
        told: list[Problem] = []
        for some in self._table.by_sheet(where):
            known: dict[str, Value] = {"n": len(some), "rows": self.numbers(some, column), **values}
            told.append(Problem(code, known, self.place(some, column), "note"))
        return told

    def _texts(self, rows: np.ndarray, column: str | None) -> tuple[str, ...]:
        if column is None:
            return ()
        return shorten(self._table.cells[column].iloc[rows].drop_duplicates().head(MAX_TEXTS_NAMED))


def shorten(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts from a file as they may be repeated: one line each, not long."""
    return tuple(" ".join(str(text).split())[:LONGEST_TEXT] for text in texts)


def _empty_list() -> pd.DataFrame:
    types = {"row": "int64", "code": "str", "column": "str", "text": "str"}
    return pd.DataFrame({name: pd.Series([], dtype=types[name]) for name in _LISTED})
