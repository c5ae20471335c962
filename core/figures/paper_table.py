"""A table for paper, as HTML: what is drawn on a screen is only as large as the screen."""

from html import escape
from typing import Any

import pandas as pd

ON_PAPER = "skifte-on-paper"
"""Class of the table: shown in print only."""


def paper_table(frame: pd.DataFrame) -> str:
    """All rows and columns of a table of texts and numbers; what is missing is empty, all text escaped."""
    headings = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in frame.itertuples(index=False, name=None))
    return f'<table class="{ON_PAPER}"><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>'


def _cells(row: tuple[Any, ...]) -> str:
    return "".join(f"<td>{'' if pd.isna(cell) else escape(str(cell))}</td>" for cell in row)
