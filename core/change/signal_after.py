"""Did signals come after a change? Limits frozen before it, rules read from its first month on.

The simplest honest test of a change on one series: did the numbers leave their earlier pattern? Not why.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.remarks import Caveat
from core.spc.axis import Axis, is_date, read_axis
from core.spc.block import Ints
from core.spc.caveats import ENOUGH_POINTS
from core.spc.chart import Chart
from core.spc.control import control_chart
from core.spc.engine import base_block
from core.spc.layout import Segment
from core.spc.limits import KINDS
from core.spc.rules.anhoej import few_crossings, long_run, longest_run_max, run_limits
from core.spc.rules.limits_rule import beyond_limits
from core.spc.rules.part import Part
from core.spc.rules.runs import points_of_long_runs

Outcome = Literal["better", "worse", "changed", "no_signal", "too_little_data"]
Moved = Literal["up", "down", "both"]
Reason = Literal[
    "no_points_before", "no_points_after", "few_before", "constant_before", "few_after", "hidden"
]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One departure from the pattern before: the points outside the limits, one long run, the few crossings.

    n : points it is made of; of few crossings, how many crossings there are in the whole series.
    first : label of its first point; None for few crossings, which have no points of their own.
    seen : label of the point with which its rule first spoke, and has spoken since: with the numbers up to
        that point, and no later ones, the same test would have shown it.
    """

    rule: str
    n: int
    first: Any | None
    seen: Any


@dataclass(frozen=True, slots=True)
class SignalAfter:
    """What the rules say of the points from ``start`` on, against the points before.

    outcome : better or worse where the indicator has a direction and all signals point one way; changed where
        they point both ways or no way is better; no_signal; too_little_data.
    moved : up, down or both; None without a signal, or where a signal has no direction.
    rules : codes of the rules that fired: beyond_limits, anhoej_run, anhoej_crossings.
    n_before, n_after : points that rules may use (not missing, excluded or provisional).
    n_more : further points before a lasting shift could show as a run; None where that is not the lack.
    centre_before, centre_after : Σy/Σn, mean or median as in the chart, shown scale; NaN without points.
    signals : labels of the signalling points in time order; few crossings have no points of their own.
    reason : why there is too little data, else None.
    patterns : what the signals are made of, points outside, each long run, few crossings.
    """

    outcome: Outcome
    moved: Moved | None
    rules: tuple[str, ...]
    n_before: int
    n_after: int
    n_more: int | None
    centre_before: float
    centre_after: float
    signals: tuple[Any, ...]
    reason: Reason | None
    chart: Chart
    caveats: tuple[Caveat, ...]
    patterns: tuple[Pattern, ...] = ()

    @property
    def lone_point(self) -> bool:
        """Whether one point outside the limits is all there is: a sign of one month, not of a new level."""
        return self.rules == ("beyond_limits",) and len(self.signals) == 1

    @property
    def first_signal(self) -> Any | None:
        """Label of the first signalling point, e.g. the first month of a run; None if no point signals."""
        return self.signals[0] if self.signals else None


def signal_after(
    y: Any,
    n: Any = None,
    *,
    kind: str,
    x: Any,
    start: Any,
    direction: Literal["up", "down", "neutral"] = "neutral",
    multiply: float = 1,
    exclude: Any = None,
    provisional: Any = None,
) -> SignalAfter:
    """Freeze the limits before ``start`` and read the signals from it on.

    ``start`` is a month or date, or a position where x holds numbers. Three rules: a point from it on beyond
    the 3-sigma limits; a run of points from it on that is longer than Anhøj's limit for the whole series; too
    few crossings in the whole series where the points before alone have enough, in the direction of most
    points after. At least 12 points before. Other arguments as in ``control_chart``, whose ValueErrors apply;
    so does one for charts of ranges and spread, which show no level. Too few points are an answer, no error.

    False alarms without any change, 24 + 12 independent Poisson months: 9 % on a c chart of 20 a month, 11 %
    of 5 a month, 16 % on an I chart of 20 a month (4 000 simulated series each). At best one answer in eleven
    is a signal where nothing happened, and more of them where months resemble each other.
    """
    if direction not in {"up", "down", "neutral"}:
        raise ValueError(f"direction {direction!r} is none of up, down, neutral")
    if not np.size(y):
        raise ValueError("y holds no points")
    if KINDS.get(kind) is not None and KINDS[kind].plots != "value":
        raise ValueError(f"a {kind} chart shows how much values vary and not their level; use an i chart")
    axis = read_axis(x, np.size(y))
    at = _position(axis, start)
    chart = control_chart(
        y,
        n,
        kind=kind,
        x=x,
        multiply=multiply,
        freeze=_freeze(axis, at),
        exclude=exclude,
        provisional=provisional,
    )
    return _answer(chart, at, direction, _start_caveats(axis, start))


