"""The indicator in every unit of a level at once, as small charts in one picture."""

import streamlit as st

from core.wording import Words
from pages.parts.choices import Chosen


def show_all_units(words: Words, chosen: Chosen) -> None:
    """Every unit of the chosen one's level, or its parts, each with its own chart."""
    st.write(words("choose.show_all"), chosen.unit.id)
