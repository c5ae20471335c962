"""What is hidden on Data: how many values, why, and, on one's own machine, the choice to see them all."""

from collections.abc import Iterable

import streamlit as st

from core.figures.hidden_table import hidden_table
from core.observations.small_numbers import HIDE_BELOW
from core.observations.suppression import HiddenCount, Shown, hidden_counts
from core.wording import Words
from pages.parts import attention, session, store_here
from pages.parts.guard import guarded
from pages.parts.kept import kept
from pages.parts.overview_ready import takes_long
from pages.parts.paper import also_on_paper
from pages.parts.say import say
from pages.parts.small_numbers_later import offer_choice
from pages.parts.stoppable import stoppable
from pages.parts.verdict_parts import folded

_ALL, _PART = "hidden_see_all", "hidden_part"


def show_hidden(words: Words) -> None:
    """Folded away; counted when someone unfolds it."""
    part = folded(words("hidden.title"), _PART, "visibility_off")
    if part is None:
        return
    with part:
        dataset = session.dataset()
        if isinstance(dataset, Shown):
            say(words("hidden.about"))
            say(words("hidden.complement"))
            _work_out(words, dataset)
            counts = kept("hidden", dataset.observations.digest, lambda: hidden_counts(dataset))
            if any(one.hidden for one in counts):
                table = hidden_table(words, counts)
                st.dataframe(table, hide_index=True, width="stretch", height="content")
                also_on_paper(table)
                say(words("hidden.beside_why"))
            else:
                say(words("hidden.nothing"))
            _tell_own(words, counts)
            offer_choice(words)
        if not dataset.made_up and store_here.allowed():
            _choose(words)


def _tell_own(words: Words, counts: Iterable[HiddenCount]) -> None:
    """The measures of a person's own file: those without a limit, where nothing is hidden but what came
    hidden, and those whose small counts somebody has chosen to hide."""
    ours = session.blank()[0].catalogue
    own = [one for one in counts if one.indicator.id not in ours]
    without = [one.indicator.name.in_(words.language) for one in own if not one.limits.any]
    if without:
        say(words("hidden.no_limit", names=words.some(without)))
    chosen = [
        one.indicator.name.in_(words.language) for one in own if one.indicator.suppress_below == HIDE_BELOW
    ]
    if chosen:
        say(words("small.chosen", most=HIDE_BELOW - 1, names=words.some(chosen)))


def _work_out(words: Words, dataset: Shown) -> None:
    """What may be shown of all; where that takes a while, how far it has come, with a way to stop."""
    if takes_long(dataset):
        doing, stop = words("overview.ready_working"), words("overview.ready_stop")
        with stoppable(doing, stop, "hidden_stop", _fold) as progress:
            dataset.work_out(progress)


def _fold() -> None:
    """Close the part, as it cannot be shown. The focus goes to where it can be opened again."""
    st.session_state[_PART] = False
    attention.move_focus(f".st-key-{_PART} summary")


def _choose(words: Words) -> None:
    """See every number: only where one person runs the app, and for these data only."""
    st.session_state[_ALL] = session.sees_all()
    st.toggle(words("hidden.see_all"), key=_ALL, on_change=_take)
    st.caption(words("hidden.see_all_help"))


@guarded
def _take() -> None:
    session.see_all(st.session_state[_ALL] and store_here.allowed())
