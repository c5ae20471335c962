"""Filters: level, target group, age, sex and period, folded under one button on every page with series.

What is not as usual is seen as marks above the answer; each can be taken away by itself, or all at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.indicators.units import LEVELS
from core.observations.divisions import Division, Option, divisions, usual_group, with_value
from core.observations.months import month_of, text_of
from core.observations.nearest import unit_at
from core.observations.schema import ALL, SUBGROUP_COLUMNS, TOTAL, Subgroup
from core.wording import Words
from core.wording.titles import group_value
from core.wording.words import capitalised
from pages.parts import offered, session, undo
from pages.parts.attention import move_focus
from pages.parts.guard import guarded
from pages.parts.say import escaped
from pages.parts.widgets import OF_ONE_SERIES, look_elsewhere

if TYPE_CHECKING:
    from pages.parts.choices import Chosen

_STYLE = """<style>
.st-key-filter_marks { gap: 0.5rem; }
.st-key-filter_marks button { min-height: 2.25rem; font-size: 0.875rem; }
.st-key-filter_marks button[kind="secondary"] { border-radius: 1.4rem; }
.st-key-filter_marks .stMarkdownColoredText {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
@media (max-width: 640px) {
    .st-key-filter_marks button { min-height: 2.75rem; }
}
</style>"""
"""That a mark takes its filter away is said to those who have the page read to them; others see its cross."""
_POPOVER, _LATEST = "choose_filters", "choose_latest"
LATEST: Mapping[str, tuple[int, ...]] = {
    "month": (12, 24, 36),
    "quarter": (4, 8, 12),
    "half_year": (4, 6, 8),
    "year": (5, 10),
}
"""Latest periods that are one press away: of months and quarters whole years, so that seasons weigh alike."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A filter that is not as usual: its name, and the view's fields without it."""

    field: str
    name: str
    without: Mapping[str, str]


def offer_filters(words: Words, chosen: "Chosen", usual_period: str = "") -> None:
    """The button, and what it unfolds: made only when someone wants it.

    usual_period : what is used until a period is chosen, where that is not all there is
    """
    groups = offered.groups(chosen.dataset, chosen.indicator.id, chosen.unit.id)
    levels = _levels(words, chosen)
    period = chosen.cut and len(chosen.whole.months) > 1
    if not (len(levels) > 1 or len(groups) > 1 or period):
        return
    unfolded = _unfolded(words)
    if unfolded is None:
        return
    with unfolded:
        if len(levels) > 1:
            _choose_level(words, chosen, levels)
        _choose_group(words, groups, chosen.series.subgroup)
        if period:
            _choose_period(words, chosen, usual_period)


def show_marks(words: Words, chosen: "Chosen", usual_period: str = "") -> None:
    """What is filtered, as small buttons that take it away; nothing where nothing is."""
    unused = not chosen.cut and bool(session.view().first or session.view().last)
    cleared = {"group": "", "first": "", "last": ""} if chosen.cut else {"group": ""}
    _show(
        words,
        marks_of(words, chosen, usual_period),
        cleared,
        words("filters.period_unused") if unused else "",
    )


def marks_of(words: Words, chosen: "Chosen", usual_period: str = "") -> tuple[Mark, ...]:
    """What is not as usual, in the order of the filters."""
    groups = offered.groups(chosen.dataset, chosen.indicator.id, chosen.unit.id)
    marks = _group_marks(words, groups, chosen.series.subgroup)
    period = _period_name(words, chosen, always=bool(usual_period))
    return (*marks, Mark("period", period, {"first": "", "last": ""})) if period else marks


def offer_groups(words: Words, groups: Sequence[Subgroup], group: Subgroup) -> None:
    """The button on a page of many series at once, where only the group is chosen."""
    unfolded = _unfolded(words) if len(groups) > 1 else None
    if unfolded is not None:
        with unfolded:
            _choose_group(words, groups, group)


def show_group_marks(words: Words, groups: Sequence[Subgroup], group: Subgroup) -> None:
    """The marks on such a page."""
    _show(words, _group_marks(words, groups, group), {"group": ""})


def marks_style() -> str:
    """How the marks look."""
    return _STYLE


def _unfolded(words: Words) -> DeltaGenerator | None:
    """The button; what it unfolds where it is open."""
    popover = st.popover(
        words("filters.open"), icon=":material/filter_alt:", key=_POPOVER, on_change="rerun", width="stretch"
    )
    return popover if popover.open else None


def _show(words: Words, marks: Sequence[Mark], cleared: Mapping[str, str], note: str = "") -> None:
    if not (marks or note):
        return
    if marks:  # not in the button's name: with another one Streamlit would make it anew, closed, unfocused
        st.html(f'<style>.st-key-{_POPOVER} button p::after {{ content: " ({len(marks)})"; }}</style>')
    with st.container(horizontal=True, vertical_alignment="center", key="filter_marks"):
        for mark in marks:
            st.button(
                f":gray[{words('filters.remove')}] {escaped(mark.name)}",
                key=f"filter_mark_{mark.field}",
                icon=":material/close:",
                icon_position="right",
                on_click=_take_away,
                args=(mark.without, 1),
            )
        if len(marks) > 1:
            clear = words("filters.clear")
            st.button(
                clear, key="filters_clear", type="tertiary", on_click=_take_away, args=(cleared, len(marks))
            )
        if note:
            st.caption(note)


def _group_marks(words: Words, groups: Sequence[Subgroup], group: Subgroup) -> tuple[Mark, ...]:
    usual = usual_group(groups)
    marks = []
    for dimension in SUBGROUP_COLUMNS:
        value, otherwise = getattr(group, dimension), getattr(usual, dimension)
        if value != otherwise:
            name = words(f"group.{dimension}", value=_value(words, dimension, value))
            wider = with_value(groups, group, dimension, otherwise)
            marks.append(Mark(dimension, name, {"group": _written(wider)}))
    return tuple(marks)


# Level


def _levels(words: Words, chosen: "Chosen") -> list[str]:
    there = {unit.level for unit in offered.units(words, chosen.dataset, chosen.indicator.id).values()}
    return [level for level in LEVELS if level in there]


def _choose_level(words: Words, chosen: "Chosen", levels: list[str]) -> None:
    st.session_state["choose_level"] = chosen.unit.level
    st.selectbox(
        words("filters.level"),
        levels,
        format_func=lambda level: words(f"levels.{level}"),
        key="choose_level",
        on_change=_take_level,
        args=(chosen.indicator.id, chosen.unit.id),
    )


@guarded
def _take_level(indicator: str, unit: str) -> None:
    """The unit nearest to the one in view on the level chosen."""
    dataset = session.dataset()
    there = {one.id for one in dataset.units_of(indicator)}
    found = unit_at(dataset.units, there, unit, st.session_state["choose_level"])
    if found is not None:
        look_elsewhere(unit=found.id)


# Target group, age, sex, other


def _choose_group(words: Words, groups: Sequence[Subgroup], group: Subgroup) -> None:
    for division in divisions(groups, group):
        _choose_value(words, division, group)


def _choose_value(words: Words, division: Division, chosen: Subgroup) -> None:
    options = {option.value: option for option in division.options}
    key = f"choose_{division.dimension}"
    st.session_state[key] = division.chosen
    st.selectbox(
        words(f"filters.{division.dimension}"),
        list(options),
        format_func=lambda value: _option_name(words, division.dimension, options[value], chosen),
        key=key,
        on_change=_take_value,
        args=(key, {value: _written(option.group) for value, option in options.items()}),
    )


def _option_name(words: Words, dimension: str, option: Option, chosen: Subgroup) -> str:
    """A value, with what else becomes another where it cannot be had together with what is chosen."""
    name = words("filters.all") if option.value == ALL else group_value(words, dimension, option.value)
    name = name if name == option.value else capitalised(name)
    if option.together:
        return name
    others = [other for other in SUBGROUP_COLUMNS if other != dimension]
    moved = [other for other in others if getattr(option.group, other) != getattr(chosen, other)]
    rest = words.list(_value(words, other, getattr(option.group, other)) for other in moved)
    return words("filters.instead", value=name, rest=rest)


def _value(words: Words, dimension: str, value: str) -> str:
    return words(f"filters.all_{dimension}") if value == ALL else group_value(words, dimension, value)


def _written(group: Subgroup) -> str:
    """A group as the view has it."""
    return "" if group == TOTAL else group.text


@guarded
def _take_value(key: str, groups: Mapping[str, str]) -> None:
    look_elsewhere(group=groups[st.session_state[key]])


# Period


def _choose_period(words: Words, chosen: "Chosen", usual_period: str) -> None:
    """The latest periods at a press, or from one to another.

    An end that is the data's own stays open, so that new months show; it is written where an open one means
    something else.
    """
    series, whole = chosen.series, [text_of(month) for month in chosen.whole.months]
    first, last = text_of(series.months[0]), text_of(series.months[-1])
    open_first, open_last = ("", "") if usual_period else (whole[0], whole[-1])
    latest = {str(n): whole[-n] for n in LATEST[series.period_type] if n < len(whole)}
    if latest:
        starts = {**latest, "": whole[0]}
        used = last == whole[-1] and bool(session.view().first or not usual_period)
        _choose_latest(words, series.period_type, starts, first if used else "", open_first)
    for_from, for_to = st.columns(2)
    with for_from:
        _choose_end(words, chosen, "first", whole[: whole.index(last) + 1], open_first)
    with for_to:
        _choose_end(words, chosen, "last", whole[whole.index(first) :], open_last)
    st.caption(usual_period or words("filters.period_about"))


def _choose_latest(
    words: Words, period_type: str, starts: Mapping[str, str], first: str, open_first: str
) -> None:
    st.session_state[_LATEST] = next((n for n, start in starts.items() if start == first), None)
    st.segmented_control(
        words(f"filters.latest_{period_type}"),
        list(starts),
        format_func=lambda n: n or words("filters.all"),
        key=_LATEST,
        on_change=_take_latest,
        args=(starts, open_first),
    )


@guarded
def _take_latest(starts: Mapping[str, str], open_first: str) -> None:
    pressed = st.session_state[_LATEST]
    first = "" if pressed is None else starts[pressed]
    session.change_view(first="" if first == open_first else first, last="")


def _choose_end(words: Words, chosen: "Chosen", field: str, options: Sequence[str], opened: str) -> None:
    key = f"choose_{field}"
    st.session_state[key] = text_of(chosen.series.months[0 if field == "first" else -1])
    st.selectbox(
        words(f"filters.{field}"),
        list(options),
        format_func=lambda month: words.period(month_of(month), chosen.series.period_type),
        key=key,
        on_change=_take_end,
        args=(field, opened),
    )


@guarded
def _take_end(field: str, own: str) -> None:
    """An end into the view; it stays open when it is the data's own, so that new months show."""
    chosen = st.session_state[f"choose_{field}"]
    session.change_view(**{field: "" if chosen == own else chosen})


def _period_name(words: Words, chosen: "Chosen", always: bool) -> str:
    """The period in view as a mark names it; "" for the whole one, unless ``always`` and asked for."""
    shown, whole, view = chosen.series.months, chosen.whole.months, session.view()
    later = shown[0] > whole[0] or bool(always and view.first)
    earlier = shown[-1] < whole[-1] or bool(always and view.last)
    period_type = chosen.series.period_type
    first, last = (words.period(month, period_type, short=True) for month in (shown[0], shown[-1]))
    if later and earlier:
        return capitalised(words("filters.period_between", first=first, last=last))
    if later:
        return words("filters.period_from", first=first)
    return words("filters.period_to", last=last) if earlier else ""


@guarded
def _take_away(fields: Mapping[str, str], n: int) -> None:
    """The view without ``n`` filters; what was said of one series goes when the group is another."""
    with undo.step("undo.filters_cleared", n=n):
        session.change_view(**(OF_ONE_SERIES if "group" in fields else {}), **fields)
    move_focus(f".st-key-{_POPOVER} button")
