"""Rows of measurements in a CSV file, one dataclass a file; a row may be replaced by a longer measurement."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, Generic, TypeVar

from core.change.calibration.designs import Key


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


def read_rows(file: Path, row: type[R]) -> Iterator[R]:
    """The rows of a file, none where there is no file. Columns may stand in any order."""
    if not file.exists():
        return
    numbers: dict[Any, Callable[[str], Any]] = {int: int, float: float}
    read = {f.name: numbers.get(f.type, str) for f in fields(row)}
    with file.open(encoding="utf-8", newline="") as opened:
        for line in csv.DictReader(opened):
            yield row(**{name: of(line[name]) for name, of in read.items()})


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
        self.file.parent.mkdir(parents=True, exist_ok=True)
        written = self.file.with_suffix(".part")
        with written.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            writer.writerow([f.name for f in fields(self.row)])
            writer.writerows(astuple(row) for _, row in sorted(self.rows.items(), key=lambda item: item[0]))
        written.replace(self.file)
