"""Where the attention goes after a press: what is told to those who listen, and what gets the focus.

A callback says it, and the page does it once when it is made.
"""

import json
from uuid import uuid4

import streamlit as st

_SAID, _FOCUS = "attention_said", "attention_focus"
_TOP = '[data-testid="stMain"]'
# A token of its own lets the script run once: Streamlit may put the same element on the page again.
_SCRIPT = """<script>
if (window.skifteTurned !== {token}) {{
    window.skifteTurned = {token};
    const [said, focus] = {wanted};
    if (said) window.skifteTell?.(said);
    const one = focus && document.querySelector(focus);
    one?.focus();
    if (focus === {top}) one?.scrollTo(0, 0);
}}
</script>"""


def say_politely(text: str) -> None:
    """Tell those who have the page read to them, when they are not being told something else."""
    st.session_state[_SAID] = text


def move_focus(selector: str) -> None:
    """Give the focus to something on the page: what had it is gone."""
    st.session_state[_FOCUS] = selector


def from_the_top() -> None:
    """Begin at the top of the page: what was pressed is gone, and the answer above has become another."""
    move_focus(_TOP)


def turn_attention() -> None:
    """Do what callbacks have asked for before this run; once."""
    wanted = [st.session_state.pop(key, None) for key in (_SAID, _FOCUS)]
    if any(wanted):
        written = json.dumps(wanted).replace("<", "\\u003c")
        token = json.dumps(uuid4().hex)
        script = _SCRIPT.format(token=token, wanted=written, top=json.dumps(_TOP))
        st.html(script, unsafe_allow_javascript=True)
