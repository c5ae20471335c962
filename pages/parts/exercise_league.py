"""Övning: thirteen municipalities that are all alike, ranked, then as a funnel, then a month later."""

import streamlit as st

from core.figures.exercise_league import (
    league_figure,
    league_funnel,
    league_funnel_figure,
    ranks_figure,
)
from core.simulate.exercises.league import League, draw_league, league_odds
from core.wording import Words
from core.wording.exercise_league import (
    guess_sentences,
    later_finding,
    later_sentences,
    now_finding,
    now_sentences,
)
from pages.parts import session
from pages.parts.exercise_number import choose_number, choose_reveal, number_in_view
from pages.parts.guard import guarded
from pages.parts.say import headline, say
from pages.parts.show import show_figure

_GUESSES = "exercise_league_guesses"
_ASKED = ("praise", "question")


def show_league_exercise(words: Words) -> None:
    """The table first, with a guess; what lies behind it when the room asks."""
    league = draw_league(number_in_view())
    choose_number(words)
    if session.view().revealed:
        _behind(words, league)
    else:
        _table(words, league)


def _table(words: Words, league: League) -> None:
    headline(words("exercise.league_title"))
    figure = league_figure(words, league, theme=session.theme())
    show_figure(words, figure, "exercise_league", figure.sentence)
    say(words("exercise.league_ask"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="exercise_guess"):
        for asked in _ASKED:
            _choose_town(words, league, asked)
    choose_reveal(words)


def _behind(words: Words, league: League) -> None:
    headline(now_finding(words))
    figure = league_funnel_figure(words, league, theme=session.theme())
    told = now_sentences(words, league, league_funnel(league), league_odds())
    show_figure(words, figure, "exercise_funnel", " ".join(told))
    praised, questioned = (_guess(league, asked) for asked in _ASKED)
    headline(later_finding(words, league))
    named = [name for name in (praised, questioned) if name]
    figure = ranks_figure(words, league, named, theme=session.theme())
    said = guess_sentences(words, league, praised, questioned)
    show_figure(
        words,
        figure,
        "exercise_ranks",
        " ".join([*said, *later_sentences(words, league, league_odds())]),
    )
    say(words("exercise.league_talk"))
    choose_reveal(words)


def _choose_town(words: Words, league: League, asked: str) -> None:
    """A list of the thirteen, and nobody."""
    key = f"exercise_{asked}"
    st.session_state[key] = _guess(league, asked)
    st.selectbox(
        words(f"exercise.league_{asked}"),
        ["", *league.names],
        format_func=lambda name: name or words("exercise.league_nobody"),
        key=key,
        on_change=_take,
        args=(league.seed, asked),
        width=320,
    )


def _guess(league: League, asked: str) -> str:
    """Whom somebody has named in this exercise; "" for nobody."""
    return st.session_state.get(_GUESSES, {}).get((league.seed, asked), "")


@guarded
def _take(seed: int, asked: str) -> None:
    there = st.session_state.get(_GUESSES, {})
    st.session_state[_GUESSES] = {**there, (seed, asked): st.session_state[f"exercise_{asked}"]}
