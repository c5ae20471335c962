"""A figure's table as a file of its own, with what it is and what limits it: what is in it, and as CSV.

The numbers are those of ``Figure.table``, which holds only what may be shown. A hidden value is a word, never
an empty cell and never zero; text can not become a formula.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from core.observations.months import text_of
from core.safe_cells import csv_bytes
from core.share.numbers_read import Cell, Number, reader
from core.share.taken import Taken
from core.wording import Words

_SEPARATOR = {",": ";", ".": ","}
"""What stands between cells of a CSV file, by the language's decimal sign: as its spreadsheets expect it."""

_NOT_KNOWN = "–"
_HIDDEN = ("state.suppressed", "verdict_figure.state_suppressed")
_OF_THE_HIDDEN = ("table.value", "table.numerator", "table.denominator", "verdict_figure.column_observed")
"""Columns whose dash means hidden where the row's status says so."""


def csv_numbers(taken: Taken) -> bytes:
    """What the table is, a line each; an empty line; the table. As a spreadsheet of the language reads it."""
    words, frame = taken.words, shown_table(taken)
    decimal = words.locale.number_symbols["latn"]["decimal"]
    headings, columns = [], []
    for heading, column in zip(frame.columns, cells(words, frame), strict=True):
        bare = _is_per_cent(column)
        headings.append(f"{heading} (%)" if bare else str(heading))
        columns.append([_in_csv(cell, bare=bare) for cell in column])
    lines = list(about(taken))
    rows = [*lines[1:], (), headings, *zip(*columns, strict=True)]
    return csv_bytes(lines[0], rows, decimal=decimal, delimiter=_SEPARATOR[decimal])


def about(taken: Taken) -> Iterator[tuple[str, str]]:
    """What the numbers are, each with what it is called."""
    words, figure = taken.words, taken.figure
    yield words("take.title"), figure.title
    yield words("take.facts"), figure.facts
    if figure.sentence:
        yield words("take.finding"), figure.sentence
    for caveat in taken.caveats:
        yield words("take.caveat"), caveat
    yield words("take.when"), " ".join(taken.when)


def shown_table(taken: Taken) -> pd.DataFrame:
    """The figure's table, with a word where a value is hidden."""
    words, frame = taken.words, taken.figure.table
    told = [words(key) for key in _HIDDEN]
    hidden = frame.isin(told).any(axis=1).to_numpy()
    named = {words(key) for key in _OF_THE_HIDDEN}
    columns = [
        frame.iloc[:, k].mask(hidden & (frame.iloc[:, k] == _NOT_KNOWN), words("take.hidden"))
        if heading in named
        else frame.iloc[:, k]
        for k, heading in enumerate(frame.columns)
    ]
    return pd.concat(columns, axis=1) if columns else frame


def cells(words: Words, frame: pd.DataFrame) -> list[list[Cell]]:
    """The cells by column, read as what they say."""
    read = reader(words)
    return [[read(str(text)) for text in frame.iloc[:, k]] for k in range(frame.shape[1])]


def _is_per_cent(column: Sequence[Cell]) -> bool:
    """Whether every number of a column is per cent: the sign can then stand in its heading."""
    numbers = [cell for cell in column if isinstance(cell, Number)]
    return bool(numbers) and all(number.percent for number in numbers)


def _in_csv(cell: Cell, *, bare: bool) -> object:
    """A cell as it stands in CSV: months as 2025-03, numbers ungrouped, everything else as it was.

    ``bare``: the heading says that the column is per cent.
    """
    if isinstance(cell, Number):
        if cell.percent and not bare:
            return cell.text
        return cell.value if cell.decimals else int(cell.value)
    return text_of(cell) if isinstance(cell, np.datetime64) else str(cell)
