"""From the lists a structured file holds to a table in long form: one row a value, with its own headings."""

from collections.abc import Mapping as Columns
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.indicators.indicator import Frequency
from core.observations.heading_scale import Scale
from core.observations.mapping import Mapping
from core.observations.parsing.periods import parse_periods
from core.observations.readers.json_text import Number
from core.observations.readers.table import MAX_ROWS, Facts, RawTable
from core.remarks import Place, Problem, Refused

_FREQUENCIES: tuple[Frequency, ...] = ("month", "quarter", "half_year", "year")


def long_table(
    sheet: str | None,
    columns: Columns[str, Sequence[Any] | pd.Series],
    known: Mapping,
    problems: Sequence[Problem] = (),
) -> RawTable:
    """A table of what a structured file holds, every column of the same length.

    columns : heading -> cells; numbers as written, texts, None for nothing; or a whole column of text
    Raises Refused when there are no rows, or too many.
    """
    lengths = {len(cells) for cells in columns.values()}
    assert len(lengths) == 1, "every column has a cell for every row"
    n = lengths.pop()
    if not n:
        raise Refused(Problem("no_rows", {}, Place(sheet=sheet)))
    refuse_length(n, sheet)
    native = np.zeros((n, len(columns)), bool)
    for at, column in enumerate(columns.values()):
        if not isinstance(column, pd.Series):
            native[:, at] = np.fromiter((type(cell) is Number for cell in column), bool, n)
    return RawTable(
        sheet=sheet,
        header=tuple(columns),
        cells=pd.DataFrame({name: _texts(column) for name, column in columns.items()}),
        rows=np.arange(1, n + 1),
        native=native,
        problems=tuple(problems),
        known=known,
    )


def refuse_length(n: int, sheet: str | None = None) -> None:
    """Raises Refused for more rows than any table may have."""
    if n > MAX_ROWS:
        raise Refused(Problem("too_many_rows", {"n": n, "most": MAX_ROWS}, Place(sheet=sheet)))


def fitting(scale: Scale, numbers: np.ndarray) -> Scale:
    """The scale that a name tells of, where the numbers can be on it; else only a mean in the same unit.

    A share of more than all, and a count or rate below none, are differences or quotients by whatever name.
    """
    known = numbers[np.isfinite(numbers)]
    if not len(known) or scale.kind in ("mean", "score"):
        return scale
    most = scale.multiply if scale.kind == "proportion" else np.inf
    return scale if known.min() >= 0 and known.max() <= most else Scale("mean", 1.0, scale.unit)


def floats(cells: Sequence[Any]) -> np.ndarray:
    """Numbers as written, as floats; NaN for what is no number."""
    return np.array([float(cell) if type(cell) is Number else np.nan for cell in cells])


def frequency_of(periods: pd.Series) -> Frequency:
    """How often the values of a column of periods come: what most are; months where none can be read."""
    types = parse_periods(periods).period_type
    counts = [int((types == one).sum()) for one in _FREQUENCIES]
    return _FREQUENCIES[counts.index(max(counts))]


def _texts(column: Sequence[Any] | pd.Series) -> pd.Series:
    if isinstance(column, pd.Series):
        return column
    return pd.Series([_text(cell) for cell in column], dtype="str")


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def contents(called: str, tables: Sequence[RawTable], **more: str | int | bool) -> Facts:
    """What a structured file was found to hold, for a person to recognise it by.

    called : the source as it wants to be named, e.g. "Kolada"
    more : e.g. updated="2025-02-21"
    """
    counts = {
        "indicators": _distinct(tables, "indicator_column") or 1,
        "units": _distinct(tables, "unit"),
        "periods": _distinct(tables, "period"),
    }
    return {"called": called, **counts, **{name: value for name, value in more.items() if value != ""}}


def _distinct(tables: Sequence[RawTable], field: str) -> int:
    found: set[str] = set()
    for table in tables:
        heading = getattr(table.known, field, None)
        if heading is not None:
            found.update(str(word) for word in table.cells[heading].unique())
    return len(found)
