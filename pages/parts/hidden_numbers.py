"""What is hidden on Data: how many values, why, and, on one's own machine, the choice to see them all."""

import streamlit as st

from core.figures.hidden_table import hidden_table
from core.observations.suppression import Shown, hidden_counts
from core.wording import Words
from pages.parts import session, store_here
from pages.parts.guard import guarded
from pages.parts.kept import kept
from pages.parts.paper import also_on_paper
from pages.parts.say import say
from pages.parts.verdict_parts import folded

_ALL = "hidden_see_all"


def show_hidden(words: Words) -> None:
    """Folded away; counted when someone unfolds it."""
    part = folded(words("hidden.title"), "hidden_part", "visibility_off")
    if part is None:
        return
    with part:
        dataset = session.dataset()
        if isinstance(dataset, Shown):
            say(words("hidden.about"))
            say(words("hidden.complement"))
            counts = kept("hidden", dataset.observations.digest, lambda: hidden_counts(dataset))
            if any(one.hidden for one in counts):
                table = hidden_table(words, counts)
                st.dataframe(table, hide_index=True, width="stretch", height="content")
                also_on_paper(table)
                say(words("hidden.beside_why"))
            else:
                say(words("hidden.nothing"))
        if not dataset.made_up and store_here.allowed():
            _choose(words)


def _choose(words: Words) -> None:
    """See every number: only where one person runs the app, and for these data only."""
    st.session_state[_ALL] = session.sees_all()
    st.toggle(words("hidden.see_all"), key=_ALL, on_change=_take)
    st.caption(words("hidden.see_all_help"))


@guarded
def _take() -> None:
    session.see_all(st.session_state[_ALL] and store_here.allowed())
