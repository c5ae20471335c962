"""Indicators a visitor has added to the catalogue by a file: in the session, or kept on this computer."""

import streamlit as st

from core.indicators import Catalogue, Indicator
from core.observations.dataset import Dataset
from core.remarks import Refused
from pages.parts import session, store_here
from pages.parts.held import Part

_ADDED, _KEPT = "added_indicators", "kept_indicators"


def added() -> tuple[Indicator, ...]:
    """The visitor's own, in the order they came; those kept on this computer until they add others."""
    return st.session_state.get(_ADDED, _kept())


def hold(indicators: tuple[Indicator, ...]) -> None:
    """Hold them in this session; those of an earlier file make room."""
    st.session_state[_ADDED] = indicators


def are_kept() -> bool:
    """Whether the visitor's own will be there the next time as well."""
    return bool(added()) and added() == _kept()


def keep() -> None:
    """Keep them on this computer, where that is allowed. Raises Refused where the store cannot be opened."""
    there = store_here.store(make=True)
    if there is not None:
        there.keep_additions(added())
        read_again()


def forget() -> None:
    """Let go of them, here and on this computer. Raises Refused where the store cannot be opened."""
    there = store_here.store() if _kept() else None
    if there is not None:
        there.keep_additions(())
    st.session_state[_ADDED] = ()
    read_again()


def _held() -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    return added(), _kept()


def _put(values: tuple[tuple[Indicator, ...], tuple[Indicator, ...]]) -> None:
    """Hold and keep what was; what is kept already is not written again."""
    mine, kept = values
    there = store_here.store() if kept != _kept() else None
    if there is not None:
        there.keep_additions(kept)
    st.session_state[_ADDED] = mine
    read_again()


ADDED = Part(_held, _put)
"""The visitor's own indicators, as a step changes them."""


def read_again() -> None:
    """What is kept may have become other than it was."""
    st.session_state.pop(_KEPT, None)


def join_kept() -> None:
    """Take in what a backup has brought beside what is there."""
    read_again()
    mine = st.session_state.get(_ADDED)
    if mine is not None:
        ids = {one.id for one in mine}
        hold((*mine, *(one for one in _kept() if one.id not in ids)))


def _kept() -> tuple[Indicator, ...]:
    """Those of this computer, read once a session; a store that cannot be opened is told of on Data."""
    if _KEPT not in st.session_state:
        try:
            there = store_here.store()
            st.session_state[_KEPT] = () if there is None else there.additions()
        except Refused:
            st.session_state[_KEPT] = ()
    return st.session_state[_KEPT]


def everything() -> Catalogue:
    """The built-in catalogue, the team's, the visitor's own, and what came with the file in view."""
    catalogue = extended(session.blank()[0].catalogue)
    there = session.dataset().catalogue
    return extended_by(catalogue, tuple(one for one in there if one.id not in catalogue))


def against() -> Dataset:
    """What a file is read against: no numbers, and the catalogue with the visitor's own additions."""
    blank, _ = session.blank()
    if not added():
        return blank
    return Dataset(blank.observations, extended(blank.catalogue), blank.units, label="", made_up=False)


def extended(catalogue: Catalogue) -> Catalogue:
    """The catalogue with the visitor's own."""
    return extended_by(catalogue, added())


def extended_by(catalogue: Catalogue, more: tuple[Indicator, ...]) -> Catalogue:
    """The catalogue with more; one whose name another has is left out, as its numbers keep their own."""
    for one in more:
        try:
            catalogue = catalogue.with_indicators(one)
        except Refused:
            continue
    return catalogue
