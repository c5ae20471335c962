"""A quotation mark in a text file without its other half: the cell it opens swallows what follows.

A cell may hold line breaks, as comments do. One that holds whole rows of the file has been opened by mistake,
and closed by the next mark, wherever that stood: the rows would be lost without a word.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence

from core.remarks import Place, Problem, Refused

_BREAK = re.compile(r"\r\n|\r|\n")
_FEWEST_CELLS = 3
"""With fewer a line of a comment may have as many delimiters as a row."""


def refusal(error: csv.Error, row: int, n_lines: int) -> Refused:
    """What csv could not read, said of the row it was at; ``n_lines`` lines of the file were in that row.

    On more than one line a mark that was opened before is what stands in the way.
    """
    ends = "unexpected end" in str(error) or "field limit" in str(error)
    code = "quote_unclosed" if ends or n_lines > 1 else "damaged_text"
    return Refused(Problem(code, {}, Place(row=row)))


def tidy_breaks(cells: Sequence[str]) -> list[str]:
    """The cells with one sign for a line break, whichever the file has."""
    return [_BREAK.sub("\n", cell) for cell in cells]


def refuse_swallowed(cells: Sequence[str], delimiter: str, width: int, row: int) -> None:
    """Raises Refused when every line of a row could be a row of ``width`` cells by itself."""
    if width < _FEWEST_CELLS:
        return
    lines = [line for line in _BREAK.split(delimiter.join(cells)) if line.strip()]
    if len(lines) > 1 and all(line.count(delimiter) >= width - 1 for line in lines):
        raise Refused(Problem("quote_unclosed", {}, Place(row=row)))


def usual_width(lines: Sequence[Sequence[str]]) -> int:
    """How many cells most lines have; 0 where there are none with several."""
    lengths = Counter(len(line) for line in lines if len(line) > 1)
    return lengths.most_common(1)[0][0] if lengths else 0
