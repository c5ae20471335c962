"""A newer file laid over the numbers that are open: what would change, the change, and taking it back."""

from dataclasses import dataclass, replace

import streamlit as st

from core.figures.tables import problem_table
from core.figures.update_table import revised_table
from core.indicators.text import Text
from core.observations.aligned import aligned, hidden_for_both
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.own_file import OwnFile
from core.observations.reading import Reading
from core.observations.small_numbers import HIDE_BELOW
from core.observations.store.stored import HELD_WHOLE, changed
from core.observations.update import Difference, difference, updated
from core.remarks import Problem, Refused
from core.wording import Words
from core.wording.update import what_changes
from pages.parts import columns_said, session, store_here, upload
from pages.parts.guard import guarded
from pages.parts.kept import kept
from pages.parts.say import csv_button, escaped
from pages.parts.say import table as table_of

_BEFORE, _REFUSED, _SAID = "own_before", "update_refused", "update_said"


@dataclass(frozen=True, slots=True, eq=False)
class _Updated:
    """What an update came to, and what it can be taken back to: what is kept, by the store itself.

    before, file : numbers of the session only, and how their file was read
    """

    after: Dataset
    before: Dataset | None = None
    file: OwnFile | None = None


def offer_update(words: Words, reading: Reading, against: Dataset, columns: columns_said.Corrected) -> bool:
    """What the file changes in the numbers that are open, and a button that changes them.

    Returns whether the visitor has numbers of their own open, which a file can be laid over.
    """
    mine = session.own()
    if mine is None:
        return False
    newer = against.with_reading(reading)
    new = (reading.indicators, reading.units)
    limits = tuple((one.id, one.suppress_below) for one in mine.indicators())
    digest = f"{mine.observations.digest} {newer.observations.digest} {new} {limits}"
    told, hidden, problems = kept("update", digest, lambda: _told(newer, mine, against))
    with st.container(border=True):
        st.markdown(f"**{escaped(words('update.title', name=mine.label))}**")
        if told is None:
            table_of(problem_table(words, problems))
            return True
        lines = what_changes(words, told, mine, newer)
        if hidden and not told.is_empty:
            names = words.some(name.in_(words.language) for name in hidden)
            lines.append(words("small.hide_again", most=HIDE_BELOW - 1, names=names))
        st.markdown("\n".join(f"- {escaped(line)}" for line in lines))
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
    """What came of the latest update, and a button that takes it back while its numbers are open."""
    refused = st.session_state.pop(_REFUSED, ())
    if refused:
        table_of(problem_table(words, refused))
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(words(said))
    updated: _Updated | None = st.session_state.get(_BEFORE)
    if updated is not None and updated.after is session.own():
        st.button(words("update.undo"), icon=":material/undo:", on_click=guarded(_undo), key="undo_update")


def _told(
    newer: Dataset, mine: Dataset, base: Dataset
) -> tuple[Difference | None, tuple[Text, ...], tuple[Problem, ...]]:
    """What would change, the measures whose small counts one of the two hides, and why it cannot be."""
    try:
        hidden = tuple(one.name for one in hidden_for_both(newer, mine, base))
        return difference(mine.observations, _rows(aligned(newer, mine, base))), hidden, ()
    except Refused as refused:
        return None, (), refused.problems


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
        after = _Updated(there.dataset(number, base))
    else:
        after = _Updated(_joined(newer, mine, base), mine, session.own_file())
    session.keep_own(after.after)
    st.session_state[_BEFORE], st.session_state[_SAID] = after, "update.done"
    upload.let_go()


def _undo() -> None:
    updated: _Updated = st.session_state.pop(_BEFORE)
    if updated.before is not None:
        session.keep_own(updated.before, updated.file)
    elif not _taken_back(updated.after):
        return
    st.session_state[_SAID] = "update.undone"


def _taken_back(mine: Dataset) -> bool:
    """Undo the latest load of what is kept; not when another window has changed it since."""
    try:
        there, number = store_here.store(), store_here.number_of(mine)
        if there is None or number is None:
            return False
        if not store_here.is_current(mine, there, number):
            raise changed()
        there.undo(number)
        session.keep_own(there.dataset(number, session.blank()[0]))
    except Refused as refused:
        st.session_state[_REFUSED] = refused.problems
        return False
    return True


def _joined(newer: Dataset, mine: Dataset, base: Dataset) -> Dataset:
    fitting = aligned(newer, mine, base)
    rows = updated(_rows(mine), _rows(fitting))
    return replace(fitting, observations=rows, label=mine.label)


def _in_memory(dataset: Dataset) -> bool:
    return len(dataset.observations) <= HELD_WHOLE


def _rows(dataset: Dataset) -> Observations:
    held = dataset.observations
    return held if isinstance(held, Observations) else Observations(held.frame, checked=True)
