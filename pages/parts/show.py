"""Showing a figure: picture, key, facts, caveats and table, the same way on every page."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.figures.figure import Figure
from core.figures.key import key_html, told_html
from core.figures.times import PICK, month_at
from core.observations.months import Month
from core.spc import Chart
from core.wording import Words
from pages.parts import session
from pages.parts.help_here import show_help_here
from pages.parts.paper import also_on_paper
from pages.parts.picture import Picture, picture_of
from pages.parts.say import escaped, say
from pages.parts.table_widths import text_widths
from pages.parts.take_along import offer_downloads

ROWS_BEFORE_SCROLLING = 15

_LET_GO = "points_let_go"


def show_figure(
    words: Words,
    figure: Figure,
    key: str,
    more: str = "",
    under: Callable[[Month | None], None] | None = None,
    *,
    elsewhere: Sequence[str] = (),
    chart: Chart | None = None,
    picture: Picture | None = None,
) -> None:
    """The picture with its key and caveats, and the same numbers as a table.

    ``more``: a paragraph that reads the picture further, under it: first the finding, then the picture.
    ``under``: what stands right under a picture whose points can be pressed; it is given the month of the
    point that was.
    ``elsewhere``: what limits the figure and is told elsewhere on the page; it is taken along with it.
    ``chart``: whose kind and rules the help beside the figure explains.
    ``picture``: the figure made ready for the browser, where that was done before.
    """
    drawn = picture or picture_of(figure, projector=session.view().projector, theme=session.theme())
    spec = dict(drawn.spec)
    if under is None:
        st.vega_lite_chart(spec, width="stretch", alt=drawn.alt, key=key)
    else:
        named = f"{key}_{st.session_state.setdefault(_LET_GO, 0)}"
        event = st.vega_lite_chart(
            spec, width="stretch", alt=drawn.alt, key=named, on_select="rerun", selection_mode=PICK
        )
        under(_picked(event))
    if figure.states or figure.lines or drawn.told:
        st.html(told_html(drawn.told) + key_html(words, figure))
    if more:
        say(more)
    for note in figure.notes:
        st.caption(f":material/info: {escaped(note)}")
    expander = st.expander(
        words("table.caption"), icon=":material/table:", key=f"{key}_table", on_change="rerun"
    )
    if expander.open:
        height = "content" if len(figure.table) < ROWS_BEFORE_SCROLLING else 420
        with expander:
            widths = text_widths(figure.table)
            st.dataframe(figure.table, hide_index=True, width="stretch", height=height, column_config=widths)
            also_on_paper(figure.table)
    with st.container(horizontal=True, key=f"{key}_foot"):
        show_help_here(words, key, chart)
        offer_downloads(words, figure, key, elsewhere)


def let_go() -> None:
    """Forget the point that was pressed: a chart under a new name has none."""
    st.session_state[_LET_GO] = st.session_state.get(_LET_GO, 0) + 1


def _picked(event: Any) -> Month | None:
    """The month of the point that was pressed; None where none is."""
    chosen = event.selection.get(PICK) if event is not None else None
    time = chosen[0].get("t") if chosen else None
    return None if time is None else month_at(time)
