"""Addresses of other pages for links inside a page's own HTML, and following them without losing the session.

A plain link loads the app anew, with a session of its own: numbers that are open and not saved would be
gone. So a press is turned into what the browser does at its back button, which Streamlit follows in the
session that is there. Opening in a new tab, or without scripts, is an ordinary link.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus, urlencode

import streamlit as st

from core.wording import LANGUAGES
from pages.parts import session
from pages.parts.address import DEFAULT, to_query

_PATHS = {"follow": "folj", "compare": "jamfor", "test": "testa"}
_FOLLOW = """<script>
if (!window.skifteLinks) {
    window.skifteLinks = true;
    document.addEventListener("click", (event) => {
        if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey
            || event.altKey) return;
        const link = event.target.closest && event.target.closest("a[data-go], a[data-skip]");
        if (!link) return;
        const past = link.dataset.skip && document.getElementById(link.dataset.skip);
        if (link.dataset.skip && !past) return;
        event.preventDefault();
        if (past) return past.focus();
        history.pushState({}, "", link.href);
        window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
        const main = document.querySelector('[data-testid="stMain"]');
        if (main) main.scrollTo(0, 0);
    });
}
</script>"""


def address_of(page: str, **fields: Any) -> str:
    """Where ``page`` shows the data in view with these fields of the view, the others at their default."""
    seen = session.view()
    there = replace(
        DEFAULT,
        data=seen.data,
        collection=seen.collection,
        notes=seen.notes,
        projector=seen.projector,
        **fields,
    )
    query = to_query(there, page)
    if session.words().language != LANGUAGES[0]:
        query["lang"] = session.words().language
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{f'/{base}' if base else ''}/{_PATHS[page]}?{urlencode(query)}"


def addresses_of(page: str, **fields: Any) -> Callable[[str, str], str]:
    """``address_of`` for every indicator and unit: what they share is written once."""
    before = address_of(page, **fields)
    joint = "&" if before.partition("?")[2] else ""
    return lambda indicator, unit: f"{before}{joint}indicator={quote_plus(indicator)}&unit={quote_plus(unit)}"


def follow_links() -> None:
    """Let a press on a link with ``data-go`` open its page in this session, and one on a link with
    ``data-skip`` move the focus to what it names, without a new address."""
    st.html(_FOLLOW, unsafe_allow_javascript=True)
