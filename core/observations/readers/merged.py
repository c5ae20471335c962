"""Merged cells of a sheet: a label over several rows stands on each of them; a number is nobody's.

Excel keeps the content of merged cells in the first of them. A label down one column is for all its rows.
A number across several cells could be for any of them, or for all together, so it is not read.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from core.observations.parsing.numbers import parse_numbers
from core.observations.parsing.periods import read_period
from core.observations.readers.workbook_parts import column_letters
from core.remarks import Place, Problem

Corner = tuple[int, int]

_MOST_NAMED = 5


def settle_merged(
    sheet: str, lines: list[list[str]], native: np.ndarray, ranges: Iterable[tuple[Corner, Corner]]
) -> tuple[list[list[str]], list[Problem]]:
    """The lines with labels on each of their rows and without merged numbers, and what was left out.

    native : (lines, columns) bool, cells that are numbers
    ranges : first and last (row, column) of each merged range, from 0
    """
    settled = [list(line) for line in lines]
    lost: list[str] = []
    for (top, left), (bottom, right) in ranges:
        text = _text(settled, top, left)
        if not text:
            continue
        is_number = bool(native[top, left]) or _reads_as_number(text)
        if is_number and read_period(text) is None:
            lost.append(f"{column_letters(left + 1)}{top + 1}")
            settled[top][left] = ""
        elif not is_number and left == right:
            for row in range(top + 1, min(bottom + 1, len(settled))):
                if left < len(settled[row]):
                    settled[row][left] = text
    if not lost:
        return settled, []
    values = {"n": len(lost), "cells": tuple(lost[:_MOST_NAMED])}
    return settled, [Problem("merged_numbers", values, Place(sheet=sheet), "dropped")]


def _text(lines: Sequence[Sequence[str]], row: int, column: int) -> str:
    return lines[row][column].strip() if row < len(lines) and column < len(lines[row]) else ""


def _reads_as_number(text: str) -> bool:
    return bool(np.isfinite(parse_numbers(pd.Series([text], dtype="str")).values[0]))
