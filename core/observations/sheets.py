"""Several sheets of a workbook in one go: one indicator, one year or one municipality a sheet.

Sheets whose columns mean the same are laid one after the other. What a sheet is called then says what its
rows lack: a sheet called 2024 has the year, one called Aneby the unit; and where the same units and periods
stand on several sheets, each is an indicator of its own, or a sex or an age. Where a name could mean two
things the sheets are not joined. A sheet of numerators and one of denominators become columns of one table
(``sheet_pairs``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.observations.coded import Coded
from core.observations.columns import columns_of
from core.observations.dataset import Dataset
from core.observations.guess import guess_mapping, likeliest_table
from core.observations.mapping import Mapping, NewIndicator
from core.observations.naming import readable_name
from core.observations.parsing.numbers import Decimal
from core.observations.parsing.periods import read_period
from core.observations.readers.joined import JoinedTable
from core.observations.readers.table import MAX_ROWS, CodedCells, Places, RawTable, unique_headings
from core.observations.resolve import resolve_group
from core.observations.schema import SUBGROUP_COLUMNS
from core.observations.sheet_pairs import paired
from core.observations.suggestion import suggested_indicator

SHEET = "Blad"
"""The heading of the column of sheet names: data, in the language of such files."""

_OPTIONAL = frozenset(("other", "status", "source"))
_MOST_REPEATED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Sheets:
    """What of a workbook's tables is offered: sheets with numbers, and those that can be read together.

    offered : tables with a column of numbers, or all where none has; together : None where fewer than two
        are laid out alike; named : which field of the mapping the sheets' names are, None for none;
        "measures" where they are numerator and denominator
    """

    offered: tuple[RawTable, ...]
    together: JoinedTable | None = None
    named: str | None = None


def sheets_of(tables: Sequence[RawTable], dataset: Dataset, called: str = "") -> Sheets:
    """The sheets of a workbook as they are offered; ``called`` is the file's name."""
    offered = tuple(table for table in tables if _holds_numbers(table)) or tuple(tables)
    if len(offered) < 2 or any(table.known is not None for table in offered):
        return Sheets(offered)
    likeliest = offered[likeliest_table(offered, dataset)]
    guesses = {table.sheet: guess_mapping(table, dataset, called) for table in offered if not table.hidden}
    seen = [table for table in offered if table.sheet in guesses]
    pair = paired(seen, [guesses[table.sheet] for table in seen])
    if pair is not None:
        return Sheets(offered, pair, "measures")
    shape = _shape(guesses[likeliest.sheet]) if likeliest.sheet in guesses else None
    alike = [t for t in offered if t.sheet in guesses and _shape(guesses[t.sheet]) == shape]
    if len(alike) < 2 or sum(map(len, alike)) > MAX_ROWS:
        return Sheets(offered)
    together, named = joined(alike, [guesses[table.sheet] for table in alike], dataset)
    return Sheets(offered, together, named)


def joined(
    tables: Sequence[RawTable], guesses: Sequence[Mapping], dataset: Dataset
) -> tuple[JoinedTable | None, str | None]:
    """The tables as one, and which field their names are; (None, None) where it cannot be told."""
    names = tuple(table.sheet or "" for table in tables)
    one = _laid_together(tables, guesses, names)
    found = _named(one, tables, guesses, dataset)
    if found is None:
        return None, None
    return replace(one, guess=found[1]), found[0]


def _holds_numbers(table: RawTable) -> bool:
    return table.known is not None or any(column.holds_numbers for column in columns_of(table))


def _shape(mapping: Mapping) -> frozenset[str]:
    return frozenset(mapping.columns) - _OPTIONAL


