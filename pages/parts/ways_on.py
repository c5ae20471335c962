"""The way on from a place where nothing can stand: what to do about it, as buttons that do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core.indicators import Unit
from core.observations.divisions import usual_group
from core.observations.months import text_of
from core.observations.schema import TOTAL
from core.wording import Words
from pages.parts import offered, session
from pages.parts.choices import Chosen
from pages.parts.guard import guarded
from pages.parts.say import escaped
from pages.parts.widgets import OF_ONE_SERIES, look_elsewhere

LARGER_HELPS = frozenset({"hidden", "no_events", "no_numbers", "none_lately"})
"""Why nothing can be said, where a larger unit may have more: it has no more months than a small one."""


@dataclass(frozen=True, slots=True)
class WayOn:
    """One thing to do: another view of the same page, or another page as it is.

    fields : what the view is to hold. page : a page by name; empty for the one where the way is shown
    """

    label: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    page: str = ""
    icon: str = "arrow_forward"


def show_ways(key: str, *ways: WayOn | None) -> None:
    """The ways there are, beside each other; nothing where there is none. ``key`` : of the place."""
    there = [way for way in ways if way is not None]
    if not there:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_ways"):
        for at, way in enumerate(there):
            _show(f"{key}_way_{at}", way)


def _show(key: str, way: WayOn) -> None:
    icon = f":material/{way.icon}:"
    if not way.page:
        st.button(escaped(way.label), key=key, icon=icon, on_click=_go, args=(way.fields,))
    elif (page := session.place(way.page)) is not None:
        st.page_link(page, label=escaped(way.label), icon=icon)


@guarded
def _go(fields: Mapping[str, Any]) -> None:
    if "unit" in fields or "group" in fields:
        look_elsewhere(**{name: value for name, value in fields.items() if name not in OF_ONE_SERIES})
    else:
        session.change_view(**fields)


def whole_period(words: Words, chosen: Chosen) -> WayOn | None:
    """All the months there are, where a period is chosen."""
    view = session.view()
    if not (chosen.cut and (view.first or view.last)):
        return None
    return WayOn(words("ways.whole_period"), {"first": "", "last": ""}, icon="date_range")


def counted_again(words: Words, chosen: Chosen) -> WayOn | None:
    """The months that are left out, where some of those shown are."""
    there = {text_of(month) for month in chosen.series.months}
    exclude = session.view().exclude
    if not there & set(exclude):
        return None
    left = tuple(month for month in exclude if month not in there)
    return WayOn(words("ways.counted_again"), {"exclude": left}, icon="restart_alt")


def everyone(words: Words, chosen: Chosen) -> WayOn | None:
    """The group that is usual, where another is chosen."""
    usual = usual_group(offered.groups(chosen.dataset, chosen.indicator.id, chosen.unit.id))
    if chosen.series.subgroup == usual:
        return None
    return WayOn(
        words("ways.everyone"), {"group": "" if usual == TOTAL else usual.text}, icon="filter_alt_off"
    )


def larger(words: Words, chosen: Chosen) -> WayOn | None:
    """The nearest larger unit with numbers of the same group."""
    unit = chosen.dataset.larger(chosen.indicator.id, chosen.unit.id, chosen.series.subgroup)
    return None if unit is None else to_unit(words, unit)


def to_unit(words: Words, unit: Unit) -> WayOn:
    """Another unit on the same page."""
    return WayOn(words("ways.unit", unit=unit.name.in_(words.language)), {"unit": unit.id})


def more_numbers(words: Words) -> WayOn | None:
    """To where a file is read in, unless the numbers are the made-up county's."""
    if session.dataset().made_up:
        return None
    return WayOn(words("ways.more_numbers"), page="data", icon="upload_file")


def of_comparison(words: Words, chosen: Chosen) -> Sequence[WayOn | None]:
    """What may bring numbers to units beside each other."""
    return whole_period(words, chosen), everyone(words, chosen), more_numbers(words)


def of_series(words: Words, chosen: Chosen, *, with_larger: bool = True) -> Sequence[WayOn | None]:
    """What may bring numbers to a series that has too few, the least step first."""
    return (
        whole_period(words, chosen),
        counted_again(words, chosen),
        everyone(words, chosen),
        larger(words, chosen) if with_larger else None,
        more_numbers(words),
    )
