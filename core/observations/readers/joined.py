"""Sheets of a workbook that are laid out alike, as one table: which sheet each row stands on is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.observations.mapping import Mapping
from core.observations.readers.table import RawTable
from core.remarks import Place


@dataclass(frozen=True, eq=False, kw_only=True)
class JoinedTable(RawTable):
    """The rows of several sheets one after the other, with a column of the sheets' names.

    sheets : their names, in the order of the workbook; of_row : (R,) int, which of them each row stands on
    guess : what the columns seem to mean, found sheet by sheet
    """

    sheets: tuple[str, ...]
    of_row: np.ndarray
    guess: Mapping

    def place(self, row: int, column: str | None = None) -> Place:
        """Where a cell, or else its row, stands: on which sheet, too."""
        return replace(super().place(row, column), sheet=self.sheets[int(self.of_row[row])])

    def rows_of(self, sheet: int) -> int:
        """How many rows of the table stand on a sheet."""
        return int((self.of_row == sheet).sum())

    def by_sheet(self, rows: np.ndarray) -> Iterator[np.ndarray]:
        """``rows`` (positions) sheet by sheet: row 7 of one sheet is not row 7 of another."""
        for sheet in np.unique(self.of_row[rows]):
            yield rows[self.of_row[rows] == sheet]
