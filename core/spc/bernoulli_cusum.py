"""Bernoulli CUSUM: has the share of rare yes/no events changed, case by case or month by month?"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from core.remarks import Caveat
from core.spc.bernoulli_run_length import (
    bernoulli_run_length,
    grouped_run_length,
    limit_for,
    steps_between,
)
from core.spc.block import Bools, Floats, Ints
from core.spc.chart import Charts, charts_of
from core.spc.control import Choices, read
from core.spc.data import refuse
from core.spc.drift import sums_in_parts
from core.spc.engine import compute

# Caveats of the p chart about limits that are not drawn here.
_ABOUT_LIMITS = frozenset({"constant", "no_variation"})


@dataclass(frozen=True, eq=False)
class BernoulliCusums:
    """Bernoulli CUSUMs of many series. ``charts[i]`` is that of series i.

    ``grouped``: whether points are groups of cases. ``level`` (series, points): the sum, NaN at points that
    are missing, excluded or provisional; ``count``: for how many points it has been above 0. ``run_length``:
    points (cases, or groups of the average size) between false signals, on average, when an event has
    probability ``p0``.
    """

    control: Charts
    grouped: bool
    p0: float
    p1: float
    h: float
    run_length: float
    level: Floats
    count: Ints
    signal: Bools

    def __len__(self) -> int:
        return len(self.level)

    def __getitem__(self, row: int) -> "BernoulliCusum":
        """The chart of one series."""
        return BernoulliCusum(self, range(len(self))[row])


@dataclass(frozen=True, eq=False)
class BernoulliCusum:
    """Bernoulli CUSUM of one series."""

    batch: BernoulliCusums
    row: int = 0

    @property
    def p0(self) -> float:
        """The share of events when nothing has changed."""
        return self.batch.p0

    @property
    def p1(self) -> float:
        """The share that is to be found quickly."""
        return self.batch.p1

    @property
    def odds_ratio(self) -> float:
        """Odds of p1 over odds of p0."""
        return _odds(self.p1) / _odds(self.p0)

    @property
    def h(self) -> float:
        """The limit of the sum."""
        return self.batch.h

    @property
    def run_length(self) -> float:
        """Points between false signals, on average, if p0 is right and events are independent."""
        return self.batch.run_length

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point: x, y (share), n, level, count, h, signal, part, included, provisional."""
        batch, row = self.batch, self.row
        points = batch.control[row].points
        return pd.DataFrame(
            {
                "x": points["x"],
                "y": points["y"],
                "n": points["n"],
                "level": batch.level[row],
                "count": batch.count[row],
                "h": batch.h,
                "signal": batch.signal[row],
                "part": points["part"],
                "included": points["included"],
                "provisional": points["provisional"],
            }
        )

    @cached_property
    def caveats(self) -> tuple[Caveat, ...]:
        """About the points: missing, excluded, provisional, varying more than chance, autocorrelated."""
        # How single yes/no answers vary from one to the next says nothing about their spread.
        silent = _ABOUT_LIMITS if self.batch.grouped else _ABOUT_LIMITS | {"overdispersed"}
        return tuple(c for c in self.batch.control[self.row].caveats if c.code not in silent)


def bernoulli_cusum(
    events: Any,
    n: Any = None,
    *,
    p0: float,
    p1: float | None = None,
    odds_ratio: float | None = None,
    h: float | None = None,
    run_length: float | None = None,
    x: Any = None,
    parts: Any = None,
    exclude: Any = None,
    provisional: Any = None,
) -> BernoulliCusum:
    """S_t = max(0, S_{t−1} + step); a signal when S reaches h.

    A case adds log(p1/p0) if it is an event and log((1 − p1)/(1 − p0)) if not (Reynolds & Stoumbos 1999, A
    CUSUM chart for monitoring a proportion when inspecting continuously; Steiner et al. 2000). A group adds
    the sum of its cases, and is looked at when it is complete.

    events : 0 or 1 a case; or with ``n`` the number of events among the n cases of every point.
    p0 : the share of events when nothing has changed, known from elsewhere, between 0 and 1.
    p1, odds_ratio : the share to be found quickly, or its odds over those of p0; one of them. Above p0 the
        chart looks for more events, below it for fewer.
    h, run_length : the limit, or how many points (cases or groups) there should be between false signals;
        one of them. For groups the average size is used, so that the run length is approximate where sizes
        differ.
    x, parts, exclude, provisional : as in ``control_chart``; every part starts afresh, the sum goes on after
        a signal, and missing, excluded and provisional points leave it as it is.

    Raises ValueError for events that are not whole numbers from 0 to n, and for shares or limits that cannot
    be.
    """
    choices = Choices("p", x, 1, "anhoej", None, parts, exclude, None, True, provisional, p0)
    return _charts(events, n, choices, (p0, p1, odds_ratio), (h, run_length), many=False)[0]


