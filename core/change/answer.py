"""A fit, put into the words of the verdict: numbers in natural units, grade and caveats."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.change.ahead import months_needed
from core.change.alone import OF_SERIES, Alone, prior_of_series
from core.change.compare import LeftOut
from core.change.controlled import BAD_MONTHS, OF_UNITS, Controlled, bad_months
from core.change.counterfactual import Model, counterfactual
from core.change.estimate import Estimate, OfStep, OfTotal, differences, step_can_be_told
from core.change.family import Family, FamilyName
from core.change.forecast import After
from core.change.grades import (
    LEAST_EVENTS,
    LEVEL,
    OWN_LEVEL,
    PICKED_LEVEL,
    SELDOM,
    break_even_drift,
    detectable,
    grade_alone,
    grade_compared,
    p_verdict,
)
from core.change.interval import Interval
from core.change.own_trend import OwnTrend, own_trends
from core.change.panel import Panel, months_apart
from core.change.question import Question
from core.change.rows import Rows
from core.change.verdict import Direction, Grade, Verdict
from core.remarks import Caveat
from core.spc.block import Bools, Floats

TWO_YEARS = 24
FEW_COMPARED = 3
MOSTLY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What both kinds of answer are told about.

    panel, family : on the scale of computation, whose 1 is ``unit`` natural units (counts: 1)
    brief : nothing month by month, behind or ahead
    """

    panel: Panel
    family: Family
    unit: float
    left_out: tuple[LeftOut, ...]
    question: Question
    brief: bool = False

    @property
    def level(self) -> float:
        """p has to be below it."""
        return PICKED_LEVEL if self.question.picked else LEVEL

    @property
    def seldom(self) -> bool:
        """Whether values come once or twice a year."""
        return months_apart(self.panel.known) >= SELDOM

    @property
    def picked(self) -> Bools:
        """Months, (U, T), that made the starters start, since they were bad."""
        return bad_months(self.panel) & self.question.started_because_bad


@dataclass(frozen=True, slots=True)
class Ends:
    """The intervals of an estimate that are told."""

    of_95: Interval
    of_90: Interval

    @classmethod
    def of(cls, estimate: Estimate) -> "Ends":
        return cls(estimate.interval(1 - LEVEL), estimate.interval(0.90))


def tell_compared(told: Told, fitted: Controlled) -> Verdict:
    """The verdict with comparison units."""
    name, learned = told.family.name, fitted.learned
    by_county, by_drift = OfTotal(fitted.by_county, name), OfTotal(fitted.by_own_drift, name)
    ends = Ends.of(by_county)
    p_ctl, p_own, p_step = by_county.p, by_drift.p, fitted.step.p
    p = p_verdict(p_ctl, p_own, p_step)
    grade = grade_compared(p_ctl, p, ends.of_90, told.question.smallest, told.level)
    if grade == "clear" and told.seldom:
        grade = "likely"
    verdict = _numbers(told, by_county, ends, fitted.after, learned.rows)
    verdict = replace(
        verdict,
        grade=grade,
        p=p,
        p_ctl=p_ctl,
        p_own=p_own,
        p_step=p_step,
        p_verdict=p,
        wide_interval=_ends(_wide(ends.of_95, by_drift, fitted, name)),
        compared=told.panel.units[: len(told.panel.units) - len(learned.rows.unit)],
    )
    if not told.brief:
        model = Model(told.panel, told.family, learned.rows, learned.filtered, told.picked)
        drawn = counterfactual(model, learned.log_weight(), OF_UNITS)
        verdict = replace(verdict, counterfactual=_natural(told, drawn))
    if p_ctl < LEVEL:
        verdict = replace(verdict, break_even_drift=_break_even(told, verdict, fitted))
    verdict = _beside_others(verdict, own_trends(fitted.drifting), fitted.after.share)
    return _graded(told, verdict, fitted.persistent, learned.evidence)


def _break_even(told: Told, verdict: Verdict, fitted: Controlled) -> float | None:
    """b* as a part of the level a year, up or down as the effect is."""
    of_means = told.question.of_means
    effect = _log_effect(verdict, of_means)
    months = 2 * _between_middles(fitted.learned.rows.used, fitted.after)
    drift = break_even_drift(effect, OfTotal(fitted.by_county, told.family.name).standard_error, months)
    if drift is None or of_means:
        return drift
    return math.expm1(drift) if effect > 0 else -math.expm1(-drift)


