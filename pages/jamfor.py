"""Jämför: who really differs?"""

import streamlit as st

from core.wording import Words
from pages.parts import session
from pages.parts.choices import offer_series, series_in_view
from pages.parts.comparing import Compared, choose_comparing, compared_in_view
from pages.parts.comparing_by_year import show_region
from pages.parts.comparing_over_time import show_panels, show_selection
from pages.parts.comparing_units import show_ages, show_funnel, show_rows
from pages.parts.frame import page
from pages.parts.to_exercise import lead_to_exercise

ALL_HISTORY = ("panels", "selection", "region")
"""Forms that show all there is until a period is chosen; others the latest year."""
LEAGUE = "league"
"""The exercise that stands on this page, as the address names it."""
WAYS = {  # the ways to show, by how the address names them
    "funnel": show_funnel,
    "rows": show_rows,
    "panels": show_panels,
    "selection": show_selection,
    "ages": show_ages,
    "region": show_region,
}


def render() -> None:
    """The page."""
    page("compare", _answer)


def _answer(words: Words) -> None:
    """The answer is made first and the choices above it afterwards, see ``page``."""
    if session.view().exercise == LEAGUE:
        from pages.parts.exercise_league import show_league_exercise  # noqa: PLC0415 - for those who open it

        show_league_exercise(words)
        return
    selectors = st.container()
    compared = compared_in_view(words, series_in_view(words))
    tools = st.container(horizontal=True, vertical_alignment="bottom", key="compare_tools")
    try:
        WAYS[compared.form](words, compared)
        _lead_on(words, compared)
    finally:  # also when the answer failed: another choice is the way on
        with selectors:
            latest_only = compared.form not in ALL_HISTORY
            usual = words("compare.period_usual") if latest_only else ""
            offer_series(words, compared.chosen, usual_period=usual)
        with tools:
            choose_comparing(words, compared)


def _lead_on(words: Words, compared: Compared) -> None:
    """To the unit over time, and what chance does to a list of units."""
    follow = session.place("follow")
    with st.container(horizontal=True, vertical_alignment="center", key="compare_on"):
        if follow is not None:
            name = compared.chosen.unit.name.in_(words.language)
            st.page_link(follow, label=words("compare.to_follow", unit=name), icon=":material/monitoring:")
        lead_to_exercise(words("compare.exercise"), LEAGUE)


if __name__ == "__main__":
    from app import main

    main()
