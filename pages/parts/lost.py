"""An address that names no page leads to Följ with a sentence, not to Streamlit's dialog in English.

The very first visit after a start of the server still meets the dialog if it is to such an address: until the
app has named its pages once, Streamlit looks for them in the folder.
"""

from collections.abc import Callable, Iterable
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_LOST = "lost_path"
_LONGEST = 60


def lost_page(known: Iterable[StreamlitPage], home: StreamlitPage, home_path: str) -> StreamlitPage | None:
    """A hidden page at an address that no page in ``known`` has, which leads ``home``; None at a known one.

    ``home_path`` is the name that people guess for the first page, whose real address is bare: it leads home
    without a word.
    """
    path = _asked()
    if not path or "/" in path or path in {page.url_path for page in known}:
        return None
    told = "" if path == home_path else path
    return st.Page(_leads(home, told), title=path, url_path=path, visibility="hidden")


def take_lost() -> str:
    """The name that an address had and no page has, told once; empty if there was none."""
    return st.session_state.pop(_LOST, "")


def _leads(home: StreamlitPage, told: str) -> Callable[[], None]:
    def lead() -> None:
        if told:
            st.session_state[_LOST] = told[:_LONGEST]
        st.switch_page(home, query_params=st.query_params.to_dict())

    return lead


def _asked() -> str:
    """What the address names after the app's own place."""
    path = urlsplit(st.context.url or "").path.strip("/")
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return unquote(path.removeprefix(base)).strip("/")