def _between_middles(before: Bools, after: After) -> float:
    """Calendar months from the middle of those before, (R, T), to the middle of those after; several
    starters by their part of the whole."""
    at = np.arange(before.shape[1])
    each = [at[late].mean() - at[early].mean() for early, late in zip(before, after.cells, strict=True)]
    return float(np.average(each, weights=after.share))


def _beside_others(verdict: Verdict, trends: Sequence[OwnTrend], share: Floats) -> Verdict:
    """Which starters did not move like the others before. share : (R,) each one's part of the whole."""
    each = ((trend, float(part)) for trend, part in zip(trends, share, strict=True))
    apart = [(one.drift, part) for one, part in each if one.p < LEVEL and math.isfinite(one.drift)]
    if not apart:
        return verdict
    told = Caveat("verdict_not_alike", {"drift": 100 * max((drift for drift, _ in apart), key=abs)})
    return replace(verdict, caveats=(told,), own_drift=sum(drift * part for drift, part in apart))


def tell_alone(told: Told, fitted: Alone) -> Verdict:
    """The verdict without comparison units: the step if expected abruptly, else the predicted total (F)."""
    estimate = estimate_alone(told.family, told.question, fitted)
    ends = Ends.of(estimate)
    grade = grade_alone(estimate.p, ends.of_90, told.question.smallest, told.level)
    verdict = _numbers(told, estimate, ends, fitted.after, fitted.rows)
    verdict = replace(verdict, grade=grade, alone=True, p=estimate.p, p_alone=estimate.p)
    if not told.brief:
        model = Model(told.panel, told.family, fitted.rows, fitted.filtered, told.picked)
        size = float(fitted.after.size.sum())
        shift = _link(told, estimate.expected / size) - _link(told, fitted.predicted.expected / size)
        drawn = counterfactual(model, prior_of_series(told.family), OF_SERIES, shift)
        verdict = replace(verdict, counterfactual=_natural(told, drawn))
    return _graded(told, verdict, fitted.persistent)


def estimate_alone(family: Family, question: Question, fitted: Alone) -> Estimate:
    """What a series by itself is graded on."""
    total = fitted.predicted.total
    if question.expected == "abrupt" and step_can_be_told(total, family.name):
        return OfStep(fitted.step, total, family.name)
    return OfTotal(fitted.predicted, family.name)


def _numbers(told: Told, estimate: Estimate, ends: Ends, after: After, rows: Rows) -> Verdict:
    """Everything that both kinds of verdict hold, not graded yet."""
    observed, size = float(after.observed.sum()), float(after.size.sum())
    expected = estimate.expected * told.unit
    per = told.unit / (size if told.question.of_means else int(after.cells.sum()))
    up = estimate.relative > 0
    return Verdict(
        grade="cannot_tell",
        caveats=(),
        moved="up" if up else "down",
        direction=_direction(told.question, up),
        observed=observed * told.unit,
        expected=expected,
        observed_level=observed * told.unit / size,
        expected_level=expected / size,
        relative_effect=estimate.relative,
        interval=_ends(ends.of_95),
        interval_90=_ends(ends.of_90),
        effect=abs(estimate.expected) * estimate.relative * per,
        effect_interval=_ends(differences(estimate, ends.of_95).map(lambda events: events * per)),
        standard_error=estimate.standard_error,
        minimum_detectable_effect=detectable(
            estimate.standard_error, told.question.of_means, told.question.picked
        ),
        n_before=int(rows.used.sum(axis=1).min()),
        n_after=int(after.cells.sum(axis=1).min()),
        judged=tuple(told.panel.units[row] for row in rows.unit),
        left_out=told.left_out,
    )


def _graded(told: Told, verdict: Verdict, persistent: float, evidence: Floats | None = None) -> Verdict:
    """With caveats, and nothing graded where a month holds next to no events."""
    rare = _events_a_month(told, verdict) < LEAST_EVENTS
    grade: Grade = "cannot_tell" if rare else verdict.grade
    verdict = replace(verdict, grade=grade)
    verdict = replace(verdict, caveats=(*verdict.caveats, *_caveats(told, verdict, persistent, rare)))
    # The months ahead are taken to be like those behind: windows and quarters are not months.
    if grade != "cannot_tell" or told.brief or months_apart(told.panel.known) > 1:
        return verdict
    needed = months_needed(told.panel, told.family, told.question, evidence)
    return replace(verdict, months_needed=needed)


