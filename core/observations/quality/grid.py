"""All series laid side by side on one calendar, so that a question is asked of all of them at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.indicators import Catalogue, Indicator
from core.observations.schema import (
    MONTHS_IN,
    NUMBERS,
    SERIES_KEY,
    STATUSES,
    SUBGROUP_COLUMNS,
    TOTAL,
    Subgroup,
)

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

NO_ROW = -1
MOST_CELLS = 4_000_000
"""A grid holds whole indicators, and more than one only up to this size: memory stays bounded."""


@dataclass(frozen=True, eq=False)
class Grid:
    """Series of one period type; arrays are (series, periods) where nothing else is said.

    indicators : what each series measures
    units, subgroups : of each series
    months : (periods,) datetime64[M], a complete calendar
    numerator, denominator, value : NaN where missing, hidden or without a row
    status : position in ``schema.STATUSES``; ``NO_ROW`` where no row reports the period
    source : position in ``sources``; ``NO_ROW`` likewise
    first, last : (series,) positions of the first and last row
    """

    indicators: tuple[Indicator, ...]
    units: tuple[str, ...]
    subgroups: tuple[Subgroup, ...]
    period_type: str
    months: NDArray[np.datetime64]
    numerator: Floats
    denominator: Floats
    value: Floats
    status: NDArray[np.int8]
    source: NDArray[np.int32]
    sources: tuple[str, ...]
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def known(self) -> Bools:
        """Where there is a value."""
        return np.isfinite(self.value)

    @cached_property
    def whole(self) -> Bools:
        """(series,) where people are not divided into subgroups."""
        return np.array([group == TOTAL for group in self.subgroups], dtype=bool)

    @cached_property
    def has_counts(self) -> Bools:
        """(series,) where every known value has the counts that it follows from."""
        lacks: Bools = self.known & ~np.isfinite(self.numerator)
        needs = np.array([one.kind != "count" for one in self.indicators], dtype=bool)
        lacks |= self.known & needs[:, None] & ~(self.denominator > 0)
        return np.logical_and(self.known.any(axis=1), ~lacks.any(axis=1))

    @cached_property
    def by_indicator(self) -> tuple[tuple[Indicator, Ints], ...]:
        """Each indicator with the positions of its series."""
        rows: dict[str, list[int]] = {}
        for row, indicator in enumerate(self.indicators):
            rows.setdefault(indicator.id, []).append(row)
        return tuple((self.indicators[at[0]], np.array(at, dtype=np.int64)) for at in rows.values())


def grids(frame: pd.DataFrame, catalogue: Catalogue) -> Iterator[Grid]:
    """The observation table as grids, one or more for each period type.

    Rows of an indicator that the catalogue lacks are left out: nobody knows what they should be.
    """
    if not len(frame):
        return
    names = np.asarray(frame["period_type"].unique(), dtype=object)
    for period_type in (kind for kind in MONTHS_IN if kind in names):
        rows = frame[(frame["period_type"] == period_type).to_numpy()] if len(names) > 1 else frame
        yield from _of_one_type(rows, str(period_type), catalogue)


def _of_one_type(rows: pd.DataFrame, period_type: str, catalogue: Catalogue) -> Iterator[Grid]:
    series, heads = _series_of(rows)
    known = np.array([indicator in catalogue for indicator in heads["indicator"]], dtype=bool)
    step = MONTHS_IN[period_type]
    at = rows["period"].to_numpy().astype("datetime64[M]").astype(np.int64) // step
    source_codes, sources = pd.factorize(rows["source"])
    status_codes, status_names = pd.factorize(rows["status"])
    status = np.array([STATUSES.index(name) for name in status_names], np.int8)[status_codes]
    length = int(at.max() - at.min()) + 1
    for chosen in _chunks(heads["indicator"].to_numpy(), known, length):
        place = np.full(len(heads), -1)
        place[chosen] = np.arange(len(chosen))
        inside = place[series] >= 0
        y, x = place[series][inside], at[inside]
        start, stop = int(x.min()), int(x.max())
        shape, cell = (len(chosen), stop - start + 1), (y, x - start)
        laid = {name: np.full(shape, np.nan) for name in NUMBERS}
        for name, numbers in laid.items():
            numbers[cell] = rows[name].to_numpy()[inside]
        status_laid = np.full(shape, NO_ROW, np.int8)
        status_laid[cell] = status[inside]
        source_laid = np.full(shape, NO_ROW, np.int32)
        source_laid[cell] = source_codes[inside]
        there = status_laid != NO_ROW
        head = heads.iloc[chosen]
        yield Grid(
            indicators=tuple(catalogue[one] for one in head["indicator"]),
            units=tuple(head["unit"]),
            subgroups=tuple(Subgroup(*g) for g in head[list(SUBGROUP_COLUMNS)].itertuples(index=False)),
            period_type=period_type,
            months=(np.arange(start, stop + 1) * step).astype("datetime64[M]"),
            **laid,
            status=status_laid,
            source=source_laid,
            sources=tuple(str(source) for source in sources),
            first=there.argmax(axis=1),
            last=shape[1] - 1 - there[:, ::-1].argmax(axis=1),
        )


def _series_of(rows: pd.DataFrame) -> tuple[Ints, pd.DataFrame]:
    """For each row which series it belongs to, and the key of each series."""
    code = np.zeros(len(rows), np.int64)
    for name in SERIES_KEY[:-1]:
        codes, words = pd.factorize(rows[name])
        code = code * max(len(words), 1) + codes
        # Renumbered as we go: a product of seven columns of a large file would overflow.
        code, _ = pd.factorize(code)
    _, first = np.unique(code, return_index=True)
    return code, rows.iloc[first][list(SERIES_KEY)].reset_index(drop=True)


def _chunks(indicators: NDArray[np.object_], known: Bools, length: int) -> Iterator[Ints]:
    """Positions of series, whole indicators together, at most about ``MOST_CELLS`` cells at a time."""
    codes, _ = pd.factorize(indicators)
    order = np.flatnonzero(known)[np.argsort(codes[known], kind="stable")]
    if not len(order):
        return
    most = max(MOST_CELLS // length, 1)
    starts = np.append(np.flatnonzero(np.diff(codes[order], prepend=-1)), len(order))
    begin = 0
    for stop, following in zip(starts[1:], np.append(starts[2:], len(order) + most + 1), strict=True):
        if following - begin > most:
            yield order[begin:stop]
            begin = stop
