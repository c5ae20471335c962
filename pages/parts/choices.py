"""Choosing what to look at: indicator, unit, group and period; the same on every page.

Choices offer only what exists in the data in view. They live in the session's ``View`` and from there in the
address; a widget shows the view and hands back a change, it never holds the truth itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from core.indicators import Indicator, Unit
from core.indicators.text import alphabetical
from core.observations.cut import between
from core.observations.dataset import Dataset
from core.observations.months import Month, month_of, text_of
from core.observations.schema import MONTHS_IN, TOTAL, Subgroup
from core.observations.series import Series
from core.wording import Words
from core.wording.titles import group_name, unit_label
from pages.parts import session
from pages.parts.widgets import select, settle

FIRST_SIGHT = ("akutbesok_hsh", "0683")
"""Indicator and unit a newcomer sees first in the sample county: one that has a story."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is in view: the indicator in a unit and group, cut to the period shown.

    ``group`` is the group as the address writes it.
    """

    dataset: Dataset
    indicator: Indicator
    unit: Unit
    whole: Series
    series: Series
    group: str


def choose_series(words: Words, whole: bool = False) -> Chosen:
    """Let the visitor choose indicator, unit and group, and give what is chosen."""
    chosen = series_in_view(words, whole)
    offer_series(words, chosen)
    return chosen


def series_in_view(words: Words, whole: bool = False) -> Chosen:
    """The series the view names; what is not in the data falls back and is told.

    With ``whole`` the period in view is not applied: a test of a change uses all the history there is.
    """
    dataset, view = session.dataset(), session.view()
    indicators = {indicator.id: indicator for indicator in dataset.indicators()}
    first_indicator, first_unit = FIRST_SIGHT
    missing = []

    indicator_id = settle(view.indicator, list(indicators), first_indicator, missing)
    units = {unit.id: unit for unit in sorted(dataset.units_of(indicator_id), key=unit_order(words))}
    unit_id = settle(view.unit, list(units), first_unit, missing)
    groups = {group.text: group for group in dataset.subgroups_of(indicator_id, unit_id)}
    group_text = settle(view.group, list(groups), TOTAL.text, missing)
    if missing:
        st.info(words("app.not_here", items=words.list(missing)))
    session.change_view(
        indicator=indicator_id, unit=unit_id, group="" if group_text == TOTAL.text else group_text
    )

    everything = _series(dataset, indicator_id, unit_id, groups[group_text])
    shown = everything if whole else _cut(everything)
    return Chosen(dataset, indicators[indicator_id], units[unit_id], everything, shown, group_text)


def offer_series(words: Words, chosen: Chosen) -> None:
    """The lists to choose indicator, unit and group from: what exists in the data in view."""
    dataset, indicator_id, unit_id = chosen.dataset, chosen.indicator.id, chosen.unit.id
    indicators = {indicator.id: indicator for indicator in dataset.indicators()}
    units = {unit.id: unit for unit in sorted(dataset.units_of(indicator_id), key=unit_order(words))}
    groups = {group.text: group for group in dataset.subgroups_of(indicator_id, unit_id)}
    columns = st.container(key="choose_series").columns([5, 4, 3] if len(groups) > 1 else [5, 4])
    with columns[0]:
        select(
            words("choose.indicator"),
            "indicator",
            list(indicators),
            indicator_id,
            lambda key: indicators[key].name.in_(words.language),
        )
    with columns[1]:
        select(words("choose.unit"), "unit", list(units), unit_id, lambda key: unit_label(words, units[key]))
    if len(groups) > 1:
        with columns[2]:
            select(
                words("choose.group"),
                "group",
                list(groups),
                chosen.group,
                lambda key: group_name(words, groups[key]) or words("choose.all_groups"),
            )


def choose_start(words: Words, chosen: Chosen) -> Month:
    """The month a change began: the view's, else the unit's in the register, else two thirds in."""
    series = chosen.series
    months = [text_of(month) for month in series.months[1:]] or [text_of(series.months[0])]
    known = {change.start: change for change in session.known_changes(chosen.unit.id, chosen.indicator.id)}
    otherwise = next((start for start in known if start in months), months[len(months) * 2 // 3])
    missing: list[str] = []
    start = settle(_period_with(session.view().start, series), months, otherwise, missing)
    session.change_view(start=start)
    if missing:
        st.info(words("app.not_here", items=words.list(missing)))
    select(
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


def unit_order(words: Words) -> Callable[[Unit], tuple[int, str]]:
    """County first, then areas, municipalities, health centres; by name within a level, å ä ö last."""
    levels = ("nation", "county", "area", "municipality", "health_centre", "other")
    return lambda unit: (levels.index(unit.level), alphabetical(unit.name.in_(words.language)))
