"""A change in a dataset, made ready for ``evaluate``: which rows, which months, which units beside it.

Pages ask here and nowhere else, so that two pages that speak of the same change use the same numbers.

    posed = pose(dataset, asked, register)
    verdict = change.evaluate(posed.table, posed.start, **posed.options)

Here it is decided what a hidden value is (unknown, its denominator too), which units can be compared (of the
same level, not part of each other, with numbers of the same sort) and which months of a unit hold its start.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from core.change.by_quarter import ByQuarter, by_quarter
from core.change.dataset_rows import (
    all_hidden,
    has_numbers,
    hidden_aside,
    numbers_of,
    share_hidden,
    straddling,
    table_of,
    window,
)
from core.change.evaluate import SHIFTS, evaluate
from core.change.longer_periods import of_longer_periods
from core.change.table import Cells, Kind, Numbers, laid_out
from core.change.verdict import Lack, Verdict
from core.improvement.change import SMALLEST_CHANGE, Change, Expected
from core.indicators import Indicator, Unit
from core.observations.dataset import Dataset
from core.observations.months import month_of
from core.observations.schema import TOTAL, Subgroup
from core.observations.series import Series
from core.remarks import Caveat
from core.spc.hidden import NOTHING_HIDDEN, Hidden

WhyNotUsed = Literal["hidden", "no_data", "other_periods", "overlaps", "without_counts"]
WhyNotJudged = Literal["hidden", "no_numbers"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks: did this change move this indicator here?

    starts : unit and first month with the change ("2025-03"), one or several, judged together
    compare : ids of comparison units; None for all that can be, () for none
    without : ids that are not compared with although they could be; for when all others are
    exclude : months left out, "2025-03". The others as in ``Change``.
    """

    indicator: str
    starts: tuple[tuple[str, str], ...]
    group: Subgroup = TOTAL
    expected: Expected = "abrupt"
    started_because_bad: bool = False
    smallest_change: float = SMALLEST_CHANGE
    picked_from_chart: bool = False
    compare: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def compares(self, candidates: Iterable[str]) -> tuple[str, ...] | None:
        """Those of the candidates that are compared with, in their order; None for all."""
        if self.compare is None and not self.without:
            return None
        named = None if self.compare is None else set(self.compare)
        return tuple(
            unit for unit in candidates if unit not in self.without and (named is None or unit in named)
        )

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(unit for unit, _ in self.starts)

    def of(self, indicator: str) -> "Asked":
        """The same of another indicator."""
        return replace(self, indicator=indicator)

    def only(self, unit: str) -> "Asked":
        """The same of one of its units."""
        return replace(self, starts=tuple(start for start in self.starts if start[0] == unit))


@dataclass(frozen=True, slots=True)
class NotUsed:
    """A unit whose numbers are not handed to ``evaluate``, which leaves out others for reasons of its own."""

    unit: str
    reason: WhyNotUsed


