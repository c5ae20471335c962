"""The computation behind a verdict: which family and version, then the answer written down."""

from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from core.change.alone import Alone, alone
from core.change.answer import Told, estimate_alone, tell_alone, tell_compared
from core.change.compare import FEWEST_BEFORE_ALONE, Chosen, LeftOut
from core.change.controlled import Controlled, bad_months, comparable, has_level, held_against, indexed
from core.change.county_index import county_index, without_index
from core.change.family import Family
from core.change.grades import p_verdict
from core.change.panel import Panel
from core.change.question import Question
from core.change.rows import Setting
from core.change.scale import scale_of
from core.change.table import Cells
from core.change.totals import p_of
from core.change.verdict import Lack, Verdict
from core.spc.block import Bools, Ints

WITHIN = 1.96
"""Standard errors to either side that hold 95 % of a normal."""


def judge(cells: Cells, start: Ints, chosen: Chosen, question: Question, brief: bool = False) -> Verdict:
    """The verdict without shifted starts. start : (U,) each unit's; brief : without months."""
    model = _model(cells, start, chosen, question)
    if isinstance(model, Fit) and _may_be_zero(model):
        model = "level_zero"
    if not isinstance(model, Fit):
        return Verdict("cannot_tell", (), reason=model, left_out=chosen.left_out)
    told = Told(model.panel, model.family, model.unit, chosen.left_out, question, brief)
    if isinstance(model.fitted, Controlled):
        return tell_compared(told, model.fitted)
    unseen = tuple(LeftOut(cells.units[row], "too_little_seen") for row in chosen.others)
    told = replace(told, left_out=(*chosen.left_out, *unseen))
    return tell_alone(told, model.fitted)


def p_when_moved(cells: Cells, start: Ints, chosen: Chosen, question: Question, months: int) -> float | None:
    """p with every judged start moved by so many months; None where that leaves too little."""
    moved = start.copy()
    rows = list(chosen.starters)
    moved[rows] += months
    last = len(cells.months)
    if (moved[rows] <= 0).any() or (moved[rows] >= last).any():
        return None
    model = _model(cells, moved, chosen, question)
    if not isinstance(model, Fit):
        return None
    if isinstance(model.fitted, Controlled):
        fitted = model.fitted
        return p_verdict(p_of(fitted.by_county), p_of(fitted.by_own_drift), fitted.step.p)
    return estimate_alone(model.family, question, model.fitted).p


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The panel on the scale of computation (``unit`` natural units), its family, and the fit."""

    panel: Panel
    family: Family
    unit: float
    fitted: Controlled | Alone


def _may_be_zero(model: Fit) -> bool:
    """Whether 0 lies within the 95 % range of an expected mean: nothing can be told in per cent of it."""
    if model.family.name != "mean":
        return False
    total = model.fitted.by_county if isinstance(model.fitted, Controlled) else model.fitted.predicted
    return abs(total.expected / total.total.size) <= WITHIN * total.standard_error


def _model(cells: Cells, start: Ints, chosen: Chosen, question: Question) -> Fit | Lack:
    if (lack := chosen.lack) is not None:
        return cast(Lack, lack)
    panel = panel_of(cells, start, chosen)
    if not panel.untreated[panel.starters].any(axis=1).all():
        return "no_month_before"
    if not panel.treated[panel.starters].any(axis=1).all():
        return "no_month_after"
    return _fitted(panel, question)


def _fitted(panel: Panel, question: Question) -> Fit | Lack:
    """Against the others if enough of them is seen, else alone."""
    on_scale = scale_of(panel, question)
    if on_scale is None:
        return "constant"
    panel, family, unit = on_scale.panel, on_scale.family, on_scale.unit
    left_out = _left_out(panel, question)
    if (county := beside_county(panel, family, left_out)) is not None:
        return Fit(panel, family, unit, held_against(county, left_out))
    panel = _only_starters(panel)
    left_out = _left_out(panel, question)
    if not _enough_alone(panel, family, left_out):
        return "few_before"
    return Fit(panel, family, unit, alone(panel, family, left_out))


def _left_out(panel: Panel, question: Question) -> Bools | None:
    return bad_months(panel) if question.started_because_bad else None


def panel_of(cells: Cells, start: Ints, chosen: Chosen) -> Panel:
    """Comparison units first. One with a change of its own keeps only its months before it."""
    rows = np.array([*chosen.others, *chosen.starters], dtype=int)
    months = len(cells.months)
    early = np.arange(months) < start[rows, None]
    early[len(chosen.others) :] = True
    own_start = np.where(np.arange(len(rows)) < len(chosen.others), months, start[rows])
    return Panel(
        units=tuple(cells.units[row] for row in rows),
        months=cells.months,
        y=np.where(early, cells.y[rows], np.nan),
        n=np.where(early, cells.n[rows], np.nan),
        start=own_start,
    )


def beside_county(panel: Panel, family: Family, left_out: Bools | None) -> Setting | None:
    """The county beside the starters.

    None unless every starter has months on both sides of its change in which enough of the others is seen.
    """
    if len(panel.starters) == len(panel.units):
        return None
    setting = Setting(panel, family, county_index(panel, family))
    after = (indexed(setting) & panel.treated)[panel.starters]
    return setting if after.any(axis=1).all() and comparable(setting, left_out) else None


def _enough_alone(panel: Panel, family: Family, left_out: Bools | None) -> bool:
    before = panel.untreated if left_out is None else panel.untreated & ~left_out
    enough = before.sum(axis=1) >= FEWEST_BEFORE_ALONE
    return bool((enough & has_level(Setting(panel, family, without_index(panel)), before)).all())


def _only_starters(panel: Panel) -> Panel:
    rows = panel.starters
    return replace(
        panel,
        units=tuple(panel.units[row] for row in rows),
        y=panel.y[rows],
        n=panel.n[rows],
        start=panel.start[rows],
    )
