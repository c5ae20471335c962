"""Planning joined to the observation table: which numbers, held against whom, and what would help."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from core.change.ahead import Curve
from core.change.by_quarter import ByQuarter, by_quarter
from core.change.for_dataset import Asked, Posed, pose
from core.change.plan import A_YEAR, WORTH_IT, NoPlan, Plan, plan
from core.improvement.change import Change
from core.indicators import Indicator
from core.observations.dataset import Dataset
from core.observations.schema import TOTAL, Subgroup

A_WHILE = 24
"""Latest months that the months ahead are taken to be like, when it is asked what would be hidden then."""
Way = Literal["down", "up"]
Advice = Literal["pool", "history", "compare", "events", "larger"]
Reason = NoPlan | Literal["hidden", "beyond", "no_numbers", "none_lately"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks before starting.

    units : who would start, the one in view first
    change, way : the relative change wished for, 0.20, and whether fewer or more
    history : only the latest so many months; None for all
    compare : ids of comparison units; None for all that can be, () for none
    """

    indicator: str
    units: tuple[str, ...]
    change: float = 0.20
    way: Way = "down"
    history: int | None = None
    compare: tuple[str, ...] | None = None
    group: Subgroup = TOTAL

    @property
    def factor(self) -> float:
        """What the level would be multiplied by."""
        return 1 - self.change if self.way == "down" else 1 + self.change


@dataclass(frozen=True, slots=True)
class Help:
    """What would help, and what it would give: months for the change wished for (None if more than three
    years) and the change that could be seen after a year.

    units : to start together with (pool) or to look at instead (larger)
    indicator : to count instead (events)
    """

    advice: Advice
    months_needed: int | None
    after_a_year: float
    units: tuple[str, ...] = ()
    indicator: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """A plan in the way wished for, on the indicator's scale.

    plan : its curve and numbers are of a decrease or of an increase, as asked
    level, wished_level : the last year's level as shown, and the one wished for; None where unknown
    events, wished_events : numerators a month, likewise; None for means and scores
    compared : ids of the units that can be compared with, whether or not they were chosen
    reason : why nothing can be said; then ``plan`` holds no numbers
    helps : what would help, the most helpful first
    quarter : what quarters would be easier to read for, without showing smaller changes; None for nothing
    """

    wish: Wish
    indicator: Indicator
    plan: Plan
    level: float | None = None
    wished_level: float | None = None
    events: float | None = None
    wished_events: float | None = None
    compared: tuple[str, ...] = ()
    reason: Reason | None = None
    helps: tuple[Help, ...] = field(default=())
    quarter: ByQuarter | None = None


def plan_for(dataset: Dataset, wish: Wish, register: Sequence[Change] = ()) -> Planned:
    """What could be seen in the indicator if the units started a change now.

    register : changes already known; a comparison unit counts only before its own. KeyError for units or an
    indicator that the dataset does not know.
    """
    found = _planned(dataset, wish, register)
    return replace(found, helps=_helps(dataset, found, register), quarter=_quarter(dataset, found))


def _quarter(dataset: Dataset, found: Planned) -> ByQuarter | None:
    """Of the unit in view: as it is where too much is hidden, as wished where it is not."""
    wish = found.wish
    series = dataset.series(wish.indicator, wish.units[0], wish.group)
    if series is None or found.reason in ("rolling", "not_monthly"):
        return None
    if found.reason == "hidden":
        return by_quarter(series, found.indicator)
    return by_quarter(series, found.indicator, factor=wish.factor, latest=A_WHILE)


def _planned(dataset: Dataset, wish: Wish, register: Sequence[Change]) -> Planned:
    """Without what would help."""
    indicator = dataset.catalogue[wish.indicator]
    empty = Planned(wish, indicator, Plan(wish.units[0], wish.units))
    asked = _starting_now(dataset, wish)
    posed = None if asked is None else pose(dataset, asked, register)
    reason = _cannot_be_planned(indicator, posed)
    if posed is None or reason is not None:
        return replace(empty, reason=reason)
    units, table = tuple(unit.id for unit in posed.units), _latest(posed.table, wish.history)
    level, events = _last_year(posed, table, units)
    if posed.counted and level == 0:
        return replace(empty, reason="none_lately", compared=posed.candidates)
    told = replace(
        empty,
        level=level * posed.scale,
        wished_level=level * posed.scale * wish.factor,
        events=events,
        wished_events=None if events is None else events * wish.factor,
        compared=posed.candidates,
    )
    kind = posed.options["kind"]
    if kind == "proportion" and level * wish.factor > 1:
        return replace(told, reason="beyond")
    symmetric = wish.way == "down" or kind in ("mean", "score")
    compare = posed.candidates if wish.compare is None else posed.options["compare"]
    there = set(table["unit"])
    found = plan(
        table,
        units,
        kind=kind,
        change=wish.change if symmetric else wish.change / (1 + wish.change),
        compare=[unit for unit in compare if unit in there],
        other_changes={u: month for u, month in posed.options["other_changes"].items() if u in there},
        breaks=posed.options["breaks"],
    )
    return replace(told, plan=found if symmetric else _of_increases(found), reason=found.reason)


