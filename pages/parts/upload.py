"""One file on its way in: chosen, opened, refused or read. Held in the session until accepted or let go.

A refused file is let go at once, also by Streamlit's server, which otherwise keeps its bytes. What the file
said stays nowhere; only the problems do, which hold codes and places.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.observations.dataset import Dataset
from core.observations.guess import guess_mapping, likeliest_table
from core.observations.mapping import Mapping
from core.observations.progress import Progress, untold
from core.observations.readers import Opened, RawTable, ReadAs, belong_together, delimited, open_files
from core.observations.readers.content import takes_long
from core.observations.reading import Reading, read_observations
from core.observations.sheets import Sheets, sheets_of
from core.remarks import Problem, Refused
from core.wording import Words
from pages.parts import attention
from pages.parts.say import escaped, say
from pages.parts.stoppable import stoppable

_ROUND, _FILE, _OPENED = "upload_round", "upload_file", "upload_opened"
_HANDED = "upload_handed"
_READ, _REFUSAL, _STOPPED = "upload_read", "upload_refusal", "upload_stopped"
_GUESSED, _LIKELIEST, _SHEETS = "upload_guessed", "upload_likeliest", "upload_sheets"
_CHOOSE = '[class*="st-key-upload_"] [data-testid="stFileUploader"] button'
_HELD = (_OPENED, _READ, _GUESSED, _LIKELIEST, _SHEETS)

MANY_ROWS = 300_000
"""Rows that take from half a second to read: from so many on there is a way to stop."""

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that could be opened; several chosen together go by the name of the first.

    also : the others that were read with it; passed_over : how many were chosen before and not read
    """

    name: str
    opened: Opened
    also: tuple[str, ...] = ()
    passed_over: int = 0


def receive(words: Words) -> Upload | None:
    """Let the visitor choose a file, or several pages of one answer; None until they could be opened."""
    chosen = st.file_uploader(
        words("page.data.uploader"), key=f"upload_{_round()}", accept_multiple_files=True
    )
    if not chosen and (handed := st.session_state.get(_HANDED)) is not None:
        return handed
    st.session_state.pop(_HANDED, None)
    if not chosen:
        for key in _HELD:
            st.session_state.pop(key, None)
        _tell_stopped(words)
        return None
    for key in (_REFUSAL, _STOPPED):
        st.session_state.pop(key, None)
    st.session_state[_FILE] = tuple(one.file_id for one in chosen)
    question = (st.session_state[_FILE], read_as())
    known = st.session_state.get(_OPENED)
    if known is None or known[0] != question:
        files = [(one.name, one.getvalue()) for one in chosen]
        try:
            with _opening(words, files) as progress:
                known = (question, _opened(files, question[1], progress))
        except Refused as refusal:
            let_go()
            st.session_state[_REFUSAL] = refusal.problems
            st.rerun()
        st.session_state[_OPENED] = known
    if known[1].passed_over:
        say(words("page.data.only_last", name=known[1].name))
    return known[1]


@contextmanager
def _opening(words: Words, files: list[tuple[str, bytes]]) -> Iterator[Progress]:
    """That the files are being opened; of large ones how far it has come, with a way to stop."""
    if any(takes_long(data) for _, data in files):
        with _stoppable(words, "page.data.working", "open", files[-1][0]) as progress:
            yield progress
    else:
        with st.spinner(words("page.data.working")):
            yield untold


def _opened(files: list[tuple[str, bytes]], how: ReadAs, progress: Progress = untold) -> Upload:
    """Parts of one answer together; of other files the one chosen last, as if it had replaced the others."""
    together = belong_together(data for _, data in files)
    read = files if together else files[-1:]
    names = tuple(name for name, _ in read)
    return Upload(names[0], open_files(read, how, progress), names[1:], len(files) - len(read))


def _stoppable(words: Words, doing: str, part: str, name: str) -> AbstractContextManager[Progress]:
    """doing : the key of what is told to be going on"""
    stop = words("page.data.stop_reading")
    return stoppable(words(doing), stop, f"upload_stop_{part}", _stop, (name,))


def _stop(name: str) -> None:
    """Let go of the file that was being read. The press has begun a new run; the one that reads ends itself.

    What had the focus is gone: it goes to where the file can be chosen again.
    """
    let_go()
    st.session_state[_STOPPED] = name
    attention.move_focus(_CHOOSE)


def _tell_stopped(words: Words) -> None:
    name = st.session_state.get(_STOPPED)
    if name is not None:
        st.info(escaped(words("page.data.reading_stopped", name=name)), icon=":material/stop_circle:")


def hand_over(received: Upload) -> None:
    """Take in a file that was fetched for the visitor; from here on it is like one from their machine."""
    let_go()
    st.session_state[_HANDED] = received


