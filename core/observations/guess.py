"""Guessing what the columns of a file mean, from headings first and from what the cells hold.

A guess is shown to a person before anything is read by it. Where two columns could be meant, or a number
could mean two things, nothing is guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from core.indicators.indicator import Indicator
from core.observations.dataset import Dataset
from core.observations.headings import Role, role_of
from core.observations.mapping import Mapping, UnknownUnits
from core.observations.parsing.numbers import Decimal, parse_numbers
from core.observations.parsing.periods import parse_periods
from core.observations.readers.table import RawTable

# More distinct texts than this are sampled: a guess needs no more.
LOOKED_AT = 300
_MOST_GROUPS = 30
_NUMBER_ROLES: tuple[Role, ...] = ("numerator", "denominator", "value")
_GROUP_ROLES: tuple[Role, ...] = ("target_group", "age", "sex", "status", "source")


@dataclass(frozen=True, eq=False)
class _Column:
    """A column and what its distinct cells could be."""

    heading: str
    role: Role | None
    distinct: pd.Series

    @cached_property
    def sample(self) -> pd.Series:
        step = max(1, len(self.distinct) // LOOKED_AT)
        return self.distinct.iloc[::step][:LOOKED_AT].reset_index(drop=True)

    @cached_property
    def period_share(self) -> float:
        return _share(~np.isnat(parse_periods(self.sample).start))

    @cached_property
    def number_share(self) -> float:
        numbers = parse_numbers(self.sample)
        return _share(~numbers.unreadable)

    def unit_share(self, dataset: Dataset) -> float:
        return _share(np.array([dataset.units.match(text) is not None for text in self.sample], bool))

    def indicator_share(self, dataset: Dataset) -> float:
        return _share(np.array([dataset.catalogue.find(text) is not None for text in self.sample], bool))


def guess_mapping(table: RawTable, dataset: Dataset) -> Mapping:
    """Which column is what, and how to read it, for a person to look at and correct.

    dataset : the catalogue and register to recognise indicators and units by
    """
    columns = [_column(table, heading) for heading in table.header]
    chosen: dict[str, str] = {}
    _take_period(chosen, columns)
    _take_by_heading(chosen, columns)
    _take_unit(chosen, columns, dataset)
    _take_indicator_column(chosen, columns, dataset)
    _take_other(chosen, columns, table)
    indicator = None if "indicator_column" in chosen else _named_indicator(table, chosen, dataset)
    return Mapping(
        **chosen,  # pyright: ignore[reportArgumentType] - keys are fields that name columns
        indicator=indicator.id if indicator else None,
        decimal=_decimal(table, chosen),
        unknown_units=_unknown_units(chosen, columns, dataset),
    )


def _column(table: RawTable, heading: str) -> _Column:
    distinct = table.cells[heading].str.strip().drop_duplicates()
    return _Column(heading, role_of(heading), distinct[distinct != ""])


def _share(fits: np.ndarray) -> float:
    return float(fits.mean()) if len(fits) else 0.0


def _free(chosen: dict[str, str], columns: list[_Column]) -> list[_Column]:
    return [column for column in columns if column.heading not in chosen.values()]


def _first(columns: Iterable[_Column], role: Role) -> _Column | None:
    return next((column for column in columns if column.role == role), None)


def _take_period(chosen: dict[str, str], columns: list[_Column]) -> None:
    """The heading, if its cells agree; else the column whose cells are most surely periods."""
    for role in ("period", "year", "month"):
        column = _first(columns, role)
        if column is not None and column.period_share >= 0.5:
            chosen["period"] = column.heading
            return
    free = [column for column in columns if column.role not in _NUMBER_ROLES]
    best = max(free, key=lambda column: column.period_share, default=None)
    # A column of plain numbers may be counts between 1900 and 2100; those are no periods by content alone.
    if best is not None and best.period_share >= 0.9 and best.number_share < 0.5:
        chosen["period"] = best.heading


def _take_by_heading(chosen: dict[str, str], columns: list[_Column]) -> None:
    for role in (*_NUMBER_ROLES, *_GROUP_ROLES):
        column = _first(_free(chosen, columns), role)
        if column is None or (role in _NUMBER_ROLES and column.number_share < 0.5):
            continue
        chosen[role] = column.heading


def _take_unit(chosen: dict[str, str], columns: list[_Column], dataset: Dataset) -> None:
    """The column most of whose cells the register knows; else the heading that says unit or code."""
    free = [column for column in _free(chosen, columns) if len(column.distinct)]
    # Codes 1, 2, 3 match units by number: a column has to say that it is codes, or hold words.
    possible = [
        column for column in free if column.role in ("unit", "unit_code") or column.number_share < 0.5
    ]
    shares = {column.heading: column.unit_share(dataset) for column in possible}
    known = [column for column in possible if shares[column.heading] >= 0.5]
    if known:
        best = max(known, key=lambda column: (column.role in ("unit", "unit_code"), shares[column.heading]))
    else:
        best = _first(free, "unit") or _first(free, "unit_code")
    if best is not None:
        chosen["unit"] = best.heading


def _take_indicator_column(chosen: dict[str, str], columns: list[_Column], dataset: Dataset) -> None:
    free = [column for column in _free(chosen, columns) if column.number_share < 0.5]
    column = _first(free, "indicator") or next((c for c in free if c.indicator_share(dataset) >= 0.5), None)
    if column is not None:
        chosen["indicator_column"] = column.heading


def _take_other(chosen: dict[str, str], columns: list[_Column], table: RawTable) -> None:
    """A column of few repeated words that divides the rows of a unit and month, such as type or ward."""
    free = [
        column
        for column in _free(chosen, columns)
        if column.role not in ("unit", "unit_code", "month", "year")
    ]
    column = _first(free, "other")
    if column is None and {"period", "unit"} <= set(chosen):
        few = [c for c in free if 2 <= len(c.distinct) <= _MOST_GROUPS and c.number_share < 1]
        keys = [
            chosen[f]
            for f in ("period", "unit", "indicator_column", "target_group", "age", "sex")
            if f in chosen
        ]
        column = next((c for c in few if _divides(table, keys, c.heading)), None)
    if column is not None and 1 <= len(column.distinct) <= _MOST_GROUPS:
        chosen["other"] = column.heading


def _divides(table: RawTable, keys: list[str], heading: str) -> bool:
    """Whether rows that share ``keys`` are told apart by this column."""
    repeated = table.cells.duplicated(keys).sum()
    return bool(repeated and table.cells.duplicated([*keys, heading]).sum() <= 0.1 * repeated)


def _named_indicator(table: RawTable, chosen: dict[str, str], dataset: Dataset) -> Indicator | None:
    """The indicator that a heading, the sheet's name or a line above the table names."""
    texts = [chosen[field] for field in ("value", "numerator") if field in chosen]
    texts += [table.sheet or "", *(cell for line in table.preamble for cell in line)]
    found = {hit.id: hit for text in texts if text and (hit := dataset.catalogue.find(text)) is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _decimal(table: RawTable, chosen: dict[str, str]) -> Decimal | None:
    """The decimal sign that every column of numbers agrees on, when at least one is certain."""
    certain: set[Decimal] = set()
    for field in _NUMBER_ROLES:
        if field not in chosen:
            continue
        cells, native = table.cells[chosen[field]], table.native_in(chosen[field])
        numbers = parse_numbers(cells, whole=field != "value", native=native)
        if numbers.decimal is not None and not numbers.ambiguous:
            certain.add(numbers.decimal)
    return certain.pop() if len(certain) == 1 else None


def _unknown_units(chosen: dict[str, str], columns: list[_Column], dataset: Dataset) -> UnknownUnits:
    """Keep unknown units when most are: then it is another organisation's file. Else they are misspelt."""
    column = next((c for c in columns if c.heading == chosen.get("unit")), None)
    return "keep" if column is not None and column.unit_share(dataset) < 0.5 else "drop"
