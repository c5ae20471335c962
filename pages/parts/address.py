"""The address codec: what is in view, as stable ids in the query string, and back.

One codec for all pages. An id never changes with the language; a value at its default is left out; a value
that cannot be read is dropped and named, so that the page can say so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from core.indicators.indicator import CHARTS, ROLES
from core.indicators.units import LEVELS
from core.spc.drift_view import BOUNDS
from core.spc.rules import RULE_SETS

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_ID = re.compile(r"[\w.:,%+ \-]{1,200}")
_NUMBER = re.compile(r"[1-9]\d{0,5}")
LONGEST_NOTE = 80
"""Characters of a note: it has to fit above a chart and in an address."""
MOST_NOTES = 12
MOST_IDS = 200


class Note(NamedTuple):
    """Something that happened in a unit in a month, in a person's own words."""

    unit: str
    month: str
    text: str


@dataclass(frozen=True, slots=True)
class View:
    """What a person is looking at. Months are text, ``2025-03``; empty text is the app's own choice.

    Attributes:
        data: ``sample`` or ``own``.
        collection: which of the visitor's own, where they are kept on this computer.
        indicator, unit, group: ids; group is a subgroup's short text form, empty for all.
        show: what Följ shows: one chart, ``all`` units beside each other, or ``two`` charts of the same data.
        scale: ``shared`` where all units beside each other have the same scale; empty for one each.
        first, last: the period that is computed and shown.
        zoom: how many of the latest periods are drawn; the statistics stay those of the whole period.
        kind, rules: chart kind and rule set.
        kind2, rules2: those of the second chart where two are laid side by side.
        drift: parameters of the charts for slow drift.
        baseline: last month of the frozen baseline.
        parts: months where a person let a new part begin.
        refused: months where a person declined to let one begin.
        exclude: months left out of limits and rules.
        notes: what happened where and when.
        change: the change under test, by its id in the register; ``own`` for one that is not there.
        what: what a person calls a change of their own.
        where: units that made it besides ``unit``.
        start: its first month.
        expected: ``gradual`` if it was thought to show little by little.
        bad: whether it was started since the numbers looked bad.
        picked: whether its start was chosen by looking at the numbers.
        smallest: the smallest change that matters, per cent; empty for the usual.
        compare: comparison units; empty for all others, ``-`` for none.
        without: units that are not compared with, where all others are.
        measures: further indicators laid beside, of a change that is not in the register.
        beside: whether the county is drawn beside the unit.
        wish, way: before starting, the change wished for in per cent, and whether ``down`` or ``up``.
        together: units that would start together with the one in view.
        history: how many of the latest months a plan rests on; empty for all.
        against: the units a plan compares with; empty for all that can be, ``NOBODY`` for none.
        part: which part of Data is open: the ``numbers``, or the ``catalogue``.
        since: last month of last time, which the overview tells what is new since.
        level: of the units that the overview sets beside each other; empty for those like the one in view.
        role: the kind of measures in the overview's table; empty for all.
        sort: their order: by ``name`` or by ``signals``; empty for by kind.
        form: how units are compared: a ``funnel``, ``rows`` of values, ``panels``, a ``selection``, ``ages``,
            or a ``region`` year by year.
        among: the level of the units that are compared; empty for that of the unit in view.
        per: ``inhabitants`` where values are held against them; empty for the usual denominator.
        spread: what limits allow for: ``calibrated``, ``chance`` alone; empty for the published way.
        order: of compared units: by ``name``, ``area`` or ``value``; empty for the usual.
        these: the units of a selection; empty for the one in view.
        like: whom a unit is set beside year by year: the nearest in ``size``, or in size and ``old`` people,
            ``all``, or ``chosen`` ones; empty for the usual.
        peers: the units that are chosen for it.
        projector: whether the page is shown large, with few controls.
        exercise: the exercise that stands in a page's place: ``league`` on Jämför, ``guess`` on Följ.
        seed: the number that makes an exercise again; empty for the first.
        charts: how many charts there are to guess; empty for the usual.
        single: the one of them that is shown; empty for all at once.
        revealed: whether an exercise shows what lies behind.
    """

    data: str = "sample"
    collection: str = ""
    indicator: str = ""
    unit: str = ""
    group: str = ""
    show: str = ""
    scale: str = ""
    first: str = ""
    last: str = ""
    zoom: str = ""
    kind: str = ""
    rules: str = ""
    kind2: str = ""
    rules2: str = ""
    drift: str = ""
    baseline: str = ""
    parts: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    change: str = ""
    what: str = ""
    where: tuple[str, ...] = ()
    start: str = ""
    expected: str = ""
    bad: bool = False
    picked: bool = False
    smallest: str = ""
    compare: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    beside: bool = True
    wish: str = ""
    way: str = ""
    together: tuple[str, ...] = ()
    history: str = ""
    against: tuple[str, ...] = ()
    part: str = ""
    since: str = ""
    level: str = ""
    role: str = ""
    sort: str = ""
    form: str = ""
    among: str = ""
    per: str = ""
    spread: str = ""
    order: str = ""
    these: tuple[str, ...] = ()
    like: str = ""
    peers: tuple[str, ...] = ()
    projector: bool = False
    exercise: str = ""
    seed: str = ""
    charts: str = ""
    single: str = ""
    revealed: bool = False


