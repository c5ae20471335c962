"""Before starting: how small a change could be seen, and after how many months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from core.change.ahead import HORIZON, STEP, Curve, detectable_ahead
from core.change.compare import FEWEST_BEFORE_ALONE, LeftOut, choose, without_events
from core.change.controlled import FEWEST_BEFORE
from core.change.grades import LEAST_EVENTS
from core.change.judge import WITHIN, panel_of
from core.change.panel import Panel, months_apart
from core.change.question import Question
from core.change.scale import OnScale, scale_of
from core.change.table import Cells, Kind, read_cells, starts_on
from core.change.usable import MonthRules, usable_months
from core.remarks import Caveat
from core.spc.block import Bools, Ints

Advice = Literal["pool"]
TooLittle = Literal["few_before", "no_events"]
NoPlan = Literal["few_before", "no_events", "constant", "rolling", "not_monthly", "level_zero"]
MONTHS_AFTER = (6, 12, 18, 24)
A_YEAR = 12
POOLED = 3
WORTH_IT = 0.9
"""Advice is given when it brings the detectable change below this share of what it was."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What would help: the units it is about, the change detectable after a year with it, and how many months
    the change wished for then needs (None if more than three years)."""

    advice: Advice
    detectable: float
    units: tuple[str, ...]
    months_needed: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What could be seen, if the months ahead are like those behind.

    unit, units : who starts; several start together and are judged together, ``unit`` is the first
    alone : without comparison units
    curve : smallest relative change seen 80 times of 100 after 3, 6, ... 36 months
    detectable : the same after the months asked for
    months_needed : for the change wished for; None if more than three years
    events_a_month : usual numerator of the units together; None for means
    n_before : usable months so far of the one with fewest
    suggestions : what would help, the most helpful first
    reason : why nothing can be said; then the rest is empty. The months ahead are taken for months that share
        nothing, so measures that are rolling or come more seldom have no plan
    """

    unit: str
    units: tuple[str, ...] = ()
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
    unit: str | Iterable[str],
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

    unit : one, or several that start together; those with too little behind them are left out
    months_after : between 3 and 36, read off the curve; change : the relative change wished for; other
    arguments as in ``evaluate``, whose ValueErrors apply.
    """
    asked = _asked(months_after)
    question = Question(kind, "abrupt", False, change, "neutral", False)
    cells = read_cells(table, kind)
    start = starts_on(cells, other_changes or {})
    rules = MonthRules.of(exclude, breaks, window_months)
    cells, caveats = usable_months(cells, start, len(cells.months), rules)
    units = (unit,) if isinstance(unit, str) else tuple(unit)
    if not units:
        raise ValueError("unit names nobody; give the unit, or those that start together")
    rows = tuple(cells.row(one) for one in units)
    if rules.rolling:
        return Plan(units[0], units, reason="rolling")
    if months_apart(np.isfinite(cells.y)) > 1:
        return Plan(units[0], units, reason="not_monthly")
    chosen = choose(cells, start, (), compare, question)
    others = tuple(other for other in chosen.others if other not in rows)
    before = np.isfinite(cells.y) & (np.arange(len(cells.months)) < start[:, None])
    why: dict[int, TooLittle | None] = {
        row: _too_little(cells, before[row], row, bool(others), question) for row in rows
    }
    starters = tuple(row for row in rows if why[row] is None)
    unable = tuple(LeftOut(cells.units[row], reason) for row, reason in why.items() if reason)
    compared = tuple(one for one in chosen.left_out if one.unit not in units)
    n_before = int(min(before[row].sum() for row in starters or rows))
    empty = Plan(units[0], units, n_before=n_before, left_out=(*unable, *compared), caveats=caveats)
    if not starters:
        return replace(empty, reason=why[rows[0]])
    chosen = replace(chosen, starters=starters, others=others)
    panel = panel_of(cells.without(np.arange(len(cells.months)) >= start[:, None]), start, chosen)
    panel = replace(panel, start=np.full(len(panel.units), len(panel.months)))
    targets = np.arange(len(others), len(panel.units))
    on_scale = scale_of(panel, question, targets)
    if on_scale is None:
        return replace(empty, reason="constant")
    if question.of_means and _may_be_zero(on_scale.panel, targets):
        return replace(empty, reason="level_zero")
    empty = replace(empty, units=panel.units[len(others) :])
    return _planned(empty, on_scale, targets, question, asked)


def _asked(months_after: int | Iterable[int]) -> tuple[int, ...]:
    """Months on the curve, which knows nothing of other ones."""
    asked = tuple(months_after) if isinstance(months_after, Iterable) else (int(months_after),)
    if any(not STEP <= months <= HORIZON for months in asked):
        raise ValueError(f"months_after must be from {STEP} to {HORIZON}")
    return asked


def _too_little(
    cells: Cells, before: Bools, row: int, compared: bool, question: Question
) -> TooLittle | None:
    """Why a unit cannot be planned for."""
    if before.sum() < (FEWEST_BEFORE if compared else FEWEST_BEFORE_ALONE):
        return "few_before"
    return "no_events" if without_events(cells, row, before, question) else None


def _may_be_zero(panel: Panel, targets: Ints) -> bool:
    """Whether the level of a mean is so near 0 that nothing can be told in per cent of it."""
    levels = panel.y[targets] / panel.n[targets]
    levels = levels[np.isfinite(levels)]
    return bool(abs(levels.mean()) <= WITHIN * levels.std() / np.sqrt(len(levels)))


def _planned(
    empty: Plan, on_scale: OnScale, targets: Ints, question: Question, asked: tuple[int, ...]
) -> Plan:
    panel = on_scale.panel
    alone = len(targets) == len(panel.units)
    curve = detectable_ahead(panel, on_scale.family, tuple(targets.tolist()), alone)
    events = None if question.of_means else float(np.nanmean(panel.y[targets], axis=1).sum())
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
        suggestions=_suggestions(on_scale, targets, curve.after(A_YEAR), question.smallest),
        compared=panel.units[: len(panel.units) - len(targets)],
        caveats=(*empty.caveats, *caveats),
    )


def _suggestions(on_scale: OnScale, targets: Ints, usual: float, wished: float) -> tuple[Suggestion, ...]:
    """Starting together with the units nearest in size, if that shows enough more; someone has to be left."""
    panel = on_scale.panel
    size, others = np.nanmean(panel.n, axis=1), len(panel.units) - len(targets)
    apart = np.abs(np.log(size[:others] / np.exp(np.log(size[targets]).mean())))
    nearest = np.argsort(apart, kind="stable")
    found = []
    for more in range(1, min(POOLED, others - 1) + 1):
        planned = (*nearest[:more].tolist(), *targets.tolist())
        seen = detectable_ahead(panel, on_scale.family, planned, alone=False)
        if seen.after(A_YEAR) < WORTH_IT * usual:
            joined = tuple(panel.units[i] for i in planned[:more])
            found.append(Suggestion("pool", seen.after(A_YEAR), joined, seen.months_for(wished)))
    return tuple(sorted(found, key=lambda suggestion: suggestion.detectable))
