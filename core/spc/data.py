"""Numbers as given, checked, before anything is computed from them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.spc.block import Bools, Floats
from core.spc.layout import Layout
from core.spc.limits import KINDS, Kind
from core.spc.moving_range import moving_ranges

LARGEST = 1e60
"""Numbers farther from 0, and denominators nearer to it than 1 / LARGEST, are refused: nothing that is
counted or measured is like that, and squares of their ratios overflow."""

_NAMED = 5  # how many positions an error names
_SHAPES = {
    1: "one number a point",
    2: "rows of series and columns of points",
    3: "series, points and members of each subgroup",
}


@dataclass(frozen=True, slots=True)
class Data:
    """Checked data, all (series, points).

    ``value`` is what is plotted, unscaled: y, or y / n. NaN marks a missing point. Where points are
    subgroups, ``y`` is the sum of the measurements, ``n`` how many they are, ``spread`` their standard
    deviation.
    ``centre``: a given centre line (series, 1), unscaled, NaN in series without one.
    """

    y: Floats
    n: Floats | None
    value: Floats
    spread: Floats | None = None
    centre: Floats | None = None

    @property
    def denominators(self) -> Floats:
        """n, for the kinds that cannot do without it."""
        if self.n is None:
            raise ValueError("this chart needs denominators n")
        return self.n

    def rows(self, rows: slice) -> "Data":
        """Some of the series."""

        def cut(values: Floats | None) -> Floats | None:
            return None if values is None else values[rows]

        return Data(self.y[rows], cut(self.n), self.value[rows], cut(self.spread), cut(self.centre))


def kind_of(name: str) -> Kind:
    """The chart kind called ``name``; ValueError lists those that exist."""
    if name not in KINDS:
        raise ValueError(f"kind {name!r} is none of {', '.join(KINDS)}")
    return KINDS[name]


def check_data(y: Any, n: Any, kind: Kind, ndim: int) -> Data:
    """Read ``y`` and ``n`` with ``ndim`` 1 (points) or 2 (series, points) and check them against the kind.

    A point is missing where y or n is NaN, and where n = 0 and y = 0. Raises ValueError naming positions when
    a number is infinite or beyond ``LARGEST``, a count negative, a time between events not above 0, a
    numerator above its denominator in a proportion, a denominator negative, or 0 while y is not; and when n
    is given to a chart without denominators or not given to a chart that needs them.
    """
    y = numbers(y, "y", ndim)
    if y.shape[-1] == 0:
        raise ValueError("y holds no points")
    if kind.positive:
        refuse(y <= 0, f"y is a time between events in a {kind.name} chart and must be above 0")
    elif kind.counts:
        refuse(y < 0, f"y counts something in a {kind.name} chart and cannot be negative")
    if n is None:
        if kind.denominator == "needed":
            raise ValueError(f"a {kind.name} chart needs denominators n")
        return Data(y, None, y)
    if kind.denominator == "none":
        instead = "; use kind='u' for a count over an exposure n" if kind.name == "c" else ""
        raise ValueError(f"a {kind.name} chart has no denominators{instead}")
    n = _same_shape(numbers(n, "n", ndim), y)
    refuse(n < 0, "n cannot be negative")
    refuse((n > 0) & (n < 1 / LARGEST), "n is too small to divide by")
    empty = n == 0
    refuse(empty & (y != 0) & ~np.isnan(y), "n is 0 where y is not")
    if kind.proportion:
        refuse(y > n, "y is above n; a proportion has its numerator within its denominator")
    value = np.divide(y, n, out=np.full(y.shape, np.nan), where=~empty)
    return Data(y, n, value)


def plotted(data: Data, kind: Kind, counted: Bools, missing: Bools, layout: Layout) -> Floats:
    """What a chart of ``kind`` draws, unscaled, (series, points).

    Moving ranges stay within a stretch that shares limits, so that a part has those it would have alone.
    ``counted``: points that limits and rules may use; ``missing``: points without a number.
    """
    if kind.plots == "spread" and data.spread is not None:
        return data.spread
    if kind.plots != "range":
        return data.value
    spans = [slice(segment.start, segment.stop) for segment in layout.segments()]
    ranges = [moving_ranges(data.value[:, at], counted[:, at], missing[:, at]) for at in spans]
    return np.concatenate(ranges, axis=1)


def numbers(values: Any, name: str, ndim: int) -> Floats:
    """``values`` as numbers of ``ndim`` dimensions, one series as one row; ValueError if they cannot be."""
    array = np.ascontiguousarray(as_floats(values, name))
    if array.ndim != ndim:
        raise ValueError(f"{name} must be {_SHAPES[ndim]}, not of shape {array.shape}")
    array = array[None] if ndim == 1 else array
    refuse(np.isinf(array), f"{name} is infinite")
    refuse(np.abs(array) > LARGEST, f"{name} is too large to compute with")
    return array


def as_floats(values: Any, name: str) -> Floats:
    """``values`` of any shape as floats, NaN where missing; ValueError names what does not hold numbers."""
    try:
        if hasattr(values, "to_numpy"):
            values = values.to_numpy(dtype=np.float64, na_value=np.nan)
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must hold numbers, with NaN or None where a point is missing") from None


def _same_shape(n: Floats, y: Floats) -> Floats:
    if n.shape != y.shape:
        raise ValueError(f"n has shape {n.shape} and y has shape {y.shape} (series, points)")
    return n


def refuse(wrong: Bools, what: str) -> None:
    """Raise with the first positions where ``wrong`` is true; nothing when it nowhere is."""
    if not wrong.any():
        return
    rows, columns = np.nonzero(wrong)[:2]
    if len(wrong) == 1:
        named = ", ".join(str(c) for c in columns[:_NAMED])
    else:
        named = ", ".join(f"{c} of series {r}" for r, c in zip(rows[:_NAMED], columns[:_NAMED], strict=True))
    more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    raise ValueError(f"{what}: position {named}{more}")
