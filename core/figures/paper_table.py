"""A table for paper, as HTML: what is drawn on a screen is only as large as the screen."""

from html import escape
from typing import Any

import pandas as pd

ON_PAPER = "skifte-on-paper"
"""Class of the table: shown in print only."""
ON_PHONE = "skifte-on-phone"
"""Class of a box around a table that a phone shows too."""


def paper_table(frame: pd.DataFrame, *, on_phone: bool = False) -> str:
    """All rows and columns of a table of texts and numbers; what is missing is empty, all text escaped.

    on_phone : a phone shows it too, in a box that can be scrolled by finger and by keyboard
    """
    headings = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in frame.itertuples(index=False, name=None))
    head, body = f"<thead><tr>{headings}</tr></thead>", f"<tbody>{rows}</tbody>"
    table = f'<table class="{ON_PAPER}">{head}{body}</table>'
    return f'<div class="{ON_PHONE}" tabindex="0">{table}</div>' if on_phone else table


def _cells(row: tuple[Any, ...]) -> str:
    return "".join(f"<td>{'' if pd.isna(cell) else escape(str(cell))}</td>" for cell in row)
