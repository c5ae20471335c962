"""What the cells of a column could be: periods, numbers, units. Guesses and advice stand on these shares."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from core.observations.dataset import Dataset
from core.observations.headings import Role, near_role, role_of
from core.observations.parsing.numbers import Numbers, parse_numbers
from core.observations.parsing.periods import names_part_of_year, parse_periods, read_period
from core.observations.readers.table import RawTable

# More distinct texts than this are sampled: a guess needs no more.
LOOKED_AT = 300
FEWEST_MONTH_HEADINGS = 2


@dataclass(frozen=True, eq=False)
class Column:
    """A column and what its distinct cells could be.

    role : what the heading means; near : what it would mean if it were misspelt in a place or two
    """

    heading: str
    role: Role | None
    near: Role | None
    distinct: pd.Series

    @property
    def means(self) -> Role | None:
        """What the heading means, also when it is misspelt."""
        return self.role or self.near

    @cached_property
    def sample(self) -> pd.Series:
        """(at most LOOKED_AT,) distinct cells, spread over the column."""
        step = max(1, len(self.distinct) // LOOKED_AT)
        return self.distinct.iloc[::step][:LOOKED_AT].reset_index(drop=True)

    @cached_property
    def period_share(self) -> float:
        """Share of cells that are periods."""
        return _share(~np.isnat(parse_periods(self.sample).start))

    @cached_property
    def part_of_year_share(self) -> float:
        """Share of cells that name a month, quarter or half-year without a year: 3, mars, kv 1."""
        return _share(np.array([names_part_of_year(text) for text in self.sample], bool))

    @cached_property
    def numbers(self) -> Numbers:
        """The sample read as numbers."""
        return parse_numbers(self.sample)

    @cached_property
    def number_share(self) -> float:
        """Share of cells that are numbers, or signs for a missing or hidden one."""
        return _share(~self.numbers.unreadable)

    @cached_property
    def percent_share(self) -> float:
        """Share of the numbers that are written with a percent sign."""
        return _share(self.numbers.percent[np.isfinite(self.numbers.values)])

    @property
    def holds_numbers(self) -> bool:
        """Whether the column is one of numbers, and holds any."""
        return self.number_share >= 0.5 and bool(np.isfinite(self.numbers.values).any())

    def unit_share(self, dataset: Dataset) -> float:
        """Share of cells that the register knows."""
        return _share(np.array([dataset.units.match(text) is not None for text in self.sample], bool))

    def indicator_share(self, dataset: Dataset) -> float:
        """Share of cells that the catalogue knows."""
        return _share(np.array([dataset.catalogue.find(text) is not None for text in self.sample], bool))


def columns_of(table: RawTable) -> list[Column]:
    """The columns of a table, in its order."""
    return [_column(table, heading) for heading in table.header]


def _column(table: RawTable, heading: str) -> Column:
    distinct = pd.Series(table.coded(heading).stripped().words, dtype="str")
    role = role_of(heading)
    return Column(heading, role, None if role else near_role(heading), distinct[distinct != ""])


def _share(fits: np.ndarray) -> float:
    return float(fits.mean()) if len(fits) else 0.0


def month_headings(header: tuple[str, ...]) -> tuple[str, ...]:
    """Headings that are periods themselves: jan-25, 2025-02, or twelve names of months.

    Empty below ``FEWEST_MONTH_HEADINGS``: then the table is not laid out with time from left to right.
    """
    dated = tuple(heading for heading in header if read_period(heading) is not None)
    bare = tuple(h for h in header if not h.strip().isdigit() and names_part_of_year(h))
    found = max(dated, bare, key=len)
    return found if len(found) >= FEWEST_MONTH_HEADINGS else ()


# What a column has to be to be offered for a field that nothing was chosen for.
_TIMES = ("period", "year", "month")


def candidates(table: RawTable, field: str, taken: frozenset[str]) -> tuple[str, ...]:
    """Headings of columns, not among ``taken``, that could be what ``field`` of a mapping needs.

    field : "period", "unit", or anything else for a column of numbers
    """
    free = (column for column in columns_of(table) if column.heading not in taken and len(column.distinct))
    return tuple(column.heading for column in free if _could_be(column, field))


def _could_be(column: Column, field: str) -> bool:
    is_time = column.means in _TIMES or (column.period_share >= 0.5 and column.number_share < 0.5)
    if field == "period":
        return is_time
    if field == "unit":
        return column.means in ("unit", "unit_code") or not (is_time or column.holds_numbers)
    return column.holds_numbers and not is_time and column.means != "unit_code"
