"""Tables that a simulation writes are read again as they were."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from core.table_file import read_rows, write_rows


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    n: int
    share: float


ROWS = (_Row('a; b, "c"\nd', 3, 0.1 + 0.2), _Row("å", -1, 1e-300))


def test_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "rows.csv"
    write_rows(file, _Row, ROWS)
    assert tuple(read_rows(file, _Row)) == ROWS


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("share,name,n\n0.5,x,2\n", encoding="utf-8")
    assert list(read_rows(file, _Row)) == [_Row("x", 2, 0.5)]


def test_no_file_has_no_rows(tmp_path: Path) -> None:
    assert list(read_rows(tmp_path / "none.csv", _Row)) == []


def test_a_file_is_left_as_it_was_when_a_row_cannot_be_made(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    write_rows(file, _Row, ROWS)
    with pytest.raises(ZeroDivisionError):
        write_rows(file, _Row, (_Row("x", 1, 1 / n) for n in (1, 0)))
    assert tuple(read_rows(file, _Row)) == ROWS
