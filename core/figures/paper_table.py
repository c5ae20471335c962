"""A table for paper, as HTML: what is drawn on a screen is only as large as the screen."""

from html import escape
from typing import Any

import numpy as np
import pandas as pd

ON_PAPER = "skifte-on-paper"
"""Class of the table: shown in print only."""
ON_PHONE = "skifte-on-phone"
"""Class of a box around a table that a phone shows too, and around the narrow ones it shows."""
NARROW = "skifte-narrow"
"""Class of the tables of a phone."""
MOST_NARROW = 3
"""Columns beside the first that fit on a phone."""


def paper_table(frame: pd.DataFrame, *, on_phone: bool = False) -> str:
    """All rows and columns of a table of texts and numbers; what is missing is empty, all text escaped.

    on_phone : a phone shows it too, below each other a few columns at a time, each beside the first
    """
    table = _table(frame, ON_PAPER)
    if not on_phone:
        return table
    return f'<div class="{ON_PHONE}">{table}{"".join(_table(part, NARROW) for part in _parts(frame))}</div>'


def _parts(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The first column with the others, as many at a time as a phone is wide, evenly divided."""
    others = range(1, frame.shape[1])
    n = -(-len(others) // MOST_NARROW)
    return [frame.iloc[:, [0, *some]] for some in np.array_split(others, n)] if n > 1 else [frame]


def _table(frame: pd.DataFrame, name: str) -> str:
    headings = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in frame.itertuples(index=False, name=None))
    head, body = f"<thead><tr>{headings}</tr></thead>", f"<tbody>{rows}</tbody>"
    return f'<table class="{name}">{head}{body}</table>'


def _cells(row: tuple[Any, ...]) -> str:
    return "".join(f"<td>{'' if pd.isna(cell) else escape(str(cell))}</td>" for cell in row)
