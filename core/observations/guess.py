"""Guessing what the columns of a file mean, from headings first and from what the cells hold.

A guess is shown to a person before anything is read by it. Where two columns could be meant, or a number
could mean two things, nothing is guessed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from core.indicators.indicator import Indicator
from core.indicators.units import LEVELS
from core.observations.columns import Column, columns_of, month_headings
from core.observations.dataset import Dataset
from core.observations.heading_scale import names_percent, scale_of
from core.observations.headings import Role, role_of
from core.observations.mapping import Mapping, ShareScale, UnknownUnits
from core.observations.naming import readable_name
from core.observations.parsing.numbers import Decimal, parse_numbers
from core.observations.readers.joined import JoinedTable
from core.observations.readers.table import RawTable
from core.observations.titled import proposed_by_title

_MOST_GROUPS = 30
_NUMBER_ROLES: tuple[Role, ...] = ("numerator", "denominator", "value")
_GROUP_ROLES: tuple[Role, ...] = ("target_group", "age", "sex", "status", "source")
_PARTS: tuple[Role, ...] = ("month", "period")
_NO_NUMBERS: tuple[Role, ...] = ("period", "year", "month", "unit_code", *_GROUP_ROLES)


def guess_mapping(table: RawTable, dataset: Dataset, called: str = "") -> Mapping:
    """Which column is what, and how to read it, for a person to look at and correct.

    A table whose format says what its columns mean is taken at its word.

    dataset : the catalogue and register to recognise indicators and units by
    called : the name of the file, which may be an indicator's
    """
    if table.known is not None:
        return table.known
    if isinstance(table, JoinedTable):
        return table.guess
    columns = columns_of(table)
    chosen: dict[str, str] = {}
    _take_period(chosen, columns)
    if month_headings(table.header):
        # Every column of numbers is a month, or their total: none is the numerator, none the value.
        _take_groups(chosen, columns)
    else:
        _take_numbers(chosen, columns)
        _take_groups(chosen, columns)
    _take_unit(chosen, columns, dataset)
    _take_indicator_column(chosen, columns, dataset)
    _take_other(chosen, columns, table)
    indicator = None if "indicator_column" in chosen else _named_indicator(table, chosen, dataset, called)
    mapping = Mapping(
        **chosen,  # pyright: ignore[reportArgumentType] - keys are fields that name columns
        indicator=indicator.id if indicator else None,
        decimal=_decimal(table, chosen),
        share_scale=_share_scale(chosen, columns),
        unknown_units=_unknown_units(chosen, columns, dataset),
        whole_unit=_named_unit(table, dataset, called) if _names_no_unit(chosen, columns) else None,
    )
    return replace(mapping, proposals=proposed_by_title(table, mapping, dataset))


def fields_found(mapping: Mapping) -> int:
    """How much of what has to be known a guess has found: period, unit, numbers, indicator."""
    found = (
        mapping.period,
        mapping.unit or mapping.whole_unit,
        mapping.numerator or mapping.value,
        mapping.denominator or mapping.value,
        mapping.indicator or mapping.indicator_column,
    )
    return sum(field is not None for field in found)


def likeliest_table(tables: Sequence[RawTable], dataset: Dataset) -> int:
    """Position of the sheet whose guess finds most; of equals one that is not hidden, then the first."""
    return max(
        range(len(tables)),
        key=lambda i: (fields_found(guess_mapping(tables[i], dataset)), not tables[i].hidden, -i),
    )


def _free(chosen: dict[str, str], columns: list[Column]) -> list[Column]:
    return [column for column in columns if column.heading not in chosen.values()]


def _first(
    columns: Iterable[Column], role: Role, fits: Callable[[Column], bool] = lambda _: True
) -> Column | None:
    """The first column that fits and is called so; failing that, one whose heading is misspelt."""
    fitting = [column for column in columns if column.means == role and fits(column)]
    return next((column for column in fitting if column.role), fitting[0] if fitting else None)


def _take_period(chosen: dict[str, str], columns: list[Column]) -> None:
    """The heading, if its cells agree; else the column whose cells are most surely periods.

    A year with the month in a column of its own is both columns together.
    """
    if _take_year_and_month(chosen, columns):
        return
    for role in ("period", "month", "year"):
        column = _first(columns, role, lambda one: one.period_share >= 0.5)
        if column is not None:
            chosen["period"] = column.heading
            return
    free = [column for column in columns if column.means not in _NUMBER_ROLES]
    best = max(free, key=lambda column: column.period_share, default=None)
    # A column of plain numbers may be counts between 1900 and 2100; those are no periods by content alone.
    if best is not None and best.period_share >= 0.9 and best.number_share < 0.5:
        chosen["period"] = best.heading


def _take_year_and_month(chosen: dict[str, str], columns: list[Column]) -> bool:
    """Whether one column holds years and another, called month or period, what part of the year."""
    year = _first(columns, "year", lambda one: one.period_share >= 0.5 and one.number_share >= 0.5)
    in_year = (_first(columns, role, lambda one: one.part_of_year_share >= 0.5) for role in _PARTS)
    part = next((column for column in in_year if column is not None), None)
    if year is None or part is None:
        return False
    chosen |= {"period": year.heading, "month": part.heading}
    return True


def _take_numbers(chosen: dict[str, str], columns: list[Column]) -> None:
    """By heading; then a lone share or a lone column of numbers, which can mean nothing else."""
    for role in _NUMBER_ROLES:
        column = _first([c for c in _free(chosen, columns) if _may_be(c, role)], role)
        if column is not None:
            chosen[role] = column.heading
    if "numerator" in chosen or "value" in chosen:
        return
    free = [c for c in _free(chosen, columns) if c.holds_numbers and c.means not in _NO_NUMBERS]
    shares = [c for c in free if c.percent_share >= 0.5 or names_percent(c.heading)]
    only = shares if len(shares) == 1 else free
    if len(only) == 1:
        chosen[_field_of(only[0], "denominator" in chosen)] = only[0].heading


def _may_be(column: Column, role: Role) -> bool:
    """Whether the cells agree with the heading: a percentage is a value, whatever its heading says."""
    counted = column.percent_share < 0.5 and not names_percent(column.heading)
    return column.number_share >= 0.5 and (role == "value" or counted)


def _field_of(column: Column, has_denominator: bool) -> str:
    """Whether a lone column of numbers counts something or is the finished value."""
    if column.percent_share >= 0.5:
        return "value"
    scale = scale_of(column.heading)
    counted = scale.kind == "count" if scale else has_denominator
    return "numerator" if counted else "value"


def _take_groups(chosen: dict[str, str], columns: list[Column]) -> None:
    for role in _GROUP_ROLES:
        column = _first(_free(chosen, columns), role)
        if column is not None:
            chosen[role] = column.heading


def _take_unit(chosen: dict[str, str], columns: list[Column], dataset: Dataset) -> None:
    """The column most of whose cells the register knows; else the heading that says unit or code."""
    free = [column for column in _free(chosen, columns) if len(column.distinct)]
    # Codes 1, 2, 3 match units by number: a column has to say that it is codes, or hold words.
    possible = [
        column for column in free if column.means in ("unit", "unit_code") or column.number_share < 0.5
    ]
    shares = {column.heading: column.unit_share(dataset) for column in possible}
    known = [column for column in possible if shares[column.heading] >= 0.5]
    if known:
        # Of an area and its municipalities the column of the smaller units.
        best = max(
            known,
            key=lambda c: (c.means in ("unit", "unit_code"), shares[c.heading], _smallness(c, dataset)),
        )
    else:
        best = _first(free, "unit") or _first(free, "unit_code")
    if best is not None:
        chosen["unit"] = best.heading


def _smallness(column: Column, dataset: Dataset) -> float:
    """How far down the hierarchy the units of a column stand on average; a county is above its towns."""
    levels = [LEVELS.index(unit.level) for text in column.sample if (unit := dataset.units.match(text))]
    return sum(levels) / len(levels) if levels else 0.0


def _take_indicator_column(chosen: dict[str, str], columns: list[Column], dataset: Dataset) -> None:
    # A column that says Täljare on one row and Nämnare on the next names no indicator.
    free = [c for c in _free(chosen, columns) if c.number_share < 0.5 and not _names_counts(c)]
    column = _first(free, "indicator") or next((c for c in free if c.indicator_share(dataset) >= 0.5), None)
    if column is not None:
        chosen["indicator_column"] = column.heading


def _names_counts(column: Column) -> bool:
    return any(role_of(text) in ("numerator", "denominator") for text in column.sample)


def _take_other(chosen: dict[str, str], columns: list[Column], table: RawTable) -> None:
    """A column of few repeated words that divides the rows of a unit and month, such as type or ward."""
    free = [
        column
        for column in _free(chosen, columns)
        if column.means not in ("unit", "unit_code", "month", "year")
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


def _named_indicator(
    table: RawTable, chosen: dict[str, str], dataset: Dataset, called: str
) -> Indicator | None:
    """The indicator that a heading, the sheet's or file's name or a line above the table names."""
    texts = [chosen[field] for field in ("value", "numerator") if field in chosen]
    texts += [table.sheet or "", readable_name(called), *(cell for line in table.preamble for cell in line)]
    found = {hit.id: hit for text in texts if text and (hit := dataset.catalogue.find(text)) is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _names_no_unit(chosen: dict[str, str], columns: list[Column]) -> bool:
    """Whether no column is chosen for the unit, and none is left that could be one."""
    return "unit" not in chosen and all(
        c.number_share >= 0.5 for c in _free(chosen, columns) if len(c.distinct)
    )


def _named_unit(table: RawTable, dataset: Dataset, called: str) -> str | None:
    """The one unit that the sheet's or file's name or a line above the table names."""
    above = [part for line in table.preamble for text in line for part in (text, text.partition(":")[2])]
    texts = (table.sheet or "", readable_name(called), *above)
    found = {unit.id for text in texts if text.strip() and (unit := dataset.units.match(text))}
    return found.pop() if len(found) == 1 else None


def _decimal(table: RawTable, chosen: dict[str, str]) -> Decimal | None:
    """The decimal sign that every column of numbers agrees on, when at least one is certain."""
    certain: set[Decimal] = set()
    for field in _NUMBER_ROLES:
        if field not in chosen:
            continue
        cells, native = table.coded(chosen[field]), table.native_in(chosen[field])
        numbers = parse_numbers(cells, whole=field != "value", native=native)
        if numbers.decimal is not None and not numbers.ambiguous:
            certain.add(numbers.decimal)
    return certain.pop() if len(certain) == 1 else None


def _share_scale(chosen: dict[str, str], columns: list[Column]) -> ShareScale | None:
    """Whether percentages are written as they are shown; None where a person has to say.

    A heading in percent does not settle it alone: a cell that a spreadsheet shows as 4,8 % holds 0,048.
    """
    column = next((c for c in columns if c.heading == chosen.get("value")), None)
    if column is None or not (column.percent_share > 0 or names_percent(column.heading)):
        return None
    plain = column.numbers.values[np.isfinite(column.numbers.values) & ~column.numbers.percent]
    return "as_shown" if not len(plain) or plain.max() > 1 else None


def _unknown_units(chosen: dict[str, str], columns: list[Column], dataset: Dataset) -> UnknownUnits:
    """Keep unknown units when most are: then it is another organisation's file. Else they are misspelt."""
    column = next((c for c in columns if c.heading == chosen.get("unit")), None)
    return "keep" if column is not None and column.unit_share(dataset) < 0.5 else "drop"
