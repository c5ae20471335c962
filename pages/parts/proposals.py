"""A level that seems to have moved for good: proposed with its evidence, accepted or declined by a person."""

from collections.abc import Iterable

import streamlit as st

from core.observations.months import month_of, text_of
from core.spc.for_series import Charted
from core.spc.rephase import Proposal
from core.wording import Words
from core.wording.rephase import proposal_sentences
from pages.parts import session, undo
from pages.parts.attention import move_focus
from pages.parts.guard import guarded
from pages.parts.month_tools import toggle_part
from pages.parts.say import escaped

_CLEAR = "parts_clear"


def show_proposals(words: Words, charted: Charted, found: Iterable[Proposal]) -> None:
    """Each sustained shift found that nobody has taken a stand on yet, and the parts a person has begun."""
    view = session.view()
    for proposal in found:
        if not _declined(proposal, view.refused):
            _propose(words, charted, proposal)
    begun = [month for month in view.parts if month_of(month) in charted.series.months]
    if begun:
        names = [words.period(month_of(month), charted.series.period_type) for month in begun]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(escaped(words("mark.parts_begun", months=words.list(names))))
            st.button(words("mark.parts_clear"), on_click=_clear_parts, type="tertiary", key=_CLEAR)


def _declined(proposal: Proposal, refused: tuple[str, ...]) -> bool:
    """Whether a person has said no to it: any month in its range counts, the exact one may move."""
    return any(proposal.earliest <= month_of(month) <= proposal.latest for month in refused)


def _propose(words: Words, charted: Charted, proposal: Proposal) -> None:
    month = text_of(proposal.start)
    with st.container(border=True, key=f"proposal_{month}"):
        st.markdown(escaped(" ".join(proposal_sentences(words, charted, proposal))))
        with st.container(horizontal=True):
            st.button(
                words("rephase.accept", month=words.period(month_of(month), charted.series.period_type)),
                key=f"accept_{month}",
                on_click=_accept,
                args=(month,),
            )
            st.button(
                words("rephase.decline"),
                key=f"decline_{month}",
                type="tertiary",
                on_click=_decline,
                args=(month,),
            )


@guarded
def _accept(month: str) -> None:
    """The question goes with its buttons; what takes the answer back stands in its place."""
    toggle_part(month)
    move_focus(f".st-key-{_CLEAR} button")


@guarded
def _decline(month: str) -> None:
    with undo.step("undo.proposal_declined"):
        session.change_view(refused=tuple(sorted({*session.view().refused, month})))


@guarded
def _clear_parts() -> None:
    with undo.step("undo.parts_removed"):
        session.change_view(parts=())
