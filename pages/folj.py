"""Följ: how does this indicator vary here?"""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.figures.beside import Beside
from core.observations.months import Month
from core.share.code import chart_code
from core.spc.for_series import FEWEST_FOR_LIMITS, Charted, Choices
from core.wording import Words
from pages.parts import session
from pages.parts.about import about_indicator
from pages.parts.all_units import show_all_units
from pages.parts.beside import find_beside
from pages.parts.charting import choices_in_view, choose_charting
from pages.parts.choices import Chosen, offer_series, series_in_view
from pages.parts.code import show_code, viewed
from pages.parts.drawn_first import let_it_be_drawn
from pages.parts.drift import show_drift
from pages.parts.follow_answer import FollowAnswer, follow_answer
from pages.parts.frame import page
from pages.parts.month_tools import choose_month_to_mark, picked_month
from pages.parts.proposals import show_proposals
from pages.parts.say import headline
from pages.parts.season import show_season
from pages.parts.show import show_figure
from pages.parts.to_exercise import lead_to_exercise
from pages.parts.trend_and_shifts import show_trend_and_shifts
from pages.parts.two_charts import show_two_charts
from pages.parts.ways_on import of_series, show_ways
from pages.parts.ways_to_show import choose_show
from pages.parts.why_chart import show_why
from pages.parts.zoom import choose_zoom

GUESS = "guess"
"""The exercise that stands on this page, as the address names it."""


def render() -> None:
    """The page."""
    page("follow", _answer)


def _answer(words: Words) -> None:
    """The answer is made first and the choices above it afterwards, see ``page``."""
    if session.view().exercise == GUESS:
        from pages.parts.exercise_guess import show_guess_exercise  # noqa: PLC0415 - for those who open it

        show_guess_exercise(words)
        return
    selectors = st.container()
    chosen = series_in_view(words)
    tools = st.container(horizontal=True, key="tools")
    try:
        if session.view().show == "all":
            show_all_units(words, chosen, tools)
        elif session.view().show == "two":
            show_two_charts(words, chosen, tools)
        else:
            _one_chart(words, chosen, tools)
    finally:  # also when the answer failed: another choice is the way on
        with selectors:
            offer_series(words, chosen)


def _one_chart(words: Words, chosen: Chosen, tools: DeltaGenerator) -> None:
    beside = find_beside(words, chosen)
    choices = choices_in_view(words, chosen)
    try:
        charted = _chart(words, chosen, choices, beside if session.view().beside else None)
    finally:
        with tools:
            choose_show(words)
            choose_charting(words, chosen, beside.name if beside else None)
            choose_month_to_mark(words, chosen.series)
    show_why(words, chosen, charted)
    show_season(words, charted, choices)
    show_drift(words, charted, choices)
    show_trend_and_shifts(words, chosen, choices)
    show_code(words, "follow", lambda source: chart_code(words, source, viewed(chosen), choices))
    test = session.place("test")
    if test is not None:
        st.page_link(test, label=words("page.follow.to_test"), icon=":material/science:")
    lead_to_exercise(words("exercise.charts_open"), GUESS)
    about_indicator(words, charted)


def _chart(words: Words, chosen: Chosen, choices: Choices, beside: Beside | None) -> Charted:
    answer = follow_answer(words, chosen, choices, beside)
    charted = answer.charted
    headline(answer.finding)
    under = partial(_under_chart, words, charted)
    show_figure(
        words,
        answer.figure,
        "follow_chart",
        answer.more,
        under=under,
        chart=charted.chart,
        picture=answer.picture,
    )
    _ways_on(words, chosen, answer)
    show_proposals(words, charted, answer.proposals)
    return charted


def _ways_on(words: Words, chosen: Chosen, answer: FollowAnswer) -> None:
    """What may bring a chart that can be read, where there are too few values for one, or too many hidden."""
    too_many_hidden = answer.charted.hidden.too_many
    if too_many_hidden or answer.usable < FEWEST_FOR_LIMITS:
        hidden = too_many_hidden or not answer.usable
        show_ways("follow", *of_series(words, chosen, with_larger=hidden))


def _under_chart(words: Words, charted: Charted, pressed: Month | None) -> None:
    let_it_be_drawn()
    choose_zoom(words, charted.series)
    if pressed is not None:
        picked_month(words, charted, pressed)


if __name__ == "__main__":
    from app import main

    main()