def _laid_together(
    tables: Sequence[RawTable], guesses: Sequence[Mapping], names: tuple[str, ...]
) -> JoinedTable:
    """Columns of the same meaning, or else the same heading, below each other; the sheet's name first."""
    sources = _sources(tables, guesses)
    header = unique_headings((SHEET, *(own[0] for own in sources)))
    of_row = np.repeat(np.arange(len(tables)), [len(table) for table in tables])
    columns = {SHEET: Coded(of_row.astype(np.int32), np.array(names, dtype=object))}
    for heading, own in zip(header[1:], sources, strict=True):
        columns[heading] = _stacked([t.coded(h) for t, h in zip(tables, own, strict=True)])
    cells = pd.DataFrame({heading: column.texts() for heading, column in columns.items()}, copy=False)
    new = dict(zip((own[0] for own in sources), header[1:], strict=True))
    fields = {field: new[h] for field, h in guesses[0].columns.items() if h in new}
    return JoinedTable(
        sheet=None,
        header=header,
        cells=cells,
        rows=np.concatenate([table.rows for table in tables]),
        native=_native(tables, sources),
        preamble=tuple(
            line for line in tables[0].preamble if all(line in table.preamble for table in tables)
        ),
        problems=tuple(problem for table in tables for problem in table.problems),
        places=_places(tables, sources),
        coding=CodedCells(cells, columns),
        from_1904=any(table.from_1904 for table in tables),
        sheets=names,
        of_row=of_row,
        guess=_common(guesses, fields),
    )


def _sources(tables: Sequence[RawTable], guesses: Sequence[Mapping]) -> list[tuple[str, ...]]:
    """For each column that all tables have: its heading in each of them."""
    by_field = {guesses[0].columns[f]: f for f in guesses[0].columns if all(f in g.columns for g in guesses)}
    found: list[tuple[str, ...]] = []
    for heading in tables[0].header:
        if heading in by_field:
            found.append(tuple(guess.columns[by_field[heading]] for guess in guesses))
        elif heading not in guesses[0].columns.values() and all(
            heading in t.header and heading not in g.columns.values()
            for t, g in zip(tables, guesses, strict=True)
        ):
            found.append((heading,) * len(tables))
    return found


def _stacked(columns: Sequence[Coded]) -> Coded:
    starts = np.cumsum([0, *(len(column.words) for column in columns)])
    codes = [column.codes + start for column, start in zip(columns, starts, strict=False)]
    return Coded.joined(np.concatenate([column.words for column in columns]), np.concatenate(codes))


def _native(tables: Sequence[RawTable], sources: Sequence[tuple[str, ...]]) -> np.ndarray | None:
    """(R, C) bool; the column of names holds no number, whatever the sheets are called."""
    if any(table.native is None for table in tables):
        return None
    parts = []
    for i, table in enumerate(tables):
        assert table.native is not None
        at = [table.header.index(own[i]) for own in sources]
        parts.append(np.column_stack([np.zeros(len(table), bool), table.native[:, at]]))
    return np.concatenate(parts)


def _places(tables: Sequence[RawTable], sources: Sequence[tuple[str, ...]]) -> Places | None:
    """Where each cell stands on its sheet, where columns are not the sheets' own or differ in heading."""
    if all(table.places is None for table in tables) and all(len(set(own)) == 1 for own in sources):
        return None
    rows, columns, headings = [], [], [""]
    for i, table in enumerate(tables):
        at = [table.header.index(own[i]) for own in sources]
        if table.places is None:
            own_rows = np.repeat(table.rows[:, None], len(at), axis=1)
            own_columns = np.repeat(np.array(at)[None, :], len(table), axis=0)
            own_headings: tuple[str, ...] = table.header
        else:
            own_rows, own_columns = table.places.rows[:, at], table.places.columns[:, at]
            own_headings = table.places.headings
        nowhere = np.zeros((len(table), 1), np.int64)
        rows.append(np.column_stack([nowhere, own_rows]))
        columns.append(np.column_stack([nowhere, own_columns + len(headings)]))
        headings += own_headings
    return Places(np.concatenate(rows), np.concatenate(columns), tuple(headings))


