"""How time is divided: parts with limits and rules of their own, and a frozen baseline."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.spc.block import Bools, Ints


@dataclass(frozen=True, slots=True)
class Segment:
    """Points ``start`` to ``stop`` that share limits, which the points before ``base_stop`` set."""

    start: int
    stop: int
    base_stop: int
    parts: tuple[int, ...]  # numbers of the parts it governs, from 0


@dataclass(frozen=True, slots=True)
class Layout:
    """``starts``: first position of every part, the first being 0. ``freeze``: end of a frozen baseline."""

    n_points: int
    starts: tuple[int, ...] = (0,)
    freeze: int | None = None

    @property
    def stops(self) -> tuple[int, ...]:
        """One past the last position of every part."""
        return (*self.starts[1:], self.n_points)

    @property
    def spans(self) -> tuple[slice, ...]:
        """The points of every part."""
        return tuple(slice(start, stop) for start, stop in zip(self.starts, self.stops, strict=True))

    @property
    def part_of_point(self) -> Ints:
        """Number of the part, from 0, of every point."""
        return np.repeat(np.arange(len(self.starts)), np.diff((*self.starts, self.n_points)))

    @property
    def baseline(self) -> Bools:
        """Which points (points,) may set limits: all but those of a frozen part after its baseline."""
        marked = np.zeros(self.n_points, dtype=bool)
        for segment in self.segments():
            marked[segment.start : segment.base_stop] = True
        return marked

    def segments(self) -> Iterator[Segment]:
        """Stretches that share limits: the parts that begin in a frozen baseline, then each part alone."""
        frozen = tuple(k for k, start in enumerate(self.starts) if self.freeze and start < self.freeze)
        if frozen and self.freeze:
            yield Segment(0, self.stops[frozen[-1]], self.freeze, frozen)
        for k in range(len(frozen), len(self.starts)):
            yield Segment(self.starts[k], self.stops[k], self.stops[k], (k,))
