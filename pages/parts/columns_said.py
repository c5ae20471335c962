"""What a person said of a file's columns, offered when the next such file comes.

Kept in the session; and in the store of one's own machine once something has been saved there. Never shared.
"""

from dataclasses import dataclass

import streamlit as st

from core.observations.dataset import Dataset
from core.observations.mapping import Mapping
from core.observations.mapping_memory import recalled, remembered, shape_of
from core.observations.readers import RawTable
from core.observations.store.store import Store
from core.remarks import Refused
from core.wording import Words
from pages.parts import store_here, undo
from pages.parts.guard import guarded
from pages.parts.held import Part

_SAID = "columns_said"


def offered(words: Words, table: RawTable, guess: Mapping, against: Dataset) -> Mapping:
    """The mapping to begin with: the guess, or what was said last, with a word and a way to forget."""
    if table.known is not None:
        return guess
    shape = shape_of(table)
    body = _said(shape)
    mapping = recalled(body, guess, table, against) if body else None
    if mapping is None:
        return guess
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(words("stored.columns_recalled"), icon=":material/history:")
        st.button(words("stored.columns_forget"), on_click=guarded(_forget), args=(shape,), type="tertiary")
    return mapping


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """A table, what a person says its columns are, and what they seemed to be."""

    table: RawTable
    mapping: Mapping
    guess: Mapping


def learn(columns: Corrected) -> None:
    """Remember what a person corrected; what is as it was guessed needs no memory."""
    table, mapping, guess = columns.table, columns.mapping, columns.guess
    shape = shape_of(table)
    if table.known is None and (mapping != guess or _said(shape)):
        said = st.session_state.setdefault(_SAID, {})
        said[shape] = remembered(mapping, guess, table)
        there = _store()
        if there is not None:
            there.remember(shape, said[shape], "")


def keep_in(there: Store) -> None:
    """Keep what was said in this session for the next ones."""
    for shape, body in st.session_state.get(_SAID, {}).items():
        there.remember(shape, body, "")


def forget_all() -> None:
    """Forget every kind of file, here and in the store."""
    st.session_state.pop(_SAID, None)
    there = _store()
    if there is not None:
        there.forget_mappings()


def _forget(shape: str) -> None:
    with undo.step("undo.columns_forgotten", COLUMNS):
        st.session_state.get(_SAID, {}).pop(shape, None)
        there = _store()
        if there is not None:
            there.forget_mappings([shape])


def _held() -> tuple[dict[str, str], dict[str, str]]:
    there = _store()
    return dict(st.session_state.get(_SAID, {})), {} if there is None else there.mappings()


def _put(values: tuple[dict[str, str], dict[str, str]]) -> None:
    said, kept = values
    st.session_state[_SAID] = dict(said)
    there = _store()
    if there is not None:
        known = there.mappings()
        there.forget_mappings(known.keys() - kept.keys())
        for shape in kept.keys() - known.keys():
            there.remember(shape, kept[shape], "")


COLUMNS = Part(_held, _put)
"""What is remembered, as a step changes it."""


def _said(shape: str) -> str | None:
    body = st.session_state.get(_SAID, {}).get(shape)
    there = None if body else _store()
    return body or (there.recall(shape) if there is not None else None)


def _store() -> Store | None:
    """The store, or none when it cannot be opened: that is told where the store is shown."""
    try:
        return store_here.store()
    except Refused:
        return None
