"""From a table of units and months to arrays; the only place that knows what people's months look like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from core.spc.axis import day_of
from core.spc.block import Bools, Floats
from core.spc.data import as_floats

Kind = Literal["rate", "proportion", "mean", "score"]
COLUMNS = ("unit", "month", "numerator")
USABLE_STATUS, MAY_CHANGE = "ok", "provisional"
LONGEST = 1200
"""Months of a calendar: over a century is a mistyped year."""
LARGEST = 1e30
"""Beyond it a total has no digits left to compute with."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Numbers of units and months one after the other, (N,) each.

    units : the names, each once; row : which of them; month : datetime64[M]
    numerator, denominator : NaN where not known; without any denominator each month weighs alike
    status : only "ok" is used
    """

    units: tuple[str, ...]
    row: np.ndarray
    month: np.ndarray
    numerator: Floats
    denominator: Floats
    status: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Numbers of every unit over the complete calendar, (U, T); NaN in both y and n where not usable.

    provisional : (U, T) cells left out since they may still change
    undivided : (U, T) cells left out since a numerator stands there without a denominator
    """

    units: tuple[str, ...]
    months: np.ndarray
    y: Floats
    n: Floats
    provisional: Bools
    undivided: Bools

    def row(self, unit: str) -> int:
        """Row of a unit; ValueError for one that the table does not hold."""
        if unit not in self.units:
            raise ValueError(f"unit {unit!r} is not in the table, which holds {_some(self.units)}")
        return self.units.index(unit)

    def without(self, cells: Bools) -> "Cells":
        """The same with some cells, (T,) or (U, T), left out."""
        y, n = np.where(cells, np.nan, self.y), np.where(cells, np.nan, self.n)
        return replace(self, y=y, n=n)


def month_of(value: Any, what: str = "month") -> np.datetime64:
    """A month as datetime64[M], from text ("2025-03"), Period, date or datetime64.

    ValueError, naming ``what``, for anything else.
    """
    return day_of(value, what).astype("datetime64[M]")


def months_of(values: Iterable[Any], what: str = "month") -> np.ndarray:
    """Several months, datetime64[M]; a single one is taken for itself, not for its letters."""
    several = [values] if isinstance(values, str) else values
    return np.array([month_of(value, what) for value in several], dtype="datetime64[M]")


def read_cells(table: pd.DataFrame, kind: Kind) -> Cells:
    """Lay a table with a row for each unit and month on its calendar.

    Columns: unit, month, numerator, denominator, and if there is one status (only "ok" rows are used).
    Rates and means may lack denominators: each month then weighs alike. A cell is usable when its numerator
    is known and its denominator is above 0; NaN is missing or suppressed, never 0.
    ValueError: a column is missing, a row lacks unit or month, a unit has a month twice, a number that cannot
    be (no number, infinite, a count or denominator below 0, a numerator above its denominator), or months
    more than a century apart.
    """
    lacking = [name for name in COLUMNS if name not in table]
    if lacking:
        raise ValueError(f"the table lacks {', '.join(lacking)}")
    if not len(table):
        raise ValueError("the table holds no rows")
    row, names = pd.factorize(_told(table["unit"], "unit").astype(str), sort=True)
    return laid_out(
        Numbers(
            units=tuple(names),
            row=row,
            month=month_column(table["month"]),
            numerator=_numbers(table, "numerator"),
            denominator=_numbers(table, "denominator"),
            status=table["status"].to_numpy() if "status" in table else np.full(len(table), USABLE_STATUS),
        ),
        kind,
    )