def choose_read_as(words: Words, opened: Opened) -> None:
    """Encoding and delimiter of a text file as they were found out, for a person to correct."""
    if opened.reader != delimited.NAME or "encoding" not in opened.facts:
        return
    left, right = st.columns(2)
    with left:
        st.selectbox(
            words("page.data.fact_encoding"),
            ["", *delimited.ENCODINGS],
            format_func=lambda name: name or words("page.data.found_out", what=opened.facts["encoding"]),
            key=upload_key("encoding"),
        )
    with right:
        found = delimiter_name(words, str(opened.facts["delimiter"]))
        st.selectbox(
            words("page.data.fact_delimiter"),
            ["", *delimited.DELIMITERS],
            format_func=lambda sign: (
                delimiter_name(words, sign) if sign else words("page.data.found_out", what=found)
            ),
            key=upload_key("delimiter"),
        )


def delimiter_name(words: Words, sign: str) -> str:
    """A delimiter by name: a tab cannot be seen."""
    name = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}.get(sign)
    return words(f"page.data.delimiter_{name}") if name else sign


def read_as() -> ReadAs:
    """What the visitor has said about how the file in the uploader is written; nothing for a new one."""
    state = st.session_state
    return ReadAs(state.get(upload_key("encoding")) or None, state.get(upload_key("delimiter")) or None)


def refusal() -> tuple[Problem, ...]:
    """Why the latest file was refused; empty when it was not."""
    return st.session_state.get(_REFUSAL, ())


def let_go() -> None:
    """Forget the file: what was opened and read of it, and the server's own copy of its bytes.

    A new key alone empties the uploader on the page but not in the server, which would keep the bytes until
    the session ends.
    """
    context, file_ids = get_script_run_ctx(), st.session_state.pop(_FILE, ())
    files = None if context is None else context.uploaded_file_mgr
    if context is not None and isinstance(files, MemoryUploadedFileManager):
        for file_id in file_ids:
            files.remove_file(session_id=context.session_id, file_id=file_id)
    for key in (*_HELD, _HANDED, _REFUSAL, _STOPPED):
        st.session_state.pop(key, None)
    st.session_state[_ROUND] = _round() + 1


def sheets(opened: Opened, against: Dataset, called: str) -> Sheets:
    """The sheets as they are offered, and those that can be read together."""
    return _once(_SHEETS, opened, lambda: sheets_of(opened.tables, against, called))


def likeliest(found: Sheets, against: Dataset) -> int:
    """Position of the sheet to open first, of those that are offered."""
    return _once(_LIKELIEST, found, lambda: likeliest_table(found.offered, against))


def guessed(table: RawTable, against: Dataset, called: str) -> Mapping:
    """What the columns of the table seem to mean."""
    return _once(_GUESSED, table, lambda: guess_mapping(table, against, called))


def _once(key: str, of: object, compute: Callable[[], _Answer]) -> _Answer:
    """The answer about ``of``, computed once while the same file or sheet is looked at."""
    known = st.session_state.get(key)
    if known is None or known[0] is not of:
        known = (of, compute())
        st.session_state[key] = known
    return known[1]


def read(
    words: Words, table: RawTable, mapping: Mapping, against: Dataset, label: str
) -> tuple[Reading | None, tuple[Problem, ...]]:
    """The table read by a mapping, or why it cannot be; the same question is answered once.

    A file that turns out to be about persons when it is read is let go like one that is refused at the door.
    """
    known = st.session_state.get(_READ)
    if known is None or known[0] is not table or known[1] != mapping:
        try:
            known = (table, mapping, _rows_read(words, table, mapping, against, label), ())
        except Refused as refused:
            if any(_about_persons(problem) for problem in refused.problems):
                let_go()
                st.session_state[_REFUSAL] = refused.problems
                st.rerun()
            known = (table, mapping, None, refused.problems)
        st.session_state[_READ] = known
    return known[2], known[3]


def _rows_read(words: Words, table: RawTable, mapping: Mapping, against: Dataset, label: str) -> Reading:
    """The rows; of many, how far it has come is told, with a way to stop."""
    if len(table) < MANY_ROWS:
        return read_observations(table, mapping, against, label)
    with _stoppable(words, "page.data.working_rows", "rows", label) as progress:
        return read_observations(table, mapping, against, label, progress)


def upload_key(name: str) -> str:
    """A widget key that is new for every file, so that no choice of an earlier file lingers."""
    return f"upload_{_round()}_{name}"


def _about_persons(problem: Problem) -> bool:
    return problem.code.startswith("person_") or problem.code == "one_row_per_person"


def _round() -> int:
    return st.session_state.get(_ROUND, 0)
