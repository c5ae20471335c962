"""Tables that a simulation writes and the app reads: CSV files with a dataclass for each row.

The columns are the fields of the dataclass: texts, whole numbers and decimals.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any, TypeVar

R = TypeVar("R")


def read_rows(file: Path, row: type[R]) -> Iterator[R]:
    """The rows of a file, none where there is no file. Columns may stand in any order."""
    if not file.exists():
        return
    numbers: dict[Any, Callable[[str], Any]] = {int: int, float: float}
    read = {f.name: numbers.get(f.type, str) for f in fields(row)}  # pyright: ignore[reportArgumentType]
    with file.open(encoding="utf-8", newline="") as opened:
        for line in csv.DictReader(opened):
            yield row(**{name: of(line[name]) for name, of in read.items()})


def write_rows(file: Path, row: type[R], rows: Iterable[R]) -> None:
    """Write a file anew: all of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    written = file.with_suffix(".part")
    with written.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow([f.name for f in fields(row)])  # pyright: ignore[reportArgumentType]
        writer.writerows(astuple(one) for one in rows)  # pyright: ignore[reportArgumentType]
    written.replace(file)
