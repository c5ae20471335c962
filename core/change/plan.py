"""Before starting: how small a change could be seen, and after how many months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from core.change.ahead import Curve, detectable_ahead
from core.change.compare import FEWEST_BEFORE, FEWEST_BEFORE_ALONE, LeftOut, choose
from core.change.grades import LEAST_EVENTS
from core.change.judge import panel_of
from core.change.question import Question
from core.change.scale import OnScale, scale_of
from core.change.table import Kind, read_cells, starts_on
from core.change.usable import MonthRules, usable_months
from core.remarks import Caveat

Advice = Literal["pool"]
NoPlan = Literal["few_before", "no_events", "constant"]
MONTHS_AFTER = (6, 12, 18, 24)
A_YEAR = 12
POOLED = 3
WORTH_IT = 0.9
"""Advice is given when it brings the detectable change below this share of what it was."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What would help: the change detectable after a year with it, and the units it is about."""

    advice: Advice
    detectable: float
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What could be seen, if the months ahead are like those behind.

    alone : without comparison units
    curve : smallest relative change seen 80 times of 100 after 3, 6, ... 36 months
    detectable : the same after the months asked for
    months_needed : for the change wished for; None if more than three years
    events_a_month : usual numerator of the unit; None for means
    n_before : its usable months so far; suggestions : what would help, the most helpful first
    reason : why nothing can be said; then the rest is empty
    """

    unit: str
    alone: bool = False
    curve: Curve | None = None
    detectable: Mapping[int, float] = field(default_factory=dict)
    months_needed: int | None = None
    events_a_month: float | None = None
    n_before: int = 0
    suggestions: tuple[Suggestion, ...] = ()
    compared: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    reason: NoPlan | None = None


def plan(
    table: pd.DataFrame,
    unit: str,
    *,
    months_after: int | Iterable[int] = MONTHS_AFTER,
    kind: Kind = "rate",
    change: float = 0.10,
    compare: Iterable[str] | None = None,
    other_changes: Mapping[str, Any] | None = None,
    exclude: Iterable[Any] = (),
    breaks: Iterable[Any] = (),
    window_months: int | None = None,
) -> Plan:
    """What could be detected if ``unit`` started a change after the last month of the table?

    months_after : between 3 and 36, read off the curve; change : the relative change wished for; other
    arguments as in ``evaluate``, whose ValueErrors apply.
    """
    question = Question(kind, "abrupt", False, change, "neutral", False)
    cells = read_cells(table, kind)
    start = starts_on(cells, other_changes or {})
    rules = MonthRules(tuple(exclude), tuple(breaks), window_months)
    cells, caveats = usable_months(cells, start, len(cells.months), rules)
    row = cells.row(unit)
    chosen = choose(cells, start, (), compare, question)
    chosen = replace(chosen, starters=(row,), others=tuple(other for other in chosen.others if other != row))
    known = np.isfinite(cells.y[row]) & (np.arange(len(cells.months)) < start[row])
    empty = Plan(unit, n_before=int(known.sum()), left_out=chosen.left_out, caveats=caveats)
    if known.sum() < (FEWEST_BEFORE if chosen.others else FEWEST_BEFORE_ALONE):
        return replace(empty, reason="few_before")
    if not question.of_means and cells.y[row, known].sum() == 0:
        return replace(empty, reason="no_events")
    panel = panel_of(cells.without(np.arange(len(cells.months)) >= start[:, None]), start, chosen)
    panel = replace(panel, start=np.full(len(panel.units), len(panel.months)))
    target = len(panel.units) - 1
    on_scale = scale_of(panel, question, np.array([target]))
    if on_scale is None:
        return replace(empty, reason="constant")
    return _planned(empty, on_scale, target, question, months_after)


def _planned(
    empty: Plan, on_scale: OnScale, target: int, question: Question, months_after: int | Iterable[int]
) -> Plan:
    panel = on_scale.panel
    alone = target == 0
    curve = detectable_ahead(panel, on_scale.family, alone, planned=(target,))
    asked = (months_after,) if isinstance(months_after, int) else tuple(months_after)
    events = None if question.of_means else float(np.nanmean(panel.y[target]))
    caveats = [Caveat("verdict_no_comparison")] if alone else []
    if events is not None and events < LEAST_EVENTS:
        caveats.append(Caveat("verdict_pool", {"events": events}))
    return replace(
        empty,
        alone=alone,
        curve=curve,
        detectable={months: curve.after(months) for months in asked},
        months_needed=curve.months_for(question.smallest),
        events_a_month=events,
        suggestions=_suggestions(on_scale, target, curve.after(A_YEAR)),
        compared=panel.units[:target],
        caveats=(*empty.caveats, *caveats),
    )


def _suggestions(on_scale: OnScale, target: int, usual: float) -> tuple[Suggestion, ...]:
    """Starting together with the units nearest in size, if that shows enough more."""
    panel = on_scale.panel
    size = np.nanmean(panel.n, axis=1)
    nearest = np.argsort(np.abs(np.log(size[:target] / size[target])), kind="stable")
    found = []
    for others in range(1, min(POOLED, target - 1) + 1):
        planned = (*(int(i) for i in nearest[:others]), target)
        seen = detectable_ahead(panel, on_scale.family, alone=False, planned=planned).after(A_YEAR)
        if seen < WORTH_IT * usual:
            found.append(Suggestion("pool", seen, tuple(panel.units[i] for i in planned[:-1])))
    return tuple(sorted(found, key=lambda suggestion: suggestion.detectable))
