"""How wide the columns of a table have to be for its words to be read.

Streamlit measures the first rows only, and gives columns of numbers as much room as those of words: what is
told further down ("ingår i ett mönster") is cut, and a cell has to be opened to be read.
"""

from typing import Any

import pandas as pd
import streamlit as st

_PER_CHARACTER, _AROUND, _WIDEST = 6.4, 20, 360
"""Pixels, for the letters of Streamlit's tables (14 px)."""


def text_widths(table: pd.DataFrame) -> dict[str, Any]:
    """Settings for ``st.dataframe``: each column of words as wide as its longest, up to 360 pixels."""
    longest = {
        name: max(len(name), int(column.str.len().max()))
        for name, column in table.items()
        if isinstance(name, str) and isinstance(column.dtype, pd.StringDtype) and column.notna().any()
    }
    return {
        name: st.column_config.Column(width=min(_WIDEST, round(_AROUND + _PER_CHARACTER * n)))
        for name, n in longest.items()
    }
