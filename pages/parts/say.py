"""Sentences as text: a name from a file can hold signs that Markdown would turn into formatting or a link."""

import re

import pandas as pd
import streamlit as st

from core.safe_cells import csv_bytes

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


def csv_button(label: str, frame: pd.DataFrame, file_name: str, key: str) -> None:
    """A button that saves a table of texts as a file that a spreadsheet opens, with no cell a formula."""
    st.download_button(
        label,
        data=lambda: csv_bytes(list(frame.columns), frame.itertuples(index=False)),
        file_name=file_name,
        mime="text/csv",
        icon=":material/download:",
        key=key,
        on_click="ignore",
    )


def headline(text: str) -> None:
    """The finding, as a heading."""
    st.header(escaped(text), anchor=False)
