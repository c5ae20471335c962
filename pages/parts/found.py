"""A file of a known source on the page: what it was found to hold, and its columns, which it knows itself."""

import streamlit as st

from core.improvement import Change, read_changes
from core.observations.dataset import Dataset
from core.observations.mapping import Mapping
from core.observations.readers import Opened, RawTable
from core.observations.readers.stored import StoredTable
from core.observations.reading import Reading
from core.remarks import Refused
from core.wording import Words
from core.wording.known_file import file_contents
from pages.parts.mapping_form import mapping_form
from pages.parts.say import escaped, say


def show_found(words: Words, opened: Opened) -> None:
    """One line of what was found; nothing for a file of no known source."""
    told = file_contents(words, opened.reader, opened.facts)
    if told:
        st.success(escaped(told), icon=":material/verified:")


def mapping_of(words: Words, table: RawTable, guess: Mapping, against: Dataset, called: str) -> Mapping:
    """What the columns mean: asked for, or, when the file itself says it, only open to correction."""
    if isinstance(table, StoredTable):
        say(words("page.data.own_format"))
        if table.changes:
            say(words("page.data.with_changes"))
        return guess
    if table.known is None:
        st.markdown(words("page.data.mapping_help"))
        return mapping_form(words, table, guess, against, called)
    say(words("page.data.known_columns"))
    with st.expander(words("page.data.known_change"), icon=":material/edit:"):
        return mapping_form(words, table, guess, against, called)


def changes_in(words: Words, table: RawTable, reading: Reading, against: Dataset) -> tuple[Change, ...]:
    """The changes saved with the numbers; those of units or indicators not known here are left out."""
    if not isinstance(table, StoredTable) or not table.changes:
        return ()
    whole = against.with_reading(reading)
    try:
        found = read_changes(table.changes)
    except Refused:
        st.warning(words("page.data.changes_unreadable"))
        return ()
    placed = tuple(
        change
        for change in found
        if all(unit in whole.units for unit in change.units)
        and all(indicator in whole.catalogue for indicator in change.indicators)
    )
    if len(placed) < len(found):
        st.caption(words("page.data.changes_left_out", n=len(found) - len(placed)))
    return placed
