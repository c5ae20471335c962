"""Which of several units that made a change a part of the page is about, where it can be about one only."""

from collections.abc import Sequence

import streamlit as st

from core.indicators import Unit
from core.wording import Words
from core.wording.titles import unit_label


def choose_starter(words: Words, units: Sequence[Unit], key: str) -> Unit:
    """The unit; asked only where there are several. ``key`` : of the widget."""
    if len(units) == 1:
        return units[0]
    there = {unit.id: unit for unit in units}
    if st.session_state.get(key) not in there:
        st.session_state[key] = units[0].id
    chosen = st.selectbox(
        words("page.test.which_unit"),
        list(there),
        format_func=lambda one: unit_label(words, there[one]),
        key=key,
    )
    return there[chosen or units[0].id]
