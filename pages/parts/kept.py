"""Answers that take a moment and do not change while the data do not: kept in the session, by content."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

Answer = TypeVar("Answer")


def kept(name: str, digest: Hashable, compute: Callable[[], Answer]) -> Answer:
    """What ``compute`` gave the last time for the same content; computed now when the content is new.

    In the session, never shared: one visitor's own data must not answer another's question.
    """
    key = f"kept_{name}"
    known = st.session_state.get(key)
    if known is None or known[0] != digest:
        known = (digest, compute())
        st.session_state[key] = known
    return known[1]
