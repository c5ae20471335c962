"""SCB's statistical database and others of its kind (PxWeb): saved json-stat2.

Which dimension is time, place and measure the file says itself; sex and age are known by their names. A
further dimension divides the people counted. One with a single value that is not the total is part of what is
measured, and stands in the indicator's name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from core.observations.heading_scale import Scale, scale_of, tidy_unit
from core.observations.headings import plain
from core.observations.mapping import Mapping, NewIndicator
from core.observations.naming import LONGEST_NAME
from core.observations.parsing.periods import read_period
from core.observations.readers.json_stat import TOTAL, Cube, is_dataset, read_cube
from core.observations.readers.json_text import Document, Json
from core.observations.readers.long_form import contents, fitting, floats, frequency_of, long_table
from core.observations.readers.table import Opened, RawTable
from core.remarks import Problem

NAME = "pxweb"
CALLED = "json-stat2"

_TIMES = frozenset(("tid", "time", "år", "year", "månad", "month", "kvartal", "quarter", "period"))
_PLACES = frozenset(("region", "regioner", "geo", "kommun", "län", "county", "municipality", "area"))
_METRICS = frozenset(("contentscode", "contents", "tabellinnehåll", "metric"))
_SEXES = frozenset(("kon", "kön", "sex", "gender"))
_AGES = frozenset(("alder", "ålder", "age", "åldersgrupp", "agegroup"))
_PRELIMINARY, _FINAL = frozenset(("p", "prel", "preliminary")), frozenset(("", "r", "e", "-", "a"))
_SCB = re.compile(r"\bscb\b|statistiska centralbyrån|statistics sweden", re.IGNORECASE)
_NOISE_FROM = 2025
# A region that a table leaves out of its dimensions may stand in its title, its notes or as its only value.
# Not what a number is compared with (avvikelse från riket), nor the word for places (efter län).
_WHOLE = re.compile(
    r"(?<!från )(?<!mot )(?<!med )(?<!än )\b(?:(?:[Hh]ela )?(?:[Rr]iket|[Ll]andet)(?=$|,| efter| år| \d)"
    r"|Sverige|Sweden|(?:Västra )?[A-ZÅÄÖ][\w-]+ län|[A-ZÅÄÖ][\w-]+ kommun)\b"
)


@dataclass(slots=True)
class _Roles:
    """Which dimension is what, by position; None where there is none."""

    time: int | None = None
    place: int | None = None
    metric: int | None = None
    sex: int | None = None
    age: int | None = None
    dividing: list[int] = field(default_factory=list)
    fixed: list[int] = field(default_factory=list)


def recognises(value: Json) -> bool:
    """Whether a value is a json-stat dataset."""
    return is_dataset(value)


def is_query(value: Json) -> bool:
    """Whether a value is what such a database is asked with, saved instead of the answer."""
    asked = value.get("selection", value.get("query")) if isinstance(value, dict) else None
    return isinstance(asked, list) and not is_dataset(value)


def open_documents(documents: Sequence[Document]) -> Opened:
    """One table for each dataset. Raises Refused for one whose parts do not fit together."""
    cubes = [read_cube(document.value) for document in documents]
    names = [cube.label or cube.table or str(i) for i, cube in enumerate(cubes, start=1)]
    several = len(cubes) > 1
    tables = [
        _table(cube, f"{i} {names[i - 1]}" if several else None) for i, cube in enumerate(cubes, start=1)
    ]
    found = contents(cubes[0].source or CALLED, tables, updated=cubes[0].updated, title=names[0])
    return Opened(tuple(tables), NAME, found)


@dataclass(slots=True)
class _Laid:
    """The columns laid out so far, and which field of a mapping each of them is."""

    columns: dict[str, Sequence[Any] | pd.Series] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, heading: str, cells: Sequence[Any] | pd.Series) -> None:
        free = heading if heading not in self.columns else f"{heading} ({name})"
        self.columns[free] = cells
        self.fields[name] = free


def _table(cube: Cube, sheet: str | None) -> RawTable:
    roles = _roles(cube)
    whole = _take_whole_unit(cube, roles) if roles.place is None else None
    measures = _measures(cube, roles)
    laid = _Laid()
    _lay_places_and_times(cube, roles, laid)
    _lay_groups(cube, roles, laid)
    _lay_measures(cube, roles, measures, laid)
    _lay_numbers(cube, laid)
    places = cube.dimensions[roles.place] if roles.place is not None else None
    known = Mapping(
        **laid.fields,  # pyright: ignore[reportArgumentType] - keys are fields that name columns
        decimal=".",
        share_scale="as_shown",
        unknown_units="keep",
        called=cube.source,
        proposals=tuple(measures),
        unit_names=tuple(zip(places.codes, places.labels, strict=True)) if places else (),
        whole_unit=whole,
    )
    return long_table(sheet, laid.columns, known, _told(cube, roles, measures))


def _lay_places_and_times(cube: Cube, roles: _Roles, laid: _Laid) -> None:
    for name, at in (("unit", roles.place), ("period", roles.time)):
        if at is not None:
            laid.put(name, cube.dimensions[at].label, cube.along(at, cube.dimensions[at].codes))


def _lay_groups(cube: Cube, roles: _Roles, laid: _Laid) -> None:
    """Age, sex and what else divides the people counted; one that is only the total divides nothing."""
    for name, at in (("age", roles.age), ("sex", roles.sex)):
        if at is not None:
            dimension = cube.dimensions[at]
            laid.put(name, dimension.label, cube.along(at, dimension.shown))
            if set(dimension.shown) == {TOTAL}:
                del laid.fields[name]
    if roles.dividing:
        heading = ", ".join(cube.dimensions[at].label for at in roles.dividing)
        laid.put("other", heading, _joined(cube, roles.dividing))


def _lay_measures(cube: Cube, roles: _Roles, measures: list[NewIndicator], laid: _Laid) -> None:
    codes = [measure.codes[0] for measure in measures]
    if roles.metric is None:
        laid.put("indicator_column", "measure", pd.Series(codes * len(cube.values), dtype="str"))
    else:
        laid.put("indicator_column", cube.dimensions[roles.metric].label, cube.along(roles.metric, codes))


def _lay_numbers(cube: Cube, laid: _Laid) -> None:
    """Each value, or where there is none the mark that says why; and what marks say of values."""
    pairs = list(zip(cube.values, cube.marks, strict=True))
    laid.put("value", "value", [mark if number is None else number for number, mark in pairs])
    if any(status := [_status(number, mark) for number, mark in pairs]):
        laid.put("status", "status", status)


def _roles(cube: Cube) -> _Roles:
    roles = _Roles()
    for at, dimension in enumerate(cube.dimensions):
        called = {plain(dimension.code), plain(dimension.label)}
        if roles.time is None and _is(cube, "time", dimension.code, called & _TIMES):
            roles.time = at
        elif roles.place is None and _is(cube, "geo", dimension.code, called & _PLACES):
            roles.place = at
        elif roles.metric is None and _is(cube, "metric", dimension.code, called & _METRICS):
            roles.metric = at
        elif roles.sex is None and called & _SEXES:
            roles.sex = at
        elif roles.age is None and called & _AGES:
            roles.age = at
        else:
            (roles.dividing if len(dimension) > 1 else roles.fixed).append(at)
    if roles.time is None:
        _take_time(cube, roles)
    return roles


def _is(cube: Cube, role: str, code: str, called: set[str]) -> bool:
    """Whether a dimension has a role: the file says so, or says nothing and the name does."""
    return code in cube.roles[role] if cube.roles.get(role) else bool(called)


def _take_time(cube: Cube, roles: _Roles) -> None:
    """A dimension whose every code is a period is the time, where none is said to be."""
    for among in (roles.dividing, roles.fixed):
        for at in among:
            if all(read_period(code) is not None for code in cube.dimensions[at].codes):
                roles.time = at
                among.remove(at)
                return


def _take_whole_unit(cube: Cube, roles: _Roles) -> str | None:
    """The one place that a table without a dimension of places says it is about; None for none or several.

    A dimension with that place as its only value says it surest, and no longer names the measure; then the
    title.
    """
    fixed = {at: cube.dimensions[at].labels[0].strip() for at in roles.fixed}
    named = {at: text for at, text in fixed.items() if _WHOLE.fullmatch(text)}
    roles.fixed = [at for at in roles.fixed if at not in named]
    texts = set(named.values()) or {found[0] for found in _WHOLE.finditer(cube.label)}
    return texts.pop() if len(texts) == 1 else None


def _joined(cube: Cube, dividing: Sequence[int]) -> Sequence[str] | pd.Series:
    """One text for each cell from all the dimensions that divide it; the total where all of them are."""
    parts = [cube.along(at, cube.dimensions[at].shown) for at in dividing]
    if len(parts) == 1:
        return parts[0]
    return [TOTAL if set(cell) == {TOTAL} else ", ".join(cell) for cell in zip(*parts, strict=True)]


def _measures(cube: Cube, roles: _Roles) -> list[NewIndicator]:
    """A proposal for each value of the measure's dimension, or one for the table."""
    numbers = floats(cube.values).reshape([len(dimension) for dimension in cube.dimensions])
    if roles.metric is None:
        return [_measure(cube, roles, (cube.table or "measure", cube.label, ""), numbers)]
    found = cube.dimensions[roles.metric]
    several = zip(found.codes, found.labels, found.units, strict=True)
    numbers = np.moveaxis(numbers, roles.metric, 0)
    return [_measure(cube, roles, one, numbers[i]) for i, one in enumerate(several)]


