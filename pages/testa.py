"""Testa en förändring: was there a signal after the change?"""

import streamlit as st

from core.change.for_series import signals_since
from core.figures.before_after import before_after_table
from core.figures.control_figure import control_figure
from core.wording import Words
from core.wording.signal import signal_reading
from pages.parts import session
from pages.parts.about import about_indicator
from pages.parts.charting import choose_testing
from pages.parts.choices import choose_series, choose_start
from pages.parts.frame import page
from pages.parts.say import escaped, headline, say, table
from pages.parts.show import show_figure, show_help


def render() -> None:
    """The page."""
    page("test", _answer)


def _answer(words: Words) -> None:
    chosen = choose_series(words, whole=True)
    start = choose_start(words, chosen)
    with st.container(horizontal=True):
        choices = choose_testing(words, chosen)
        tested = signals_since(
            chosen.indicator, chosen.unit, chosen.series, start, choices.exclude, kind=choices.kind
        )
        show_help(words, "page.test.help", tested.charted.chart)
    reading = signal_reading(words, tested)
    headline(reading.headline)
    if reading.levels:
        say(reading.levels)
    if reading.unstable:
        st.warning(escaped(reading.unstable))
    say(" ".join(reading.details))
    figure = control_figure(
        words,
        tested.charted,
        start=start,
        made_up=chosen.dataset.made_up,
        theme=session.theme(),
        sentence=reading.text,
    )
    show_figure(words, figure, key="test_chart", more=reading.limits)
    st.caption(words("page.test.table"))
    table(before_after_table(words, tested))
    about_indicator(words, tested.charted)


if __name__ == "__main__":
    from app import main

    main()
