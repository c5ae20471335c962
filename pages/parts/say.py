"""Sentences as text: a name from a file can hold signs that Markdown would turn into formatting or a link."""

import re

import pandas as pd
import streamlit as st

_SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+!|$~:])")


def escaped(text: str) -> str:
    """``text`` with every sign that Markdown reads as formatting made plain."""
    return _SIGNS.sub(r"\\\1", text)


def say(text: str) -> None:
    """A paragraph."""
    st.markdown(escaped(text))


def table(frame: pd.DataFrame) -> None:
    """A table of texts: Streamlit reads the cells of one as Markdown."""
    st.table(frame.map(escaped))


def headline(text: str) -> None:
    """The finding, as a heading."""
    st.header(escaped(text), anchor=False)
