"""What every exercise has above it: its number, a new one, the answer shown or hidden, and the way out."""

import secrets
from typing import Any

import streamlit as st

from core.simulate.exercises import LARGEST_NUMBER
from core.wording import Words
from pages.parts import attention, session
from pages.parts.guard import guarded

_NUMBER = "exercise_number"
NO_EXERCISE: dict[str, Any] = {"exercise": "", "seed": "", "charts": "", "single": "", "revealed": False}


def number_in_view() -> int:
    """The number of the exercise: the first where none is asked for."""
    return int(session.view().seed or "1")


def choose_number(words: Words) -> None:
    """A field for a number that somebody has read out, a button for a new one, and one that ends it all."""
    st.session_state[_NUMBER] = number_in_view()
    with st.container(horizontal=True, vertical_alignment="bottom", key="exercise_tools"):
        st.number_input(
            words("exercise.number"),
            min_value=1,
            max_value=LARGEST_NUMBER,
            step=1,
            key=_NUMBER,
            on_change=_take_number,
            help=words("exercise.number_help"),
            width=220,
        )
        st.button(
            words("exercise.draw_again"), key="exercise_again", icon=":material/casino:", on_click=_draw_again
        )
        st.button(
            words("exercise.leave"),
            key="exercise_leave",
            type="tertiary",
            icon=":material/close:",
            on_click=_leave,
        )


def choose_reveal(words: Words) -> None:
    """The button that shows what lies behind, or hides it again for the next group."""
    shown = session.view().revealed
    st.button(
        words("exercise.hide" if shown else "exercise.reveal"),
        key="exercise_reveal",
        type="secondary" if shown else "primary",
        icon=":material/visibility_off:" if shown else ":material/visibility:",
        on_click=_turn,
    )


@guarded
def _take_number() -> None:
    number = st.session_state[_NUMBER]
    if number is not None:
        session.change_view(seed=str(number), revealed=False, single="")


@guarded
def _draw_again() -> None:
    """Another number: which one does not matter, as long as nobody knows its answer."""
    session.change_view(seed=str(1 + secrets.randbelow(LARGEST_NUMBER)), revealed=False, single="")


@guarded
def _turn() -> None:
    session.change_view(revealed=not session.view().revealed, single="")


@guarded
def _leave() -> None:
    session.change_view(**NO_EXERCISE)
    attention.from_the_top()
