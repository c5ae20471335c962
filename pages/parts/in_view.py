"""What is open now, whose it is, and from where."""

import streamlit as st

from core.observations.dataset import Dataset
from core.wording import Words
from core.wording.titles import dataset_name, source_name, what_it_holds
from pages.parts import bring_file, own_numbers, session, store_here, stored_data, undo
from pages.parts.guard import guarded
from pages.parts.kept import kept
from pages.parts.say import escaped


def show_in_view(words: Words) -> None:
    """What is open now, whose it is, and what is worth knowing about it."""
    dataset = session.dataset()
    st.header(words("page.data.loaded"), anchor=False)
    if bring_file.just_accepted():
        st.success(words("page.data.accepted"))
    st.markdown(f"**{escaped(dataset_name(words, dataset))}**")
    digest = dataset.observations.digest
    summary = kept("summary", digest, dataset.observations.summary)
    st.markdown(what_it_holds(words, summary))
    sources = words.some(source_name(words, source) for source in summary.sources)
    st.caption(f"{words('page.data.source')}: {escaped(sources)}")
    if not dataset.made_up:
        st.caption(words(_where()))
        _to_follow(words)
    _whose(words, dataset)


def _to_follow(words: Words) -> None:
    """The way on, for as long as one's own numbers are open: also once they are saved."""
    follow = session.place("follow")
    if follow is not None:
        with st.container(key=stored_data.WAY_ON):
            st.page_link(follow, label=words("page.data.to_follow"), icon=":material/monitoring:")


def _where() -> str:
    """Where the visitor's own numbers are, and for how long."""
    if stored_data.is_kept():
        return "stored.here"
    return "page.data.not_kept" if store_here.allowed() else "page.data.only_here"


def _whose(words: Words, dataset: Dataset) -> None:
    """Switch between the sample county and the visitor's own data, or let go of the latter."""
    if session.own() is None:
        return
    with st.container(horizontal=True):
        if dataset.made_up:
            st.button(words("page.data.use_own"), on_click=guarded(session.show_data), args=("own",))
        else:
            stored_data.offer_keeping_at_once(words)
            st.button(words("page.data.use_sample"), on_click=guarded(session.show_data), args=("sample",))
        st.button(
            words("stored.close" if stored_data.is_kept() else "page.data.forget_own"),
            on_click=guarded(_let_go),
            type="tertiary",
        )


def _let_go() -> None:
    """Let go of the visitor's own data, and what is remembered of how they were looked at."""
    mine = session.own()
    if mine is None:
        return
    said = "undo.numbers_closed" if stored_data.is_kept() else "undo.numbers_let_go"
    with undo.step(said, own_numbers.NUMBERS, name=mine.label):
        session.keep_own(None)
