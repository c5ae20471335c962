"""Choosing what to look at: indicator, unit, group, period and how it is charted; the same on every page.

Choices offer only what exists in the data in view. They live in the session's ``View`` and from there in the
address; a widget shows the view and hands back a change, it never holds the truth itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.change.for_series import testable_kinds
from core.indicators import Indicator, Unit
from core.indicators.text import alphabetical
from core.observations.cut import between
from core.observations.dataset import Dataset
from core.observations.months import Month, month_of, text_of
from core.observations.schema import MONTHS_IN, TOTAL, Subgroup
from core.observations.series import Series
from core.spc.for_series import Choices, possible_kinds, recommended_for
from core.wording import Words
from core.wording.titles import group_name, unit_label
from pages.parts import session
from pages.parts.guard import guarded

_OFFERED = "choose_exclude_offered"
FIRST_SIGHT = ("akutbesok_hsh", "0683")
"""Indicator and unit a newcomer sees first in the sample county: one that has a story."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is in view: the indicator in a unit and group, cut to the period shown."""

    dataset: Dataset
    indicator: Indicator
    unit: Unit
    whole: Series
    series: Series


def choose_series(words: Words, whole: bool = False) -> Chosen:
    """Let the visitor choose indicator, unit and group; what is not in the data falls back and is told.

    With ``whole`` the period in view is not applied: a test of a change uses all the history there is.
    """
    dataset, view = session.dataset(), session.view()
    indicators = {indicator.id: indicator for indicator in dataset.indicators()}
    first_indicator, first_unit = FIRST_SIGHT
    missing = []

    indicator_id = _settle(view.indicator, list(indicators), first_indicator, missing)
    units = {unit.id: unit for unit in sorted(dataset.units_of(indicator_id), key=_unit_order(words))}
    unit_id = _settle(view.unit, list(units), first_unit, missing)
    groups = {group.text: group for group in dataset.subgroups_of(indicator_id, unit_id)}
    group_text = _settle(view.group, list(groups), TOTAL.text, missing)
    if missing:
        st.info(words("app.not_here", items=words.list(missing)))
    session.change_view(
        indicator=indicator_id, unit=unit_id, group="" if group_text == TOTAL.text else group_text
    )

    columns = st.container(key="choose_series").columns([5, 4, 3] if len(groups) > 1 else [5, 4])
    with columns[0]:
        _select(
            words("choose.indicator"),
            "indicator",
            list(indicators),
            indicator_id,
            lambda key: indicators[key].name.in_(words.language),
        )
    with columns[1]:
        _select(words("choose.unit"), "unit", list(units), unit_id, lambda key: unit_label(words, units[key]))
    if len(groups) > 1:
        with columns[2]:
            _select(
                words("choose.group"),
                "group",
                list(groups),
                group_text,
                lambda key: group_name(words, groups[key]) or words("choose.all_groups"),
            )
    everything = _series(dataset, indicator_id, unit_id, groups[group_text])
    shown = everything if whole else _cut(everything)
    return Chosen(dataset, indicators[indicator_id], units[unit_id], everything, shown)


