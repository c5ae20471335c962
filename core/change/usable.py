"""Which months can be used: breaks in measuring, overlapping windows, months left out by choice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.change.table import Cells, months_of, positions
from core.remarks import Caveat
from core.spc.block import Bools, Ints


@dataclass(frozen=True, slots=True)
class MonthRules:
    """What a person and the catalogue say about months.

    exclude : months left out; breaks : first months of a new way of measuring; window_months : length of the
    period behind one value, where it is longer than a month
    """

    exclude: tuple[Any, ...] = ()
    breaks: tuple[Any, ...] = ()
    window_months: int | None = None

    @classmethod
    def of(cls, exclude: Iterable[Any], breaks: Iterable[Any], window_months: int | None) -> "MonthRules":
        """From arguments as they are given: a text is one month; ValueError for a window below a month."""
        if window_months is not None and window_months < 1:
            raise ValueError(f"window_months is {window_months}; it must be 1 or more, or None")
        months = ((given,) if isinstance(given, str) else tuple(given) for given in (exclude, breaks))
        return cls(*months, window_months=window_months)

    @property
    def rolling(self) -> bool:
        """Whether values of neighbouring months share part of what they measure."""
        return self.window_months is not None and self.window_months > 1


def usable_months(
    cells: Cells, start: Ints, first: int, rules: MonthRules
) -> tuple[Cells, tuple[Caveat, ...]]:
    """Leave out months and say so, but no value of a rolling measure (``without_overlap``).

    start : (U,) as in a panel; first : the first start that is judged.
    """
    caveats: list[Caveat] = []
    if rules.exclude:
        excluded = positions(cells.months, rules.exclude)
        cells = cells.without(excluded)
        if excluded.any():
            at = tuple(cells.months[excluded])
            caveats.append(Caveat("verdict_excluded", {"n": len(at), "at": at}))
    for month, left_out in _beyond_breaks(cells.months, first, rules.breaks):
        cells = cells.without(left_out)
        caveats.append(Caveat("verdict_break", {"month": month}))
    if cells.provisional.any():
        at = tuple(cells.months[cells.provisional.any(axis=0)])
        caveats.append(Caveat("verdict_provisional", {"n": len(at), "at": at}))
    return cells, tuple(caveats)


def without_overlap(
    cells: Cells, start: Ints, first: int, rules: MonthRules
) -> tuple[Cells, tuple[Caveat, ...]]:
    """Of a rolling measure, keep values a whole window apart, and say so; of others all."""
    if rules.window_months is None or not rules.rolling:
        return cells, ()
    cells = cells.without(_overlapping(len(cells.months), start, first, rules.window_months))
    return cells, (Caveat("verdict_rolling", {"window": rules.window_months}),)


def _beyond_breaks(
    months: np.ndarray, first: int, breaks: Iterable[Any]
) -> list[tuple[np.datetime64, Bools]]:
    """Only the stretch between breaks that holds the first start is comparable with itself."""
    found = []
    at = np.arange(len(months))
    for month in np.sort(months_of(breaks, "breaks")):
        position = int(np.searchsorted(months, month))
        if 0 < position < len(months):
            found.append((month, at < position if position <= first else at >= position))
    return found


def _overlapping(months: int, start: Ints, first: int, window: int) -> Bools:
    """Months of a rolling measure that are not kept, (U, T).

    Kept are whole windows apart from the first start, on both sides: the last value before it, and the first
    value whose window begins with it. For a unit that starts later, values that straddle its start go too.
    """
    at = np.arange(months)
    before = (at < first) & ((first - 1 - at) % window == 0)
    after = (at >= first) & ((at - first + 1) % window == 0)
    straddles = (at >= start[:, None]) & (at < start[:, None] + window - 1)
    return ~(before | after) | straddles
