"""Showing a figure: picture, key, facts, caveats and table, the same way on every page."""

import streamlit as st

from core.figures.figure import Figure
from core.figures.key import key_html
from core.wording import Words
from pages.parts.say import escaped

ROWS_BEFORE_SCROLLING = 15


def show_figure(words: Words, figure: Figure, key: str) -> None:
    """The picture with its key and caveats, and the same numbers as a table."""
    spec = {**figure.spec, "datasets": dict(figure.datasets)}
    st.vega_lite_chart(spec, width="stretch", alt=figure.alt, key=key)
    st.html(key_html(words, figure))
    for note in figure.notes:
        st.caption(f":material/info: {escaped(note)}")
    expander = st.expander(
        words("table.caption"), icon=":material/table:", key=f"{key}_table", on_change="rerun"
    )
    if expander.open:
        height = "content" if len(figure.table) < ROWS_BEFORE_SCROLLING else 420
        expander.dataframe(figure.table, hide_index=True, width="stretch", height=height)


def show_help(words: Words, key: str) -> None:
    """Three sentences that explain the chart, folded away."""
    with st.popover(words("app.help_chart"), icon=":material/help:"):
        st.markdown(words(key))
