"""Choosing the units a change is held against: by name where they are few, by exception where many."""

from collections.abc import Iterable
from typing import Literal, get_args

import streamlit as st

from core.indicators.text import alphabetical
from core.wording import Words
from core.wording.titles import unit_label
from pages.parts import session
from pages.parts.address import NOBODY
from pages.parts.change_form import Tested
from pages.parts.guard import guarded
from pages.parts.say import say

Way = Literal["all", "except", "only", "nobody"]
FEW = 20
"""Units that can stand side by side as chosen; more are a wall of names, slow to draw and not read."""
_CHOSEN, _WAY = "choose_compare", "choose_compare_way"


def choose_compared(words: Words, tested: Tested, candidates: tuple[str, ...]) -> None:
    """Who may be compared with, and who is."""
    if not candidates:
        say(words("page.test.compared_nobody"))
        return
    ordered = tuple(sorted(candidates, key=lambda unit: alphabetical(_label(words, tested, unit))))
    compared = tested.asked.compares(ordered)
    current = ordered if compared is None else compared
    way: Way = "only"
    if len(ordered) > FEW:
        way = _choose_way(words, len(ordered), len(current))
    if way in ("except", "only"):
        _choose_units(words, tested, ordered, current, way)
    st.caption(words("page.test.compare_help"))


def _choose_way(words: Words, candidates: int, current: int) -> Way:
    """The way the choice is made. Its widget is set from who is compared, as a link may have told it."""
    fitting = ways(candidates, current)
    if st.session_state.get(_WAY) not in fitting:
        st.session_state[_WAY] = fitting[0]
    way = st.radio(
        words("page.test.compare_with"),
        get_args(Way),
        format_func=lambda way: words(f"page.test.compare_{way}"),
        key=_WAY,
        horizontal=True,
        on_change=_take_way,
    )
    assert way is not None
    return way


def ways(candidates: int, current: int) -> tuple[Way, ...]:
    """The ways that can lead to so many compared units, the plainest first."""
    if current == 0:
        return ("nobody",)
    if current == candidates:
        return ("all", "except", "only")
    return ("except", "only") if current > candidates / 2 else ("only", "except")


def _choose_units(
    words: Words, tested: Tested, candidates: tuple[str, ...], current: tuple[str, ...], way: Way
) -> None:
    many, everybody = len(candidates) > FEW, current == candidates
    shown = [unit for unit in candidates if (unit in set(current)) == (way == "only")]
    if many and everybody:
        shown = []
    st.session_state[_CHOSEN] = shown
    st.multiselect(
        words(f"page.test.compare_{way}_which" if many else "page.test.compare_with"),
        list(candidates),
        format_func=lambda unit: _label(words, tested, unit),
        key=_CHOSEN,
        on_change=_take_units,
        args=(candidates, way),
        placeholder=words("page.test.compare_pick"),
    )


def _label(words: Words, tested: Tested, unit: str) -> str:
    return unit_label(words, tested.chosen.dataset.units[unit])


@guarded
def _take_way() -> None:
    """Whoever wants to pick starts from everybody."""
    session.change_view(compare=NOBODY if st.session_state[_WAY] == "nobody" else (), without=())


@guarded
def _take_units(candidates: tuple[str, ...], way: Way) -> None:
    session.change_view(**compare_of(candidates, st.session_state[_CHOSEN], way))


def compare_of(candidates: tuple[str, ...], picked: Iterable[str], way: Way) -> dict[str, tuple[str, ...]]:
    """What the view keeps: who is compared with or who is not, whichever are fewer, since it is an address.

    All is the usual, and stays so when more units come to the data.
    """
    named = set(picked)
    if way == "only" and not named and len(candidates) > FEW:
        return {"compare": (), "without": ()}
    kept = tuple(unit for unit in candidates if (unit in named) == (way == "only"))
    if not kept:
        return {"compare": NOBODY, "without": ()}
    without = tuple(unit for unit in candidates if unit not in set(kept))
    if len(without) < len(kept):
        return {"compare": (), "without": without}
    return {"compare": kept, "without": ()}
