"""Help, in the heading of every page: the tour, and what the keys do."""

import streamlit as st

from core.wording import Words
from pages.parts import session
from pages.parts.shortcuts import list_keys
from pages.parts.tour import MENU, newcomer, show_tour


def show_help_menu(words: Words, page: str) -> None:
    """A quiet button; what is under it is made when someone opens it."""
    new = newcomer() and not session.view().projector
    popover = st.popover(
        words("help_menu.new" if new else "help_menu.open"),
        icon=":material/help:",
        type="tertiary",
        key=MENU,
        on_change="rerun",
    )
    if popover.open:
        with popover:
            show_tour(words)
            list_keys(words, page)
