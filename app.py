"""Skifte: navigation, language and theme; nothing else."""

import gc
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.parts.first_visit import is_first, take_dialog_away

if is_first():  # before the imports, which take seconds
    take_dialog_away()

from pages import data, folj, jamfor, metod, oversikt, planera, testa
from pages.parts import history, session
from pages.parts.lost import lost_page

_ICON = b64encode((Path(__file__).parent / "assets" / "skifte.png").read_bytes()).decode()
ICON = f"data:image/png;base64,{_ICON}"
"""A file of our own: Streamlit fetches named icons for the browser tab from an outside host. It is read once:
a path would be opened, and its file served anew, at every answer."""


@cache
def _settle_memory() -> None:
    """Keep what is imported out of every later collection: Streamlit collects after each rerun."""
    gc.collect()
    gc.freeze()


def _place(
    render: Callable[[], None], title: str, url_path: str, icon: str, default: bool = False
) -> StreamlitPage:
    return st.Page(render, title=title, url_path=url_path, icon=f":material/{icon}:", default=default)


def main() -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title="Skifte", page_icon=ICON, layout="wide")
    history.read_address()
    words = session.words()
    places = {
        "overview": _place(oversikt.render, words("nav.overview"), "", "dashboard", default=True),
        "follow": _place(folj.render, words("nav.follow"), "folj", "monitoring"),
        "compare": _place(jamfor.render, words("nav.compare"), "jamfor", "bar_chart"),
        "test": _place(testa.render, words("nav.test"), "testa", "science"),
        "plan": _place(planera.render, words("nav.plan"), "planera", "timer"),
        "data": _place(data.render, words("nav.data"), "data", "table_view"),
        "method": _place(metod.render, words("nav.method"), "metod", "functions"),
    }
    session.keep_places(places)
    pages = list(places.values())
    lost = lost_page(pages, otherwise=places["follow"], guessed={"oversikt": places["overview"]})
    chosen = st.navigation([*pages, lost] if lost else pages, position="top")
    chosen.run()
    _settle_memory()


if __name__ == "__main__":
    main()