def _common(guesses: Sequence[Mapping], fields: dict[str, str]) -> Mapping:
    """What the guesses agree on; names of the sheets have been taken for units and indicators in each."""
    first = guesses[0]
    decimals: set[Decimal] = {guess.decimal for guess in guesses if guess.decimal is not None}
    return Mapping(
        **fields,  # pyright: ignore[reportArgumentType] - keys are fields that name columns
        indicator=first.indicator if len({guess.indicator for guess in guesses}) == 1 else None,
        whole_unit=first.whole_unit if len({guess.whole_unit for guess in guesses}) == 1 else None,
        decimal=decimals.pop() if len(decimals) == 1 else None,
        share_scale=first.share_scale if len({guess.share_scale for guess in guesses}) == 1 else None,
        unknown_units="drop" if all(guess.unknown_units == "drop" for guess in guesses) else "keep",
    )


def _named(
    one: JoinedTable, tables: Sequence[RawTable], guesses: Sequence[Mapping], dataset: Dataset
) -> tuple[str | None, Mapping] | None:
    """Which field the names are, and the mapping with it; None where nothing can be told."""
    guess = one.guess
    if guess.period is None:
        if not all(read_period(name) is not None for name in one.sheets):
            return None
        return "period", replace(guess, period=SHEET, month=_month_column(one))
    units = [dataset.units.match(name) is not None for name in one.sheets]
    if guess.unit is None and np.mean(units) >= 0.5:
        return "unit", replace(guess, unit=SHEET, whole_unit=None, unknown_units="drop")
    if not _repeats(one, guess):
        return None, guess
    for field in ("sex", "age"):
        if getattr(guess, field) is None and _are_groups(one.sheets, field):
            return field, replace(guess, **{field: SHEET})
    measured = _as_indicators(one, tables, guesses, dataset)
    return None if measured is None else ("indicator_column", measured)


def _as_indicators(
    one: JoinedTable, tables: Sequence[RawTable], guesses: Sequence[Mapping], dataset: Dataset
) -> Mapping | None:
    """The mapping with each sheet as an indicator; None where the names are of something else."""
    guess = one.guess
    no_unit = guess.unit is None and guess.whole_unit is None
    are_known = any(dataset.catalogue.find(name) is not None for name in one.sheets)
    are_times = all(read_period(name) is not None for name in one.sheets)  # extracts of several years
    if guess.indicator_column is not None or are_times or (no_unit and not are_known):
        return None
    proposals = tuple(
        _proposal(table, guess_of)
        for table, guess_of in zip(tables, guesses, strict=True)
        if dataset.catalogue.find(table.sheet or "") is None
    )
    return replace(guess, indicator_column=SHEET, indicator=None, proposals=proposals)


def _month_column(one: JoinedTable) -> str | None:
    """The column of months without a year, where the sheets are years."""
    columns = (column for column in columns_of(one) if column.heading != SHEET)
    parts = (c.heading for c in columns if c.means in ("month", "period") and c.part_of_year_share >= 0.5)
    return next(parts, None)


def _repeats(one: JoinedTable, guess: Mapping) -> bool:
    """Whether most rows say again what rows of another sheet are about."""
    fields = ("period", "month", "unit", "indicator_column", *SUBGROUP_COLUMNS)
    keys = [heading for field in fields if (heading := getattr(guess, field)) is not None]
    across = one.cells.duplicated(keys).sum() - one.cells.duplicated([*keys, SHEET]).sum()
    return bool(across >= _MOST_REPEATED * (one.of_row > 0).sum())


def _are_groups(names: Sequence[str], field: str) -> bool:
    """Whether sheets are called Kvinnor and Män, or 65-79 and 80+."""
    written = [name.strip() for name in names]
    values = resolve_group(Coded.of(pd.Series(written, dtype="str")), field).values.texts()
    understood = all(
        value != name or (field == "age" and value[:1].isdecimal() and "-" in value)
        for value, name in zip(values, written, strict=True)
    )
    return understood and len(set(values)) == len(names)


def _proposal(table: RawTable, guess: Mapping) -> NewIndicator:
    """The indicator that a sheet holds, by the sheet's name."""
    name = table.sheet or ""
    draft = suggested_indicator(table, guess, name)
    return replace(draft, name=readable_name(name) or name, codes=(name,))
