"""Adding to the catalogue by file: downloaded, edited in a spreadsheet, checked when it comes back, kept."""

from collections.abc import Callable
from contextlib import nullcontext

import streamlit as st

from core.figures.tables import problem_table
from core.indicators.added import FILE, added_indicators, indicators_csv
from core.remarks import Problem, Refused
from core.wording import Words
from pages.parts import own_indicators, session, store_here, undo
from pages.parts.guard import guarded
from pages.parts.held import Part
from pages.parts.say import escaped, say
from pages.parts.say import table as table_of

_ROUND, _PROBLEMS = "catalogue_round", "catalogue_problems"


def edit_by_file(words: Words) -> None:
    """Download, upload and what came of it; folded away until someone wants it."""
    expander = st.expander(
        words("catalogue.edit"), icon=":material/edit_note:", key="catalogue_edit", on_change="rerun"
    )
    if not expander.open:
        return
    known = session.blank()[0].catalogue
    with expander:
        lasts = "catalogue.lasts_here" if store_here.allowed() else "catalogue.lasts"
        say(f"{words('catalogue.edit_help')} {words(lasts)}")
        st.download_button(
            words("catalogue.download"),
            indicators_csv((*known, *own_indicators.added())),
            file_name=FILE,
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        with st.container(key="catalogue_file"):
            chosen = st.file_uploader(words("catalogue.upload"), key=f"catalogue_file_{_round()}")
        if chosen is not None:
            _take(words, chosen.name, chosen.getvalue())
        _keep_or_forget(words)


def _take(words: Words, name: str, content: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        new = added_indicators(content, name, session.blank()[0].catalogue)
    except Refused as refusal:
        new, problems = (), refusal.problems
    if problems:
        st.error(words("catalogue.refused"))
        table_of(problem_table(words, problems))
    elif not new:
        st.info(words("catalogue.nothing_new"))
    else:
        if new != (known := own_indicators.added()):
            step = undo.step("undo.catalogue_replaced", own_indicators.ADDED, _UPLOADER)
            with step if known else nullcontext():
                own_indicators.hold(new)
            st.rerun()
        names = words.some(one.name.in_(words.language) for one in new)
        st.success(escaped(words("catalogue.new", n=len(new), names=names)))


def _keep_or_forget(words: Words) -> None:
    """What is to become of the additions; and why the latest choice could not be followed."""
    problems = st.session_state.pop(_PROBLEMS, ())
    if problems:
        table_of(problem_table(words, problems))
    if not own_indicators.added():
        return
    kept = own_indicators.are_kept()
    if kept:
        st.caption(words("catalogue.kept", n=len(own_indicators.added())))
    with st.container(horizontal=True):
        if store_here.allowed() and not kept:
            st.button(
                words("catalogue.keep"),
                icon=":material/save:",
                key="catalogue_keep",
                on_click=_tried(own_indicators.keep),
            )
        st.button(
            words("catalogue.forget"), key="catalogue_forget", on_click=_tried(_forget), type="tertiary"
        )


def _forget() -> None:
    with undo.step("undo.catalogue_forgotten", own_indicators.ADDED):
        own_indicators.forget()
    _empty_uploader()


def _empty_uploader(_: object = None) -> None:
    """The file in the uploader would be read again."""
    st.session_state[_ROUND] = _round() + 1


_UPLOADER = Part(lambda: None, _empty_uploader)


def _tried(callback: Callable[[], None]) -> Callable[[], None]:
    """A callback whose refusal is told."""

    @guarded
    def safe() -> None:
        try:
            callback()
        except Refused as refusal:
            st.session_state[_PROBLEMS] = refusal.problems

    return safe


def _round() -> int:
    return st.session_state.get(_ROUND, 0)