@dataclass(frozen=True, slots=True, eq=False)
class Posed:
    """The arguments of ``evaluate``, and what they do not say.

    table or cells, start, options : ``evaluate(table, start, **options)``
    scale : shown value = scale × level of the verdict
    counted : numerators are events (else values without counts, or sums of values)
    period_type : what a row of the table is about
    units : judged; candidates : ids of units that may be compared; not_compared : those that never are
    not_judged : starters left out already here
    hidden : of the starters' months before or after, whichever has most; caveats : about those months
    """

    indicator: Indicator
    units: tuple[Unit, ...]
    numbers: Numbers
    start: Mapping[str, np.datetime64]
    options: Mapping[str, Any]
    scale: float
    counted: bool
    period_type: str
    candidates: tuple[str, ...]
    not_compared: tuple[NotUsed, ...] = ()
    not_judged: tuple[NotUsed, ...] = ()
    hidden: Hidden = NOTHING_HIDDEN
    caveats: tuple[Caveat, ...] = ()

    @property
    def table(self) -> pd.DataFrame:
        return table_of(self.numbers)

    @property
    def cells(self) -> Cells:
        """What ``evaluate`` reads from the table, without making one."""
        return laid_out(self.numbers, self.options["kind"])

    @property
    def beside(self) -> dict[str, Any]:
        """The options that ``moved_alike`` and ``plan`` take too."""
        names = ("kind", "compare", "other_changes", "exclude", "breaks", "window_months")
        return {name: self.options[name] for name in names}


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A verdict with what it is about. ``posed`` is None where there is nothing to compute from.

    reason : why there are no numbers; None where the verdict holds some
    quarter : whether quarters would show what is hidden; event_count : of a rolling measure, the indicator
        that counts the same events month by month and has numbers here
    """

    asked: Asked
    indicator: Indicator
    units: tuple[Unit, ...]
    verdict: Verdict
    posed: Posed | None = None
    reason: Lack | WhyNotJudged | None = None
    caveats: tuple[Caveat, ...] = field(default=())
    quarter: ByQuarter | None = None
    event_count: Indicator | None = None


def judged(
    dataset: Dataset,
    asked: Asked,
    register: Sequence[Change] = (),
    *,
    shifts: bool = False,
    brief: bool = False,
) -> Judged:
    """The verdict on a change; without one, and why, where too much is hidden or nothing is known.

    shifts : also compute p with the start moved, which takes three times as long.
    brief : nothing month by month, as in ``evaluate``, which takes two thirds of the time.
    """
    indicator = dataset.catalogue[asked.indicator]
    units = tuple(dataset.units[unit] for unit in asked.units)
    posed = pose(dataset, asked, register)
    nothing = Judged(asked, indicator, units, Verdict("cannot_tell", ()), posed)
    if posed is None:
        return replace(nothing, reason="no_numbers")
    if posed.hidden.too_many:
        series = dataset.series(asked.indicator, posed.units[0].id, asked.group)
        quarter = None if series is None else by_quarter(series, indicator)
        return replace(nothing, reason="hidden", caveats=posed.hidden.caveats(()), quarter=quarter)
    verdict = evaluate(
        posed.cells, posed.start, **posed.options, shifts=SHIFTS if shifts else (), brief=brief
    )
    told = verdict.caveats
    if posed.period_type != "month":
        told = of_longer_periods(told, posed.period_type, posed.table, posed.start)
    caveats = (*posed.hidden.caveats(()), *posed.caveats, *told)
    if verdict.reason == "not_monthly" and any(one.code == "verdict_rolling" for one in posed.caveats):
        verdict = replace(verdict, reason="rolling")
    counted = _event_count(dataset, asked) if verdict.reason == "rolling" else None
    return replace(nothing, verdict=verdict, reason=verdict.reason, caveats=caveats, event_count=counted)


def _event_count(dataset: Dataset, asked: Asked) -> Indicator | None:
    """The indicator that counts the events behind a rolling one, where every unit has numbers of it."""
    counted = dataset.catalogue[asked.indicator].event_count
    if not counted or counted not in dataset.catalogue:
        return None
    there = {unit.id for unit in dataset.units_of(counted)}
    return dataset.catalogue[counted] if there.issuperset(asked.units) else None


def pose(dataset: Dataset, asked: Asked, register: Sequence[Change] = ()) -> Posed | None:
    """Make ready. None where no unit that is judged has any number.

    register : all known changes; those of other units that were meant to touch the indicator end what these
    can be compared for.
    """
    starts = {unit: month_of(month) for unit, month in asked.starts}
    exclude = tuple(month_of(month) for month in asked.exclude)
    there, not_judged = _judged_series(dataset, asked)
    if not there:
        return None
    hidden = {unit: hidden_aside(series, starts[unit], exclude) for unit, series in there.items()}
    if not all(one.too_many for one in hidden.values()):
        not_judged += tuple(NotUsed(unit, "hidden") for unit in there if hidden[unit].too_many)
        there = {unit: series for unit, series in there.items() if not hidden[unit].too_many}
    indicator, model = dataset.catalogue[asked.indicator], next(iter(there.values()))
    start = {unit: starts[unit] for unit in there}
    counts = all(series.has_counts for series in there.values())
    others, not_compared = _others(dataset, asked, model, counts)
    window_months, overlapping = window(indicator, model, min(start.values()))
    straddled = {unit: straddling(there[unit], month) for unit, month in start.items()}
    used = {**there, **others}
    left_out = [(*overlapping, *straddled.get(unit, ())) for unit in used]
    options: dict[str, Any] = {
        "kind": kind_of(indicator, counts),
        "expected": asked.expected,
        "started_because_bad": asked.started_because_bad,
        "smallest_change": asked.smallest_change,
        "direction": indicator.direction,
        "compare": asked.compares(others),
        "other_changes": _other_changes(dataset, register, asked, others),
        "exclude": exclude,
        "breaks": tuple(one.month for one in indicator.breaks),
        "window_months": window_months,
        "picked_from_chart": asked.picked_from_chart,
    }
    return Posed(
        indicator=indicator,
        units=tuple(dataset.units[unit] for unit in there),
        numbers=numbers_of(tuple(used.values()), counts, left_out),
        start=start,
        options=options,
        scale=indicator.multiply if counts and indicator.kind != "count" else 1.0,
        counted=counts and indicator.kind in ("rate", "proportion", "count"),
        period_type=model.period_type,
        candidates=tuple(others),
        not_compared=not_compared,
        not_judged=not_judged,
        hidden=max((hidden[unit] for unit in there), key=share_hidden),
        caveats=_caveats(dataset, asked, register, straddled, bool(overlapping)),
    )


def _judged_series(dataset: Dataset, asked: Asked) -> tuple[dict[str, Series], tuple[NotUsed, ...]]:
    """The starters that have numbers, in periods of the first one's length, none holding another."""
    found: dict[str, Series] = {}
    without: list[NotUsed] = []
    for unit in asked.units:
        series = dataset.series(asked.indicator, unit, asked.group)
        if series is None or not has_numbers(series):
            without.append(NotUsed(unit, "no_data"))
        elif any(related(dataset, unit, one) for one in found):
            without.append(NotUsed(unit, "overlaps"))
        elif any(series.period_type != other.period_type for other in found.values()):
            without.append(NotUsed(unit, "other_periods"))
        else:
            found[unit] = series
    return found, tuple(without)


