"""What one person, or the hands of a room, says of each chart; held in the session, by exercise."""

import streamlit as st

from core.simulate.exercises.charts import Charts
from core.simulate.exercises.score import majority
from core.wording import Words
from core.wording.exercise_charts import answer, chart_name
from pages.parts.guard import guarded

_GUESSES, _HANDS, _PEOPLE = "exercise_guesses", "exercise_hands", "exercise_people"
_FIELD = "exercise_people_field"
MOST_PEOPLE = 500
_CHANGE, _CHANCE = "change", "chance"


def people() -> int:
    """How many answer: 1 for one person, more for a room whose hands are counted."""
    return st.session_state.get(_PEOPLE, 1)


def said(charts: Charts) -> list[bool | None]:
    """True for a change, False for chance and None for no answer, a chart each; of a room its majority."""
    wanted = range(len(charts.truths))
    if people() == 1:
        guesses = [_of(_GUESSES, charts, k) for k in wanted]
        return [None if one is None else bool(one) for one in guesses]
    return [majority(_hands(charts, k), people()) for k in wanted]


def choose_people(words: Words) -> None:
    """How many answer."""
    st.session_state[_FIELD] = people()
    st.number_input(
        words("exercise.charts_people"),
        min_value=1,
        max_value=MOST_PEOPLE,
        step=1,
        key=_FIELD,
        on_change=_take_people,
        width=180,
    )


@guarded
def _take_people() -> None:
    if st.session_state[_FIELD] is not None:
        st.session_state[_PEOPLE] = st.session_state[_FIELD]


def ask_about(words: Words, charts: Charts, chart: int) -> None:
    """The question about one chart: two buttons for one person, a number of hands for a room."""
    if people() == 1:
        _ask_one(words, charts, chart)
    else:
        _ask_room(words, charts, chart)


def _ask_one(words: Words, charts: Charts, chart: int) -> None:
    key = f"exercise_guess_{chart}"
    known = _of(_GUESSES, charts, chart)
    st.session_state[key] = None if known is None else _CHANGE if known else _CHANCE
    st.segmented_control(
        chart_name(words, chart),
        [_CHANCE, _CHANGE],
        format_func=lambda one: answer(words, one == _CHANGE),
        key=key,
        on_change=_take_guess,
        args=(_of_exercise(charts), chart),
        width=220,
    )


def _ask_room(words: Words, charts: Charts, chart: int) -> None:
    key = f"exercise_hand_{chart}"
    st.session_state[key] = _hands(charts, chart)
    st.number_input(
        words("exercise.charts_hands", chart=chart_name(words, chart)),
        min_value=0,
        max_value=people(),
        value=None,
        step=1,
        key=key,
        on_change=_take_hands,
        args=(_of_exercise(charts), chart),
        width=250,
    )


@guarded
def _take_guess(exercise: tuple[int, int], chart: int) -> None:
    chosen = st.session_state[f"exercise_guess_{chart}"]
    _keep(_GUESSES, exercise, chart, None if chosen is None else chosen == _CHANGE)


@guarded
def _take_hands(exercise: tuple[int, int], chart: int) -> None:
    _keep(_HANDS, exercise, chart, st.session_state[f"exercise_hand_{chart}"])


def _keep(where: str, exercise: tuple[int, int], chart: int, given: int | None) -> None:
    st.session_state[where] = {**st.session_state.get(where, {}), (*exercise, chart): given}


def _of(where: str, charts: Charts, chart: int) -> int | None:
    """What is kept of one chart in this exercise."""
    return st.session_state.get(where, {}).get((*_of_exercise(charts), chart))


def _hands(charts: Charts, chart: int) -> int | None:
    """Hands for a change; never more than there are people, whose number may have been corrected."""
    hands = _of(_HANDS, charts, chart)
    return None if hands is None else min(hands, people())


def _of_exercise(charts: Charts) -> tuple[int, int]:
    return charts.seed, len(charts.truths)