def choose_charting(words: Words, chosen: Chosen, beside: str | None) -> Choices:
    """Period, chart kind, baseline, excluded months, comparison: folded away until someone wants them."""
    series = chosen.series
    months = [text_of(month) for month in chosen.whole.months]
    shown = [text_of(month) for month in series.months]
    _drop_what_is_not_here(words, months, shown, possible_kinds(chosen.indicator, series))
    view = session.view()

    def written(month: str) -> str:
        if not month:
            return words("choose.no_baseline")
        return words.period(month_of(month), series.period_type)

    popover = st.popover(words("choose.more"), icon=":material/tune:", key="choose_more", on_change="rerun")
    if popover.open:  # dozens of months in three lists: made only when someone wants them
        with popover:
            if len(months) > 1:
                _period(words, months, (shown[0], shown[-1]), written)
            kinds = possible_kinds(chosen.indicator, series)
            _choose_kind(words, kinds, recommended_for(chosen.indicator, series).kind)
            baseline = view.baseline if view.baseline in shown else ""
            _select(words("choose.baseline"), "baseline", ["", *shown], baseline, written)
            choose_excluded(words, shown, written)
            if beside is not None:
                st.session_state["choose_beside"] = view.beside
                label = words("choose.beside", unit=beside)
                st.toggle(label, key="choose_beside", on_change=_take, args=("beside",))
            st.button(words("choose.clear"), on_click=_clear, type="tertiary", icon=":material/restart_alt:")
    return Choices(
        kind=view.kind or None,
        freeze=month_of(view.baseline) if view.baseline in shown else None,
        exclude=_excluded(shown),
    )


def choose_testing(words: Words, chosen: Chosen) -> Choices:
    """Chart kind and months left out of a test, folded away until someone wants them.

    The kind is the one in view, so that what is followed is what is tested.
    """
    series, view = chosen.series, session.view()
    shown = [text_of(month) for month in series.months]
    kinds = testable_kinds(chosen.indicator, series)
    popover = st.popover(
        words("choose.testing"), icon=":material/tune:", key="choose_testing", on_change="rerun"
    )
    if popover.open:
        with popover:
            _choose_kind(words, kinds, recommended_for(chosen.indicator, series).kind)
            choose_excluded(words, shown, lambda month: words.period(month_of(month), series.period_type))
    return Choices(kind=view.kind if view.kind in kinds else None, exclude=_excluded(shown))


def _choose_kind(words: Words, kinds: Sequence[str], recommended: str) -> None:
    current = session.view().kind
    _select(
        words("choose.kind"),
        "kind",
        ["", *(kind for kind in kinds if kind != recommended)],
        current if current in kinds and current != recommended else "",
        lambda kind: _kind_name(words, kind, recommended),
    )


def choose_excluded(words: Words, shown: Sequence[str], written: Callable[[str], str]) -> None:
    """Let the visitor leave months out of limits and rules; they are still drawn."""
    there = set(shown)
    st.session_state[_OFFERED] = tuple(shown)
    st.session_state["choose_exclude"] = [month for month in session.view().exclude if month in there]
    st.multiselect(
        words("choose.exclude"),
        list(shown),
        format_func=written,
        key="choose_exclude",
        placeholder=words("choose.exclude_placeholder"),
        on_change=_take,
        args=("exclude",),
    )


def _excluded(shown: Sequence[str]) -> tuple[Month, ...]:
    """The view's excluded months that are in the period shown."""
    there = set(shown)
    return tuple(month_of(month) for month in session.view().exclude if month in there)


