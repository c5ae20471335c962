"""Whether small counts of one's own measures are shown, changed after their file was read."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from core.figures.tables import problem_table
from core.indicators import Catalogue, Indicator
from core.observations.dataset import Dataset
from core.observations.own_file import OwnFile
from core.observations.small_numbers import HIDE_BELOW, limited
from core.observations.store.stored import changed
from core.remarks import Refused
from core.wording import Words
from pages.parts import own_indicators, session, store_here
from pages.parts.guard import guarded
from pages.parts.say import table as table_of

_CHOSEN, _REFUSED = "small_chosen", "small_refused"


def offer_choice(words: Words) -> None:
    """The measures that a file in view described, and those of them whose small counts are hidden."""
    refused = st.session_state.pop(_REFUSED, ())
    if refused:
        table_of(problem_table(words, refused))
    mine = session.own()
    measures = () if mine is None or session.dataset().made_up else described_in(mine)
    if not measures:
        return
    names = {one.id: one.name.in_(words.language) for one in measures}
    st.session_state[_CHOSEN] = [one.id for one in measures if one.suppress_below > 1]
    st.multiselect(
        words("small.change", most=HIDE_BELOW - 1),
        list(names),
        format_func=lambda one: names[one],
        placeholder=words("small.change_none"),
        key=_CHOSEN,
        on_change=_take,
    )
    st.caption(words("small.change_help"))


def described_in(mine: Dataset) -> tuple[Indicator, ...]:
    """The measures with numbers that no catalogue holds: they were described when their file was read."""
    known = own_indicators.against().catalogue
    return tuple(one for one in mine.indicators() if one.id not in known)


@guarded
def _take() -> None:
    mine = session.own()
    if mine is None:
        return
    chosen = st.session_state[_CHOSEN]
    limits = {
        one.id: HIDE_BELOW if one.id in chosen else 0
        for one in described_in(mine)
        if (one.suppress_below > 1) != (one.id in chosen)
    }
    try:
        session.hold_own(*_changed(mine, limits))
    except Refused as refusal:
        st.session_state[_REFUSED] = refusal.problems


def _changed(mine: Dataset, limits: Mapping[str, int]) -> tuple[Dataset, OwnFile | None]:
    """The numbers under other limits, and how their file is read so. Raises Refused for what has gone on.

    limits : indicator id -> ``suppress_below``
    """
    anew = [replace(mine.catalogue[one], suppress_below=below) for one, below in limits.items()]
    number = store_here.number_of(mine)
    if number is not None:
        there = store_here.store()
        if there is None or not store_here.is_current(mine, there, number):
            raise changed()
        there.describe(number, anew)
        return there.dataset(number, session.blank()[0]), None
    by_id = {one.id: one for one in anew}
    after = replace(mine, catalogue=Catalogue(by_id.get(one.id, one) for one in mine.catalogue))
    file = session.own_file()
    if file is None or file.mapping is None:
        return after, None  # what the file says itself is not what is shown any longer
    return after, replace(file, mapping=limited(file.mapping, anew))
