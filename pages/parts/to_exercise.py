"""The way in to an exercise: by itself, so that a page need not load what an exercise is made of."""

import streamlit as st

from pages.parts import session


def lead_to_exercise(label: str, exercise: str) -> None:
    """A quiet button, in the page's own words."""
    st.button(
        label,
        key=f"open_{exercise}",
        type="tertiary",
        icon=":material/school:",
        on_click=session.change_view,
        kwargs={"exercise": exercise},
    )
