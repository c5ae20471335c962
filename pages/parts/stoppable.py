"""A long work on the page: how far it has come, and a button that stops it.

A press begins a new run of the page, and the run that is at work ends when it next tells how far it has come.
For a moment both are alive; a run that has been left can no longer put anything in the session.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from core.observations.progress import Progress


@contextmanager
def stoppable(
    doing: str, stop: str, key: str, on_stop: Callable[..., None], args: tuple[Any, ...] = ()
) -> Iterator[Progress]:
    """Gives what the work inside tells its progress to; bar and button are gone when it is done.

    doing, stop : what is told to be going on, and what stands on the button
    on_stop, args : the callback of a press, called before the new run
    """
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, doing)
        st.button(stop, icon=":material/stop:", key=key, on_click=on_stop, args=args)

    def told(share: float) -> None:
        bar.progress(min(share, 1.0), doing)

    try:
        yield told
    finally:
        place.empty()
