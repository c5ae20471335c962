"""Which change is tested: one from the register, or one's own; in a row of choices and one fold.

The view holds the change's values. ``view.change`` says which of the register's it is, for as long as they
agree with it: whoever edits one has a change of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.change.for_dataset import Asked
from core.improvement import Change
from core.improvement.change import SMALLEST_CHANGE
from core.observations.months import month_of, text_of
from core.observations.schema import MONTHS_IN
from core.observations.series import calendar
from core.spc.for_series import Choices
from core.wording import Words
from core.wording.titles import unit_label
from pages.parts import session, undo
from pages.parts.address import LONGEST_NOTE, NOBODY, View, clean_note
from pages.parts.charting import choose_testing
from pages.parts.choices import Chosen, choose_series
from pages.parts.guard import guarded
from pages.parts.say import escaped
from pages.parts.widgets import select

OWN = "own"
USUAL = str(round(100 * SMALLEST_CHANGE))
_NARROW = 175
OFFERED = ("2.5", "5", "7.5", "15", "20", "25", "30", "40", "50")
"""Smallest changes that matter, per cent, beside the usual."""


@dataclass(frozen=True, slots=True)
class Tested:
    """What is tested: the series in view, the question, and the register's change if it is one.

    name : what the change is called; empty for one of one's own without a name
    choices : chart kind and months left out
    """

    chosen: Chosen
    asked: Asked
    change: Change | None
    name: str
    choices: Choices


def choose_change(words: Words) -> Tested:
    """Let the visitor choose a change, where, what to look at, and from when."""
    offered = _offered()
    _open_linked(offered)
    top = st.container(horizontal=True, vertical_alignment="bottom", key="choose_change_row")
    chosen = choose_series(words, whole=True)
    change = _settle(words, offered, chosen)
    with top:
        _choose(words, offered, change)
        start = _choose_start(words, chosen)
        popover = st.popover(
            words("change.about"), icon=":material/edit_calendar:", key="about_change", on_change="rerun"
        )
        choices = choose_testing(words, chosen)
    if popover.open:
        with popover:
            _ask_more(words, chosen, change)
    view = session.view()
    name = change.name.in_(words.language) if change is not None else view.what
    return Tested(chosen, _asked(chosen, view, start), change, name, choices)


def fields_of(change: Change) -> dict[str, Any]:
    """A register's change as fields of the view."""
    percent = f"{round(100 * change.smallest_change, 1):g}"
    return {
        "change": change.id,
        "what": "",
        "unit": change.units[0],
        "where": change.units[1:],
        "start": change.start,
        "expected": "gradual" if change.expected == "gradual" else "",
        "bad": change.started_because_bad,
        "picked": change.picked_from_chart,
        "smallest": "" if percent == USUAL else percent,
        "measures": (),
    }


def smallest_of(view: View) -> float:
    """The smallest relative change that matters."""
    return round(float(view.smallest or USUAL) / 100, 6)


def label(words: Words, change: Change) -> str:
    """A change in a list: its name, where and from when."""
    units = session.dataset().units
    names = [units[unit].name.in_(words.language) if unit in units else unit for unit in change.units]
    return words(
        "change.label", name=change.name.in_(words.language), place=words.some(names, 3), month=change.month
    )


def _offered() -> Mapping[str, Change]:
    """The register's changes that the data in view have numbers for."""
    dataset = session.dataset()
    there = {indicator.id for indicator in dataset.indicators()}
    return {
        change.id: change
        for change in session.changes()
        if there & set(change.indicators) and all(unit in dataset.units for unit in change.units)
    }


def _open_linked(offered: Mapping[str, Change]) -> None:
    """A link that only names a change opens it on its first outcome."""
    view = session.view()
    change = offered.get(view.change)
    if change is not None and not view.start:
        session.change_view(**fields_of(change), indicator=view.indicator or _first_measure(change))