def _measure(cube: Cube, roles: _Roles, called: tuple[str, str, str], numbers: np.ndarray) -> NewIndicator:
    """called : code, label and unit; numbers : the values of this measure"""
    code, label, unit = called
    scale = fitting(_scale(label, unit), numbers)
    table = f" ({cube.table})" if cube.table else ""
    times = cube.dimensions[roles.time].codes if roles.time is not None else ()
    fixed = [cube.dimensions[at].shown[0] for at in roles.fixed]
    return NewIndicator(
        name=", ".join((label or code, *(one for one in fixed if one != TOTAL)))[:LONGEST_NAME],
        kind=scale.kind,
        multiply=scale.multiply,
        unit=scale.unit,
        frequency=frequency_of(pd.Series(times, dtype="str")),
        codes=(code,),
        definition=cube.label,
        source=f"{cube.source or CALLED}{table}",
    )


def _scale(label: str, unit: str) -> Scale:
    """By the unit the table states, then the label. What is not surely counted is a mean."""
    if plain(unit) in ("antal", "number", "antalpersoner", "personer", "persons"):
        return Scale("count")
    named = scale_of(unit) or scale_of(label)
    return named or Scale("mean", 1.0, tidy_unit(unit))


def _status(number: Any, mark: str) -> str:
    """A number's mark; without a number the mark stands in its place and is read there."""
    key = mark.casefold()
    if number is None or key in _FINAL:
        return ""
    return "provisional" if key in _PRELIMINARY else mark


def _told(cube: Cube, roles: _Roles, measures: list[NewIndicator]) -> tuple[Problem, ...]:
    """That small random numbers are added to counts of the population from 2025 on, also to totals (SCB)."""
    if roles.time is None or not _SCB.search(cube.source) or all(one.kind != "count" for one in measures):
        return ()
    periods = (read_period(code) for code in cube.dimensions[roles.time].codes)
    last = max((period[0] for period in periods if period is not None), default=None)
    if last is None or int(str(last)[:4]) < _NOISE_FROM:
        return ()
    return (Problem("scb_noise", {"year": str(_NOISE_FROM)}, severity="note"),)
