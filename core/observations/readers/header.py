"""Finding the row of headings below whatever a report prints above its table."""

import re
from collections import Counter
from collections.abc import Sequence

from core.observations.headings import role_of

SEARCHED = 60
_NUMBER = re.compile(r"[-+−–<]?[\d\s.,'’]*\d\s*%?")
_YEAR_OR_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])?")


def find_header(lines: Sequence[Sequence[str]]) -> int | None:
    """Position of the row of headings among ``lines``; None when there is none.

    A row with two headings people are known to use wins. Otherwise it is the first row that fills most
    of the table's width, and then it must hold no number: a table that starts with data has no headings.
    """
    filled = [_filled(line) for line in lines[:SEARCHED]]
    candidates = [i for i, cells in enumerate(filled) if cells]
    for i in candidates:
        if len({role for cell in filled[i] if (role := role_of(cell))}) >= 2 and not _any_number(filled[i]):
            return i
    width = _usual_width(lines)
    for i in candidates:
        if len(filled[i]) >= 0.6 * width:
            return None if _any_number(filled[i]) else i
    return None


def _filled(line: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in line if cell.strip()]


def _usual_width(lines: Sequence[Sequence[str]]) -> int:
    """The number of filled cells that most rows have, among the first few hundred."""
    widths = Counter(len(_filled(line)) for line in lines[:300])
    widths.pop(0, None)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _any_number(cells: list[str]) -> bool:
    """Whether a cell is a number that could not be the heading of a year or month column."""
    return any(_NUMBER.fullmatch(cell) and not _YEAR_OR_MONTH.fullmatch(cell) for cell in cells)