def _first_measure(change: Change) -> str:
    there = {indicator.id for indicator in session.dataset().indicators()}
    return next(indicator for indicator in change.indicators if indicator in there)


def _settle(words: Words, offered: Mapping[str, Change], chosen: Chosen) -> Change | None:
    """The register's change that the view holds; one's own where it agrees with none."""
    view = session.view()
    if view.change not in ("", OWN) and view.change not in offered:
        st.info(words("app.not_here", items=escaped(view.change)))
        session.change_view(change="")
        view = session.view()
    change = offered.get(view.change)
    if change is not None and _agrees(view, change):
        return change
    here = [c for c in session.known_changes(chosen.unit.id, chosen.indicator.id) if c.id in offered]
    here = [c for c in here if c.units[0] == chosen.unit.id]
    moved_on = change is not None and change.units[0] != chosen.unit.id
    if view.change == OWN or (change is not None and not moved_on):
        session.change_view(change=OWN)
        return None
    if view.start and not moved_on:  # an address with a month: the change that began then
        here = [c for c in here if c.start == view.start and _agrees_but_for_start(view, c)]
    if here:
        session.change_view(**fields_of(here[0]))
        return here[0]
    session.change_view(change=OWN if moved_on else "", where=() if moved_on else view.where)
    return None


def _agrees(view: View, change: Change) -> bool:
    return all(
        getattr(view, name) == value for name, value in fields_of(change).items() if name != "measures"
    )


def _agrees_but_for_start(view: View, change: Change) -> bool:
    """Nothing is said in the address that the register says otherwise."""
    said = {name: getattr(view, name) for name in ("what", "where", "expected", "bad", "picked", "smallest")}
    return not any(said.values()) or all(fields_of(change)[name] == value for name, value in said.items())


def _choose(words: Words, offered: Mapping[str, Change], change: Change | None) -> None:
    if not offered:
        return
    st.session_state["choose_change"] = change.id if change is not None else OWN
    st.selectbox(
        words("change.choose"),
        [*offered, OWN],
        format_func=lambda key: label(words, offered[key]) if key in offered else words("change.own"),
        key="choose_change",
        on_change=_take_change,
    )


@guarded
def _take_change() -> None:
    chosen = st.session_state["choose_change"]
    change = next((one for one in session.changes() if one.id == chosen), None)
    if change is None:
        session.change_view(change=OWN)
        return
    indicator = session.view().indicator
    if indicator not in change.indicators:
        indicator = _first_measure(change)
    looked_at = {**fields_of(change), "indicator": indicator, "group": "", "compare": (), "without": ()}
    if not session.view().what:
        session.change_view(**looked_at)
        return
    with undo.step("undo.change_left", name=session.view().what):  # written by hand, and kept nowhere
        session.change_view(**looked_at)


