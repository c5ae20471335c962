"""From a table of units and months to arrays; the only place that knows what people's months look like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from core.spc.block import Bools, Floats

Kind = Literal["rate", "proportion", "mean", "score"]
COLUMNS = ("unit", "month", "numerator")
USABLE_STATUS = "ok"


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Numbers of every unit over the complete calendar, (U, T); NaN in both y and n where not usable.

    provisional : (U, T) cells left out since they may still change
    """

    units: tuple[str, ...]
    months: np.ndarray
    y: Floats
    n: Floats
    provisional: Bools

    def row(self, unit: str) -> int:
        """Row of a unit; ValueError for one that the table does not hold."""
        if unit not in self.units:
            raise ValueError(f"unit {unit!r} is not in the table")
        return self.units.index(unit)

    def without(self, cells: Bools) -> "Cells":
        """The same with some cells, (T,) or (U, T), left out."""
        y, n = np.where(cells, np.nan, self.y), np.where(cells, np.nan, self.n)
        return Cells(self.units, self.months, y, n, self.provisional)


def month_of(value: Any) -> np.datetime64:
    """A month as datetime64[M], from text ("2025-03"), Period, date or datetime64."""
    if isinstance(value, pd.Period):
        value = value.to_timestamp()
    return np.datetime64(pd.Timestamp(value).strftime("%Y-%m"), "M")


def months_of(values: Iterable[Any]) -> np.ndarray:
    return np.array([month_of(value) for value in values], dtype="datetime64[M]")


def read_cells(table: pd.DataFrame, kind: Kind) -> Cells:
    """Lay a table with a row for each unit and month on its calendar.

    Columns: unit, month, numerator, denominator, and if there is one status (only "ok" rows are used).
    Rates and means may lack denominators: each month then weighs alike. A cell is usable when its numerator
    is known and its denominator is above 0; NaN is missing or suppressed, never 0.
    ValueError: a column is missing, a unit has a month twice, a number that cannot be.
    """
    lacking = [name for name in COLUMNS if name not in table]
    if lacking:
        raise ValueError(f"the table lacks {', '.join(lacking)}")
    units, row = np.unique(table["unit"].astype(str).to_numpy(dtype=object), return_inverse=True)
    month = _month_column(table["month"])
    months = np.arange(month.min(), month.max() + 1) if len(month) else month
    at = (row, (month - months[0]).astype(np.int64)) if len(month) else (row, row)
    if len(set(zip(*at, strict=True))) < len(row):
        raise ValueError("a unit has the same month twice")
    y, n = (np.full((len(units), len(months)), np.nan) for _ in range(2))
    y[at] = table["numerator"].to_numpy(dtype=float, na_value=np.nan)
    n[at] = _denominators(table, kind)
    settled = np.zeros(y.shape, dtype=bool)
    settled[at] = table["status"].to_numpy() != "provisional" if "status" in table else True
    return _checked(Cells(tuple(units), months, y, n, np.isfinite(y) & ~settled), kind)


def _month_column(column: pd.Series) -> np.ndarray:
    if isinstance(column.dtype, pd.PeriodDtype):
        column = column.dt.to_timestamp()
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.to_numpy().astype("datetime64[M]")
    names, position = np.unique(column.astype(str).to_numpy(dtype=object), return_inverse=True)
    return months_of(names)[position]


def _denominators(table: pd.DataFrame, kind: Kind) -> Floats:
    if "denominator" in table and table["denominator"].notna().any():
        return table["denominator"].to_numpy(dtype=float, na_value=np.nan)
    if kind == "proportion":
        raise ValueError("a share needs denominators")
    return np.ones(len(table))


def _checked(cells: Cells, kind: Kind) -> Cells:
    usable = np.isfinite(cells.y) & (cells.n > 0)
    if kind in {"rate", "proportion"} and (cells.y[usable] < 0).any():
        raise ValueError("a count is below 0")
    if kind == "proportion" and (cells.y > cells.n)[usable].any():
        raise ValueError("a numerator exceeds its denominator")
    return cells.without(~usable | cells.provisional)


def positions(months: np.ndarray, chosen: Iterable[Any]) -> Bools:
    """Which months of the calendar are among the chosen, (T,)."""
    return np.isin(months, months_of(chosen))


def starts_on(cells: Cells, starts: Mapping[str, Any]) -> np.ndarray:
    """(U,) position of each unit's first month after its change, 0 to T; T for a unit without one."""
    start = np.full(len(cells.units), len(cells.months))
    for unit, month in starts.items():
        start[cells.row(unit)] = np.searchsorted(cells.months, month_of(month))
    return start