NOBODY = ("-",)
"""Comparison with no unit, which is not the same as nothing chosen."""
MONTHS = frozenset({"first", "last", "baseline", "start", "since"})
LISTS_OF_MONTHS = frozenset({"exclude", "parts", "refused"})
_PATTERNS = {**dict.fromkeys(MONTHS, _MONTH), "seed": _NUMBER}
SMALLEST = tuple(f"{tenths / 10:g}" for tenths in range(1, 1000))
"""What ``smallest`` can be, per cent with at most one decimal."""
LISTS_OF_IDS = frozenset({"together", "against", "where", "compare", "without", "measures", "these", "peers"})
CHARTS_TO_GUESS = range(4, 13)
"""How many charts a room may be asked to guess."""
DEFAULT = View()
_FEW: dict[str, dict[str, str | bool]] = {
    "kind": {kind: kind for kind in CHARTS},
    "kind2": {kind: kind for kind in CHARTS},
    "rules": {rules: rules for rules in RULE_SETS},
    "rules2": {rules: rules for rules in RULE_SETS},
    "bad": {"0": False, "1": True},
    "projector": {"0": False, "1": True},
    "beside": {"0": False, "1": True},
    "expected": {"gradual": "gradual"},
    "picked": {"0": False, "1": True},
    "smallest": {percent: percent for percent in SMALLEST},
    "data": {"sample": "sample", "own": "own"},
    "show": {"all": "all", "two": "two"},
    "scale": {"shared": "shared"},
    "way": {"down": "down", "up": "up"},
    "zoom": {str(periods): str(periods) for periods in (4, 6, 8, 12, 24, 36)},
    "wish": {str(percent): str(percent) for percent in range(1, 96)},
    "history": {str(months): str(months) for months in (12, 24, 36, 48, 60)},
    "part": {"numbers": "numbers", "catalogue": "catalogue"},
    "level": {level: level for level in LEVELS},
    "role": {role: role for role in ROLES},
    "sort": {"name": "name", "signals": "signals"},
    "form": {form: form for form in ("funnel", "rows", "panels", "selection", "ages", "region")},
    "among": {level: level for level in LEVELS},
    "per": {"inhabitants": "inhabitants"},
    "spread": {"calibrated": "calibrated", "chance": "chance"},
    "order": {"name": "name", "area": "area", "value": "value"},
    "like": {by: by for by in ("size", "old", "all", "chosen")},
    "exercise": {"league": "league", "guess": "guess"},
    "charts": {str(charts): str(charts) for charts in CHARTS_TO_GUESS},
    "single": {str(chart): str(chart) for chart in range(1, CHARTS_TO_GUESS[-1] + 1)},
    "revealed": {"0": False, "1": True},
}
"""What fields with few values can be, by how they are written."""