def _choose_start(words: Words, chosen: Chosen) -> str:
    """The first month with the change; also within longer periods, since a change knows its month.

    One that lies outside the data stays what was asked: the answer is then that it cannot be told, and never
    one about another month.
    """
    series, view = chosen.series, session.view()
    last = series.months[-1] + MONTHS_IN[series.period_type] - 1
    months = [text_of(month) for month in calendar(series.months[0] + 1, last, "month")]
    months = months or [text_of(last + 1)]
    otherwise = text_of(series.months[len(series) * 2 // 3]) if len(series) > 1 else months[0]
    start = view.start or otherwise
    if start not in months:
        months = sorted([*months, start])
    session.change_view(start=start)
    select(
        words("choose.start"),
        "start",
        months,
        start,
        lambda month: words.month(month_of(month)),
        width=_NARROW,
    )
    return start


def _ask_more(words: Words, chosen: Chosen, change: Change | None) -> None:
    """What and why as the register has it, and what the verdict needs to be told."""
    view = session.view()
    if change is not None:
        for text in (change.what, change.why):
            if text:
                st.markdown(escaped(text.in_(words.language)))
    else:
        ask_name(words, "choose_what")
    units = {unit.id: unit for unit in _together(chosen)}
    if units:
        _many(
            words("change.where"),
            "where",
            list(units),
            [unit for unit in view.where if unit in units],
            lambda key: unit_label(words, units[key]),
            placeholder=words("change.where_none"),
        )
    st.session_state["choose_expected"] = view.expected
    st.segmented_control(
        words("change.expected"),
        ["", "gradual"],
        format_func=lambda key: words(f"change.expected_{key or 'abrupt'}"),
        key="choose_expected",
        on_change=_take_expected,
    )
    _flag(words("change.bad"), "bad", words("change.bad_help"))
    _flag(words("change.picked"), "picked", words("change.picked_help"))
    select(
        words("change.smallest"),
        "smallest",
        sorted({"", view.smallest, *OFFERED}, key=lambda percent: float(percent or USUAL)),
        view.smallest,
        lambda percent: words("change.percent", n=float(percent or USUAL)),
        help=words("change.smallest_help"),
    )


def choose_measures(words: Words, chosen: Chosen) -> None:
    """Measures to lay beside the chosen one, for a change that names none itself."""
    there = {one.id: one for one in chosen.dataset.indicators() if one.id != chosen.indicator.id}
    if not there:
        return
    _many(
        words("change.measures"),
        "measures",
        list(there),
        [one for one in session.view().measures if one in there],
        lambda key: there[key].name.in_(words.language),
        placeholder=words("change.measures_none"),
    )


def _together(chosen: Chosen) -> tuple:
    """Units that may have made the change too: of the same level, with numbers."""
    there = chosen.dataset.units_of(chosen.indicator.id)
    return tuple(u for u in there if u.level == chosen.unit.level and u.id != chosen.unit.id)


def _many(
    title: str, field: str, options: list[str], current: list[str], written: Callable[[str], str], **more: Any
) -> None:
    key = f"choose_{field}"
    st.session_state[key] = current
    st.multiselect(title, options, format_func=written, key=key, on_change=_take_many, args=(field,), **more)


def _flag(title: str, field: str, about: str) -> None:
    key = f"choose_{field}"
    st.session_state[key] = getattr(session.view(), field)
    st.toggle(title, key=key, on_change=_take_flag, args=(field,), help=about)


@guarded
def _take_many(field: str) -> None:
    session.change_view(**{field: tuple(st.session_state[f"choose_{field}"])})


def ask_name(words: Words, key: str) -> None:
    """What a change of one's own is called. ``key`` : of the field"""
    st.session_state[key] = session.view().what
    st.text_input(words("change.what"), key=key, max_chars=LONGEST_NOTE, on_change=_take_what, args=(key,))


@guarded
def _take_what(key: str) -> None:
    text = "".join(sign if sign.isprintable() else " " for sign in st.session_state[key])
    session.change_view(what=clean_note(text))


@guarded
def _take_expected() -> None:
    session.change_view(expected=st.session_state["choose_expected"] or "")


@guarded
def _take_flag(field: str) -> None:
    session.change_view(**{field: bool(st.session_state[f"choose_{field}"])})


def _asked(chosen: Chosen, view: View, start: str) -> Asked:
    there = {unit.id for unit in _together(chosen)}
    units = (chosen.unit.id, *(unit for unit in view.where if unit in there))
    compare = None if not view.compare else () if view.compare == NOBODY else view.compare
    return Asked(
        indicator=chosen.indicator.id,
        starts=tuple((unit, start) for unit in units),
        group=chosen.series.subgroup,
        expected="gradual" if view.expected == "gradual" else "abrupt",
        started_because_bad=view.bad,
        smallest_change=smallest_of(view),
        picked_from_chart=view.picked,
        compare=compare,
        exclude=view.exclude,
        without=view.without,
    )