def bernoulli_cusums(
    events: Any,
    n: Any = None,
    *,
    p0: float,
    p1: float | None = None,
    odds_ratio: float | None = None,
    h: float | None = None,
    run_length: float | None = None,
    x: Any = None,
    parts: Any = None,
    exclude: Any = None,
    provisional: Any = None,
) -> BernoulliCusums:
    """The same as ``bernoulli_cusum`` for many series at once: events and n are (series, points)."""
    choices = Choices("p", x, 1, "anhoej", None, parts, exclude, None, True, provisional, p0)
    return _charts(events, n, choices, (p0, p1, odds_ratio), (h, run_length), many=True)


def _charts(
    events: Any,
    n: Any,
    choices: Choices,
    shares: tuple[float, float | None, float | None],
    limits: tuple[float | None, float | None],
    *,
    many: bool,
) -> BernoulliCusums:
    p0, p1 = _shares(*shares)
    cases = np.ones(np.shape(events)) if n is None else n
    source = read(events, cases, choices, many=many)
    y, of = source.data.y, source.data.denominators
    refuse(source.counted & ((y != np.floor(y)) | (of != np.floor(of))), "events and cases are whole numbers")
    size = None if n is None else _typical(of, source.counted)
    h, length = _limit(p0, p1, *limits, size)
    step = steps_between(p0, p1)
    steps = np.where(source.counted, y * step.event + (of - y) * step.other, 0.0)
    level, count = sums_in_parts(steps, source.counted, source.plan.layout.spans)
    control = charts_of(compute(source.data, source.counted, source.plan), source)
    signal = source.counted & (level >= h * (1 - 1e-9))
    return BernoulliCusums(
        control, n is not None, p0, p1, h, length, np.where(source.counted, level, np.nan), count, signal
    )


def _odds(p: float) -> float:
    return p / (1 - p)


def _shares(p0: float, p1: float | None, odds_ratio: float | None) -> tuple[float, float]:
    if not 0 < p0 < 1:
        raise ValueError(f"p0 is {p0}; it must be between 0 and 1")
    if (p1 is None) == (odds_ratio is None):
        raise ValueError("give either p1 or odds_ratio")
    if odds_ratio is not None:
        if not 0 < odds_ratio < np.inf:
            raise ValueError(f"odds_ratio is {odds_ratio}; it must be above 0")
        odds = odds_ratio * _odds(p0)
        p1 = odds / (1 + odds)
    if p1 is None or not 0 < p1 < 1 or p1 == p0:
        raise ValueError(f"p1 is {p1}; it must be between 0 and 1 and differ from p0")
    return float(p0), float(p1)


def _limit(
    p0: float, p1: float, h: float | None, run_length: float | None, size: int | None
) -> tuple[float, float]:
    """The limit and its run length, in cases or in groups of ``size``."""
    if (h is None) == (run_length is None):
        raise ValueError("give either h or run_length")
    if run_length is not None:
        if not 1 < run_length <= 1e7:
            raise ValueError(f"run_length is {run_length}; it must be above 1 and at most ten million")
        h = limit_for(p0, p1, float(run_length), size)
    if h is None or not 0 < h < np.inf:
        raise ValueError(f"h is {h}; it must be above 0")
    length = bernoulli_run_length(p0, p1, h) if size is None else grouped_run_length(p0, p1, h, size)
    return float(h), length


def _typical(n: Floats, counted: Bools) -> int:
    return max(1, round(float(n[counted].mean()))) if counted.any() else 1
