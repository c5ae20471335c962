"""Open numbers fetched when a person asks for them: folded away, told plainly, stopped at a click.

The question is answered by a job beside the page, so that nothing stands still and enough is enough at once.
What comes is handed on as a file that the visitor has chosen, and goes the same way from there.
"""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.figures.tables import problem_table
from core.observations.live import ask
from core.observations.live.fetched import Fetched
from core.observations.live.job import Job
from core.observations.live.sources import SOURCE_IDS, SOURCES, is_offline
from core.observations.readers import open_files
from core.remarks import Problem, Refused
from core.wording import Words
from pages.parts import live_questions, upload
from pages.parts.guard import guarded, told
from pages.parts.live_questions import Begun
from pages.parts.say import escaped, say
from pages.parts.say import table as table_of
from pages.parts.verdict_parts import folded

_RUNNING, _SAID, _GOT = "live_running", "live_said", "live_got"
_EVERY = 0.5


@dataclass(frozen=True, slots=True)
class _Said:
    """Why nothing came: problems, a stop, or neither, which is a failure of our own."""

    problems: tuple[Problem, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class _Got:
    """What came, and the round of the upload that it was handed to."""

    fetched: Fetched
    handed: str


@st.cache_resource(show_spinner=False)
def _paces() -> ask.Paces:
    """One pace for all who use this server: the sources see one machine."""
    return ask.paces()


def live_sources(words: Words) -> None:
    """The part of the page; not there at all when the setting says that nobody may be asked."""
    if is_offline():
        return
    part = folded(words("live.open"), "live_part", "cloud_download")
    if part is None:
        return
    with part:
        st.markdown(words("live.promise"))
        running: tuple[Begun, Job[Any]] | None = st.session_state.get(_RUNNING)
        busy = running is not None and not running[1].state.finished
        if running is not None and not busy:
            _finish(*running)
        _choose(words, busy)
        if running is not None and busy:
            st.fragment(_progress, run_every=_EVERY)(words, *running)
        else:
            _outcome(words)


def _choose(words: Words, busy: bool) -> None:
    """The source, and what is asked of it; a press on a button begins a job."""
    names = {id_: SOURCES[id_].name for id_ in SOURCE_IDS}
    chosen = st.radio(
        words("live.source"),
        SOURCE_IDS,
        format_func=lambda id_: names[id_],
        horizontal=True,
        key="live_source",
    )
    begin = live_questions.question(words, SOURCES[chosen], _paces(), busy)
    if begin is not None:
        st.session_state.pop(_SAID, None)
        st.session_state[_RUNNING] = (begin, Job(begin.work))
        st.rerun()


def _progress(words: Words, begun: Begun, job: Job[Any]) -> None:
    """How far it has come, and the button that ends it."""
    state = job.state
    if state.finished:
        st.rerun()
    text = words("live.asking", source=begun.source.name)
    if state.of:
        text = words("live.progress", source=begun.source.name, done=state.done, of=state.of)
    st.html(f'<p role="status" style="margin: 0">{text}</p>')
    st.progress(state.done / state.of if state.of else 0.0)
    st.button(words("live.stop"), key="live_stop", on_click=guarded(_stop), args=(job,))


def _stop(job: Job[Any]) -> None:
    job.stop()


def _finish(begun: Begun, job: Job[Any]) -> None:
    """Take what a finished job has come to."""
    st.session_state.pop(_RUNNING, None)
    state = job.state
    if state.error is not None:
        told(state.error, "live")
    if state.answer is None:
        st.session_state[_SAID] = _Said(state.problems, state.stopped)
    elif isinstance(state.answer, Fetched):
        _hand_on(state.answer)
    else:
        live_questions.learn(begun, state.answer)
        st.rerun()


def _hand_on(fetched: Fetched) -> None:
    """Give what came to the reader of files, as a file that the visitor has chosen."""
    files = [(one.name, one.content) for one in fetched.documents]
    try:
        opened = open_files(files)
    except Refused as refusal:
        st.session_state[_SAID] = _Said(refusal.problems)
        return
    upload.hand_over(upload.Upload(files[0][0], opened, tuple(name for name, _ in files[1:])))
    st.session_state[_GOT] = _Got(fetched, upload.upload_key("live"))
    st.rerun()


def _outcome(words: Words) -> None:
    """What came of the latest question."""
    said: _Said | None = st.session_state.get(_SAID)
    if said is not None:
        if said.stopped:
            st.info(words("live.stopped"))
        else:
            st.error(words("live.failed"))
            if said.problems:
                table_of(problem_table(words, said.problems))
    got: _Got | None = st.session_state.get(_GOT)
    if got is None:
        return
    if got.handed != upload.upload_key("live"):  # accepted, or let go for another file
        st.session_state.pop(_GOT)
        return
    _told(words, got.fetched)


def _told(words: Words, fetched: Fetched) -> None:
    st.success(words("live.got", n=fetched.n_values, source=fetched.source.name))
    say(words("live.next"))
    if fetched.problems:
        st.markdown(f"**{words('live.partly')}**")
        table_of(problem_table(words, fetched.problems))
    with st.container(horizontal=True):
        for i, one in enumerate(fetched.documents):
            st.download_button(
                escaped(words("live.save", name=one.name)),
                one.content,
                file_name=one.name,
                mime="application/json",
                on_click="ignore",
                icon=":material/download:",
                key=f"live_save_{i}",
            )
        st.button(words("live.forget"), on_click=guarded(upload.let_go), type="tertiary", key="live_forget")
