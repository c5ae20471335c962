"""Taking back what a person just did: the last step as a value, told in one line with a button.

A step is offered on the page where it was taken, for as long as what it left still stands: until something
else that can be taken back is done, the same thing is changed again, or the page is left. Taking it back is
such a step itself, so that the button under a finger or the focus stays and a slip of the hand costs nothing.

The line lies over the foot of the window, where it moves nothing and is seen from anywhere on the page. It is
read out by a region of its own that is there before it has anything to say: one that arrives with its text
is often not heard. Where what was pressed is gone with the press, the button gets the focus.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import uuid4

import streamlit as st

from core.indicators.text import Text
from core.remarks import Refused
from core.wording import Words
from pages.parts import session
from pages.parts.address import View
from pages.parts.guard import guarded
from pages.parts.held import Part
from pages.parts.say import escaped

_STEP, _REFUSED = "undo_step", "undo_refused"
BUTTON = "undo_last"
_STYLE = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-undo) {
    position: fixed; left: 50%; bottom: 1rem; transform: translateX(-50%); z-index: 99;
    width: max-content; max-width: min(44rem, calc(100vw - 2rem)); padding: 0.4rem 0.5rem 0.4rem 1rem;
    background: light-dark(#ffffff, #1c2730); color: light-dark(#10171b, #e8eef0);
    border: 1px solid light-dark(#7d8f98, #74868f); border-radius: 0.375rem;
    box-shadow: 0 0.25rem 1rem rgb(0 0 0 / 25%); }
.st-key-undo { flex-wrap: nowrap; width: auto; }
.st-key-undo > :first-child { flex: 1 1 auto; min-width: 0; }
.st-key-undo button { white-space: nowrap; min-height: 2.75rem; }
[data-testid="stMain"]:has(.st-key-undo) { scroll-padding-bottom: 6rem; }
.stMainBlockContainer:has(.st-key-undo) { padding-bottom: 8rem; }
@media print { [data-testid="stLayoutWrapper"]:has(> .st-key-undo) { display: none; } }
</style>"""
# Told by the page's one voice (``waiting.py``). The focus is looked after for a while, since what was
# pressed goes when the page is done, and not once the person has done something else.
_SCRIPT = """<script>
{{
    if (window.skifteUndo !== {token}) {{
        window.skifteUndo = {token};
        if ({token}) {{
            window.skifteTell?.({text});
            let left = 100;
            const stop = () => {{ left = 0; }};
            addEventListener("keydown", stop, {{ once: true, capture: true }});
            addEventListener("pointerdown", stop, {{ once: true, capture: true }});
            const look = () => {{
                if (left-- <= 0 || window.skifteUndo !== {token}) return;
                const at = document.activeElement;
                if (!at || at === document.body)
                    document.querySelector(".st-key-{button} button")?.focus({{ preventScroll: true }});
                setTimeout(look, 100);
            }};
            look();
        }}
    }}
}}
</script>"""


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """The view and the parts that a step may change, at one time."""

    view: View
    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """What was done last, and how it was before.

    said, values : the sentence that tells it, by key
    after : how it became, as the page has settled it; None until the page has
    page : where it was done; empty until then
    undone : whether it is the taking back of a step
    """

    said: str
    values: Mapping[str, Any]
    parts: tuple[Part, ...]
    before: _Moment
    token: str
    after: _Moment | None = None
    page: str = ""
    undone: bool = False


@contextmanager
def step(said: str, *parts: Part, **values: Any) -> Iterator[None]:
    """What is done inside can be taken back: the view, and these parts of the session.

    said : key of the sentence that tells what was done
    values : what it names; what differs between languages as ``Text``
    """
    before = _now(parts)
    yield
    after = _now(parts)
    if after.view != before.view or after.parts != before.parts:
        st.session_state[_STEP] = _Step(said, values, parts, before, token=uuid4().hex)


def nothing_to_undo() -> None:
    """Forget the last step and all that it holds: what was to be gone is gone."""
    st.session_state.pop(_STEP, None)


def undo_style() -> str:
    """How the line lies over the foot of the window, and the room it takes there."""
    return _STYLE


def offer_undo(words: Words, page: str) -> str:
    """The line with its button while there is something to take back; the piece of the page that tells it."""
    for problem in st.session_state.pop(_REFUSED, ()):
        st.error(escaped(" ".join(words.problem(problem))))
    last = _standing(page)
    text = _sentence(words, last) if last else ""
    token = json.dumps(last.token if last else "")
    telling = _SCRIPT.format(token=token, text=json.dumps(text).replace("<", "\\u003c"), button=BUTTON)
    if last is None:
        return telling
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.markdown(escaped(text))
        label = words("undo.redo" if last.undone else "undo.undo")
        st.button(label, key=BUTTON, icon=":material/undo:", on_click=_take_back)
    return telling


def _standing(page: str) -> _Step | None:
    """The last step, if it was done on this page and what it left still stands; else it is forgotten."""
    last: _Step | None = st.session_state.get(_STEP)
    if last is None:
        return None
    now = _now(last.parts)
    if last.after is None:
        last = replace(last, after=now, page=page)
        st.session_state[_STEP] = last
    assert last.after is not None
    changed = _changed(last.before.view, last.after.view)
    stands = now.parts == last.after.parts and not changed & _changed(now.view, last.after.view)
    if last.page != page or not stands or (not changed and last.before.parts == last.after.parts):
        nothing_to_undo()
        return None
    return last


@guarded
def _take_back() -> None:
    """Make it as it was before; what has been chosen since besides stays."""
    last: _Step | None = st.session_state.get(_STEP)
    if last is None or last.after is None:  # a second press before the page was done with the first
        return
    whole = any(part.whole_view for part in last.parts)
    try:
        for part, value in zip(last.parts, last.before.parts, strict=True):
            part.put(value)
    except Refused as refusal:
        st.session_state[_REFUSED] = refusal.problems
        return
    changed = [field.name for field in fields(View)] if whole else _changed(last.before.view, last.after.view)
    session.change_view(**{name: getattr(last.before.view, name) for name in changed})
    st.session_state[_STEP] = replace(
        last, before=last.after, after=None, undone=not last.undone, token=uuid4().hex
    )


def _sentence(words: Words, last: _Step) -> str:
    if last.undone:
        return words("undo.undone")
    written = {
        name: value.in_(words.language) if isinstance(value, Text) else value
        for name, value in last.values.items()
    }
    return words(last.said, **written)


def _now(parts: tuple[Part, ...]) -> _Moment:
    return _Moment(session.view(), tuple(part.held() for part in parts))


def _changed(one: View, other: View) -> set[str]:
    """The fields that differ."""
    return {field.name for field in fields(View) if getattr(one, field.name) != getattr(other, field.name)}
