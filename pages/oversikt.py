"""Översikt: what has changed since last time, and where should we look?"""

import streamlit as st

from core.wording import Words
from pages.parts import session
from pages.parts.frame import page
from pages.parts.links import follow_links
from pages.parts.lost import follow_older_links
from pages.parts.overview_cards import show_attention
from pages.parts.overview_choice import offer_overview, overview_in_view
from pages.parts.overview_matrix import show_matrix


def render() -> None:
    """The page."""
    follow_older_links(session.place("follow"))
    page("overview", _answer)


def _answer(words: Words) -> None:
    """The answer is made first and the choices above it afterwards, see ``page``."""
    selectors, answer = st.container(), st.container()
    seen = overview_in_view(words)
    if seen is None:
        st.info(words("overview.nothing"))
        return
    try:
        with answer:
            show_attention(words, seen)
            show_matrix(words, seen)
            _help(words)
    finally:  # also when the answer failed: another choice is the way on
        with selectors:
            offer_overview(words, seen)
    follow_links()


def _help(words: Words) -> None:
    popover = st.popover(
        words("overview.help_open"), icon=":material/help:", key="overview_help", on_change="rerun"
    )
    if popover.open:
        with popover:
            st.markdown(words("overview.help"))
            st.markdown(words("overview.revised"))
            method = session.place("method")
            if method is not None:
                st.page_link(method, label=words("page.method.more"), icon=":material/functions:")


if __name__ == "__main__":
    from app import main

    main()
