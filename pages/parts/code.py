"""Show the code: the script that gives a view's numbers, folded under it, to copy."""

from collections.abc import Callable

import streamlit as st

from core.share.code import Source, Viewed
from core.wording import Words
from pages.parts import session
from pages.parts.choices import Chosen
from pages.parts.say import escaped, say

_COLOURS = {
    "comment": ("#4b5a62", "#b6c3c9"),
    "punctuation": ("#4b5a62", "#b6c3c9"),
    "operator": ("#4b5a62", "#b6c3c9"),
    "keyword": ("#175a78", "#8fcbe4"),
    "builtin": ("#175a78", "#8fcbe4"),
    "boolean": ("#8a3f00", "#f0a35e"),
    "number": ("#8a3f00", "#f0a35e"),
    "string": ("#1f6a3f", "#7fcf9d"),
}
"""Colour of each kind of word in a script, on light and on dark: Streamlit's own have less than 4.5:1."""

_STYLE = "".join(
    f'[data-testid="stCode"] .token.{kind} {{ color: light-dark({light}, {dark}) !important; }}'
    for kind, (light, dark) in _COLOURS.items()
)


def show_code(words: Words, key: str, make: Callable[[Source], str]) -> None:
    """The expander. ``make`` writes the script when someone unfolds it."""
    expander = st.expander(words("code.title"), icon=":material/code:", key=f"{key}_code", on_change="rerun")
    if not expander.open:
        return
    file = session.own_file()
    with expander:
        if not session.dataset().made_up and file is None:
            say(words("code.no_file"))
            return
        source = Source(None if session.dataset().made_up else file, every=session.sees_all())
        st.html(f"<style>{_STYLE}</style>")
        st.code(make(source), language="python", wrap_lines=True)
        st.caption(words("code.about"))
        if source.file is not None:
            st.caption(escaped(words("code.about_file", name=source.file.name)))


def viewed(chosen: Chosen, *, ends: bool = False) -> Viewed:
    """The series in view as a script names it. ``ends``: name its period also where it is the whole one."""
    whole, series = chosen.whole, chosen.series
    first, last = series.months[0], series.months[-1]
    return Viewed(
        chosen.indicator.id,
        chosen.unit.id,
        series.subgroup,
        first if ends or first > whole.months[0] else None,
        last if ends or last < whole.months[-1] else None,
    )
