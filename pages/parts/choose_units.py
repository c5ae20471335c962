"""A list in which several units are chosen."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.indicators import Unit
from core.wording import Words
from core.wording.titles import unit_label


def choose_units(
    words: Words,
    label: str,
    there: Mapping[str, Unit],
    chosen: Sequence[str],
    *,
    key: str,
    take: Callable[[], None],
) -> None:
    """The units that are ``there``, by id and in their order, with the ``chosen`` ones marked.

    label : key of the words above the list. take : what a choice does.
    """
    st.session_state[key] = [unit for unit in chosen if unit in there]
    st.multiselect(
        words(label),
        list(there),
        format_func=lambda unit: unit_label(words, there[unit]),
        key=key,
        on_change=take,
        placeholder=words("compare.these_placeholder"),
    )