def _starting_now(dataset: Dataset, wish: Wish) -> Asked | None:
    """The change as if it began in the month after the last that anybody reported; None where nobody did."""
    known = [dataset.series(wish.indicator, unit, wish.group) for unit in wish.units]
    ends = [series.months[-1] for series in known if series is not None]
    if not ends:
        return None
    last = max(ends)
    starts = tuple((unit, str(last + 1)) for unit in wish.units)
    return Asked(wish.indicator, starts, wish.group, compare=wish.compare)


def _cannot_be_planned(indicator: Indicator, posed: Posed | None) -> Reason | None:
    """What the numbers are, before any computation: the model ahead is one of months that share nothing."""
    if posed is None:
        return "no_numbers"
    if posed.period_type != "month":
        return "not_monthly"
    if indicator.overlaps_at("month"):
        return "rolling"
    return "hidden" if posed.hidden.too_many else None


def _latest(table: pd.DataFrame, months: int | None) -> pd.DataFrame:
    if months is None:
        return table
    first = table["month"].max() - pd.DateOffset(months=months - 1)
    return table[table["month"] >= first]


def _last_year(posed: Posed, table: pd.DataFrame, units: Sequence[str]) -> tuple[float, float | None]:
    """Σy / Σn over each unit's twelve latest settled months, and numerators a month of all units together."""
    settled = table["unit"].isin(units) & (table["status"] == "ok") & table["numerator"].notna()
    latest = table[settled & (table["denominator"] > 0)].sort_values("month").groupby("unit").tail(A_YEAR)
    if latest.empty:
        return np.nan, None
    level = float(latest["numerator"].sum() / latest["denominator"].sum())
    return level, float(latest.groupby("unit")["numerator"].mean().sum()) if posed.counted else None


def _of_increases(found: Plan) -> Plan:
    """Decreases d that can be seen as the increases that are as far away on the log scale, d / (1 − d)."""
    if found.curve is None:
        return found
    return replace(
        found,
        curve=Curve(found.curve.months, found.curve.detectable / (1 - found.curve.detectable)),
        detectable={months: seen / (1 - seen) for months, seen in found.detectable.items()},
        suggestions=tuple(
            replace(one, detectable=one.detectable / (1 - one.detectable)) for one in found.suggestions
        ),
    )


def _helps(dataset: Dataset, found: Planned, register: Sequence[Change]) -> tuple[Help, ...]:
    """What would help, the soonest answer first. Everything is computed anew with the advice taken, and what
    gives nothing more is not said."""
    wish = found.wish
    tried: list[Help] = []
    counted = found.indicator.event_count
    if found.reason == "rolling" and counted:
        again = _planned(dataset, replace(wish, indicator=counted), register)
        tried += _tried("events", again, indicator=counted)
    larger = dataset.larger(wish.indicator, wish.units[0], wish.group)
    if (
        found.reason in ("hidden", "few_before", "no_events", "none_lately", "no_numbers")
        and larger is not None
    ):
        again = _planned(dataset, replace(wish, units=(larger.id,), compare=None), register)
        tried += _tried("larger", again, units=(larger.id,))
    if wish.history is not None:
        tried += _tried("history", _planned(dataset, replace(wish, history=None), register))
    if wish.compare is not None:
        tried += _tried("compare", _planned(dataset, replace(wish, compare=None), register))
    pooled = [Help("pool", one.months_needed, one.detectable, one.units) for one in found.plan.suggestions]
    helps = [one for one in [*tried, *_worth_saying(pooled)] if _better(one, found.plan)]
    return tuple(sorted(helps, key=lambda one: (one.months_needed or np.inf, one.after_a_year)))


def _tried(advice: Advice, again: Planned, units: tuple[str, ...] = (), indicator: str = "") -> list[Help]:
    if again.plan.curve is None:
        return []
    return [Help(advice, again.plan.months_needed, again.plan.curve.after(A_YEAR), units, indicator)]


def _better(one: Help, now: Plan) -> bool:
    """Sooner than without it; where neither shows the change within three years, a clearly smaller one."""
    if now.curve is None:
        return True
    if one.months_needed is None or now.months_needed is None:
        return one.months_needed is not None or (
            now.months_needed is None and one.after_a_year < WORTH_IT * now.curve.after(A_YEAR)
        )
    return one.months_needed < now.months_needed


def _worth_saying(pooled: Sequence[Help]) -> list[Help]:
    """The fewest units with which the change wished for can be seen, and the most that were tried."""
    enough = sorted((one for one in pooled if one.months_needed is not None), key=lambda one: len(one.units))
    return list(dict.fromkeys([*enough[:1], *sorted(pooled, key=lambda one: -len(one.units))[:1]]))
