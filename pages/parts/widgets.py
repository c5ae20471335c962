"""Widgets that show the view and hand back a change; they never hold the truth themselves."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

import streamlit as st

from core.observations.schema import TOTAL
from pages.parts import session, undo
from pages.parts.guard import guarded

_OFFERED = "choose_exclude_offered"
OF_ONE_SERIES = {"parts": (), "refused": ()}
"""What a person said about one series, which means nothing to another."""


def settle(wanted: str, there: Sequence[str], otherwise: str, missing: list[str]) -> str:
    """What is wanted if it is there; otherwise the usual choice, or the first there is, and a note."""
    if wanted in there:
        return wanted
    if wanted:
        missing.append(wanted)
    return otherwise if otherwise in there else there[0]


def select(
    label: str, field: str, options: list[str], current: str, written: Callable[[str], str], **more: Any
) -> None:
    key = f"choose_{field}"
    st.session_state[key] = current
    st.selectbox(label, options, format_func=written, key=key, on_change=take, args=(field,), **more)


def offer_excluded(shown: Sequence[str]) -> None:
    """Remember which months the list of excluded ones offers: those outside it stay as they are."""
    st.session_state[_OFFERED] = tuple(shown)


@guarded
def take(field: str) -> None:
    """A widget's new value into the view."""
    value = st.session_state[f"choose_{field}"]
    if field == "exclude":  # what is excluded outside the period shown stays so
        offered = set(st.session_state[_OFFERED])
        outside = [month for month in session.view().exclude if month not in offered]
        value = tuple(sorted([*outside, *value]))
    if field == "group" and value == TOTAL.text:
        value = ""
    if field == "exclude":
        more = set(value) >= set(session.view().exclude)
        with undo.step("undo.months_excluded" if more else "undo.months_included"):
            session.change_view(exclude=value)
    elif field == "indicator":  # the kinds of another indicator's data are others
        look_elsewhere(indicator=value, kind="", kind2="")
    elif field in ("unit", "group"):
        look_elsewhere(**{field: value})
    else:
        session.change_view(**{field: value})


def look_elsewhere(**fields: Any) -> None:
    """Look at another series. What a person said of the one in view goes, and can be taken back."""
    with undo.step("undo.parts_left") if session.view().parts else nullcontext():
        session.change_view(**OF_ONE_SERIES, **fields)