@dataclass(frozen=True, slots=True)
class _Signals:
    """Codes of the rules that fired, positions of their points, and the sides they point to (+1, −1)."""

    rules: tuple[str, ...]
    positions: Ints
    sides: frozenset[int]


def _answer(chart: Chart, at: int, direction: str, about_start: tuple[Caveat, ...]) -> SignalAfter:
    counted = chart.batch.included[0]
    n_before, n_after = int(counted[:at].sum()), int(counted[at:].sum())
    reason = _lack(chart, n_before, n_after)
    found = _Signals((), np.arange(0), frozenset()) if reason else _signals_after(chart, at)
    n_more = None
    if not reason and not found.rules:
        n_more = _months_short(chart, n_after)
        reason = "few_after" if n_more else None
    moved = _moved(found)
    return SignalAfter(
        outcome=_outcome(found, moved, reason, direction),
        moved=moved,
        rules=found.rules,
        n_before=n_before,
        n_after=n_after,
        n_more=n_more,
        centre_before=_centre(chart, 0, at),
        centre_after=_centre(chart, at, len(counted)),
        signals=tuple(chart.x[found.positions]),
        reason=reason,
        chart=chart,
        caveats=(*about_start, *_unstable_before(chart, at), *chart.caveats),
        patterns=_patterns(chart, at, found.rules),
    )


def _lack(chart: Chart, n_before: int, n_after: int) -> Reason | None:
    if n_before == 0:
        return "no_points_before"
    if n_after == 0:
        return "no_points_after"
    if n_before < ENOUGH_POINTS:
        return "few_before"
    return "constant_before" if chart.batch.numbers.constant[0, 0] else None


def _signals_after(chart: Chart, at: int) -> _Signals:
    whole, before, after = _part(chart, 0, None), _part(chart, 0, at), _part(chart, at, None)
    beyond = beyond_limits(after)
    run = points_of_long_runs(after.runs, run_limits(whole.runs.n_useful)[0])
    fired, sides = [], set()
    for code, marked in (("beyond_limits", beyond), ("anhoej_run", run)):
        if marked.any():
            fired.append(code)
            sides |= set(after.side[marked].tolist())
    if few_crossings(whole).any() and not few_crossings(before).any():
        fired.append("anhoej_crossings")
        sides.add(int(np.sign(after.side.sum(dtype=np.int64))))
    return _Signals(tuple(fired), at + np.flatnonzero(beyond[0] | run[0]), frozenset(sides - {0}))


def _patterns(chart: Chart, at: int, rules: tuple[str, ...]) -> tuple[Pattern, ...]:
    """The departures behind the rules that fired, each with its beginning and when it could be seen."""
    found = []
    if "beyond_limits" in rules:
        outside = at + np.flatnonzero(beyond_limits(_part(chart, at, None))[0])
        found.append(Pattern("beyond_limits", len(outside), chart.x[outside[0]], chart.x[outside[0]]))
    if "anhoej_run" in rules:
        found += _long_runs(chart, at)
    if "anhoej_crossings" in rules:
        n_crossings = int(_part(chart, 0, None).runs.crossings[0])
        found.append(Pattern("anhoej_crossings", n_crossings, None, chart.x[_crossings_seen(chart, at)]))
    return tuple(found)


