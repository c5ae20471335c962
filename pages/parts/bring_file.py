"""A file of one's own on the page: chosen, opened, its columns understood, looked at, accepted."""

import streamlit as st

from core.figures.tables import dropped_table, observation_table, problem_table
from core.improvement import Change
from core.observations.dataset import Dataset
from core.observations.own_file import OwnFile
from core.observations.readers.joined import JoinedTable
from core.observations.readers.preamble import about
from core.observations.reading import Reading
from core.remarks import Problem
from core.wording import Words
from core.wording.file import dropped_counts, period_example, value_example
from pages.parts import columns_said, own_indicators, own_numbers, session, small_numbers, undo, upload
from pages.parts.choose_sheet import choose_sheet
from pages.parts.found import changes_in, mapping_of, show_found
from pages.parts.guard import guarded
from pages.parts.live_sources import live_sources
from pages.parts.say import csv_button, escaped, say
from pages.parts.say import table as table_of
from pages.parts.updating import offer_update

_ACCEPTED = "data_accepted"
ROWS_SHOWN = 5
REASONS_SHOWN = 3
"""Reasons told in full at once; more are counted, and told in full when unfolded."""


def bring_file(words: Words) -> bool:
    """A file of one's own: chosen, opened, its columns understood, looked at, accepted.

    Returns whether one stands there: neither accepted nor let go, or refused.
    """
    st.header(words("page.data.load"), anchor=False)
    st.markdown(words("page.data.load_help"))
    against, problems = own_indicators.against(), session.blank()[1]
    if problems:
        st.warning(words("page.data.catalogue_problems"))
        table_of(problem_table(words, problems))
    received = upload.receive(words)
    live_sources(words)
    if upload.refusal():
        st.error(words("page.data.refused"))
        table_of(problem_table(words, upload.refusal()))
    if received is not None:
        _understand(words, received, against)
    return received is not None or bool(upload.refusal())


def _understand(words: Words, received: upload.Upload, against: Dataset) -> None:
    """The file as it was read, its columns, and what comes of it."""
    st.subheader(words("page.data.seen"), anchor=False)
    table = choose_sheet(words, received, against)
    show_found(words, received.opened)
    above = about(table.preamble)
    if above.selection:
        say(words("page.data.selection", what=above.selection))
    if above.day:
        say(words("page.data.extracted", day=above.day))
    upload.choose_read_as(words, received.opened)
    st.dataframe(table.cells.head(ROWS_SHOWN), hide_index=True, width="stretch", height="content")
    st.subheader(words("page.data.mapping"), anchor=False)
    guess = upload.guessed(table, against, received.name)
    first = columns_said.offered(words, table, guess, against)
    described = mapping_of(words, table, first, against, received.name)
    asked = small_numbers.ask(words, table, described, first, said=first is not guess)
    mapping = asked.mapping
    st.subheader(words("page.data.preview"), anchor=False)
    reading, problems = upload.read(words, table, mapping, against, received.name)
    if reading is None:
        st.warning(words("page.data.kept_none"))
        table_of(problem_table(words, problems))
        return
    small_numbers.tell(words, asked, reading, against)
    read_as = (
        period_example(words, table, mapping, reading),
        value_example(words, table, mapping, reading, against.with_reading(reading)),
    )
    say(" ".join(filter(None, read_as)))
    _preview(words, reading, against)
    columns = columns_said.Corrected(table, mapping, guess)
    updates = offer_update(words, reading, against, columns)
    if updates:
        st.caption(words("page.data.replaces"))
    corrected = None if mapping == table.known else mapping
    sheets = table.sheets if isinstance(table, JoinedTable) else ()
    file = OwnFile(received.name, corrected, table.sheet, upload.read_as(), received.also, sheets)
    st.button(
        words("page.data.accept"),
        type="secondary" if updates else "primary",
        on_click=guarded(_accept),
        args=(against.with_reading(reading), file, changes_in(words, table, reading, against), columns),
    )


def _preview(words: Words, reading: Reading, against: Dataset) -> None:
    """How many rows come in, how they read, and what is left out and why."""
    dropped = [problem for problem in reading.problems if problem.severity == "dropped"]
    notes = [problem for problem in reading.problems if problem.severity != "dropped"]
    if dropped:
        _left_out(words, reading, dropped)
    else:
        st.markdown(f"**{words('page.data.kept', n=reading.n_kept, total=words.number(reading.n_rows))}**")
    st.dataframe(
        observation_table(words, reading.preview.head(ROWS_SHOWN), against.with_reading(reading)),
        hide_index=True,
        width="stretch",
        height="content",
    )
    if notes:
        st.markdown(f"**{words('page.data.notes')}**")
        table_of(problem_table(words, notes))


def _left_out(words: Words, reading: Reading, dropped: list[Problem]) -> None:
    """How many rows come in and how many do not, directly followed by why; every one of them is listed."""
    counts, left = dropped_counts(words, dropped)
    left_text = words.number(left)
    st.markdown(f"**{words('page.data.kept_and_dropped', n=reading.n_kept, left=left_text)}**")
    if len(dropped) <= REASONS_SHOWN:
        table_of(problem_table(words, dropped))
    else:
        st.markdown("\n".join(f"- {escaped(line)}" for line in counts))
        with st.expander(words("page.data.dropped_why")):
            table_of(problem_table(words, dropped))
    if len(reading.dropped):
        with st.expander(words("page.data.all_dropped")):
            listed = dropped_table(words, reading)
            st.dataframe(listed, hide_index=True, width="stretch")
            csv_button(
                words("page.data.dropped_save"), listed, words("page.data.dropped_file"), "dropped_save"
            )


def _accept(
    dataset: Dataset, file: OwnFile, changes: tuple[Change, ...], columns: columns_said.Corrected
) -> None:
    columns_said.learn(columns)
    said = "undo.numbers_opened" if session.own() is None else "undo.numbers_replaced"
    with undo.step(said, own_numbers.NUMBERS, session.CHANGES, name=dataset.label):
        session.keep_own(dataset, file)
        session.keep_changes(changes)
    upload.let_go()
    st.session_state[_ACCEPTED] = True


def just_accepted() -> bool:
    """Whether a file was accepted right before this run; told once."""
    return bool(st.session_state.pop(_ACCEPTED, False))
