"""What may be shown has to be known of every indicator before there can be an overview of them.

For a large file of one's own that takes a while, once: how far it has come is told, and it can be stopped.
"""

import streamlit as st

from core.observations.suppression import Shown
from core.wording import Words
from pages.parts import attention, session
from pages.parts.guard import guarded
from pages.parts.say import escaped
from pages.parts.stoppable import stoppable
from pages.parts.ways_on import WayOn, show_ways

LONG = 50_000
"""Rows of several indicators that take about a second."""
_STOPPED, _GO_ON = "overview_ready_stopped", "overview_ready_go_on"


def is_ready(words: Words) -> bool:
    """Whether the overview can be made; where it was stopped, that is told with every way on."""
    dataset = session.dataset()
    if not isinstance(dataset, Shown) or not takes_long(dataset):
        st.session_state.pop(_STOPPED, None)
        return True
    digest = dataset.observations.digest
    if st.session_state.get(_STOPPED) == digest:
        _tell_stopped(words)
        return False
    doing, stop = words("overview.ready_working"), words("overview.ready_stop")
    with stoppable(doing, stop, "overview_ready_stop", guarded(_stop), (digest,)) as progress:
        dataset.work_out(progress)
    return True


def takes_long(dataset: Shown) -> bool:
    """Whether several indicators wait that have many rows, taking all to have as many.

    Made-up numbers were hidden when they were made: there is nothing to find.
    """
    waiting, n = len(dataset.waiting()), len(dataset.indicators())
    return not dataset.made_up and waiting > 1 and len(dataset.observations) * waiting >= LONG * n


def _tell_stopped(words: Words) -> None:
    st.info(escaped(words("overview.ready_stopped")), icon=":material/stop_circle:")
    st.button(
        words("overview.ready_go_on"), icon=":material/play_arrow:", key=_GO_ON, on_click=guarded(_go_on)
    )
    show_ways("overview_ready", WayOn(words("overview.ready_follow"), page="follow", icon="monitoring"))


def _stop(digest: str) -> None:
    """What is worked out stays so. The focus goes from the button, which is gone, to the one that goes on."""
    st.session_state[_STOPPED] = digest
    attention.move_focus(f".st-key-{_GO_ON} button")


def _go_on() -> None:
    st.session_state.pop(_STOPPED, None)
