"""What is kept on this computer: open it, look back, undo, save a copy, forget. Folded until asked for."""

import io
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec

import streamlit as st

from core.figures.tables import problem_table
from core.observations.store.archive import export, restore
from core.observations.store.store import Collection, Store
from core.remarks import Problem, Refused
from core.wording import Words
from core.wording.update import load_told
from pages.parts import columns_said, own_indicators, own_numbers, session, store_here, undo
from pages.parts.attention import move_focus, say_politely
from pages.parts.guard import guarded
from pages.parts.say import escaped, say
from pages.parts.say import table as table_of
from pages.parts.verdict_parts import folded

_TOLD, _PROBLEMS, _NAME, _ROUND = "stored_told", "stored_problems", "stored_name", "stored_round"
_REFUSED = "stored_refused"
LONGEST_NAME = 80
BACKUP = "skifte-sparat.zip"
WAY_ON = "own_to_follow"
"""What holds the way on from one's own numbers, see ``in_view``."""
P = ParamSpec("P")


def show_stored(words: Words) -> None:
    """What is kept on this computer; nothing at all where several people share the server."""
    if not store_here.allowed():
        return
    part = folded(words("stored.title"), "stored_part", "inventory_2")
    if part is None:
        return
    with part:
        # In a place of its own: what goes away again must not move, and thereby close, what is open below.
        with st.container():
            told = st.session_state.pop(_TOLD, None)
            if told:
                st.success(words(told))
            _problems(words, st.session_state.pop(_PROBLEMS, ()))
        try:
            store = store_here.store()
        except Refused as refusal:
            _problems(words, refusal.problems)
            return
        say(words("stored.about"))
        if session.own() is None and not (store is not None and store.collections()):
            say(words("stored.none"))
        with st.container():
            _offer_keeping(words)
        if store is not None:
            for collection in store.collections():
                _collection(words, store, collection)
        _copies(words, store)
        if store is not None:
            _forgetting(words, store)


def is_kept() -> bool:
    """Whether the visitor's own data were opened from what is kept on this computer."""
    return store_here.number_of(session.own()) is not None


def offer_keeping_at_once(words: Words) -> None:
    """A button that keeps the numbers that are open, under the name of their file; and why it could not."""
    refused = st.session_state.pop(_REFUSED, ())
    if refused:
        with st.container():
            _problems(words, refused)
    if store_here.allowed() and not is_kept():
        st.button(
            words("stored.keep"),
            icon=":material/save:",
            key="stored_keep_at_once",
            on_click=_keep_at_once,
        )


@guarded
def _keep_at_once() -> None:
    """The button goes when they are kept: that is told, and the focus goes to the way on."""
    try:
        kept = _keep_open("")
    except Refused as refusal:
        st.session_state[_REFUSED] = refusal.problems
        return
    if kept:
        say_politely(session.words()("stored.here"))
        move_focus(f".st-key-{WAY_ON} a")


def _problems(words: Words, problems: Sequence[Problem]) -> None:
    if problems:
        table_of(problem_table(words, problems))


