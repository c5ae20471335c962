"""Skifte: navigation, language and theme; nothing else."""

import gc
from functools import cache
from pathlib import Path

import streamlit as st

from pages import change, data, follow
from pages.parts import session

ICON = str(Path(__file__).parent / "assets" / "skifte.png")
"""A file of our own: Streamlit fetches named icons for the browser tab from an outside host."""


@cache
def _settle_memory() -> None:
    """Keep what is imported out of every later collection: Streamlit collects after each rerun."""
    gc.collect()
    gc.freeze()


def main() -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title="Skifte", page_icon=ICON, layout="wide")
    session.read_address()
    words = session.words()
    chosen = st.navigation(
        [
            st.Page(
                follow.render,
                title=words("nav.follow"),
                url_path="folj",
                icon=":material/monitoring:",
                default=True,
            ),
            st.Page(change.render, title=words("nav.test"), url_path="testa", icon=":material/science:"),
            st.Page(data.render, title=words("nav.data"), url_path="data", icon=":material/table_view:"),
        ],
        position="top",
    )
    chosen.run()
    _settle_memory()


if __name__ == "__main__":
    main()
