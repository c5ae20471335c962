"""Tables that stand beside each other on one sheet: each is read for itself.

    Kommun  Månad    Antal      Kommun  Månad    Antal
    Aneby   2025-01     12      Aneby   2025-01      3

Read as one, the second table would be columns of the first, and its numbers could be taken for denominators.
"""

from collections.abc import Sequence

from core.observations.headings import plain
from core.observations.readers.header import find_header
from core.observations.readers.measure_words import measure_of
from core.observations.readers.workbook_parts import column_letters
from core.remarks import Place, Problem, Refused

Columns = tuple[int, int]
"""First column of a table, and the one after its last; counted from 0."""

_FEWEST_HEADINGS = 2
_MOST_NAMED = 6


def tables_beside(lines: Sequence[Sequence[str]]) -> list[Columns]:
    """Which columns each table has; [] where there is only one.

    A table begins where the first heading comes again, after a column without a heading or with all the other
    headings after it. What stands in the column between them belongs to the table before it.
    """
    at = find_header(lines)
    if at is None:
        return []
    headings = [plain(text) for text in lines[at]]
    first = next((i for i, heading in enumerate(headings) if heading), 0)
    if measure_of(lines[at][first]) or any(text.strip() for line in lines[at:] for text in line[:first]):
        return []  # Antal, Andel, Antal, Andel beside the names of units
    starts = [i for i, heading in enumerate(headings) if heading and heading == headings[first]]
    used = sorted({i for line in lines[at:] for i, text in enumerate(line) if text.strip()})
    stops = [*starts[1:], used[-1] + 1]
    found = [(a, max(i for i in used if i < b) + 1) for a, b in zip(starts, stops, strict=True)]
    own = [[heading for heading in headings[start:stop] if heading] for start, stop in found]
    apart = all(not headings[start - 1] for start in starts[1:]) or all(one == own[0] for one in own)
    return found if len(found) > 1 and apart and min(map(len, own)) >= _FEWEST_HEADINGS else []


def refuse_repeated(sheet: str | None, headings: Sequence[str], row: int) -> None:
    """Raises Refused for headings of two tables in one: a unit of one could be given numbers of the other.

    row : of the headings, as a spreadsheet shows it
    """
    seen = [plain(text) for text in headings]
    first = seen[0] if seen and not measure_of(headings[0]) else ""
    again = dict.fromkeys(
        text for text, key in zip(headings, seen, strict=True) if key and seen.count(key) > 1
    )
    if first and seen.count(first) > 1 and len({plain(text) for text in again}) >= _FEWEST_HEADINGS:
        values = {"columns": tuple(again)[:_MOST_NAMED]}
        raise Refused(Problem("headings_repeated", values, Place(sheet, row)))


def called(sheet: str, columns: Columns) -> str:
    """The name of one of several tables of a sheet: "Blad1 (E–G)"."""
    return f"{sheet} ({column_letters(columns[0] + 1)}–{column_letters(columns[1])})"
