"""Looking closer at the latest periods: what is drawn changes, what is computed does not."""

import streamlit as st

from core.observations.schema import MONTHS_IN
from core.observations.series import Series
from core.wording import Words
from core.wording.titles import period_count
from pages.parts import session
from pages.parts.guard import guarded

_KEY = "choose_zoom"
_YEARS = (1, 2, 3)


def zoomed(series: Series) -> int | None:
    """How many of the latest periods are drawn; None for all."""
    chosen = session.view().zoom
    return int(chosen) if chosen in _lengths(series) else None


def choose_zoom(words: Words, series: Series) -> None:
    """The latest year, two or three years, or everything, where there is more than a year."""
    lengths = _lengths(series)
    if not lengths:
        return
    st.session_state[_KEY] = session.view().zoom if session.view().zoom in lengths else ""
    st.segmented_control(
        words("choose.zoom"),
        [*lengths, ""],
        format_func=lambda n: (
            period_count(words, series.period_type, int(n)) if n else words("choose.zoom_all")
        ),
        key=_KEY,
        on_change=_take_zoom,
        label_visibility="collapsed",
    )


def _lengths(series: Series) -> list[str]:
    """Whole years of periods that are shorter than the series."""
    a_year = 12 // MONTHS_IN[series.period_type]
    return [str(years * a_year) for years in _YEARS if 4 <= years * a_year < len(series)]


@guarded
def _take_zoom() -> None:
    session.change_view(zoom=st.session_state[_KEY] or "")
