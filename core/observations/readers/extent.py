"""How far the sheets of a workbook reach.

Every cell up to the farthest one takes room when a reader lays a sheet out, whether anything stands in it or
not, and so does a shared text each time it is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.remarks import Problem, Refused

MAX_CELLS = 30_000_000
"""Cells of all sheets together, blank ones between others too."""
MAX_BLANK = 5_000_000
"""Cells that a sheet may reach over when hardly any of them holds anything: some seconds of reading."""
FEWEST_FILLED = 0.02
MAX_TEXT = 256 * 1024 * 1024
"""Bytes of shared texts as often as they are shown."""


@dataclass(slots=True)
class Extent:
    """Of one sheet: rows and columns up to the farthest cell that holds anything, and how many do.

    text : bytes of shared texts, as often as they are shown
    """

    rows: int = 0
    columns: int = 0
    filled: int = 0
    text: int = 0

    @property
    def cells(self) -> int:
        """The rectangle that a reader lays out."""
        return self.rows * self.columns

    def reach(self, row: int, column: int, n: int = 1) -> None:
        """``n`` more cells hold something, the farthest of them here."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        self.filled += n


def refuse_large(sheets: Iterable[Extent]) -> None:
    """Raises Refused for a sheet that reaches too far, or far over nothing, and for too much together."""
    sheets = list(sheets)
    for sheet in sheets:
        most = MAX_CELLS if sheet.filled >= FEWEST_FILLED * sheet.cells else MAX_BLANK
        if sheet.cells > most:
            raise Refused(Problem("sheet_too_big", {"most": most}))
    if sum(sheet.cells for sheet in sheets) > MAX_CELLS:
        raise Refused(Problem("sheets_too_big", {"most": MAX_CELLS}))
    if sum(sheet.text for sheet in sheets) > MAX_TEXT:
        raise Refused(Problem("texts_too_big", {"most": MAX_TEXT // (1024 * 1024)}))
