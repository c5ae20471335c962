"""Where new limits might begin: sustained shifts, proposed to a person with their evidence. Never automatic.

Within each part, the step that explains most is looked for, then the same on either side of it (binary
segmentation), and every step found is placed and judged anew between its neighbours. A part that a straight
line explains as well drifts, and is not divided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from core.spc.block import Floats, Ints
from core.spc.caveats import ENOUGH_POINTS
from core.spc.chart import Chart
from core.spc.limits import KINDS
from core.spc.limits.t import POWER
from core.spc.recommend import BETWEEN_EVENTS
from core.spc.step_scan import CHANCES, EDGE, best_steps, best_stretches, chance_of, chance_of_stretch

if TYPE_CHECKING:
    from core.spc.for_series import Charted

ENOUGH = ENOUGH_POINTS
"""Points on either side of a proposed start: with fewer, the part would be drawn without limits."""

_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sustained shift that a person may accept as the beginning of a new part.

    ``start``: the point the new part would begin with; ``earliest`` to ``latest``: where it plausibly did,
    labels of the chart. ``before`` and ``after``: levels on the shown scale, of ``n_before`` and ``n_after``
    points; ``sigma``: the shift in standard deviations of a point. ``at_most``: at most this share of stable
    series shows as much anywhere, 0.05, 0.01 or 0.001. ``part``: the part that it would divide, from 1.
    """

    start: Any
    earliest: Any
    latest: Any
    before: float
    after: float
    n_before: int
    n_after: int
    sigma: float
    at_most: float
    part: int

    @property
    def shift(self) -> float:
        """How far the level moved, on the shown scale."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Points of a part that count: positions on the axis, values as plotted, and as steps are sought in."""

    position: Ints
    shown: Floats
    value: Floats
    weight: Floats

    def between(self, first: int, stop: int) -> "_Stretch":
        """Some of its points, their mean weight 1 again."""
        weight = self.weight[first:stop]
        inside = slice(first, stop)
        return _Stretch(self.position[inside], self.shown[inside], self.value[inside], weight / weight.mean())


@dataclass(frozen=True, slots=True)
class _Step:
    """A step inside a stretch, positions from its first point."""

    at: int
    first: int
    last: int
    sd: float
    chance: float

    def drawable(self, first: int, stop: int) -> bool:
        """Whether both sides have points enough for limits."""
        return self.at - first >= ENOUGH and stop - self.at >= ENOUGH


def proposals(charted: "Chart | Charted") -> tuple[Proposal, ...]:
    """Sustained shifts within the parts of a chart, in order of time.

    At least 12 points that count are needed on either side. Nothing is proposed where lines are withheld or
    too much is hidden, nor for charts of ranges or spread. Stable series give a proposal in at most about 5 %
    of cases, also with autocorrelation up to 0.6 (tests/spc/test_rephase.py measures it).
    """
    chart = charted if isinstance(charted, Chart) else charted.chart
    if not isinstance(charted, Chart) and (charted.withheld or charted.hidden.too_many):
        return ()
    if KINDS[chart.kind].plots != "value":
        return ()
    last = int(chart.points["part"].iloc[-1])
    return tuple(found for part in range(1, last + 1) for found in _in_part(chart, part))


def _in_part(chart: Chart, part: int) -> Iterator[Proposal]:
    stretch = _stretch(chart, part)
    steps = _steps(stretch)
    if not steps or _drifts(stretch, [step.at for step in steps]):
        return
    ends = [0, *(step.at for step in steps), len(stretch.position)]
    for step, first, stop in zip(steps, ends[:-2], ends[2:], strict=True):
        if step.drawable(first, stop):
            yield _proposal(chart, part, stretch, step, (first, stop))


def _proposal(chart: Chart, part: int, stretch: _Stretch, step: _Step, ends: tuple[int, int]) -> Proposal:
    first, stop = ends
    before, after = stretch.between(first, step.at), stretch.between(step.at, stop)
    moved = np.average(after.value, weights=after.weight) - np.average(before.value, weights=before.weight)
    start, earliest, latest = (chart.x[int(stretch.position[at])] for at in (step.at, step.first, step.last))
    return Proposal(
        start=start,
        earliest=earliest,
        latest=latest,
        before=_level(chart, before),
        after=_level(chart, after),
        n_before=step.at - first,
        n_after=stop - step.at,
        sigma=float(abs(moved) / step.sd),
        at_most=step.chance,
        part=part,
    )