def related(dataset: Dataset, one: str, other: str) -> bool:
    """Whether two units are the same or one holds the other; a unit that the data do not know is nobody's.

    A register of changes may outlive the file it was made for.
    """
    if one == other:
        return True
    if one not in dataset.units or other not in dataset.units:
        return False
    return any(
        above.id == lower
        for upper, lower in ((one, other), (other, one))
        for above in dataset.units.ancestors(upper)
    )


def _others(
    dataset: Dataset, asked: Asked, model: Series, counts: bool
) -> tuple[dict[str, Series], tuple[NotUsed, ...]]:
    """Units of the same level that hold none of the judged and are held by none, with comparable numbers."""
    levels = {dataset.units[unit].level for unit in asked.units}
    found: dict[str, Series] = {}
    without: list[NotUsed] = []
    for unit in dataset.units_of(asked.indicator):
        if unit.level not in levels or any(related(dataset, unit.id, one) for one in asked.units):
            continue
        series = dataset.series(asked.indicator, unit.id, asked.group)
        if series is None:
            continue
        if series.period_type != model.period_type:
            without.append(NotUsed(unit.id, "other_periods"))
        elif counts and not series.has_counts:
            without.append(NotUsed(unit.id, "without_counts"))
        elif all_hidden(series).too_many:
            without.append(NotUsed(unit.id, "hidden"))
        else:
            found[unit.id] = series
    return found, tuple(without)


def kind_of(indicator: Indicator, counts: bool) -> Kind:
    """Values without counts vary as they do: their spread is estimated, never presumed from counts."""
    if indicator.kind == "score":
        return "score"
    if not counts or indicator.kind == "mean":
        return "mean"
    return "proportion" if indicator.kind == "proportion" else "rate"


def _other_changes(
    dataset: Dataset, register: Sequence[Change], asked: Asked, others: Iterable[str]
) -> dict[str, np.datetime64]:
    """The first change, of this indicator, of each comparison unit or of one that it holds or is held by."""
    meant = [change for change in register if asked.indicator in change.indicators]
    found: dict[str, np.datetime64] = {}
    for unit in others:
        months = [c.month for c in meant if any(related(dataset, unit, one) for one in c.units)]
        if months:
            found[unit] = min(months)
    return found


def _own_other_changes(
    dataset: Dataset, asked: Asked, register: Sequence[Change]
) -> tuple[np.datetime64, ...]:
    """When else a judged unit, or one it holds or is held by, changed something for this indicator."""
    known = set(asked.starts)
    meant = (change for change in register if asked.indicator in change.indicators)
    months = {
        change.month
        for change in meant
        for unit in change.units
        if (unit, change.start) not in known and any(related(dataset, unit, one) for one in asked.units)
    }
    return tuple(sorted(months))


def _caveats(
    dataset: Dataset,
    asked: Asked,
    register: Sequence[Change],
    straddled: Mapping[str, Sequence[np.datetime64]],
    overlapping: bool,
) -> tuple[Caveat, ...]:
    """About the starters' months: a start in the middle of a period, windows, another change of theirs."""
    found = []
    if any(straddled.values()):
        found.append(Caveat("verdict_within_period"))
    if overlapping:
        window_months = int(dataset.catalogue[asked.indicator].window_months or 0)
        found.append(Caveat("verdict_rolling", {"window": window_months}))
    if months := _own_other_changes(dataset, asked, register):
        found.append(Caveat("verdict_other_change", {"n": len(months), "at": months}))
    return tuple(found)
