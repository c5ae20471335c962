"""What a person has chosen on Följ and the overview does not use: told where the two can differ.

The overview charts every series as the app would, so that a mailed link shows the same to everyone. Choices
made on Följ stay in the session and are found there again. The one series that they were made for may stand
elsewhere with them: its card says so, and leads to the chart as it was left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.observations.cut import between, stretch_of
from core.observations.months import month_of
from core.observations.series import Series
from core.overview.county import Cell
from core.spc.for_series import chart_for
from core.spc.standing import Standing, standing_of
from core.wording import Words
from core.wording.standing import assurance_name, variation_name
from core.wording.titles import period_count
from pages.parts import session
from pages.parts.address import DEFAULT, View
from pages.parts.charting import choices_of
from pages.parts.overview_choice import Seen

FIELDS = ("first", "last", "kind", "rules", "baseline", "parts", "refused", "exclude")
"""What of the view changes a chart on Följ."""


@dataclass(frozen=True, slots=True)
class OwnChoices:
    """The series last followed, how it stands with a person's own choices, and the choices by field."""

    cell: Cell
    sentence: str
    fields: Mapping[str, Any]


def own_choices(words: Words, seen: Seen) -> OwnChoices | None:
    """The choices made for the series in view, where there are any and the overview has the series."""
    view = session.view()
    fields = {name: getattr(view, name) for name in FIELDS if getattr(view, name) != getattr(DEFAULT, name)}
    cell = seen.county.at(view.indicator, seen.unit.id)
    if not fields or cell is None:
        return None
    series = _cut(cell.stand.series, view)
    told = words.list(list(_told(words, view, series)))
    if not told:
        return None
    with_them = standing_of(chart_for(cell.indicator, cell.unit, series, choices_of(view, series)))
    if _same(with_them, cell.stand.standing):
        return OwnChoices(cell, words("overview.own.same", choices=told), fields)
    names = [variation_name(words, with_them)]
    if with_them.assurance != "no_target":
        names.append(assurance_name(words, with_them))
    sentence = words("overview.own.differs", choices=told, standing=". ".join(names))
    return OwnChoices(cell, sentence, fields)


def _cut(series: Series, view: View) -> Series:
    first, last = (month_of(month) if month else None for month in (view.first, view.last))
    stretch = stretch_of(series, first, last)
    return between(series, stretch.first, stretch.last)


def _told(words: Words, view: View, series: Series) -> Iterator[str]:
    """The choices that hold for the series, each in a few words."""
    shown = {str(month) for month in series.months}
    if view.first or view.last:
        ends = (words.period(month, series.period_type) for month in series.months[[0, -1]])
        yield words("overview.own.period", **dict(zip(("first", "last"), ends, strict=True)))
    if view.kind:
        yield words(f"chart_kind.{view.kind}.name")
    if view.rules:
        yield words(f"rule_set.{view.rules}.name")
    if view.baseline in shown:
        yield words("overview.own.baseline", last=words.period(month_of(view.baseline), series.period_type))
    if n := len(shown.intersection(view.parts)):
        yield words("overview.own.parts", n=n)
    if n := len(shown.intersection(view.exclude)):
        yield words("overview.own.exclude", count=period_count(words, series.period_type, n))


def _same(one: Standing, other: Standing) -> bool:
    ways = [(found.variation, found.evidence.moved, found.assurance) for found in (one, other)]
    return ways[0] == ways[1]