def _stretch(chart: Chart, part: int) -> _Stretch:
    points = chart.points
    position = np.flatnonzero((points["part"] == part) & points["included"])
    shown = points["y"].to_numpy()[position]
    value = shown**POWER if chart.kind in BETWEEN_EVENTS else shown
    weight = np.ones(len(position))
    if KINDS[chart.kind].denominator == "needed":
        weight = points["n"].to_numpy()[position]
    return _Stretch(position, shown, value, weight / weight.mean() if len(weight) else weight)


def _level(chart: Chart, stretch: _Stretch) -> float:
    """Σy / Σn, or the mean; of times and cases between events the mean on the scale of a t chart."""
    level = float(np.average(stretch.value, weights=stretch.weight))
    return level ** (1 / POWER) if chart.kind in BETWEEN_EVENTS else level


def _steps(stretch: _Stretch) -> list[_Step]:
    """Steps that chance rarely gives, each the best between its neighbours."""
    places = sorted(_divide(stretch, 0, len(stretch.position)))
    for _ in range(_ROUNDS):
        found = _judged(stretch, places)
        if [step.at for step in found] == places:
            return found
        places = sorted({step.at for step in found})
    return _judged(stretch, places)


def _divide(stretch: _Stretch, first: int, stop: int) -> Iterator[int]:
    """Places of steps from ``first`` to ``stop``: the best one, and those on either side of it."""
    step = _best(stretch, first, stop)
    places = (step.at,) if step is not None else _excursion(stretch, first, stop)
    if not places:
        return
    yield from places
    for one, other in pairwise([first, *places, stop]):
        yield from _divide(stretch, one, other)


def _excursion(stretch: _Stretch, first: int, stop: int) -> tuple[int, ...]:
    """Both ends of a stretch whose level differs from that before and after it; none if chance gives it."""
    if stop - first < 3 * ENOUGH:
        return ()
    inside = stretch.between(first, stop)
    adjacent = np.diff(inside.position) == 1
    found = best_stretches(inside.value[None], inside.weight[None], adjacent, ENOUGH)
    chance = chance_of_stretch(float(found.statistic[0]), float(found.gain[0]), stop - first)
    if chance > CHANCES[0]:
        return ()
    return first + int(found.first[0]), first + int(found.stop[0])


def _judged(stretch: _Stretch, places: list[int]) -> list[_Step]:
    """The best step between the neighbours of each place, where there still is one."""
    ends = [0, *places, len(stretch.position)]
    found = (_best(stretch, ends[i], ends[i + 2]) for i in range(len(places)))
    return [step for step in found if step is not None]


def _best(stretch: _Stretch, first: int, stop: int) -> _Step | None:
    if stop - first < ENOUGH + EDGE:
        return None
    inside = stretch.between(first, stop)
    adjacent = np.diff(inside.position) == 1
    found = best_steps(inside.value[None], inside.weight[None], adjacent)
    chance = chance_of(float(found.statistic[0]), float(found.gain[0]), stop - first)
    if chance > CHANCES[0]:
        return None
    earliest, latest = found.plausible(0)
    return _Step(first + int(found.at[0]), first + earliest, first + latest, float(found.sd[0]), chance)


def _drifts(stretch: _Stretch, places: list[int]) -> bool:
    """Whether a straight line explains the stretch at least as well as its steps (Schwarz 1978, BIC)."""
    x, y, w = stretch.position.astype(float), stretch.value, stretch.weight
    slope, level = np.polyfit(x, y, 1, w=np.sqrt(w))
    line = (w * (y - level - slope * x) ** 2).sum()
    steps = 0.0
    for first, stop in pairwise([0, *places, len(y)]):
        own = np.average(y[first:stop], weights=w[first:stop])
        steps += (w[first:stop] * (y[first:stop] - own) ** 2).sum()
    if not steps > 0:
        return False
    more = 2 * len(places) + 1 - 2  # a level for each stretch and a place for each step, against two
    return bool(len(y) * np.log(line / steps) <= more * np.log(len(y)))
