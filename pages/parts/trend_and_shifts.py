"""Trend and shift of the series in view, without a date: folded under its chart, computed when unfolded."""

import streamlit as st

from core.change.without_date import WithoutDate, without_date
from core.figures.trend_figure import trend_figure
from core.observations.months import Month
from core.share.code import trend_code
from core.spc.for_series import Choices
from core.wording import Words
from core.wording.trend import shift_sentence, trend_details, trend_sentence, trend_why_not
from pages.parts import session
from pages.parts.choices import Chosen
from pages.parts.code import show_code, viewed
from pages.parts.findings import with_number_doubts
from pages.parts.kept import kept
from pages.parts.say import escaped, say
from pages.parts.show import show_figure


def show_trend_and_shifts(words: Words, chosen: Chosen, choices: Choices) -> None:
    """The expander. ``choices``: the periods left out of the chart are left out here too."""
    expander = st.expander(
        words("trend.title"), icon=":material/trending_up:", key="trend_and_shifts", on_change="rerun"
    )
    if not expander.open:
        return
    series = chosen.series
    question = (series.indicator, series.unit, series.subgroup, series.months[[0, -1]], choices.exclude)
    told = kept(
        "without_date",
        f"{chosen.dataset.observations.digest} {question}",
        lambda: without_date(chosen.indicator, chosen.unit, series, choices.exclude),
    )
    with expander:
        _told(words, chosen, told, choices.exclude)


def _told(words: Words, chosen: Chosen, told: WithoutDate, exclude: tuple[Month, ...]) -> None:
    if told.reason is not None:
        say(trend_why_not(words, told))
        return
    st.markdown(f"**{escaped(trend_sentence(words, told))}**")
    st.markdown(f"**{escaped(shift_sentence(words, told))}**")
    figure = trend_figure(words, told, made_up=chosen.dataset.made_up, theme=session.theme())
    figure = with_number_doubts(words, chosen.dataset, figure, [("", chosen.series)])
    details, picked = trend_details(words, told), words("trend.picked")
    show_figure(words, figure, "trend_chart", " ".join(details), elsewhere=(*details, picked))
    show_code(words, "trend", lambda source: trend_code(words, source, viewed(chosen), exclude))
    test = session.place("test")
    st.caption(f":material/info: {escaped(picked)}")
    if test is not None:
        st.page_link(test, label=words("page.follow.to_test"), icon=":material/science:")
