"""Översikt: what has changed since last time, and where should we look?"""

import streamlit as st

from core.wording import Words
from pages.parts import session
from pages.parts.frame import page
from pages.parts.guard import guarded
from pages.parts.help_here import show_help_here
from pages.parts.links import follow_links
from pages.parts.lost import follow_older_links
from pages.parts.overview_cards import show_attention
from pages.parts.overview_choice import offer_overview, overview_in_view
from pages.parts.overview_keys import walk_with_keys
from pages.parts.overview_matrix import show_matrix
from pages.parts.overview_own import own_choices
from pages.parts.overview_ready import is_ready
from pages.parts.ways_on import WayOn, more_numbers, show_ways


def render() -> None:
    """The page."""
    follow_older_links(session.place("follow"))
    page("overview", _answer)


def _answer(words: Words) -> None:
    """The answer is made first and the choices above it afterwards, see ``page``."""
    if not is_ready(words):
        return
    selectors, answer = st.container(), st.container()
    seen = overview_in_view(words)
    if seen is None:
        _nothing(words)
        return
    try:
        with answer:
            own = own_choices(words, seen)
            show_attention(words, seen, own)
            show_matrix(words, seen, own)
            _help(words)
    finally:  # also when the answer failed: another choice is the way on
        with selectors:
            offer_overview(words, seen)
    follow_links()
    walk_with_keys()


def _nothing(words: Words) -> None:
    """Why there is nothing to look at, and every way on that there is."""
    st.info(words("overview.nothing"))
    view = session.view()
    chosen = {name: "" for name in ("group", "level", "since") if getattr(view, name)}
    fewer = WayOn(words("ways.without_choices"), chosen, icon="filter_alt_off") if chosen else None
    what = WayOn(words("ways.what_is_open"), page="data", icon="table_view")
    show_ways("overview", fewer, more_numbers(words), what)
    if not session.dataset().made_up:
        st.button(
            words("page.data.use_sample"),
            key="overview_sample",
            icon=":material/science:",
            on_click=guarded(session.show_data),
            args=("sample",),
        )


def _help(words: Words) -> None:
    more = (words("overview.help"), words("overview.revised"))
    show_help_here(words, "overview", more=more, label=words("overview.help_open"))


if __name__ == "__main__":
    from app import main

    main()
