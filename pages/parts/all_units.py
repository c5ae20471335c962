"""The indicator in every unit of a level at once, as small charts in one picture."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.figures.panels_figure import panels_figure
from core.indicators import Unit
from core.indicators.text import alphabetical
from core.observations.cut import between
from core.observations.series import Series
from core.observations.side_by_side import side_by_side
from core.share.code import units_code
from core.spc.for_series import Choices, chart_for
from core.wording import Words
from core.wording.panels import panels_sentences
from pages.parts import session
from pages.parts.charting import choices_in_view, choose_charting
from pages.parts.choices import Chosen
from pages.parts.code import show_code, viewed
from pages.parts.findings import with_number_doubts
from pages.parts.guard import guarded
from pages.parts.say import headline
from pages.parts.show import show_figure
from pages.parts.ways_to_show import choose_show

_SCALE = "choose_scale"
MOST = 30
"""Panels on a page: more are not overlooked, and take long to draw."""


def show_all_units(words: Words, chosen: Chosen, tools: DeltaGenerator) -> None:
    """Every unit of the chosen one's level, or its parts, each with its own chart, all charted one way."""
    charting = st.container(horizontal=True, vertical_alignment="center")
    choices = choices_in_view(words, chosen)
    try:
        shown = _answer(words, chosen, choices)
    finally:  # also when it failed: another choice is the way on
        with tools:
            choose_show(words)
        with charting:
            choose_charting(words, chosen, None)
            _choose_scale(words)
    by_unit = [(unit.id, _within(choices, series)) for unit, series in shown]
    show_code(words, "all", lambda source: units_code(words, source, viewed(chosen, ends=True), by_unit))


def _answer(words: Words, chosen: Chosen, choices: Choices) -> list[tuple[Unit, Series]]:
    """Headline and picture; which units are in it."""
    units = sorted(side_by_side(chosen.dataset, chosen.indicator.id, chosen.unit), key=_by_name(words))
    found = _series_of(chosen, units)
    shown = _around(found, chosen.unit)
    chartings = [
        chart_for(chosen.indicator, unit, series, _within(choices, series)) for unit, series in shown
    ]
    figure = panels_figure(
        words,
        chartings,
        shared_scale=session.view().scale == "shared",
        made_up=chosen.dataset.made_up,
        theme=session.theme(),
    )
    drawn = [(unit.name.in_(words.language), series) for unit, series in shown]
    figure = with_number_doubts(words, chosen.dataset, figure, drawn)
    finding, *details = panels_sentences(words, chartings)
    headline(finding)
    some = ""
    if len(found) > MOST:
        first, last = (unit.name.in_(words.language) for unit in (shown[0][0], shown[-1][0]))
        some = words("panels.first_of", n=len(shown), total=len(found), first=first, last=last)
        st.info(some)
    show_figure(
        words, figure, "all_units_chart", " ".join(details), elsewhere=(some,), chart=chartings[0].chart
    )
    return shown


def _series_of(chosen: Chosen, units: list[Unit]) -> list[tuple[Unit, Series]]:
    """The units that have the group in view, in periods of the same length, over the same time."""
    first, last = chosen.series.months[0], chosen.series.months[-1]
    found = []
    for unit in units:
        series = chosen.dataset.series(chosen.indicator.id, unit.id, chosen.series.subgroup)
        if series is not None and series.period_type == chosen.series.period_type:
            found.append((unit, between(series, first, last)))
    return found or [(chosen.unit, chosen.series)]


def _around(found: list[tuple[Unit, Series]], unit: Unit) -> list[tuple[Unit, Series]]:
    """At most ``MOST`` of them in their order, the unit in view among them with as many on either side."""
    at = next((k for k, (one, _) in enumerate(found) if one.id == unit.id), 0)
    first = max(0, min(at - MOST // 2, len(found) - MOST))
    return found[first : first + MOST]


def _within(choices: Choices, series: Series) -> Choices:
    """The choices that the series has months for: units begin and end at different times."""
    return replace(
        choices,
        freeze=choices.freeze if choices.freeze in series.months else None,
        exclude=tuple(month for month in choices.exclude if month in series.months),
    )


def _choose_scale(words: Words) -> None:
    st.session_state[_SCALE] = session.view().scale == "shared"
    st.toggle(words("panels.choose_shared"), key=_SCALE, on_change=_take_scale)


@guarded
def _take_scale() -> None:
    session.change_view(scale="shared" if st.session_state[_SCALE] else "")


def _by_name(words: Words) -> Callable[[Unit], str]:
    return lambda unit: alphabetical(unit.name.in_(words.language))
