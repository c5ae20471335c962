"""Choosing what to look at: indicator, unit, group and period; the same on every page.

Choices offer only what exists in the data in view. They live in the session's ``View`` and from there in the
address; a widget shows the view and hands back a change, it never holds the truth itself.
"""

from dataclasses import dataclass

import streamlit as st

from core.indicators import Indicator, Unit
from core.observations.cut import between, stretch_of
from core.observations.dataset import Dataset
from core.observations.divisions import nearest_group, usual_group
from core.observations.months import month_of
from core.observations.nearest import nearest_unit
from core.observations.schema import TOTAL, Subgroup
from core.observations.series import Series
from core.wording import Words
from core.wording.titles import group_name, unit_label
from pages.parts import offered, session
from pages.parts.filters import offer_filters, show_marks
from pages.parts.offered import unit_order
from pages.parts.say import escaped
from pages.parts.widgets import select, settle

__all__ = ["FIRST_SIGHT", "Chosen", "choose_series", "offer_series", "series_in_view", "unit_order"]
FIRST_SIGHT = ("akutbesok_hsh", "0683")
"""Indicator and unit a newcomer sees first in the sample county: one that has a story."""
_SETTLED_GROUP = "settled_group"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is in view: the indicator in a unit and group, cut to the period shown.

    ``group`` is the group as the address writes it; ``cut`` whether the period in view applies on this page.
    ``told`` says what was asked for and is not in the data; ``offer_series`` shows it.
    """

    dataset: Dataset
    indicator: Indicator
    unit: Unit
    whole: Series
    series: Series
    group: str
    cut: bool = True
    told: tuple[str, ...] = ()


def choose_series(words: Words, whole: bool = False) -> Chosen:
    """Let the visitor choose indicator, unit and group, and give what is chosen."""
    chosen = series_in_view(words, whole)
    offer_series(words, chosen)
    return chosen


def series_in_view(words: Words, whole: bool = False) -> Chosen:
    """The series the view names; what is not in the data falls back to the nearest there is and is told.

    With ``whole`` the period in view is not applied: a test of a change uses all the history there is.
    """
    dataset, told = session.dataset(), _Told(words, [], [])
    indicator = _indicator(dataset, told)
    unit = _unit(dataset, indicator, told)
    group = _group(dataset, indicator, unit, told)
    written = "" if group == TOTAL else group.text
    st.session_state[_SETTLED_GROUP] = written
    session.change_view(indicator=indicator.id, unit=unit.id, group=written)
    everything = _series(dataset, indicator.id, unit.id, group)
    shown = everything if whole else _cut(everything, told)
    return Chosen(dataset, indicator, unit, everything, shown, group.text, not whole, told.all)


def offer_series(words: Words, chosen: Chosen, usual_period: str = "") -> None:
    """The lists to choose from, what exists in the data in view; and what is filtered, to be taken away.

    usual_period : what the page uses until a period is chosen, as a sentence, where that is not all there is
    """
    indicators = offered.indicator_names(words, chosen.dataset, chosen.unit)
    units = offered.unit_names(words, chosen.dataset, chosen.indicator.id)
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose_series"):
        select(
            words("choose.indicator"),
            "indicator",
            list(indicators),
            chosen.indicator.id,
            indicators.__getitem__,
        )
        select(words("choose.unit"), "unit", list(units), chosen.unit.id, units.__getitem__)
        offer_filters(words, chosen, usual_period)
    if chosen.told:
        st.info(" ".join(chosen.told))
    show_marks(words, chosen, usual_period)


@dataclass(frozen=True, slots=True)
class _Told:
    """What was asked for and is not in the data: sentences, and ids of an address that name nothing."""

    words: Words
    sentences: list[str]
    missing: list[str]

    def say(self, key: str, **values: str) -> None:
        self.sentences.append(escaped(self.words(key, **values)))

    def name(self, thing: Indicator | Unit) -> str:
        return thing.name.in_(self.words.language)

    @property
    def all(self) -> tuple[str, ...]:
        unknown = [self.words("app.not_here", items=self.words.list(self.missing))] if self.missing else []
        return (*self.sentences, *unknown)


def _indicator(dataset: Dataset, told: _Told) -> Indicator:
    there = offered.indicators(dataset)
    return there[settle(session.view().indicator, list(there), FIRST_SIGHT[0], told.missing)]


def _unit(dataset: Dataset, indicator: Indicator, told: _Told) -> Unit:
    """The unit in view, or the nearest that has the indicator: a health centre's municipality."""
    there, wanted = offered.units(told.words, dataset, indicator.id), session.view().unit
    near = None if wanted in there else nearest_unit(dataset.units, there, wanted)
    if near is None:
        return there[settle(wanted, list(there), FIRST_SIGHT[1], told.missing)]
    lacking, shown = (unit_label(told.words, unit) for unit in (dataset.units[wanted], near))
    having = told.words.some((told.name(unit) for unit in there.values()), 4)
    told.say(
        "filters.unit_elsewhere", unit=lacking, indicator=told.name(indicator), shown=shown, having=having
    )
    return near


def _group(dataset: Dataset, indicator: Indicator, unit: Unit, told: _Told) -> Subgroup:
    """The group in view, or the nearest wider one that exists for the indicator in the unit."""
    there, text = offered.groups(dataset, indicator.id, unit.id), session.view().group
    if not text:
        return usual_group(there)
    try:
        wanted = Subgroup.parse(text)
    except ValueError:
        told.missing.append(text)
        return usual_group(there)
    if wanted in there:
        return wanted
    near = nearest_group(there, wanted)
    known = {value for group in there for value in group.values}
    if text != st.session_state.get(_SETTLED_GROUP) and not known.issuperset(wanted.values):
        told.missing.append(text)  # an address that names what the data never had
        return near
    told.say(
        "filters.group_elsewhere",
        group=group_name(told.words, wanted),
        indicator=told.name(indicator),
        unit=unit_label(told.words, unit),
        shown=group_name(told.words, near) or told.words("filters.everyone"),
    )
    return near


def _series(dataset: Dataset, indicator: str, unit: str, group: Subgroup) -> Series:
    series = dataset.series(indicator, unit, group)
    if series is None:
        raise LookupError(f"{indicator} in {unit} was offered but has no series")
    return series


def _cut(series: Series, told: _Told) -> Series:
    """The period in view; an end that the series does not have is told and let go."""
    view = session.view()
    if not (view.first or view.last):
        return series
    first, last = (month_of(month) if month else None for month in (view.first, view.last))
    stretch = stretch_of(series, first, last)
    if stretch.first_outside or stretch.last_outside:
        ends = (
            told.words.period(month, series.period_type) for month in (series.months[0], series.months[-1])
        )
        told.say("filters.period_outside", **dict(zip(("first", "last"), ends, strict=True)))
        session.change_view(
            first="" if stretch.first_outside else view.first, last="" if stretch.last_outside else view.last
        )
    return between(series, stretch.first, stretch.last)
