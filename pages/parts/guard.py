"""A floor under errors: what fails becomes a sentence; the log gets a kind and a place, never content."""

import functools
import logging
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

import streamlit as st

_FAILED = "something_failed"
log = logging.getLogger("skifte")
P = ParamSpec("P")


def told(error: Exception, where: str) -> None:
    """Log what kind of error happened and where in the code; its message could hold what a file contained."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    log.error("page %s failed: %s at %s", where, type(error).__name__, place)


def guarded(callback: Callable[P, None]) -> Callable[P, None]:
    """A widget's callback that cannot fail onto the page: it runs before the page does, outside its floor."""

    @functools.wraps(callback)
    def safe(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            callback(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the floor under every callback
            told(error, callback.__name__)
            st.session_state[_FAILED] = True

    return safe


def callback_failed() -> bool:
    """Whether a callback failed before this run; told once."""
    return bool(st.session_state.pop(_FAILED, False))
