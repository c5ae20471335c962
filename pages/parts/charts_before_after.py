"""The control chart with its limits frozen before the change, and the signals after it."""

import streamlit as st

from core.change.for_dataset import Judged
from core.change.for_series import signals_since
from core.figures.before_after import before_after_table
from core.figures.control_figure import control_figure
from core.observations.months import Month, month_of
from core.observations.schema import MONTHS_IN
from core.observations.series import Series
from core.wording import Words
from core.wording.signal import beside_the_verdict, signal_reading
from pages.parts import session
from pages.parts.about import about_indicator
from pages.parts.change_form import Tested
from pages.parts.say import escaped, say, table
from pages.parts.show import show_figure
from pages.parts.verdict_parts import folded


def show_charts(words: Words, tested: Tested, answer: Judged) -> None:
    """Folded away until someone wants it; it stands beside the verdict and decides nothing."""
    part = folded(words("page.test.charts"), "charts_part", "monitoring")
    if part is not None:
        with part:
            _charts(words, tested, answer)


def _charts(words: Words, tested: Tested, answer: Judged) -> None:
    chosen = tested.chosen
    start = period_with(month_of(tested.asked.starts[0][1]), chosen.series)
    choices = tested.choices
    signals = signals_since(
        chosen.indicator, chosen.unit, chosen.series, start, choices.exclude, kind=choices.kind
    )
    reading = signal_reading(words, signals)
    st.subheader(escaped(reading.headline), anchor=False)
    if reading.levels:
        say(reading.levels)
    if differs := beside_the_verdict(words, signals, answer.verdict):
        st.info(escaped(differs))
    if reading.unstable:
        st.warning(escaped(reading.unstable))
    say(" ".join(reading.details))
    figure = control_figure(
        words,
        signals.charted,
        start=start,
        made_up=chosen.dataset.made_up,
        theme=session.theme(),
        sentence=reading.text,
    )
    show_figure(words, figure, key="test_chart", more=reading.limits, chart=signals.charted.chart)
    st.caption(words("page.test.table"))
    table(before_after_table(words, signals))
    about_indicator(words, signals.charted)


def period_with(month: Month, series: Series) -> Month:
    """The first period that begins with the month or after it: one that holds it is partly before."""
    later = series.months[series.months >= month]
    if later.size:
        return later[0]
    return series.months[-1] + MONTHS_IN[series.period_type]