def _long_runs(chart: Chart, at: int) -> list[Pattern]:
    """Every run after the start that is longer than the limit for the whole series.

    The limit grows with the series, so a run shows once it is longer than the limit of the points until then.
    """
    whole, after = _part(chart, 0, None), _part(chart, at, None)
    marked = points_of_long_runs(after.runs, run_limits(whole.runs.n_useful)[0])[0]
    run_number = np.cumsum(after.runs.crossing[0])
    useful_until = np.cumsum(whole.runs.useful[0])[at:]
    found = []
    for number in np.unique(run_number[marked]):
        points = np.flatnonzero(marked & (run_number == number))
        limits = np.array([longest_run_max(int(n)) for n in useful_until[points]])
        seen = points[np.argmax(after.runs.length[0, points] > limits)]
        found.append(Pattern("anhoej_run", len(points), chart.x[at + points[0]], chart.x[at + seen]))
    return found


def _crossings_seen(chart: Chart, at: int) -> int:
    """Position of the point from which on there have been too few crossings of the centre line."""
    last = len(chart.x)
    while last - 1 > at and few_crossings(_part(chart, 0, last - 1)).any():
        last -= 1
    return last - 1


def _part(chart: Chart, start: int, stop: int | None) -> Part:
    """Some of the points against the frozen lines, on the shown scale."""
    batch = chart.batch
    across = slice(start, stop)
    centre, lower, upper = (line[:1, across] for line in (batch.cl, batch.lcl, batch.ucl))
    return Part.of(batch.y[:1, across], centre, (lower, upper), batch.included[:1, across])


def _months_short(chart: Chart, n_after: int) -> int | None:
    """How many more points a run after the start needs before it could be too long; None if it could be now.

    More points also raise the limit, so the search goes one point at a time.
    """
    n_useful = int(chart.batch.numbers.n_useful[0, 0])
    more = 0
    while n_after + more <= longest_run_max(n_useful + more):
        more += 1
    return more or None


def _moved(found: _Signals) -> Moved | None:
    if not found.sides:
        return None
    if len(found.sides) > 1:
        return "both"
    return "up" if 1 in found.sides else "down"


def _outcome(found: _Signals, moved: Moved | None, reason: Reason | None, direction: str) -> Outcome:
    if reason:
        return "too_little_data"
    if not found.rules:
        return "no_signal"
    if direction == "neutral" or moved not in {"up", "down"}:
        return "changed"
    return "better" if moved == direction else "worse"


def _centre(chart: Chart, start: int, stop: int) -> float:
    """Centre of some of the points, computed as the chart's own centre line; NaN without points."""
    source = chart.batch.source
    if not source.counted[0, start:stop].any():
        return float("nan")
    block = base_block(source.data, source.counted, Segment(start, stop, stop, ()), source.plan.screen)
    return float(source.plan.kind.limits(block).centre[0, 0]) * chart.multiply


def _unstable_before(chart: Chart, at: int) -> tuple[Caveat, ...]:
    """Signals among the points before: the limits then describe no steady state."""
    if at == 0 or chart.batch.numbers.constant[0, 0]:
        return ()
    before = _part(chart, 0, at)
    named = (("beyond_limits", beyond_limits), ("anhoej_run", long_run), ("anhoej_crossings", few_crossings))
    fired = tuple(code for code, rule in named if rule(before).any())
    return (Caveat("unstable_before", {"rules": fired}),) if fired else ()


def _position(axis: Axis, start: Any) -> int:
    """Position of the first point at or after ``start``, 0 to len(axis)."""
    if is_date(start) and axis.dated:
        return int(np.searchsorted(axis.labels, axis.label(start, "start")))
    return axis.position(start, "start")


def _freeze(axis: Axis, at: int) -> Any:
    """The baseline that ends before ``at``, as ``control_chart`` takes it; None with one side empty."""
    if at in {0, len(axis)}:
        return None
    return axis.labels[at - 1] if axis.dated else at


def _start_caveats(axis: Axis, start: Any) -> tuple[Caveat, ...]:
    """A start that is not on the axis: before the first point or after the last."""
    if not (is_date(start) and axis.dated):
        return ()
    label = axis.label(start, "start")
    if axis.labels[0] <= label <= axis.labels[-1]:
        return ()
    return (Caveat("start_outside", {"first": axis.labels[0], "last": axis.labels[-1]}),)
