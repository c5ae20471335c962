"""The catalogue: what every indicator means, found by search and choices."""

from collections.abc import Iterable

import streamlit as st

from core.indicators import Catalogue, Indicator
from core.indicators.indicator import CARE_LEVELS, ROLES
from core.indicators.search import search
from core.wording import Words
from core.wording.catalogue import card_label, card_rows
from core.wording.words import capitalised
from pages.parts import own_indicators, session, undo
from pages.parts.catalogue_file import edit_by_file
from pages.parts.guard import guarded
from pages.parts.held import of_session
from pages.parts.say import escaped, say

_SEARCH, _HAVE, _ROLE, _LEVEL = (f"catalogue_{name}" for name in ("search", "have", "role", "level"))
_CHOICES = of_session(_SEARCH, _HAVE, _ROLE, _LEVEL)


def show_catalogue(words: Words) -> None:
    """Search, choices, and a card an indicator."""
    catalogue = own_indicators.everything()
    have = {one.id for one in session.dataset().indicators()}
    say(words("catalogue.help"))
    found = _choose(words, catalogue, have)
    if found:
        st.caption(words("catalogue.shown", n=len(found)))
    else:
        wanted = str(st.session_state.get(_SEARCH, "")).strip()
        say(words("catalogue.none", text=wanted) if wanted else words("catalogue.none_chosen"))
        st.button(
            words("ways.search"), key="catalogue_clear", icon=":material/filter_alt_off:", on_click=_clear
        )
    for one in found:
        _card(words, one, catalogue, have=one.id in have, open_at_once=len(found) == 1)
    edit_by_file(words)


def _choose(words: Words, catalogue: Catalogue, have: set[str]) -> tuple[Indicator, ...]:
    wanted = st.text_input(words("catalogue.search"), key=_SEARCH, icon=":material/search:", max_chars=200)
    role_column, level_column = st.columns(2)
    with role_column:
        role = st.selectbox(
            words("catalogue.role"),
            ["", *ROLES],
            format_func=lambda key: words(f"catalogue.role_{key}") if key else words("catalogue.any_role"),
            key=_ROLE,
        )
    with level_column:
        level = st.selectbox(
            words("catalogue.level"),
            ["", *CARE_LEVELS],
            format_func=lambda key: words(f"catalogue.level_{key}") if key else words("catalogue.any_level"),
            key=_LEVEL,
        )
    only_known = st.toggle(words("catalogue.have"), key=_HAVE)
    fitting: Iterable[Indicator] = (
        one
        for one in catalogue
        if (not role or one.role == role)
        and (not level or level in one.levels)
        and (not only_known or one.id in have)
    )
    return search(fitting, wanted, words.language)


@guarded
def _clear() -> None:
    with undo.step("undo.search_cleared", _CHOICES):
        for key, value in {_SEARCH: "", _HAVE: False, _ROLE: "", _LEVEL: ""}.items():
            st.session_state[key] = value


def _card(words: Words, one: Indicator, catalogue: Catalogue, *, have: bool, open_at_once: bool) -> None:
    card = st.expander(
        escaped(capitalised(card_label(words, one))),
        key=f"catalogue_card_{one.id}_{open_at_once}",
        expanded=open_at_once,
        icon=":material/monitoring:" if have else ":material/menu_book:",
        on_change="rerun",
    )
    if not card.open:
        return
    with card:
        for label, text in card_rows(words, one, catalogue):
            st.markdown(f"**{escaped(label)}:** {escaped(text)}")
        if one in own_indicators.added():
            st.caption(words("catalogue.added"))
        if have:
            _to_follow(words, one)


def _to_follow(words: Words, one: Indicator) -> None:
    units = session.dataset().units_of(one.id)
    names = words.some(unit.name.in_(words.language) for unit in units)
    st.markdown(f"**{words('catalogue.units_here')}:** {escaped(names)}")
    follow = session.place("follow")
    if st.button(words("catalogue.follow"), key=f"catalogue_follow_{one.id}", icon=":material/monitoring:"):
        unit = session.view().unit
        session.change_view(
            indicator=one.id,
            unit=unit if unit in {there.id for there in units} else "",
            group="",
            kind="",
            kind2="",
            parts=(),
            refused=(),
        )
        if follow is not None:
            st.switch_page(follow)
