"""Own numbers that an address names are opened again by themselves, on the computer that keeps them.

A link, the back button or a reload may name a collection. It opens where the server is one person's own; what
is open and not saved is never let go for it.
"""

import streamlit as st

from core.observations.dataset import Dataset
from core.remarks import Refused
from core.wording import Words
from pages.parts import session, store_here
from pages.parts.say import escaped


def reopen(words: Words) -> None:
    """Let the data in view be those that the view names, or say why they are not."""
    view, there = session.view(), session.own_uid()
    if view.data != "own":
        if view.collection:
            session.change_view(collection="")
    elif session.own() is not None and view.collection in ("", there):
        session.change_view(collection=there)
    elif session.own() is not None and not there:
        st.info(words("reopen.not_saved"))
        session.change_view(collection="")
    else:
        _open(words, view.collection)


def _open(words: Words, uid: str) -> None:
    try:
        found = _kept(uid) if uid else None
    except Refused as refusal:
        said = [text for problem in refusal.problems for text in words.problem(problem)]
        _tell(words, " ".join(said))
        return
    if found is None:
        _tell(words, words(_why(uid)))
    else:
        session.hold_own(found)


def _kept(uid: str) -> Dataset | None:
    """The collection as it is now; None where nothing may be kept, and where there is no such one."""
    store = store_here.store()
    number = None if store is None else store.number(uid)
    return None if store is None or number is None else store.dataset(number, session.blank()[0])


def _why(uid: str) -> str:
    if not uid:
        return "reopen.lost_here" if store_here.allowed() else "reopen.lost"
    return "reopen.gone" if store_here.allowed() else "reopen.elsewhere"


def _tell(words: Words, why: str) -> None:
    """Say it, and show the sample county instead."""
    st.info(escaped(f"{why} {words('reopen.meanwhile')}"))
    session.change_view(data="sample", collection="", indicator="", unit="", group="")
