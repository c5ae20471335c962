"""Indicators that a visitor has added to the catalogue in this session, by a file."""

import streamlit as st

from core.indicators import Catalogue, Indicator
from core.observations.dataset import Dataset
from core.remarks import Refused
from pages.parts import session

_ADDED = "added_indicators"


def added() -> tuple[Indicator, ...]:
    """The visitor's own, in the order they came."""
    return st.session_state.get(_ADDED, ())


def keep(indicators: tuple[Indicator, ...]) -> None:
    """Hold them in this session; those of an earlier file make room."""
    st.session_state[_ADDED] = indicators


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
