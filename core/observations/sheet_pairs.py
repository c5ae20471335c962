"""A sheet of numerators and one of denominators, as one table with a column of each.

Täljare: Kommun  2025-01  2025-02      Nämnare: Kommun  2025-01  2025-02
         Aneby         6        7               Aneby       124      126
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.observations.mapping import Mapping
from core.observations.readers.joined import JoinedTable
from core.observations.readers.measure_words import measure_of
from core.observations.readers.table import Places, RawTable, unique_headings
from core.remarks import Place

_NUMBERS = ("numerator", "denominator", "value")
_FEWEST_SHARED = 0.5


@dataclass(frozen=True, eq=False, kw_only=True)
class PairedTable(JoinedTable):
    """Rows of two sheets beside each other.

    below : heading of the column that stands on the second sheet; lengths : rows that each sheet has
    """

    below: str
    lengths: tuple[int, int]

    def place(self, row: int, column: str | None = None) -> Place:
        """Where a cell stands: a denominator on the sheet of denominators."""
        found = super().place(row, column)
        return replace(found, sheet=self.sheets[1]) if column == self.below else found

    def rows_of(self, sheet: int) -> int:
        """How many rows a sheet has."""
        return self.lengths[sheet]


def paired(tables: Sequence[RawTable], guesses: Sequence[Mapping]) -> PairedTable | None:
    """The two sheets that are called numerator and denominator; None unless there is one of each and they are
    about the same things, each of them once."""
    means = [measure_of(table.sheet or "") for table in tables]
    if means.count("numerator") != 1 or means.count("denominator") != 1:
        return None
    over, under = means.index("numerator"), means.index("denominator")
    sides = [(tables[i], guesses[i]) for i in (over, under)]
    fields = [field for field in guesses[over].columns if field not in _NUMBERS]
    numbers = [
        _number_column(guess, first)
        for (_, guess), first in zip(sides, ("numerator", "denominator"), strict=True)
    ]
    same = set(fields) == {field for field in guesses[under].columns if field not in _NUMBERS}
    if not same or "period" not in fields or None in numbers:
        return None
    headings = [[guess.columns[field] for field in fields] for _, guess in sides]
    keys = [_keys(table, own) for (table, _), own in zip(sides, headings, strict=True)]
    if not all(own.is_unique for own in keys) or keys[0].isin(keys[1]).mean() < _FEWEST_SHARED:
        return None
    return _beside(sides, fields, headings, [str(one) for one in numbers], keys)


def _number_column(guess: Mapping, first: str) -> str | None:
    """The one column of numbers of a sheet; None for several."""
    found = [guess.columns[field] for field in _NUMBERS if field in guess.columns]
    return getattr(guess, first) or (found[0] if len(found) == 1 else None)


def _keys(table: RawTable, headings: Sequence[str]) -> pd.Index:
    """(rows,) what each row is about, as it is written."""
    texts = [table.coded(heading).stripped().texts() for heading in headings]
    return pd.Index(list(zip(*texts, strict=True)), tupleize_cols=False)


def _beside(
    sides: Sequence[tuple[RawTable, Mapping]],
    fields: Sequence[str],
    headings: Sequence[Sequence[str]],
    numbers: Sequence[str],
    keys: Sequence[pd.Index],
) -> PairedTable:
    """Rows of the first sheet with the number that the second has, then those of the second alone."""
    (over, guess), (under, _) = sides
    alone = np.flatnonzero(~keys[1].isin(keys[0]))
    at_over = np.concatenate([np.arange(len(over)), np.full(len(alone), -1)])
    at_under = np.concatenate([keys[1].get_indexer(keys[0]), alone])
    named = (over.sheet or "", under.sheet or "")
    header = unique_headings((*headings[0], *named))
    of_row = (at_over < 0).astype(np.int64)
    columns = [_Column(own, at_over, other, at_under) for own, other in zip(*headings, strict=True)]
    columns += [_Column(numbers[0], at_over), _Column(None, at_over, numbers[1], at_under)]
    cells = pd.DataFrame({name: one.texts(over, under) for name, one in zip(header, columns, strict=True)})
    places_of = Places(
        np.column_stack([one.rows(over, under) for one in columns]),
        np.column_stack([one.columns(over, under) for one in columns]),
        ("", *_headings(over), *_headings(under)),
    )
    known = dict(zip(fields, header, strict=False))
    return PairedTable(
        sheet=None,
        header=header,
        cells=cells,
        rows=np.where(of_row == 0, over.rows[at_over], under.rows[at_under]),
        native=np.column_stack([one.native(over, under) for one in columns]),
        preamble=tuple(line for line in over.preamble if line in under.preamble),
        problems=(*over.problems, *under.problems),
        places=places_of,
        from_1904=over.from_1904 or under.from_1904,
        sheets=named,
        of_row=of_row,
        guess=Mapping(
            **known,  # pyright: ignore[reportArgumentType] - keys are fields that name columns
            numerator=header[-2],
            denominator=header[-1],
            whole_unit=guess.whole_unit,
            unknown_units=guess.unknown_units,
        ),
        below=header[-1],
        lengths=(len(over), len(under)),
    )


def _headings(table: RawTable) -> tuple[str, ...]:
    return table.header if table.places is None else table.places.headings


@dataclass(frozen=True, slots=True)
class _Column:
    """A column whose cells stand under a heading of the first sheet, and failing that of the second.

    at, other_at : (rows,) positions in each sheet, -1 for none
    """

    heading: str | None
    at: np.ndarray
    other: str | None = None
    other_at: np.ndarray | None = None

    def texts(self, over: RawTable, under: RawTable) -> pd.Series:
        """(rows,) str"""
        return pd.Series(
            self._taken(over, under, lambda table, h: table.cells[h].to_numpy(object), ""), dtype="str"
        )

    def native(self, over: RawTable, under: RawTable) -> np.ndarray:
        """(rows,) bool"""

        def of(table: RawTable, heading: str) -> np.ndarray:
            own = table.native_in(heading)
            return np.zeros(len(table), bool) if own is None else own

        return self._taken(over, under, of, False).astype(bool)

    def rows(self, over: RawTable, under: RawTable) -> np.ndarray:
        """(rows,) row numbers in the file, 0 for a cell that stands nowhere."""

        def of(table: RawTable, heading: str) -> np.ndarray:
            return table.numbers_of(np.arange(len(table)), heading)

        return self._taken(over, under, of, 0).astype(np.int64)

    def columns(self, over: RawTable, under: RawTable) -> np.ndarray:
        """(rows,) positions of what stands above each cell, among a blank and the headings of both sheets."""

        def of(table: RawTable, heading: str) -> np.ndarray:
            before = 1 if table is over else 1 + len(_headings(over))
            at = table.header.index(heading)
            own = np.full(len(table), at) if table.places is None else table.places.columns[:, at]
            return own + before

        return self._taken(over, under, of, 0).astype(np.int64)

    def _taken(
        self, over: RawTable, under: RawTable, of: Callable[[RawTable, str], np.ndarray], blank: object
    ) -> np.ndarray:
        found = np.full(len(self.at), blank, dtype=object)
        for table, heading, at in ((under, self.other, self.other_at), (over, self.heading, self.at)):
            if heading is not None and at is not None:
                found[at >= 0] = of(table, heading)[at[at >= 0]]
        return found
