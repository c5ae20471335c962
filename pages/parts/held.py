"""What a step can change besides the view: a part of the session that can be read and put back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of what the session holds.

    held : its present value, to be compared with ``==``. put : makes it that value again; may raise Refused.
    whole_view : whether the view means nothing without it and is put back whole with it.
    """

    held: Callable[[], Any]
    put: Callable[[Any], None]
    whole_view: bool = False


def of_session(*keys: str, whole_view: bool = False) -> Part:
    """The values under these keys of the session; a key that was not there is taken away again."""

    def held() -> tuple[Any, ...]:
        return tuple(st.session_state.get(key) for key in keys)

    def put(values: tuple[Any, ...]) -> None:
        for key, value in zip(keys, values, strict=True):
            if value is None:
                st.session_state.pop(key, None)
            else:
                st.session_state[key] = value

    return Part(held, put, whole_view)
