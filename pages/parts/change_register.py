"""The register of changes: keep one's own, save all to a file, open such a file."""

import streamlit as st

from core.improvement import Change, read_changes, write_changes
from core.improvement.change_register import InMemoryRegister, fresh_id
from core.indicators.text import Text
from core.remarks import Refused
from core.wording import Words
from pages.parts import session, undo
from pages.parts.change_form import OWN, Tested, ask_name, fields_of, label, smallest_of
from pages.parts.guard import guarded
from pages.parts.held import of_session
from pages.parts.say import escaped, say
from pages.parts.verdict_parts import folded

_ROUND, _READ, _REFUSED = "changes_round", "changes_read", "changes_refused"
FILE = "forandringar.csv"
_SAID_OF_FILE = of_session(_READ)
LARGEST = 2
"""Megabytes of such a file: ten thousand changes."""


def show_register(words: Words, tested: Tested) -> None:
    """Folded away until someone wants it."""
    part = folded(words("change.register"), "register_part", "edit_note")
    if part is None:
        return
    with part:
        say(words("change.register_about"))
        if not session.changes():
            say(words("change.register_empty"))
        if tested.change is None:
            _keep_this(words, tested)
        changes = session.changes()
        if changes:
            st.markdown("\n".join(f"- {escaped(label(words, change))}" for change in changes))
            st.download_button(
                words("change.save"),
                data=write_changes(changes),
                file_name=FILE,
                mime="text/csv",
                icon=":material/download:",
                key="save_changes",
                on_click="ignore",
            )
        _open(words)
        _forget(words)


def _keep_this(words: Words, tested: Tested) -> None:
    """One's own change into the register, under the name it was given."""
    if not session.view().what:
        st.caption(words("change.name_first"))
        ask_name(words, "register_what")
    st.button(
        words("change.keep"),
        icon=":material/bookmark_add:",
        key="keep_change",
        on_click=_keep,
        args=(tested,),
        disabled=not session.view().what,
    )


@guarded
def _keep(tested: Tested) -> None:
    view, asked, roles = session.view(), tested.asked, _by_role(tested)
    change = Change(
        id=fresh_id(InMemoryRegister(session.changes()), asked.units[0], asked.starts[0][1]),
        units=asked.units,
        start=asked.starts[0][1],
        name=Text(view.what, view.what),
        expected=asked.expected,
        outcome=roles["outcome"],
        process=roles["process"],
        balancing=roles["balancing"],
        started_because_bad=asked.started_because_bad,
        smallest_change=smallest_of(view),
        picked_from_chart=asked.picked_from_chart,
    )
    with undo.step("undo.change_kept", session.CHANGES, name=change.name):
        session.keep_changes((change,))
        session.change_view(**fields_of(change))


def _by_role(tested: Tested) -> dict[str, tuple[str, ...]]:
    """The chosen indicator is the outcome; further measures have the role that the catalogue gives them."""
    catalogue = tested.chosen.dataset.catalogue
    found: dict[str, tuple[str, ...]] = {"outcome": (tested.asked.indicator,), "process": (), "balancing": ()}
    for one in session.view().measures:
        if one in catalogue and one != tested.asked.indicator:
            role = catalogue[one].role if catalogue[one].role in found else "outcome"
            found[role] += (one,)
    return found


def _open(words: Words) -> None:
    """A file of changes; what was there stays if it cannot be used."""
    st.file_uploader(
        words("change.open"),
        max_upload_size=LARGEST,
        key=f"changes_file_{st.session_state.get(_ROUND, 0)}",
        on_change=_take_file,
    )
    if (read := st.session_state.get(_READ)) is not None:
        st.success(words("change.opened", n=read))
    problems = st.session_state.get(_REFUSED, ())
    if problems:
        st.error(words("change.refused"))
        for problem in problems:
            what, remedy = words.problem(problem)
            st.markdown(f"- {escaped(what)} {escaped(remedy)}")


@guarded
def _take_file() -> None:
    """Read the file at once and let go of it: only the changes or the problems stay."""
    at = st.session_state.get(_ROUND, 0)
    file = st.session_state.get(f"changes_file_{at}")
    if file is None:
        return
    dataset = session.dataset()
    st.session_state[_ROUND] = at + 1
    st.session_state.pop(_READ, None)
    st.session_state.pop(_REFUSED, None)
    try:
        changes = read_changes(file.getvalue(), dataset.catalogue, dataset.units, some=True)
    except Refused as refusal:
        st.session_state[_REFUSED] = refusal.problems
        return
    with undo.step("undo.changes_opened", session.CHANGES, _SAID_OF_FILE, n=len(changes)):
        session.keep_changes(changes)
        st.session_state[_READ] = len(changes)


def _forget(words: Words) -> None:
    own = {change.id: change for change in session.own_changes()}
    if not own:
        return
    chosen = st.selectbox(
        words("change.forget_which"),
        list(own),
        format_func=lambda key: label(words, own[key]),
        key="forget_change",
    )
    st.button(words("change.forget"), icon=":material/delete:", on_click=_forget_one, args=(chosen,))


@guarded
def _forget_one(change_id: str) -> None:
    gone = next((change for change in session.own_changes() if change.id == change_id), None)
    if gone is None:
        return
    with undo.step("undo.change_removed", session.CHANGES, name=gone.name):
        session.forget_change(change_id)
        if session.view().change == change_id:
            session.change_view(change=OWN)
