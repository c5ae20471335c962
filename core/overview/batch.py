"""Where many series stand, in one pass of the batch engine.

Each is charted as ``core.spc.for_series.chart_for`` charts it without anyone's choices, and judged as
``core.spc.standing.standing_of`` judges that chart: the same numbers, which a test holds. Series that share
calendar, kind of chart, scale and breaks go through the engine together.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.indicators import Indicator, Unit
from core.observations.series import Series
from core.spc.block import Bools, Floats
from core.spc.chart import Charts
from core.spc.control import control_charts
from core.spc.evidence import Evidence
from core.spc.for_series import FEWEST_FOR_LIMITS, evidence_of, measurements, parts_of, recommended_for
from core.spc.hidden import Hidden, hidden_in
from core.spc.possible import possible_values
from core.spc.rolling import overlapping_periods
from core.spc.rules import RULE_SETS
from core.spc.rules.limits_rule import CODE as BEYOND
from core.spc.standing import Standing, seen_of, standings

RULES = "anhoej"
"""The rule set of the overview: the one that a chart has until someone chooses another."""


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """One series as its chart shows it, and where it stands.

    kind : of the chart. value, centre, lower, upper : (points,) on the shown scale, NaN where there is none.
    counted : (points,), those that limits and rules use. beyond, pattern : those outside the limits, and
    those that a rule of runs points at.
    """

    indicator: Indicator
    unit: Unit
    series: Series
    kind: str
    standing: Standing
    value: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    counted: Bools
    beyond: Bools
    pattern: Bools

    @property
    def signals(self) -> bool:
        """Whether a signal goes on now."""
        return is_signal(self.standing)

    @property
    def latest(self) -> int:
        """Position of the latest point that counts, −1 where none does."""
        counted = np.flatnonzero(self.counted)
        return int(counted[-1]) if counted.size else -1


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """An indicator in a unit with its numbers."""

    indicator: Indicator
    unit: Unit
    series: Series


@dataclass(slots=True, eq=False)
class _Ready:
    """One series on its way through: its place among those asked for, and what decides its chart."""

    place: int
    measured: Measured
    uncounted: Bools
    hidden: Hidden
    kind: str


def is_signal(standing: Standing) -> bool:
    """Whether a standing has a signal that goes on."""
    return standing.variation in ("improving", "worsening", "signal")


def stand_together(asked: Iterable[Measured]) -> tuple[Stand, ...]:
    """Where each series stands, in the order asked."""
    ready = _ready(list(asked))
    found: dict[int, Stand] = {}
    for group in _alike(ready):
        charts = _charts(group)
        few = _few(charts) if group[0].kind != "run" else np.zeros(len(group), dtype=bool)
        if not few.any():
            found.update(_stands(group, charts))
            continue
        enough = [one for one, short in zip(group, few, strict=True) if not short]
        if enough:
            found.update(_stands(enough, _charts(enough)))
        for one, short in zip(group, few, strict=True):
            if short:
                one.kind = "run"
        short_ones = [one for one in group if one.kind == "run"]
        found.update(_stands(short_ones, _charts(short_ones)))
    return tuple(found[place] for place in range(len(found)))


def _ready(asked: Sequence[Measured]) -> list[_Ready]:
    evidence = [evidence_of(one.indicator, one.series) for one in asked]
    Evidence.together(evidence)
    return [
        _one_ready(place, one, known) for place, (one, known) in enumerate(zip(asked, evidence, strict=True))
    ]


def _one_ready(place: int, one: Measured, evidence: Evidence) -> _Ready:
    overlapping = overlapping_periods(one.indicator, one.series)
    uncounted = one.series.status == "provisional"
    if overlapping:
        uncounted = uncounted | np.isin(one.series.months, np.array(overlapping, dtype="datetime64[M]"))
    kind = recommended_for(one.indicator, one.series, evidence).kind
    return _Ready(place, one, uncounted, hidden_in(one.series, overlapping), kind)


def _alike(ready: Iterable[_Ready]) -> list[list[_Ready]]:
    """Those that one call of the engine can take together."""
    groups: dict[Any, list[_Ready]] = defaultdict(list)
    for one in ready:
        indicator, series = one.measured.indicator, one.measured.series
        parts = tuple(parts_of(indicator, series, ()))
        calendar = (series.period_type, series.months[0], len(series.months))
        groups[calendar, one.kind, indicator.multiply, parts].append(one)
    return list(groups.values())


def _charts(group: Sequence[_Ready]) -> Charts:
    """The charts of series that are alike. What is provisional is left out as what overlaps is."""
    first = group[0].measured
    given = [measurements(one.measured.indicator, one.measured.series, one.kind) for one in group]
    numbers: dict[str, Any] = {
        name: np.stack([one[name] for one in given]) if name in ("y", "n") else given[0][name]
        for name in given[0]
    }
    return control_charts(
        kind=group[0].kind,
        x=first.series.months,
        rules=RULES,
        parts=parts_of(first.indicator, first.series, ()) or None,
        exclude=np.stack([one.uncounted for one in group]),
        **numbers,
    )


def _few(charts: Charts) -> Bools:
    """Which series (series,) have too few points for limits in every part."""
    return np.asarray((charts.numbers.n_baseline < FEWEST_FOR_LIMITS).all(axis=1), dtype=bool)


def _stands(group: Sequence[_Ready], charts: Charts) -> dict[int, Stand]:
    hidden = np.array([one.hidden.too_many for one in group])
    targets = [one.measured.indicator.target_for(one.measured.series.months[-1]) for one in group]
    possible = np.array([possible_values(one.measured.indicator) for one in group]).T
    judged = standings(
        charts,
        [one.measured.indicator.direction for one in group],
        np.array([np.nan if target is None else target.value for target in targets]),
        hidden,
        (possible[0], possible[1]),
    )
    seen = seen_of(charts, hidden, (possible[0], possible[1]))
    runs = [rule.code for rule in RULE_SETS[RULES].rules if not rule.whole_part]
    pattern = np.any([seen.marks[code] for code in runs], axis=0)
    found = {}
    for row, one in enumerate(group):
        # A limit at a hidden value would give its denominator away.
        gone = one.measured.series.status == "suppressed"
        found[one.place] = Stand(
            indicator=one.measured.indicator,
            unit=one.measured.unit,
            series=one.measured.series,
            kind=one.kind,
            standing=judged[row],
            value=seen.value[row],
            centre=seen.centre[row],
            lower=np.where(gone, np.nan, seen.lower[row]),
            upper=np.where(gone, np.nan, seen.upper[row]),
            counted=seen.counted[row],
            beyond=seen.marks[BEYOND][row],
            pattern=pattern[row],
        )
    return found
