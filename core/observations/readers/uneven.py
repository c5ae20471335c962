"""Lines of a text file with more or fewer cells than the others: there a delimiter was lost or added.

A cell that is lost moves every number behind it under another heading, where it may look quite right. So
such a line is not read, where most others are of one length.
"""

from collections import Counter
from collections.abc import Sequence

from core.remarks import Place, Problem, Refused, Value

_MOST_SHARE = 0.5


def odd_lines(lines: Sequence[Sequence[str]]) -> frozenset[int]:
    """Positions of lines that differ in length from most lines that hold anything.

    Lines of one text only (titles, notes) count as such whatever their delimiters. Empty when no length is
    that of more than half of the lines: then the file pads nothing and a short line only ends early.
    """
    lengths = Counter(len(line) for line in lines if len(line) > 1)
    if len(lengths) < 2:
        return frozenset()
    usual, n = lengths.most_common(1)[0]
    if n <= _MOST_SHARE * sum(lengths.values()):
        return frozenset()
    return frozenset(i for i, line in enumerate(lines) if len(line) != usual and holds_several(line))


def holds_several(line: Sequence[str]) -> bool:
    """Whether a line holds more than one text."""
    return sum(1 for text in line if text.strip()) > 1


def refuse_uneven_headings(
    sheet: str | None, lines: Sequence[Sequence[str]], headings: int, odd: frozenset[int]
) -> None:
    """Raises Refused when the line of headings is among the ``odd`` ones: then no number has its own heading.

    Blank headings at its end make no difference.
    """
    if headings not in odd:
        return
    usual = next(len(line) for i, line in enumerate(lines) if i not in odd and len(line) > 1)
    named = max(i for i, text in enumerate(lines[headings]) if text.strip()) + 1
    if named != usual:
        values: dict[str, Value] = {"n": named, "cells": usual}
        raise Refused(Problem("headings_uneven", values, Place(sheet, headings + 1)))
