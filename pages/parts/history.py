"""The browser's address and its back button: one step for every choice and every page, none for defaults.

Streamlit makes a new step in the browser's history of every address it writes. That is right for a choice a
person makes. When a page fills in what nobody chose (the first indicator, the month of a change), a step of
its own would have to be pressed away on the way back; then the step that is there gets the whole address.
"""

import json
from urllib.parse import urlencode
from uuid import uuid4

import streamlit as st

from core.wording import LANGUAGES
from pages.parts import session
from pages.parts.address import from_query, to_query, unsaid

_SENT, _WRITTEN, _ARRIVED, _PAGE, _UNREADABLE = (
    "sent_query",
    "written_query",
    "address_arrived",
    "address_page",
    "unreadable_query",
)
_ADDRESS_LANGUAGE = "lang"
# A token of its own lets the script run once: Streamlit may put the same element on the page again.
_REPLACE = """<script>
if (window.skifteAddress !== {token}) {{
    window.skifteAddress = {token};
    history.replaceState(history.state, "", location.pathname + {query});
}}
</script>"""


def read_address() -> None:
    """Take language and view from the address when a person (a link, the back button) put them there.

    A page's navigation link is bare and changes nothing. What a page alone asks for, as the month under test,
    is written on that page only, so an address without it says nothing of it.
    """
    query = st.query_params.to_dict()
    if not query or query == st.session_state.get(_SENT):
        return
    language = query.get(_ADDRESS_LANGUAGE)
    session.set_language(language if language in LANGUAGES else LANGUAGES[0])
    seen, unreadable = from_query(query)
    session.show_view(seen, keep=unsaid(query))
    st.session_state[_UNREADABLE] = unreadable
    st.session_state[_SENT] = query
    st.session_state[_ARRIVED] = True


def write_address(page: str) -> None:
    """Write language and view to the address, so that it reopens what is shown on ``page``."""
    query = to_query(session.view(), page)
    if session.words().language != LANGUAGES[0]:
        query[_ADDRESS_LANGUAGE] = session.words().language
    there = st.query_params.to_dict()
    arrived = st.session_state.pop(_ARRIVED, False) or st.session_state.get(_PAGE) != page
    sent = query
    if query != there and arrived:
        _replace(query)
        sent = there or query  # Streamlit goes on sending what it was opened with, unless that was nothing
    elif query != there:
        st.query_params.from_dict(query)
    st.session_state[_SENT], st.session_state[_WRITTEN], st.session_state[_PAGE] = sent, query, page


def take_unreadable() -> tuple[str, ...]:
    """The parts of the address that could not be read, told once."""
    return st.session_state.pop(_UNREADABLE, ())


def _replace(query: dict[str, str]) -> None:
    """Give the browser's present step in its history another address, without a new step."""
    written = f"?{urlencode(query)}" if query else ""
    script = _REPLACE.format(token=json.dumps(uuid4().hex), query=json.dumps(written))
    st.html(script, unsafe_allow_javascript=True)