def laid_out(numbers: Numbers, kind: Kind) -> Cells:
    """Numbers on their calendar, units by name; as ``read_cells``, with its ValueErrors."""
    units, row = _by_name(numbers)
    month = numbers.month
    months = np.arange(month.min(), month.max() + 1)
    if len(months) > LONGEST:
        raise ValueError(f"months lie from {months[0]} to {months[-1]}; is a year mistyped?")
    at = (row, (month - months[0]).astype(np.int64))
    seen = np.zeros((len(units), len(months)), dtype=np.int64)
    np.add.at(seen, at, 1)
    _refuse(seen > 1, "the same month twice: more than one row", units, months)
    y, n = (np.full(seen.shape, np.nan) for _ in range(2))
    hidden = ~np.isin(numbers.status, (USABLE_STATUS, MAY_CHANGE))
    y[at] = np.where(hidden, np.nan, numbers.numerator)
    n[at] = np.where(hidden, np.nan, _denominators(numbers, kind))
    provisional = np.zeros(seen.shape, dtype=bool)
    provisional[at] = numbers.status == MAY_CHANGE
    return _checked(
        Cells(units, months, y, n, np.isfinite(y) & provisional, np.isfinite(y) & np.isnan(n)), kind
    )


def _by_name(numbers: Numbers) -> tuple[tuple[str, ...], np.ndarray]:
    """Names in their order, and the row of each number."""
    units = tuple(sorted(numbers.units))
    place = {unit: at for at, unit in enumerate(units)}
    return units, np.array([place[unit] for unit in numbers.units])[numbers.row]


def _told(column: pd.Series, name: str) -> pd.Series:
    lacking = column.isna().to_numpy()
    if lacking.any():
        raise ValueError(f"{name} is missing in row {int(lacking.argmax())}, counted from 0")
    return column


def _numbers(table: pd.DataFrame, name: str) -> Floats:
    return as_floats(table[name], name) if name in table else np.full(len(table), np.nan)


def month_column(column: pd.Series) -> np.ndarray:
    """Months as datetime64[M]; ValueError for one that is missing or none."""
    column = _told(column, "month")
    if column.dtype.kind == "M" and getattr(column.dtype, "tz", None) is None:
        return column.to_numpy().astype("datetime64[M]")
    position, values = pd.factorize(column)
    return months_of(values)[position]


def _denominators(numbers: Numbers, kind: Kind) -> Floats:
    if not np.isnan(numbers.denominator).all():
        return numbers.denominator
    if kind == "proportion":
        raise ValueError("a share needs denominators")
    return np.ones(len(numbers.row))


def _checked(cells: Cells, kind: Kind) -> Cells:
    y, n = cells.y, cells.n

    def refuse(wrong: Bools, what: str) -> None:
        _refuse(wrong, what, cells.units, cells.months)

    refuse((np.abs(y) > LARGEST) | (n > LARGEST), "a number infinite or too large to compute with")
    refuse((n < 0) | ((n > 0) & (n < 1 / LARGEST)), "a denominator below 0 or too small to divide by")
    usable = np.isfinite(y) & (n > 0)
    if kind in {"rate", "proportion"}:
        refuse(usable & (y < 0), "a count below 0")
    if kind == "proportion":
        refuse(usable & (y > n), "a numerator that exceeds its denominator")
    return cells.without(~usable | cells.provisional)


def _refuse(wrong: Bools, what: str, units: tuple[str, ...], months: np.ndarray) -> None:
    """ValueError naming the first cell, (U, T), where ``wrong`` is true."""
    if wrong.any():
        row, month = (int(at[0]) for at in np.nonzero(wrong))
        raise ValueError(f"unit {units[row]!r} has {what} in {months[month]}")


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(map(repr, names[:5])) + (" and more" if len(names) > 5 else "")


def positions(months: np.ndarray, chosen: Iterable[Any]) -> Bools:
    """Which months of the calendar are among the chosen, (T,)."""
    return np.isin(months, months_of(chosen, "exclude"))


def starts_on(cells: Cells, starts: Mapping[str, Any]) -> np.ndarray:
    """(U,) position of each unit's first month after its change, 0 to T; T for a unit without one.

    ValueError for a unit that the table does not hold, and for what is no month.
    """
    start = np.full(len(cells.units), len(cells.months))
    for unit, month in starts.items():
        start[cells.row(unit)] = np.searchsorted(cells.months, month_of(month, f"start of {unit}"))
    return start