def _told(callback: Callable[P, str | None]) -> Callable[P, None]:
    """A callback whose answer is a sentence to tell, or the problems of a refusal."""

    @guarded
    @wraps(callback)
    def safe(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            st.session_state[_TOLD] = callback(*args, **kwargs)
        except Refused as refusal:
            st.session_state[_PROBLEMS] = refusal.problems

    return safe


# The numbers that are open


def _offer_keeping(words: Words) -> None:
    mine = session.own()
    if mine is None or is_kept():
        return
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        st.text_input(words("stored.name"), value=mine.label, max_chars=LONGEST_NAME, key=_NAME)
    with right:
        st.button(words("stored.keep"), icon=":material/save:", type="primary", on_click=_keep)


@_told
def _keep() -> str | None:
    return "stored.kept" if _keep_open(st.session_state.get(_NAME, "").strip()) else None


def _keep_open(name: str) -> bool:
    """Keep the numbers that are open, by their own name when none is given. Raises Refused."""
    mine, there = session.own(), store_here.store(make=True)
    if mine is None or there is None:
        return False
    number = there.keep(name or mine.label, mine)
    columns_said.keep_in(there)
    _show(there, number)
    return True


def _show(store: Store, number: int) -> None:
    """Open a collection as it is now."""
    session.keep_own(store.dataset(number, session.blank()[0]))


# What is kept


def _collection(words: Words, store: Store, collection: Collection) -> None:
    is_open = store_here.is_current(session.own(), store, collection.id)
    with st.container(border=True):
        st.markdown(f"**{escaped(collection.name)}**")
        say(
            words(
                "stored.holds",
                n=collection.n_rows,
                first=collection.first,
                last=collection.last,
                when=f"{collection.latest_load:%Y-%m-%d}",
            )
        )
        with st.container(horizontal=True):
            key = f"stored_{collection.id}"
            if not is_open:
                st.button(
                    words("stored.open"),
                    key=f"{key}_open",
                    icon=":material/folder_open:",
                    on_click=_open,
                    args=(store, collection.id),
                )
            if collection.n_loads > 1:
                st.button(
                    words("stored.undo"),
                    key=f"{key}_undo",
                    icon=":material/undo:",
                    on_click=_undo,
                    args=(store, collection.id),
                )
            with st.popover(words("stored.history"), icon=":material/history:"):
                _history(words, store, collection.id)
            with st.popover(words("stored.remove"), icon=":material/delete:"):
                say(words("stored.remove_sure", name=collection.name))
                st.button(
                    words("stored.remove_now"),
                    key=f"{key}_remove",
                    on_click=_remove,
                    args=(store, collection.id),
                )


def _history(words: Words, store: Store, number: int) -> None:
    """Every load, the latest first: when, what file, what it changed."""
    for load in store.loads(number):
        line = words("stored.load", when=f"{load.loaded:%Y-%m-%d %H:%M}", label=load.label)
        st.markdown(f"- {escaped(line)}: {escaped(load_told(words, load))}")


@_told
def _open(store: Store, number: int) -> None:
    found = store.dataset(number, session.blank()[0])
    with undo.step("undo.numbers_replaced", own_numbers.NUMBERS, name=found.label):
        session.keep_own(found)


@_told
def _undo(store: Store, number: int) -> str | None:
    undone = store.undo(number)
    if store_here.number_of(session.own()) == number:
        _show(store, number)
    return "stored.undone" if undone else None


@_told
def _remove(store: Store, number: int) -> str:
    if store_here.number_of(session.own()) == number:
        session.keep_own(None)
    store.forget(number)
    undo.nothing_to_undo()
    return "stored.removed"


# Copies


def _copies(words: Words, store: Store | None) -> None:
    """Save all to a file, and bring such a file back."""
    st.markdown(f"**{words('stored.copies')}**")
    if store is not None:
        st.download_button(
            words("stored.backup"),
            data=lambda: _exported(store),
            file_name=BACKUP,
            mime="application/zip",
            icon=":material/download:",
            key="stored_backup",
            on_click="ignore",
        )
    key = f"stored_restore_{st.session_state.get(_ROUND, 0)}"
    st.file_uploader(words("stored.restore"), type="zip", key=key, on_change=_restore, args=(key,))


def _exported(store: Store) -> bytes:
    written = io.BytesIO()
    export(store, written)
    return written.getvalue()


@_told
def _restore(key: str) -> str | None:
    chosen = st.session_state.get(key)
    if chosen is None:
        return None
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    there = store_here.store(make=True)
    if there is None:
        return None
    n_added = restore(there, chosen)
    own_indicators.join_kept()
    return "stored.restored" if n_added else "stored.restored_nothing"


# Forgetting


def _forgetting(words: Words, store: Store) -> None:
    n = store.n_mappings()
    if n:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words("stored.columns", n=n), width="content")
            st.button(words("stored.columns_forget_all"), on_click=_forget_columns, type="tertiary")
    with st.popover(words("stored.forget"), icon=":material/delete_forever:"):
        say(words("stored.forget_sure"))
        sure = st.checkbox(words("stored.forget_yes"), key="stored_sure")
        st.button(words("stored.forget_now"), disabled=not sure, on_click=_forget_everything)
    st.caption(escaped(words("stored.where", folder=str(store.path.parent))))


@_told
def _forget_columns() -> None:
    with undo.step("undo.columns_forgotten", columns_said.COLUMNS):
        columns_said.forget_all()


@_told
def _forget_everything() -> str:
    if is_kept():
        session.keep_own(None)
    columns_said.forget_all()
    store_here.forget_everything()
    own_indicators.read_again()
    undo.nothing_to_undo()
    return "stored.forgotten"
