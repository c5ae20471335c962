"""One chart, all units beside each other, or two charts of the same numbers."""

import streamlit as st

from core.wording import Words
from pages.parts import session
from pages.parts.guard import guarded

_KEY = "choose_show"
_WAYS = {"": "one", "all": "all", "two": "two"}


def choose_show(words: Words) -> None:
    """What the visitor wants to see: "" for one chart, "all" units, or "two" charts."""
    st.session_state[_KEY] = session.view().show
    st.segmented_control(
        words("choose.show"),
        list(_WAYS),
        format_func=lambda way: words(f"choose.show_{_WAYS[way]}"),
        key=_KEY,
        on_change=_take_show,
        label_visibility="collapsed",
    )


@guarded
def _take_show() -> None:
    session.change_view(show=st.session_state[_KEY] or "")
