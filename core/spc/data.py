"""Numbers as given, checked, before anything is computed from them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.spc.block import Bools, Floats
from core.spc.limits import KINDS, Kind

_NAMED = 5  # how many positions an error names


@dataclass(frozen=True, slots=True)
class Data:
    """Checked data, all (series, points).

    ``value`` is what is plotted, unscaled: y, or y / n. NaN marks a missing point.
    """

    y: Floats
    n: Floats | None
    value: Floats

    def rows(self, rows: slice) -> "Data":
        """Some of the series."""
        return Data(self.y[rows], None if self.n is None else self.n[rows], self.value[rows])


def kind_of(name: str) -> Kind:
    """The chart kind called ``name``; ValueError lists those that exist."""
    if name not in KINDS:
        raise ValueError(f"kind {name!r} is none of {', '.join(KINDS)}")
    return KINDS[name]


def check_data(y: Any, n: Any, kind: Kind, ndim: int) -> Data:
    """Read ``y`` and ``n`` with ``ndim`` 1 (points) or 2 (series, points) and check them against the kind.

    A point is missing where y or n is NaN, and where n = 0 and y = 0. Raises ValueError naming positions when
    a number is infinite, a count negative, a numerator above its denominator in a proportion, a denominator
    negative, or 0 while y is not; and when n is given to a c chart or not given to a chart that needs it.
    """
    y = _numbers(y, "y", ndim)
    if y.shape[-1] == 0:
        raise ValueError("y holds no points")
    if kind.counts:
        _refuse(y < 0, f"y counts something in a {kind.name} chart and cannot be negative")
    if n is None:
        if kind.denominator == "needed":
            raise ValueError(f"a {kind.name} chart needs denominators n")
        return Data(y, None, y)
    if kind.denominator == "none":
        raise ValueError(
            f"a {kind.name} chart has no denominators; use kind='u' for a count over an exposure n"
        )
    n = _same_shape(_numbers(n, "n", ndim), y)
    _refuse(n < 0, "n cannot be negative")
    empty = n == 0
    _refuse(empty & (y != 0) & ~np.isnan(y), "n is 0 where y is not")
    if kind.proportion:
        _refuse(y > n, "y is above n; a proportion has its numerator within its denominator")
    value = np.divide(y, n, out=np.full(y.shape, np.nan), where=~empty)
    return Data(y, n, value)


def _numbers(values: Any, name: str, ndim: int) -> Floats:
    try:
        if hasattr(values, "to_numpy"):
            values = values.to_numpy(dtype=np.float64, na_value=np.nan)
        array = np.ascontiguousarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must hold numbers, with NaN or None where a point is missing") from None
    if array.ndim != ndim:
        shape = "one number a point" if ndim == 1 else "rows of series and columns of points"
        raise ValueError(f"{name} must be {shape}, not of shape {array.shape}")
    array = array[None] if ndim == 1 else array
    _refuse(np.isinf(array), f"{name} is infinite")
    return array


def _same_shape(n: Floats, y: Floats) -> Floats:
    if n.shape != y.shape:
        raise ValueError(f"n has shape {n.shape} and y has shape {y.shape} (series, points)")
    return n


def _refuse(wrong: Bools, what: str) -> None:
    """Raise with the first positions where ``wrong`` is true; nothing when it nowhere is."""
    if not wrong.any():
        return
    rows, columns = np.nonzero(wrong)
    if len(wrong) == 1:
        named = ", ".join(str(c) for c in columns[:_NAMED])
    else:
        named = ", ".join(f"{c} of series {r}" for r, c in zip(rows[:_NAMED], columns[:_NAMED], strict=True))
    more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    raise ValueError(f"{what}: position {named}{more}")
