"""Rows of measurements in a CSV file, one dataclass a file; a row may be replaced by a longer measurement."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from core.change.calibration.designs import Key
from core.table_file import read_rows, write_rows


@dataclass(frozen=True, slots=True)
class Row:
    """What every row says first: the panels that were measured on.

    group, family : of the made-up data; before, after : months; effect, shape : the true change, relative;
    comparisons : units compared with; replicates : panels
    """

    group: str
    family: str
    before: int
    after: int
    effect: float
    shape: str
    comparisons: int
    replicates: int

    @property
    def key(self) -> Key:
        return (self.family, self.before, self.after, self.effect, self.shape, self.comparisons)


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, eq=False)
class Table(Generic[R]):
    """A file that is measured row by row.

    place : where a row stands in the file, and which row it replaces
    """

    file: Path
    row: type[R]
    place: Callable[[R], tuple[Any, ...]]
    rows: dict[tuple[Any, ...], R]

    @classmethod
    def of(cls, file: Path, row: type[R], place: Callable[[R], tuple[Any, ...]]) -> "Table[R]":
        """As the file is now."""
        return cls(file, row, place, {place(one): one for one in read_rows(file, row)})

    def replicates(self, key: Key) -> int:
        """The fewest panels behind the rows of a key; 0 without rows."""
        return min((row.replicates for row in self.rows.values() if row.key == key), default=0)

    def put(self, rows: Iterable[R]) -> None:
        """Enter rows in place of what was measured before, and write the file: all of it or nothing."""
        self.rows.update({self.place(row): row for row in rows})
        write_rows(self.file, self.row, [self.rows[place] for place in sorted(self.rows)])
