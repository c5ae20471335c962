"""Help, in the heading of every page: what the keys do."""

import streamlit as st

from core.wording import Words
from pages.parts.shortcuts import list_keys


def show_help_menu(words: Words) -> None:
    """A quiet button; what is under it is made when someone opens it."""
    popover = st.popover(
        words("help_menu.open"),
        icon=":material/help:",
        type="tertiary",
        key="help_menu",
        on_change="rerun",
    )
    if popover.open:
        with popover:
            list_keys(words)
