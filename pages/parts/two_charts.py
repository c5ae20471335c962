"""The same numbers in two charts: two kinds, or two rule sets, and why they differ."""

import streamlit as st

from core.wording import Words
from pages.parts.choices import Chosen


def show_two_charts(words: Words, chosen: Chosen) -> None:
    """Two charts beside each other, each with a kind and a rule set of its own."""
    st.write(words("choose.show_two"), chosen.unit.id)
