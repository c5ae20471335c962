"""The way in to an exercise: by itself, so that a page need not load what an exercise is made of."""

import streamlit as st

from pages.parts import attention, session
from pages.parts.guard import guarded


def lead_to_exercise(label: str, exercise: str) -> None:
    """A quiet button, in the page's own words."""
    st.button(
        label,
        key=f"open_{exercise}",
        type="tertiary",
        icon=":material/school:",
        on_click=_open,
        args=(exercise,),
    )


@guarded
def _open(exercise: str) -> None:
    """The exercise takes the place of the page, and its question stands at the top."""
    session.change_view(exercise=exercise)
    attention.from_the_top()
