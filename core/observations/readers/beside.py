"""Tables that stand beside each other on one sheet: each is read for itself.

    Kommun  Månad    Antal      Kommun  Månad    Antal
    Aneby   2025-01     12      Aneby   2025-01      3

Read as one, the second table would be columns of the first, and its numbers could be taken for denominators.
"""

from collections.abc import Sequence

from core.observations.headings import plain
from core.observations.readers.header import find_header
from core.observations.readers.workbook_parts import column_letters

Columns = tuple[int, int]
"""First column of a table, and the one after its last; counted from 0."""

_FEWEST_HEADINGS = 2


def tables_beside(lines: Sequence[Sequence[str]]) -> list[Columns]:
    """Which columns each table has; [] where there is only one.

    Tables are told apart by a blank column between them, from the headings down, and by headings that begin
    with the same word.
    """
    at = find_header(lines)
    if at is None:
        return []
    used = sorted({i for line in lines[at:] for i, text in enumerate(line) if text.strip()})
    starts = [column for column in used if column - 1 not in used]
    ends = [column + 1 for column in used if column + 1 not in used]
    found = list(zip(starts, ends, strict=True))
    headings = [[plain(text) for text in lines[at][start:stop]] for start, stop in found]
    alike = all(len(own) >= _FEWEST_HEADINGS and all(own) and own[0] == headings[0][0] for own in headings)
    return found if len(found) > 1 and alike else []


def called(sheet: str, columns: Columns) -> str:
    """The name of one of several tables of a sheet: "Blad1 (E–G)"."""
    return f"{sheet} ({column_letters(columns[0] + 1)}–{column_letters(columns[1])})"
