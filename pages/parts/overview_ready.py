"""What may be shown has to be known of every indicator before there can be an overview of them.

For a large file of one's own that takes a while, once: how far it has come is told, and it can be stopped.
"""

import streamlit as st

from core.observations.suppression import Shown
from core.wording import Words
from pages.parts import session
from pages.parts.say import escaped
from pages.parts.stoppable import Stopped, stoppable
from pages.parts.ways_on import WayOn, show_ways

LONG = 50_000
"""Rows of several indicators that take about a second."""
STOPPED = Stopped("overview_ready")


def is_ready(words: Words) -> bool:
    """Whether the overview can be made; where it was stopped, that is told with every way on."""
    dataset = session.dataset()
    if not isinstance(dataset, Shown) or not takes_long(dataset):
        STOPPED.forget()
        return True
    digest = dataset.observations.digest
    if STOPPED.at(digest):
        _tell_stopped(words)
        return False
    doing, stop = words("overview.ready_working"), words("overview.ready_stop")
    with stoppable(doing, stop, "overview_ready_stop", STOPPED.stop, (digest,)) as progress:
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
    STOPPED.offer_to_go_on(words("overview.ready_go_on"))
    show_ways("overview_ready", WayOn(words("overview.ready_follow"), page="follow", icon="monitoring"))
