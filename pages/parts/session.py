"""What one visitor's session holds: language, view, own data. Nothing here is shared between visitors."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.improvement.change import Change, matching
from core.indicators import load_catalogue, load_units
from core.indicators.local import local_folders
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.own_file import OwnFile
from core.observations.schema import empty_frame
from core.observations.store.stored import StoredObservations
from core.remarks import Problem, Refused
from core.simulate.register import load_changes
from core.simulate.sample import load_sample
from core.wording import LANGUAGES, Words, words_of
from pages.parts.address import DEFAULT, View
from pages.parts.held import of_session

_LANGUAGE, _VIEW, _OWN, _OWN_FILE = "language", "view", "own_dataset", "own_file"
_PLACES, _OWN_CHANGES, _OWN_SHOWN = "places", "own_changes", "own_shown"
_SEES_ALL = "sees_all_own"
CHANGES = of_session(_OWN_CHANGES)
NUMBERS = of_session(_OWN, _OWN_FILE, _SEES_ALL, whole_view=True)
"""The visitor's own changes and own numbers, as steps change them."""


@st.cache_resource(show_spinner=False)
def sample() -> Dataset:
    """The sample county: made up, read only, the same for every visitor."""
    return load_sample().for_showing()


@st.cache_resource(show_spinner=False)
def blank() -> tuple[Dataset, tuple[Problem, ...]]:
    """What a file is read against: catalogue and register with the team's own additions, and no numbers.

    Also the problems of the team's files, if they could not be used; the built-in ones then stand alone.
    """
    problems: tuple[Problem, ...] = ()
    try:
        catalogue, units = load_catalogue(*local_folders()), load_units(*local_folders())
    except Refused as refusal:
        problems = refusal.problems
        catalogue, units = load_catalogue(), load_units()
    return Dataset(Observations(empty_frame()), catalogue, units, label="", made_up=False), problems


def words() -> Words:
    """The visitor's language; Swedish until something else is chosen."""
    return words_of(st.session_state.get(_LANGUAGE, LANGUAGES[0]))


@st.cache_resource(show_spinner=False)
def _sample_changes() -> tuple[Change, ...]:
    return load_changes()


def changes() -> tuple[Change, ...]:
    """The register of changes: the sample county's while it is in view, and the visitor's own.

    One of the visitor's own with the same id stands in the place of the sample's.
    """
    there = _sample_changes() if dataset().made_up else ()
    return tuple({change.id: change for change in (*there, *own_changes())}.values())


def own_changes() -> tuple[Change, ...]:
    """The changes the visitor wrote or opened from a file in this session."""
    return st.session_state.get(_OWN_CHANGES, ())


def keep_changes(more: Iterable[Change]) -> None:
    """Add to the visitor's own changes; one with an id that is there takes its place."""
    st.session_state[_OWN_CHANGES] = tuple({c.id: c for c in (*own_changes(), *more)}.values())


def forget_change(change_id: str) -> None:
    """Let go of one of the visitor's own changes."""
    st.session_state[_OWN_CHANGES] = tuple(c for c in own_changes() if c.id != change_id)


def known_changes(unit: str, indicator: str) -> tuple[Change, ...]:
    """The changes the register holds for a unit that were meant to touch the indicator."""
    return matching(changes(), unit, indicator)


def set_language(language: str) -> None:
    """Keep the visitor's choice of language."""
    st.session_state[_LANGUAGE] = language


def view() -> View:
    """What the visitor is looking at."""
    return st.session_state.get(_VIEW, DEFAULT)


def change_view(**changes: Any) -> None:
    """Look at something else; the address follows when the page is done."""
    st.session_state[_VIEW] = replace(view(), **changes)


def show_view(seen: View, *, keep: Collection[str] = ()) -> None:
    """Look at what an address names; the fields in ``keep`` stay what they were."""
    st.session_state[_VIEW] = replace(seen, **{name: getattr(view(), name) for name in keep})


def own() -> Dataset | None:
    """The visitor's own data, if any were loaded in this session."""
    return st.session_state.get(_OWN)


def own_file() -> OwnFile | None:
    """How the file of the visitor's own data was read; None when it is not known."""
    return st.session_state.get(_OWN_FILE)


def keep_own(dataset: Dataset | None, file: OwnFile | None = None) -> None:
    """Hold the visitor's own data and look at them from the beginning; or let go of them.

    file : how their file was read, None when they come from no file.
    """
    hold_own(dataset, file)
    show_data("own" if dataset is not None else "sample")


def hold_own(dataset: Dataset | None, file: OwnFile | None = None) -> None:
    """Hold the visitor's own data in this session only, and look at what was looked at before."""
    for key in (_OWN_SHOWN, _SEES_ALL):
        st.session_state.pop(key, None)
    for key, value in ((_OWN, dataset), (_OWN_FILE, file)):
        if value is None:
            st.session_state.pop(key, None)
        else:
            st.session_state[key] = value


def show_data(whose: Literal["sample", "own"]) -> None:
    """Look at the sample county or at one's own data, from the beginning."""
    collection = own_uid() if whose == "own" else ""
    st.session_state[_VIEW] = replace(DEFAULT, data=whose, collection=collection, projector=view().projector)


def own_uid() -> str:
    """What the visitor's own data are kept as on this computer; "" where they are in the session only."""
    mine = own()
    held = None if mine is None else mine.observations
    return held.uid if isinstance(held, StoredObservations) else ""


def dataset() -> Dataset:
    """The data in view, as they may be shown: the visitor's own when chosen and loaded, else the sample.

    Everything that a page shows comes from here. ``own`` holds every number, for what keeps or replaces data.
    """
    mine = own()
    if view().data != "own" or mine is None:
        return sample()
    return mine if sees_all() else _shown(mine)


def sees_all() -> bool:
    """Whether the visitor has asked to see every number of their own, small ones too."""
    return st.session_state.get(_SEES_ALL, False)


def see_all(chosen: bool) -> None:
    """Show every number of the visitor's own data, or hide what is small; for these data only."""
    st.session_state[_SEES_ALL] = chosen


def _shown(mine: Dataset) -> Dataset:
    """The visitor's own data as they may be shown, made ready once and let go with the data."""
    known = st.session_state.get(_OWN_SHOWN)
    if known is None or known[0] is not mine:
        known = (mine, mine.for_showing())
        st.session_state[_OWN_SHOWN] = known
    return known[1]


def keep_places(places: Mapping[str, StreamlitPage]) -> None:
    """Remember the pages by name, so that one page can lead to another without losing the session."""
    st.session_state[_PLACES] = places


def place(name: str) -> StreamlitPage | None:
    """A page by name; None when a page runs by itself."""
    return st.session_state.get(_PLACES, {}).get(name)


def theme() -> Literal["light", "dark"]:
    """The theme the visitor's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"
