"""Övning: chance or change? Charts to guess, by one or by a room, and then what was behind them."""

import pandas as pd
import streamlit as st

from core.figures.exercise_charts import charts_figure
from core.simulate.exercises.charts import USUAL, Charts, draw_charts
from core.simulate.exercises.judged import Judged, judge
from core.simulate.exercises.score import score
from core.wording import Words
from core.wording.exercise_charts import (
    answers_table,
    chart_name,
    long_run_table,
    room_finding,
    scores_table,
    truth_finding,
)
from pages.parts import session
from pages.parts.address import CHARTS_TO_GUESS
from pages.parts.exercise_answers import ask_about, choose_people, people, said
from pages.parts.exercise_number import choose_number, choose_reveal, number_in_view
from pages.parts.guard import guarded
from pages.parts.paper import also_on_paper
from pages.parts.say import headline, say, table
from pages.parts.show import show_figure

_CHARTS, _WAY = "exercise_charts_number", "exercise_way"


def show_guess_exercise(words: Words) -> None:
    """The charts bare, each with its question; then the truth, and what rules say."""
    charts = draw_charts(number_in_view(), int(session.view().charts or USUAL))
    choose_number(words)
    if session.view().revealed:
        _behind(words, charts, judge(charts.values))
    else:
        _ask(words, charts)


def _ask(words: Words, charts: Charts) -> None:
    headline(words("exercise.charts_title"))
    say(words("exercise.charts_ask"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="exercise_how"):
        _choose_charts(words)
        choose_people(words)
        _choose_way(words)
    single = _single(charts)
    large = session.view().projector
    figure = charts_figure(words, charts, single=single, large=large, theme=session.theme())
    show_figure(words, figure, "exercise_charts")
    if single is None:
        say(words("exercise.charts_how"))
    with st.container(horizontal=True, key="exercise_answers"):
        for chart in range(len(charts.truths)) if single is None else [single]:
            ask_about(words, charts, chart)
    if single is not None:
        _turn_pages(words, charts, single)
    choose_reveal(words)


def _behind(words: Words, charts: Charts, judged: Judged) -> None:
    """The score as the headline where anybody has guessed, else how many charts hold a change."""
    answers, many = said(charts), people()
    truth = truth_finding(words, charts)
    guessed = any(one is not None for one in answers)
    found = score(answers, charts.changed.tolist())
    headline(room_finding(words, found, many) if guessed else truth)
    large = session.view().projector
    figure = charts_figure(words, charts, judged, large=large, theme=session.theme())
    more = words("exercise.charts_more")
    show_figure(words, figure, "exercise_charts", f"{truth}. {more}" if guessed else more)
    table(scores_table(words, charts, judged, answers, many))
    _chart_by_chart(answers_table(words, charts, judged, answers, many))
    headline(words("exercise.charts_long"))
    say(words("exercise.charts_long_about"))
    table(long_run_table(words))
    say(words("exercise.charts_talk"))
    choose_reveal(words)


def _chart_by_chart(answers: pd.DataFrame) -> None:
    """Too many columns for a phone: there a table that can be scrolled by keyboard, in a room a large one."""
    if session.view().projector:
        table(answers)
    else:
        st.dataframe(answers, hide_index=True, width="stretch", height="content")
        also_on_paper(answers)


def _single(charts: Charts) -> int | None:
    """Position of the chart that is shown alone; None for all, and where there is no such chart."""
    chosen = int(session.view().single or "0")
    return chosen - 1 if 1 <= chosen <= len(charts.truths) else None


def _choose_charts(words: Words) -> None:
    st.session_state[_CHARTS] = int(session.view().charts or USUAL)
    st.selectbox(
        words("exercise.charts_number"), CHARTS_TO_GUESS, key=_CHARTS, on_change=_take_charts, width=180
    )


@guarded
def _take_charts() -> None:
    charts = st.session_state[_CHARTS]
    session.change_view(charts="" if charts == USUAL else str(charts), single="")


def _choose_way(words: Words) -> None:
    """All charts on a large screen, or one after the other."""
    st.session_state[_WAY] = "single" if session.view().single else "all"
    st.segmented_control(
        words("exercise.charts_show"),
        ["all", "single"],
        format_func=lambda way: words(f"exercise.charts_{way}"),
        key=_WAY,
        on_change=_take_way,
    )


@guarded
def _take_way() -> None:
    session.change_view(single="1" if st.session_state[_WAY] == "single" else "")


def _turn_pages(words: Words, charts: Charts, single: int) -> None:
    last = len(charts.truths) - 1
    with st.container(horizontal=True, key="exercise_pages"):
        for key, to, icon, off in (
            ("before", single - 1, "arrow_back", single == 0),
            ("after", single + 1, "arrow_forward", single == last),
        ):
            label = words("exercise.charts_before" if key == "before" else "exercise.charts_after")
            st.button(
                label,
                key=f"exercise_{key}",
                icon=f":material/{icon}:",
                disabled=off,
                on_click=_look_at,
                args=(to,),
                help=None if off else chart_name(words, to),
            )


@guarded
def _look_at(chart: int) -> None:
    session.change_view(single=str(chart + 1))