def choose_start(words: Words, chosen: Chosen) -> Month:
    """The month a change began: the view's, else the unit's in the register, else two thirds in."""
    series = chosen.series
    months = [text_of(month) for month in series.months[1:]] or [text_of(series.months[0])]
    known = {change.start: change for change in session.known_changes(chosen.unit.id, chosen.indicator.id)}
    otherwise = next((start for start in known if start in months), months[len(months) * 2 // 3])
    missing: list[str] = []
    start = _settle(_period_with(session.view().start, series), months, otherwise, missing)
    session.change_view(start=start)
    if missing:
        st.info(words("app.not_here", items=words.list(missing)))
    _select(
        words("choose.start"),
        "start",
        months,
        start,
        lambda month: words.period(month_of(month), series.period_type),
    )
    if start in known:
        name = known[start].name.in_(words.language)
        st.caption(words("page.test.from_register", name=name))
    return month_of(start)


def _period_with(month: str, series: Series) -> str:
    """The period of the series that holds a month: a link made for months opens the quarter."""
    if not month or series.period_type == "month":
        return month
    before = [start for start in series.months if start <= month_of(month)]
    within = before and month_of(month) < before[-1] + MONTHS_IN[series.period_type]
    return text_of(before[-1]) if within else month


def _drop_what_is_not_here(
    words: Words, whole: Sequence[str], shown: Sequence[str], kinds: Sequence[str]
) -> None:
    """Tell of choices in the address that the data or the period in view do not have, and let them go."""
    view = session.view()
    there = {"kind": kinds, "baseline": shown, "first": whole, "last": whole}
    gone = {
        name: getattr(view, name) for name, known in there.items() if getattr(view, name) not in ("", *known)
    }
    if view.first and view.last and view.first > view.last:
        gone |= {"first": view.first, "last": view.last}
    lost = [month for month in view.exclude if month not in set(whole)]
    if gone or lost:
        st.info(words("app.not_here", items=words.list([*gone.values(), *lost])))
        kept = tuple(month for month in view.exclude if month not in lost)
        session.change_view(exclude=kept, **dict.fromkeys(gone, ""))


def _settle(wanted: str, there: Sequence[str], otherwise: str, missing: list[str]) -> str:
    """What is wanted if it is there; otherwise the usual choice, or the first there is, and a note."""
    if wanted in there:
        return wanted
    if wanted:
        missing.append(wanted)
    return otherwise if otherwise in there else there[0]


def _select(
    label: str, field: str, options: list[str], current: str, written: Callable[[str], str], **more: Any
) -> None:
    key = f"choose_{field}"
    st.session_state[key] = current
    st.selectbox(label, options, format_func=written, key=key, on_change=_take, args=(field,), **more)


@guarded
def _take(field: str) -> None:
    """A widget's new value into the view."""
    value = st.session_state[f"choose_{field}"]
    if field == "exclude":  # what is excluded outside the period shown stays so
        offered = set(st.session_state[_OFFERED])
        outside = [month for month in session.view().exclude if month not in offered]
        value = tuple(sorted([*outside, *value]))
    if field == "group" and value == TOTAL.text:
        value = ""
    if field == "indicator":
        session.change_view(kind="")  # the kinds of another indicator's data are others
    session.change_view(**{field: value})


def _period(words: Words, months: list[str], current: tuple[str, str], written: Callable[[str], str]) -> None:
    st.session_state["choose_period"] = current
    st.select_slider(
        words("choose.period"),
        months,
        value=current,  # without it Streamlit takes the slider for one with a single handle
        format_func=written,
        key="choose_period",
        on_change=_take_period,
        args=(months[0], months[-1]),
    )


@guarded
def _take_period(first_there: str, last_there: str) -> None:
    """The period into the view; its ends stay open when they are the data's own, so that new months show."""
    first, last = st.session_state["choose_period"]
    session.change_view(first="" if first == first_there else first, last="" if last == last_there else last)


@guarded
def _clear() -> None:
    session.change_view(first="", last="", kind="", baseline="", exclude=(), beside=True)


def _kind_name(words: Words, kind: str, recommended: str) -> str:
    name = words(f"chart_kind.{kind or recommended}.name")
    return name if kind else words("choose.kind_recommended", kind=name)


def _series(dataset: Dataset, indicator: str, unit: str, group: Subgroup) -> Series:
    series = dataset.series(indicator, unit, group)
    if series is None:
        raise LookupError(f"{indicator} in {unit} was offered but has no series")
    return series


def _cut(series: Series) -> Series:
    view = session.view()
    return between(
        series,
        month_of(view.first) if view.first else None,
        month_of(view.last) if view.last else None,
    )


def _unit_order(words: Words) -> Callable[[Unit], tuple[int, str]]:
    """County first, then areas, municipalities, health centres; by name within a level, å ä ö last."""
    levels = ("nation", "county", "area", "municipality", "health_centre", "other")
    return lambda unit: (levels.index(unit.level), alphabetical(unit.name.in_(words.language)))
