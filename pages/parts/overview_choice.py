"""What the overview is of: a unit, a group, since when, and which units stand beside it."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from core.indicators import Unit
from core.indicators.text import alphabetical
from core.indicators.units import Level
from core.observations.dataset import Dataset
from core.observations.months import Month, month_of, text_of
from core.observations.schema import TOTAL, Subgroup
from core.overview.batch import Measured
from core.overview.county import County, county, latest_settled, months_to_choose, series_of, usual_since
from core.overview.units import columns_of, level_for, units_with_numbers
from core.wording import Words
from core.wording.titles import unit_label
from pages.parts import session
from pages.parts.choices import FIRST_SIGHT, unit_order
from pages.parts.filters import offer_groups, show_group_marks
from pages.parts.kept import kept
from pages.parts.widgets import select, settle

Sort = Literal["", "name", "signals"]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What is in view, and everything counted for it.

    units, levels, groups : what can be chosen. columns : the units of the table, the one in view first.
    total : how many units there are of their level, where not all have room. latest : the last settled month.
    """

    dataset: Dataset
    unit: Unit
    units: tuple[Unit, ...]
    group: Subgroup
    groups: tuple[Subgroup, ...]
    level: Level
    levels: tuple[Level, ...]
    columns: tuple[Unit, ...]
    total: int
    since: Month
    latest: Month
    months: tuple[Month, ...]
    county: County
    digest: str

    @property
    def group_field(self) -> str:
        """The group as the view has it."""
        return "" if self.group == TOTAL else self.group.text


@dataclass(frozen=True, slots=True)
class _There:
    """What a dataset holds: units with numbers, in the register's order, and groups."""

    units: tuple[Unit, ...]
    groups: tuple[Subgroup, ...]


def overview_in_view(words: Words) -> Seen | None:
    """What the view names; what is not in the data falls back and is told. None where there is nothing."""
    dataset, view = session.dataset(), session.view()
    there = _known(dataset)
    if not there.units:
        return None
    missing: list[str] = []
    units = {unit.id: unit for unit in sorted(there.units, key=unit_order(words))}
    unit = units[settle(view.unit, list(units), FIRST_SIGHT[1], missing)]
    groups = {group.text: group for group in there.groups}
    group = groups[settle(view.group, list(groups), TOTAL.text, missing)]
    levels: tuple[Level, ...] = tuple(dict.fromkeys(one.level for one in units.values()))
    level = level_for(unit, levels, view.level)
    columns, total = columns_of(dataset.units, list(units.values()), unit, level)
    # In an order of their own, so that the answers for one unit are those for the others beside it.
    counted = sorted(columns, key=lambda one: one.id)
    measured = series_of(dataset, counted, group)
    latest, usual = latest_settled(measured), usual_since(measured)
    if latest is None or usual is None:
        return None
    months = tuple(dict.fromkeys((*months_to_choose(measured), usual)))
    since = month_of(settle(view.since, [text_of(month) for month in months], text_of(usual), missing))
    if missing:
        st.info(words("app.not_here", items=words.list(missing)))
    session.change_view(
        unit=unit.id,
        group="" if group == TOTAL else group.text,
        since=text_of(since),
        level=view.level and level,
    )
    digest = f"{dataset.observations.digest} {group.text} {since} {' '.join(one.id for one in counted)}"
    return Seen(
        dataset=dataset,
        unit=unit,
        units=tuple(units.values()),
        group=group,
        groups=tuple(groups.values()),
        level=level,
        levels=levels,
        columns=columns,
        total=total,
        since=since,
        latest=latest,
        months=months,
        county=_counted(dataset, digest, measured, since),
        digest=digest,
    )


def offer_overview(words: Words, seen: Seen) -> None:
    """The lists to choose unit, group and last time from."""
    units = {unit.id: unit for unit in seen.units}
    several = len(seen.groups) > 1
    row = st.container(key="choose_overview").columns(
        [4, 3, 1.5] if several else [4, 3], vertical_alignment="bottom"
    )
    with row[0]:
        select(
            words("choose.unit"), "unit", list(units), seen.unit.id, lambda key: unit_label(words, units[key])
        )
    with row[1]:
        months = [text_of(month) for month in seen.months]
        select(
            words("overview.since"),
            "since",
            months,
            text_of(seen.since),
            lambda key: words.month(month_of(key)),
        )
    if several:
        with row[2]:
            offer_groups(words, seen.groups, seen.group)
    show_group_marks(words, seen.groups, seen.group)


def units_to_choose(words: Words) -> tuple[Unit, ...]:
    """The units of the list, in its order."""
    return tuple(sorted(_known(session.dataset()).units, key=unit_order(words)))


def _known(dataset: Dataset) -> _There:
    return kept("overview_there", dataset.observations.digest, lambda: _there(dataset))


def _there(dataset: Dataset) -> _There:
    """The total comes first, whether it is there or not: a file may have only groups."""
    groups = {group for one in dataset.indicators() for group in dataset.observations.subgroups(one.id)}
    ordered = tuple(sorted(groups, key=lambda group: (group != TOTAL, alphabetical(group.text))))
    return _There(units_with_numbers(dataset), ordered)


def _counted(dataset: Dataset, digest: str, measured: tuple[Measured, ...], since: Month) -> County:
    """The made-up county's answers serve all visitors; one's own are kept in one's own session."""
    if dataset is session.sample():
        return _sample_counted(digest, measured, since)
    return kept("overview", digest, lambda: county(measured, since))


@st.cache_resource(show_spinner=False, max_entries=12)
def _sample_counted(digest: str, _measured: tuple[Measured, ...], _since: Month) -> County:
    return county(_measured, _since)