def _caveats(told: Told, verdict: Verdict, persistent: float, rare: bool) -> list[Caveat]:
    question, found = told.question, []
    if verdict.alone:
        found.append(Caveat("verdict_no_comparison"))
    elif len(verdict.compared) <= FEW_COMPARED:
        found.append(Caveat("verdict_few_compared", {"n": len(verdict.compared)}))
    if told.seldom and verdict.grade == "likely" and not verdict.alone:
        found.append(Caveat("verdict_seldom"))
    if rare:
        found.append(Caveat("verdict_pool", {"events": _events_a_month(told, verdict)}))
    if persistent > MOSTLY:
        found.append(Caveat("verdict_wanders"))
    if verdict.n_before < TWO_YEARS:
        found.append(Caveat("verdict_short_history", {"n": verdict.n_before}))
    if question.started_because_bad:
        picked = {"n": BAD_MONTHS if months_apart(told.panel.known) == 1 else 1}
        half, nothing = Caveat("verdict_bad_months", picked), Caveat("verdict_bad_months_alone", picked)
        found.append(nothing if verdict.alone else half)
    if question.picked:
        found.append(Caveat("verdict_picked"))
    if verdict.grade == "likely" and verdict.break_even_drift is not None:
        found.append(Caveat("verdict_could_drift", {"drift": 100 * verdict.break_even_drift}))
    if verdict.grade in {"clear", "likely"} and _within(verdict.interval, question.smallest):
        found.append(Caveat("verdict_small", {"smallest": 100 * question.smallest}))
    if missing := _missing_after(told.panel):
        found.append(Caveat("verdict_missing_after", {"n": missing}))
    return found


def wide_interval(by_county: Estimate, by_drift: Estimate, fitted: Controlled, name: FamilyName) -> Interval:
    """Effects that p_verdict does not reject at 5 %: by the county (95 %), or by both views of own drift."""
    return _wide(by_county.interval(1 - LEVEL), by_drift, fitted, name)


def _wide(county: Interval, by_drift: Estimate, fitted: Controlled, name: FamilyName) -> Interval:
    own = by_drift.interval(1 - OWN_LEVEL)
    if step_can_be_told(fitted.by_county.total, name):
        step = OfStep(fitted.step, fitted.by_county.total, name).interval(1 - OWN_LEVEL)
        own = Interval(max(own.low, step.low), min(own.high, step.high))
    return county if own.low > own.high else county.hull(own)


def _events_a_month(told: Told, verdict: Verdict) -> float:
    """Expected events (for shares, of the rarer kind) in a month of all starters together; inf for means."""
    if told.question.of_means or verdict.expected is None or verdict.expected_level is None:
        return math.inf
    months = max(verdict.n_after, 1)
    rarer = verdict.expected
    if told.question.kind == "proportion":
        rarer = min(rarer, verdict.expected / verdict.expected_level - verdict.expected)
    return rarer / months


def _within(interval: tuple[float, float] | None, smallest: float) -> bool:
    return interval is not None and -smallest < interval[0] and interval[1] < smallest


def _missing_after(panel: Panel) -> int:
    """Months after a start, up to the last that any unit has, without a number of the starter.

    Of values that come more seldom only those months count that could hold one.
    """
    at = np.arange(len(panel.months))
    there = np.flatnonzero(panel.known.any(axis=0))
    due = (at <= there.max()) & ((at - there.max()) % months_apart(panel.known) == 0)
    return int((~panel.known[panel.starters] & due & (at >= panel.start[panel.starters, None])).sum())


def _log_effect(verdict: Verdict, of_means: bool) -> float:
    relative = verdict.relative_effect or 0.0
    if of_means:
        return relative
    return math.log1p(relative) if relative > -1 else -math.inf


def _direction(question: Question, up: bool) -> Direction:
    if question.better == "neutral":
        return "neutral"
    return "better" if up == (question.better == "up") else "worse"


def _link(told: Told, level: float) -> float:
    return float(told.family.link(np.array(level)))


def _natural(told: Told, drawn: pd.DataFrame) -> pd.DataFrame:
    """From the scale of computation to natural units."""
    if told.unit != 1:
        for column in ("observed", "expected", "lower", "upper"):
            drawn[column] *= told.unit
    return drawn


def _ends(interval: Interval) -> tuple[float, float]:
    return (interval.low, interval.high)
