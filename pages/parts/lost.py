"""An address that names no page leads to Följ with a sentence, not to Streamlit's dialog in English.

Until the app has named its pages once after a start of the server, Streamlit looks for them in the folder and
lays that dialog over what we show all the same. There it is taken away (``first_visit``).
"""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_LOST = "lost_path"
_LONGEST = 60


def lost_page(
    known: Iterable[StreamlitPage], otherwise: StreamlitPage, guessed: Mapping[str, StreamlitPage]
) -> StreamlitPage | None:
    """A hidden page, which leads ``otherwise``, at an address that no page in ``known`` has; None at others.

    ``guessed`` are names that people guess for pages with other addresses, as the first page, whose own is
    bare: they lead there without a word.
    """
    path = _asked()
    if not path or "/" in path or path in {page.url_path for page in known}:
        return None
    leads = _leads(guessed[path], "") if path in guessed else _leads(otherwise, path)
    return st.Page(leads, title=path, url_path=path, visibility="hidden")


def follow_older_links(follow: StreamlitPage | None) -> None:
    """From the first page to Följ, if the address names an indicator: Följ was the first page once.

    The first page never writes one, and links in old mails and documents should open what they showed.
    """
    query = st.query_params.to_dict()
    if follow is not None and "indicator" in query:
        st.switch_page(follow, query_params=query)


def take_lost() -> str:
    """The name that an address had and no page has, told once; empty if there was none."""
    return st.session_state.pop(_LOST, "")


def _leads(to: StreamlitPage, told: str) -> Callable[[], None]:
    def lead() -> None:
        if told:
            st.session_state[_LOST] = told[:_LONGEST]
        st.switch_page(to, query_params=st.query_params.to_dict())

    return lead


def _asked() -> str:
    """What the address names after the app's own place."""
    path = urlsplit(st.context.url or "").path.strip("/")
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return unquote(path.removeprefix(base)).strip("/")
