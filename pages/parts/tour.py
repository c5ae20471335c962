"""The tour: six short steps for whoever is new, under the help of the heading, never over an answer.

A dialog would cover what it tells about, and a newcomer is to meet an answer first. So the help button asks
"New here?" on a first bare visit, and no more once the tour is done or skipped, or where a link was opened.
"""

from html import escape

import streamlit as st

from core.wording import Words
from pages.parts import session
from pages.parts.attention import move_focus
from pages.parts.guard import guarded

STEPS = (
    ("answer", "overview"),
    ("choose", "follow"),
    ("read", "follow"),
    ("test", "test"),
    ("own", "data"),
    ("more", "method"),
)
"""Each step (``tour.<step>`` and ``tour.<step>_title``) and the page that it tells about."""
_NEW, _STEP = "tour_newcomer", "tour_step"
MENU = "help_menu"
"""What the tour stands in: it closes when the tour is ended, and gets the focus back."""
_ONLY_LANGUAGE = {"lang"}


def newcomer() -> bool:
    """Whether the visitor came by no link to a view, and has not ended the tour."""
    bare = set(st.query_params) <= _ONLY_LANGUAGE
    return st.session_state.setdefault(_NEW, bare)


def show_tour(words: Words) -> None:
    """The step where the visitor is, or a way to begin."""
    at: int | None = st.session_state.get(_STEP, 0 if newcomer() else None)
    if at is None:
        st.button(words("tour.begin"), key="tour_begin", icon=":material/explore:", on_click=_go, args=(0,))
        return
    step, place = STEPS[at]
    title, text = words(f"tour.{step}_title"), words(f"tour.{step}")
    count = words("tour.count", at=at + 1, total=len(STEPS))
    st.html(
        f'<div role="status"><p style="margin:0">{escape(count)}</p>'
        f'<p style="margin:.25rem 0;font-weight:600;font-size:1.125rem">{escape(title)}</p>'
        f'<p style="margin:0;max-width:34rem">{escape(text)}</p></div>'
    )
    page = session.place(place)
    if page is not None:
        st.page_link(page, label=words(f"page.{place}.title"), icon=":material/arrow_forward:")
    last = at == len(STEPS) - 1
    with st.container(horizontal=True, key="tour_steps"):
        forward = words("tour.done" if last else "tour.next")
        st.button(forward, key="tour_next", on_click=_go, args=(None if last else at + 1,))
        st.button(words("tour.back"), key="tour_back", disabled=at == 0, on_click=_go, args=(at - 1,))
        if not last:
            st.button(words("tour.skip"), key="tour_skip", type="tertiary", on_click=_go, args=(None,))


@guarded
def _go(step: int | None) -> None:
    st.session_state[_STEP] = step
    if step is None:
        st.session_state[_NEW] = False
        st.session_state[MENU] = False
        move_focus(f".st-key-{MENU} button")
