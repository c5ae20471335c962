"""Show the code: the script that gives a view's numbers, folded under it, to copy."""

from collections.abc import Callable

import streamlit as st

from core.share.code import Source, Viewed
from core.wording import Words
from pages.parts import session
from pages.parts.choices import Chosen
from pages.parts.say import escaped, say


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
        source = Source(None if session.dataset().made_up else file)
        st.code(make(source), language="python", wrap_lines=True)
        st.caption(words("code.about"))
        if source.file is not None:
            st.caption(escaped(words("code.about_file", name=source.file.name)))


def viewed(chosen: Chosen) -> Viewed:
    """The series in view as a script names it; a period that is the whole one is not said."""
    whole, series = chosen.whole, chosen.series
    cut = len(series) < len(whole)
    first = series.months[0] if cut and series.months[0] > whole.months[0] else None
    last = series.months[-1] if cut and series.months[-1] < whole.months[-1] else None
    return Viewed(chosen.indicator.id, chosen.unit.id, series.subgroup, first, last)