OF_CHANGE = (
    *("change", "what", "where", "start", "expected", "bad", "picked", "smallest", "compare", "without"),
    "measures",
)
_OF_PLAN = ("wish", "way", "together", "history", "against")
_OF_OVERVIEW = ("since", "level", "role", "sort")
_OF_COMPARING = ("form", "among", "per", "spread", "order", "these", "like", "peers")
ONLY_ON = {
    **dict.fromkeys(OF_CHANGE, "test"),
    **dict.fromkeys(_OF_PLAN, "plan"),
    **dict.fromkeys(_OF_OVERVIEW, "overview"),
    **dict.fromkeys(_OF_COMPARING, "compare"),
    "part": "data",
}
"""Fields that stand in the address of one page only."""
EXERCISES = {"league": "compare", "guess": "follow"}
"""The page that each exercise stands on."""
OF_EXERCISE = frozenset({"exercise", "seed", "charts", "single", "revealed"})
"""Fields that stand in the address of the exercise's page. An address without them is of no exercise."""
WRITTEN_BY = {"overview": frozenset({"data", "unit", "group", "projector"})}
"""All that a page writes besides what is its own, where that is not everything."""


def unsaid(query: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that an address says nothing of, since it is another page's: they stay what they were.

    A page that has fields of its own always writes one of them.
    """
    said = {ONLY_ON[name] for name in query if name in ONLY_ON}
    return tuple(field for field, page in ONLY_ON.items() if page not in said)


def to_query(view: View, page: str = "") -> dict[str, str]:
    """The query parameters of a view as ``page`` writes them; what is at its default is left out."""
    query = {}
    for field in fields(View):
        value = getattr(view, field.name)
        if value == getattr(DEFAULT, field.name) or not _written_by(page, field.name, view.exercise):
            continue
        query[field.name] = "|".join(value) if field.name in LISTS_OF_IDS else _write(value)
    return query


def _written_by(page: str, field: str, exercise: str) -> bool:
    """Whether a page's address holds the field, given the exercise that is on."""
    if field in OF_EXERCISE:
        return EXERCISES.get(exercise) == page
    if field in ONLY_ON:
        return ONLY_ON[field] == page
    return page not in WRITTEN_BY or field in WRITTEN_BY[page]


def from_query(query: Mapping[str, str]) -> tuple[View, tuple[str, ...]]:
    """The view of query parameters, and the names of those that could not be read."""
    view, unreadable = DEFAULT, []
    for field in fields(View):
        if field.name not in query:
            continue
        try:
            view = replace(view, **{field.name: _read(field.name, query[field.name])})
        except ValueError:
            unreadable.append(field.name)
    return view, tuple(unreadable)


def clean_note(text: str) -> str:
    """A person's words as a note can hold them: one line, no separator of ours, not too long."""
    return " ".join(text.replace("|", "/").split())[:LONGEST_NOTE].strip()


def _write(value: str | bool | tuple[str, ...] | tuple[Note, ...]) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return value
    return "|".join("~".join(x) for x in value) if isinstance(value[0], Note) else "_".join(map(str, value))


def _read(name: str, text: str) -> str | bool | tuple[str, ...] | tuple[Note, ...]:
    if name in _FEW:
        return _one_of(text, _FEW[name])
    if name in LISTS_OF_MONTHS:
        return tuple(_matching(_MONTH, month) for month in text.split("_"))
    if name in LISTS_OF_IDS:
        return tuple(_matching(_ID, one) for one in text.split("|")[:MOST_IDS])
    if name == "what":
        return _words(text)
    if name == "notes":
        return tuple(_note(one) for one in text.split("|")[:MOST_NOTES])
    if name == "drift":
        _refuse_beyond_bounds(text)
    return _matching(_PATTERNS.get(name, _ID), text)


def _note(text: str) -> Note:
    unit, month, words = (*text.split("~", 2), "", "")[:3]
    return Note(_matching(_ID, unit), _matching(_MONTH, month), _words(words))


def _words(text: str) -> str:
    """A person's own words."""
    words = clean_note(text)
    if not words or not words.isprintable():
        raise ValueError(text)
    return words


def _refuse_beyond_bounds(text: str) -> None:
    """ValueError unless these are parameters of the charts for slow drift, the first ones of ``BOUNDS``."""
    written = text.split("_")
    within = [low <= float(one) <= high for one, (low, high) in zip(written, BOUNDS.values(), strict=False)]
    if len(written) > len(within) or not all(within):
        raise ValueError(text)


def _one_of(text: str, known: Mapping[str, str | bool]) -> str | bool:
    if text not in known:
        raise ValueError(text)
    return known[text]


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text
