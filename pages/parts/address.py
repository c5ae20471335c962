"""The address codec: what is in view, as stable ids in the query string, and back.

One codec for all pages. An id never changes with the language; a value at its default is left out; a value
that cannot be read is dropped and named, so that the page can say so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_ID = re.compile(r"[\w.:,%+ \-]{1,200}")


@dataclass(frozen=True, slots=True)
class View:
    """What a person is looking at. Months are text, ``2025-03``; empty text is the app's own choice.

    Attributes:
        data: ``sample`` or ``own``.
        indicator, unit, group: ids; group is a subgroup's short text form, empty for all.
        first, last: the period shown.
        kind: chart kind.
        baseline: last month of the frozen baseline.
        exclude: months left out of limits and rules.
        start: month of the change under test.
        beside: whether the county is drawn beside the unit.
    """

    data: str = "sample"
    indicator: str = ""
    unit: str = ""
    group: str = ""
    first: str = ""
    last: str = ""
    kind: str = ""
    baseline: str = ""
    exclude: tuple[str, ...] = ()
    start: str = ""
    beside: bool = True


MONTHS = frozenset({"first", "last", "baseline", "start"})
DEFAULT = View()


ONLY_ON = {"start": "test"}
"""Fields that stand in the address of one page only."""


def to_query(view: View, page: str = "") -> dict[str, str]:
    """The query parameters of a view as ``page`` writes them; what is at its default is left out."""
    query = {}
    for field in fields(View):
        value = getattr(view, field.name)
        if value == getattr(DEFAULT, field.name) or ONLY_ON.get(field.name, page) != page:
            continue
        query[field.name] = _write(value)
    return query


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


def _write(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value if isinstance(value, str) else "_".join(value)


def _read(name: str, text: str) -> str | bool | tuple[str, ...]:
    if name == "beside":
        return _one_of(text, {"0": False, "1": True})
    if name == "data":
        return _one_of(text, {"sample": "sample", "own": "own"})
    if name == "exclude":
        return tuple(_matching(_MONTH, month) for month in text.split("_"))
    return _matching(_MONTH if name in MONTHS else _ID, text)


def _one_of(text: str, known: Mapping[str, str | bool]) -> str | bool:
    if text not in known:
        raise ValueError(text)
    return known[text]


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text
