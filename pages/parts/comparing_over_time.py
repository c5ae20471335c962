"""Units beside each other over time: small charts, a selection against the mean."""

import streamlit as st

from core.figures.compare_lines import selection_figure
from core.figures.panels_figure import panels_figure
from core.indicators import Unit
from core.indicators.text import alphabetical
from core.observations.cut import between
from core.observations.series import Series
from core.spc.compare.for_dataset import level_series
from core.spc.compare.selection import Selection, selection_of
from core.spc.for_series import chart_for
from core.wording import Words
from core.wording.compare_more import selection_finding, selection_sentences
from core.wording.panels import panels_sentences
from pages.parts import session
from pages.parts.choices import unit_order
from pages.parts.choose_units import choose_units
from pages.parts.comparing import Compared
from pages.parts.guard import guarded
from pages.parts.kept import kept
from pages.parts.say import headline, say
from pages.parts.show import show_figure
from pages.parts.ways_on import of_comparison, show_ways

MOST = 30
"""Panels on a page: more are not overlooked, and take long to draw."""
_THESE = "choose_these"


def show_panels(words: Words, compared: Compared) -> None:
    """Every unit of the level over time, all on one scale."""
    shown, total = _panels(words, compared)
    if not shown:
        headline(words("compare.no_nobody"))
        say(words("compare.why_nobody"))
        show_ways("compare", *of_comparison(words, compared.chosen))
        return
    indicator = compared.chosen.indicator
    charted = [chart_for(indicator, unit, series) for unit, series in shown]
    figure = panels_figure(
        words,
        charted,
        shared_scale=True,
        made_up=compared.chosen.dataset.made_up,
        theme=session.theme(),
    )
    finding, *details = panels_sentences(words, charted)
    headline(finding)
    some = ""
    if total > len(shown):
        first, last = (unit.name.in_(words.language) for unit in (shown[0][0], shown[-1][0]))
        some = words("panels.first_of", n=len(shown), total=total, first=first, last=last)
        st.info(some)
    show_figure(words, figure, "compare_panels", " ".join(details), elsewhere=(some,))


def _panels(words: Words, compared: Compared) -> tuple[list[tuple[Unit, Series]], int]:
    """At most ``MOST`` units of the level by name, the one in view among them, over the period in view."""
    chosen = compared.chosen
    found, _ = level_series(chosen.dataset, chosen.indicator.id, compared.asked.level, compared.asked.group)
    found.sort(key=lambda pair: alphabetical(pair[0].name.in_(words.language)))
    at = next((k for k, (one, _) in enumerate(found) if one.id == chosen.unit.id), 0)
    begin = max(0, min(at - MOST // 2, len(found) - MOST))
    first, last = chosen.series.months[0], chosen.series.months[-1]
    return [(unit, between(series, first, last)) for unit, series in found[begin : begin + MOST]], len(found)


def show_selection(words: Words, compared: Compared) -> None:
    """The chosen units together, against the mean."""
    chosen = compared.chosen
    units = session.view().these or (chosen.unit.id,)
    digest = f"{compared.digest} {units}"
    found, why = kept(
        "compare_selection",
        digest,
        lambda: selection_of(chosen.dataset, chosen.indicator.id, units, compared.asked.group),
    )
    choice = st.container()
    try:
        if found is None:
            headline(words("compare.selection_none" if why == "nobody" else f"compare.selection_{why}"))
            say(words(f"compare.why_selection_{why}"))
        else:
            _selection(words, compared, found)
    finally:
        with choice:
            _choose_these(words, compared, units)


def _selection(words: Words, compared: Compared, found: Selection) -> None:
    chosen = compared.chosen
    dataset, first, last = chosen.dataset, chosen.series.months[0], chosen.series.months[-1]
    figure = selection_figure(
        words,
        found,
        dataset,
        first=first,
        last=last,
        theme=session.theme(),
    )
    headline(selection_finding(words, found, last))
    show_figure(words, figure, "compare_selection", " ".join(selection_sentences(words, found, dataset)))


def _choose_these(words: Words, compared: Compared, units: tuple[str, ...]) -> None:
    chosen = compared.chosen
    there = sorted(chosen.dataset.units_of(chosen.indicator.id), key=unit_order(words))
    known = {unit.id: unit for unit in there}
    choose_units(words, "compare.these", known, units, key=_THESE, take=_take_these)


@guarded
def _take_these() -> None:
    session.change_view(these=tuple(st.session_state[_THESE]))
