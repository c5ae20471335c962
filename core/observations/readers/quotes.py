"""Lines of a text whose quotation marks do anything else than stand around whole cells.

Where a mark stands at the start of a cell and the next one at its end, every way of reading agrees. Lines
with a mark inside a word, a doubled mark or one alone are read one by one, by Python's own csv.
"""

import csv
from collections.abc import Iterator

import numpy as np

from core.observations.progress import Progress, untold

_QUOTE, _NEWLINE = ord('"'), ord("\n")
_BLOCK = 1 << 23


def badly_quoted(data: bytes, delimiter: str, progress: Progress = untold) -> list[tuple[int, int, int]]:
    """Number from 1, start and end of every such line; ``data`` ends its lines with \\n alone."""
    found: list[tuple[int, int, int]] = []
    start, number = 0, 1
    while start < len(data):
        stop = data.find(b"\n", min(start + _BLOCK, len(data)))
        stop = len(data) if stop < 0 else stop + 1
        block = np.frombuffer(data, np.uint8, stop - start, start)
        ends = np.flatnonzero(block == _NEWLINE)
        for line in _bad_lines(block, ends, ord(delimiter)):
            first = int(ends[line - 1]) + 1 if line else 0
            last = int(ends[line]) if line < len(ends) else len(block)
            found.append((number + line, start + first, start + last))
        start, number = stop, number + len(ends)
        progress(start / len(data))
    return found


def _bad_lines(block: np.ndarray, ends: np.ndarray, delimiter: int) -> list[int]:
    """Positions of the lines of a block, which ``ends`` end, with a mark out of place."""
    quotes = np.flatnonzero(block == _QUOTE)
    line = np.searchsorted(ends, quotes)
    nth = np.arange(len(quotes)) - np.searchsorted(line, line)
    fence = np.isin(block, (delimiter, _NEWLINE))
    before = np.where(quotes > 0, fence[quotes - 1], True)
    after = np.where(quotes < len(block) - 1, fence[np.minimum(quotes + 1, len(block) - 1)], True)
    opens = nth % 2 == 0
    alone = opens & (np.append(line[1:], -1) != line)
    bad = np.where(opens, ~before, ~after) | alone
    return [int(at) for at in np.unique(line[bad])]


def row_at(data: bytes, start: int, delimiter: str) -> tuple[list[str], int, int]:
    """The cells of the row that begins at ``start``, where it ends, and on how many lines it stands.

    Raises csv.Error where its marks do not close, with that number of lines as a second argument.
    """
    at, n = start, 0

    def lines() -> Iterator[str]:
        nonlocal at, n
        while at < len(data):
            stop = data.find(b"\n", at) + 1 or len(data)
            line, at, n = data[at:stop].decode(), stop, n + 1
            yield line

    try:
        cells = next(csv.reader(lines(), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise csv.Error(str(error), n) from None
    return cells, at, n


def without(data: bytes, lines: list[tuple[int, int, int]]) -> bytes:
    """The text without these rows: number, start, and end of the last line of each; nor what ends them."""
    kept: list[bytes] = []
    at = 0
    for _, start, end in lines:
        kept.append(data[at:start])
        at = min(end + 1, len(data))
    return b"".join([*kept, data[at:]])
