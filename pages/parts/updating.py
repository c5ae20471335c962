"""A newer file laid over the numbers that are open: what would change, the change, and taking it back."""

from dataclasses import replace

import streamlit as st

from core.figures.tables import problem_table
from core.figures.update_table import revised_table
from core.observations.aligned import aligned
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.reading import Reading
from core.observations.store.stored import HELD_WHOLE
from core.observations.update import Difference, difference, updated
from core.remarks import Problem, Refused
from core.wording import Words
from core.wording.update import what_changes
from pages.parts import columns_said, session, store_here, upload
from pages.parts.guard import guarded
from pages.parts.kept import kept
from pages.parts.say import csv_button, escaped
from pages.parts.say import table as table_of

_BEFORE, _REFUSED = "own_before", "update_refused"


def offer_update(words: Words, reading: Reading, against: Dataset, columns: columns_said.Corrected) -> bool:
    """What the file changes in the numbers that are open, and a button that changes them.

    Returns whether the visitor has numbers of their own open, which a file can be laid over.
    """
    mine = session.own()
    if mine is None:
        return False
    newer = against.with_reading(reading)
    new = (reading.indicators, reading.units)
    digest = f"{mine.observations.digest} {newer.observations.digest} {new}"
    told, problems = kept("update", digest, lambda: _told(newer, mine, against))
    with st.container(border=True):
        st.markdown(f"**{escaped(words('update.title', name=mine.label))}**")
        if told is None:
            table_of(problem_table(words, problems))
            return True
        st.markdown("\n".join(f"- {escaped(line)}" for line in what_changes(words, told, mine, newer)))
        _revised(words, told, mine, newer, against)
        st.button(
            words("update.do"),
            icon=":material/update:",
            type="primary",
            on_click=guarded(_update),
            args=(newer, mine, against, columns),
            disabled=told.is_empty,
        )
    return True


def offer_undo(words: Words) -> None:
    """Take back an update of numbers that are in this session only; and why the latest one was refused."""
    refused = st.session_state.pop(_REFUSED, ())
    if refused:
        table_of(problem_table(words, refused))
    before = st.session_state.get(_BEFORE)
    if before is not None and before[0] is session.own():
        st.button(words("update.undo"), icon=":material/undo:", on_click=guarded(_undo), key="undo_update")


def _told(newer: Dataset, mine: Dataset, base: Dataset) -> tuple[Difference | None, tuple[Problem, ...]]:
    try:
        return difference(mine.observations, _rows(aligned(newer, mine, base))), ()
    except Refused as refused:
        return None, refused.problems


def _revised(words: Words, told: Difference, mine: Dataset, newer: Dataset, base: Dataset) -> None:
    """The revised values as they may be shown, before and after; folded."""
    if not told.count("revised") or not _in_memory(mine):
        return
    part = st.expander(words("update.revised_values"), key="update_revised", on_change="rerun")
    if part.open:
        with part:
            after = _joined(newer, mine, base)
            frame = revised_table(words, told, mine.for_showing(), after.for_showing())
            st.dataframe(frame, hide_index=True, width="stretch")
            csv_button(words("update.save_revised"), frame, words("update.revised_file"), "revised_save")


def _update(newer: Dataset, mine: Dataset, base: Dataset, columns: columns_said.Corrected) -> None:
    columns_said.learn(columns)
    number = store_here.number_of(mine)
    there = store_here.store() if number is not None else None
    if there is not None and number is not None:
        try:
            there.load(number, newer, base)
        except Refused as refused:
            st.session_state[_REFUSED] = refused.problems
            return
        columns_said.keep_in(there)
        session.keep_own(there.dataset(number, base))
    else:
        after = _joined(newer, mine, base)
        file = session.own_file()
        session.keep_own(after)
        st.session_state[_BEFORE] = (after, mine, file)
    upload.let_go()


def _undo() -> None:
    _, mine, file = st.session_state.pop(_BEFORE)
    session.keep_own(mine, file)


def _joined(newer: Dataset, mine: Dataset, base: Dataset) -> Dataset:
    fitting = aligned(newer, mine, base)
    rows = updated(_rows(mine), _rows(fitting))
    return replace(fitting, observations=rows, label=mine.label)


def _in_memory(dataset: Dataset) -> bool:
    return len(dataset.observations) <= HELD_WHOLE


def _rows(dataset: Dataset) -> Observations:
    held = dataset.observations
    return held if isinstance(held, Observations) else Observations(held.frame, checked=True)
