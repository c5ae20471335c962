"""A long work on the page: how far it has come, and a button that stops it.

A press begins a new run of the page, and the run that is at work ends when it next tells how far it has come.
For a moment both are alive; a run that has been left can no longer put anything in the session.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.observations.progress import Progress
from pages.parts import attention
from pages.parts.guard import guarded


@dataclass(frozen=True, slots=True)
class Stopped:
    """That a work was stopped: it stays so until someone goes on, or what is to be worked on is another.

    key : what it is called in the session, and the button that goes on
    """

    key: str

    def at(self, work: Any) -> bool:
        """Whether this very work was stopped."""
        return st.session_state.get(self._held) == work

    def stop(self, work: Any) -> None:
        """The callback of a press. The focus goes from the button, which is gone, to the one that goes on."""
        st.session_state[self._held] = work
        attention.move_focus(f".st-key-{self._button} button")

    def forget(self) -> None:
        """There is nothing to go on with."""
        st.session_state.pop(self._held, None)

    def offer_to_go_on(self, label: str) -> None:
        """The button that goes on."""
        st.button(label, icon=":material/play_arrow:", key=self._button, on_click=guarded(self.forget))

    @property
    def _held(self) -> str:
        return f"{self.key}_stopped"

    @property
    def _button(self) -> str:
        return f"{self.key}_go_on"


@contextmanager
def stoppable(
    doing: str, stop: str, key: str, on_stop: Callable[..., None], args: tuple[Any, ...] = ()
) -> Iterator[Progress]:
    """Gives what the work inside tells its progress to; bar and button are gone when it is done.

    doing, stop : what is told to be going on, and what stands on the button; empty for none
    on_stop, args : what a press calls before the new run
    """
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, doing)
        if stop:
            st.button(stop, icon=":material/stop:", key=key, on_click=guarded(on_stop), args=args)

    def told(share: float) -> None:
        bar.progress(min(share, 1.0), doing)

    try:
        yield told
    finally:
        place.empty()
