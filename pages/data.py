"""Data: where do the numbers come from, and are they sound?"""

import streamlit as st

from core.wording import Words
from pages.parts import session
from pages.parts.bring_file import bring_file
from pages.parts.catalogue import show_catalogue
from pages.parts.frame import page
from pages.parts.guard import guarded
from pages.parts.hidden_numbers import show_hidden
from pages.parts.in_view import show_in_view
from pages.parts.quality import show_quality
from pages.parts.save_own import show_save
from pages.parts.stored_data import show_stored
from pages.parts.updating import offer_undo

_PART = "choose_part"
_PARTS = {"numbers": "numbers", "catalogue": "open"}
"""The parts of the page, by how the address names them; it always does, so that going back leads back."""


def render() -> None:
    """The page."""
    page("data", _answer)


def _answer(words: Words) -> None:
    if _choose_part(words) == "catalogue":
        show_catalogue(words)
        return
    show_in_view(words)
    offer_undo(words)
    file_above = bring_file(words)
    show_quality(words, below_file=file_above)
    show_hidden(words)
    show_stored(words)
    show_save(words)


def _choose_part(words: Words) -> str:
    """The numbers, or the catalogue that says what they mean."""
    part = session.view().part or next(iter(_PARTS))
    session.change_view(part=part)
    st.session_state[_PART] = part
    st.segmented_control(
        words("catalogue.part"),
        list(_PARTS),
        format_func=lambda part: words(f"catalogue.{_PARTS[part]}"),
        key=_PART,
        on_change=_take_part,
        label_visibility="collapsed",
    )
    return part


@guarded
def _take_part() -> None:
    session.change_view(part=st.session_state[_PART] or next(iter(_PARTS)))


if __name__ == "__main__":
    from app import main

    main()
