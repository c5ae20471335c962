"""The time axis: positions, dates or months, and the months that the calendar has but the data lack."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import index
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.spc.block import Ints

_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?$")
_STEPS = (12, 6, 3)  # months between points of yearly, half-yearly and quarterly series


@dataclass(frozen=True, slots=True)
class Axis:
    """Labels of the completed axis and where each given point ended up on it.

    ``labels``: datetime64[M] for months, datetime64[D] for other dates, numbers otherwise.
    ``given``: position on the axis of each point as it was given. ``inserted``: positions the calendar added.
    """

    labels: npt.NDArray[Any]
    given: Ints
    inserted: Ints

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def dated(self) -> bool:
        """True where points are dates or months, false where they are numbers."""
        return self.labels.dtype.kind == "M"

    def position(self, mark: Any, what: str) -> int:
        """Position on the axis of ``mark``: a given point's position (from 0), or a date or month."""
        if is_date(mark):
            return self._dated_position(mark, what)
        try:
            number = index(mark)
        except TypeError:
            raise ValueError(
                f"{what}: {mark!r} is neither a position nor a month such as '2025-03'"
            ) from None
        if not 0 <= number < len(self.given):
            raise ValueError(f"{what}: position {number} is outside 0 to {len(self.given) - 1}")
        return int(self.given[number])

    def label(self, mark: Any, what: str) -> np.datetime64:
        """A date or month in the unit of the axis, on it or not; ValueError if it cannot be read."""
        return day_of(mark, what).astype(self.labels.dtype)

    def _dated_position(self, mark: Any, what: str) -> int:
        if not self.dated:
            raise ValueError(f"{what}: {mark} is a month, but x holds no months")
        label = self.label(mark, what)
        found = int(np.searchsorted(self.labels, label))
        if found == len(self) or self.labels[found] != label:
            raise ValueError(
                f"{what}: {label} is not between {self.labels[0]} and {self.labels[-1]} on the axis"
            )
        return found

    def spread(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values (..., points as given) on the completed axis, NaN where a month was added."""
        if len(self.inserted) == 0:
            return values
        wide = np.full((*values.shape[:-1], len(self)), np.nan)
        wide[..., self.given] = values
        return wide


def read_axis(x: Any, n_points: int) -> Axis:
    """Read ``x``: None, months or dates (text, Period, date, datetime64), or numbers, strictly increasing.

    Dates are months when they are written as months, or are all the first, or all the last, day of a month.
    Months that are lacking are added; the step is the largest of 12, 6, 3 and 1 months that all gaps share.
    Raises ValueError when the length differs, when a value cannot be read, or naming the first point that
    does not come after the one before it.
    """
    everything = np.arange(n_points)
    nothing = everything[:0]
    if x is None:
        return Axis(everything, everything, nothing)
    labels = read_labels(x)
    if labels.ndim != 1 or len(labels) != n_points:
        raise ValueError(f"x has {labels.size} points and y has {n_points}; give one label a point")
    late = np.flatnonzero(~(labels[1:] > labels[:-1]))
    if late.size:
        at = int(late[0]) + 1
        raise ValueError(
            f"x must increase: {labels[at]} at position {at} does not come after {labels[at - 1]} before it"
        )
    if labels.dtype != np.dtype("datetime64[M]"):
        return Axis(labels, everything, nothing)
    return _complete(labels)


def _complete(months: npt.NDArray[np.datetime64]) -> Axis:
    number = months.astype(np.int64)
    gaps = np.diff(number)
    shared = int(np.gcd.reduce(gaps)) if gaps.size else 1
    step = next((s for s in _STEPS if shared % s == 0), 1)
    given = (number - number[0]) // step if gaps.size else number * 0
    size = int(given[-1]) + 1
    labels = months[0] + step * np.arange(size)
    inserted = np.ones(size, dtype=bool)
    inserted[given] = False
    return Axis(labels, given, np.flatnonzero(inserted))


def read_labels(x: Any, what: str = "x") -> npt.NDArray[Any]:
    """Months, dates or numbers as they were written, in the order given; ValueError names ``what``."""
    if isinstance(x, pd.Series):
        x = x.array
    if isinstance(x, pd.PeriodIndex | pd.arrays.PeriodArray):
        x = x.to_timestamp()
    values = np.asarray(x)
    if values.dtype.kind == "M":
        if np.isnat(values).any():
            raise ValueError(f"{what}: the date at position {int(np.isnat(values).argmax())} is missing")
        return values if values.dtype == np.dtype("datetime64[M]") else _months_if_regular(values)
    if values.dtype.kind in "iuf":
        if not np.isfinite(values).all():
            raise ValueError(
                f"{what}: the value at position {int((~np.isfinite(values)).argmax())} is not a number"
            )
        return values
    items = list(x)
    read = [day_of(item, f"{what} at position {at}") for at, item in enumerate(items)]
    days = np.array(read, "datetime64[D]")
    if items and all(isinstance(item, str) and len(item) == 7 for item in items):
        return days.astype("datetime64[M]")
    return _months_if_regular(days)


def _months_if_regular(dates: npt.NDArray[Any]) -> npt.NDArray[Any]:
    days = dates.astype("datetime64[D]")
    first = days == days.astype("datetime64[M]").astype("datetime64[D]")
    eve = days + np.timedelta64(1, "D")
    last = eve == eve.astype("datetime64[M]").astype("datetime64[D]")
    return days.astype("datetime64[M]") if first.all() or last.all() else days


def is_date(mark: Any) -> bool:
    """Whether ``mark`` may be a month or date, and not a position."""
    return isinstance(mark, str | date | np.datetime64 | pd.Period)


def day_of(mark: Any, what: str) -> np.datetime64:
    """The day of a month or date (text, Period, date, datetime64); of a month the first.

    Raises ValueError, naming ``what``, for anything that is no month or date.
    """
    if isinstance(mark, pd.Period):
        mark = mark.start_time
    readable = not isinstance(mark, str) or _DATE.match(mark)
    if readable and is_date(mark):
        try:
            day = np.datetime64(mark.isoformat()[:10] if isinstance(mark, date) else mark, "D")
        except ValueError:
            day = np.datetime64("NaT")
        if not np.isnat(day):
            return day
    raise ValueError(f"{what}: {mark!r} is not a month such as '2025-03', a date or a number")


def positions(axis: Axis, marks: Any, what: str) -> Ints:
    """Positions of ``marks``, in order: None, one position or month, several, or a mapping from them.

    An array of truth values, one for each given point, marks those points.
    """
    if marks is None:
        return axis.given[:0]
    if is_date(marks) or not isinstance(marks, Iterable):
        marks = [marks]
    chosen = list(marks)
    if chosen and all(isinstance(mark, bool | np.bool_) for mark in chosen):
        if len(chosen) != len(axis.given):
            raise ValueError(f"{what} has {len(chosen)} truth values for {len(axis.given)} points")
        return axis.given[np.array(chosen, dtype=bool)]
    return np.array(sorted({axis.position(mark, what) for mark in chosen}), dtype=np.int64)
