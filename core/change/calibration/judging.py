"""The verdict on made-up panels: its p-values, whether its intervals hold the truth, how far off it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from core.change.alone import alone
from core.change.answer import wide_interval
from core.change.calibration.designs import SEED, Design
from core.change.calibration.measured import Measured
from core.change.controlled import bad_months, held_against
from core.change.estimate import Estimate, OfStep, OfTotal, step_can_be_told
from core.change.family import RATES, SHARES, Family
from core.change.grades import LEAST_EVENTS, LEVEL, p_verdict
from core.change.interval import Interval
from core.change.judge import beside_county
from core.change.panel import Panel
from core.spc.block import Bools, Floats
from core.spc.hidden import MOST_HIDDEN

if TYPE_CHECKING:
    from core.simulate.families import Family as MadeUp
    from core.simulate.panels import Panel as Drawn

TESTS = ("p_verdict", "p_ctl", "p_own", "p_step", "alone_abrupt", "alone_gradual")


@dataclass(frozen=True, slots=True, eq=False)
class One:
    """What one panel gave.

    p : in the order of ``TESTS``. ungraded : whether too little is known for any grade, whatever p.
    held, held_wide : whether the intervals hold the true effect. error, width : of the estimate and of its
    interval, log scale.
    """

    p: tuple[float, ...]
    ungraded: bool
    held: bool
    held_wide: bool
    error: float
    width: float


def judge_one(drawn: "Drawn", because_bad: bool) -> One:
    """Judge one made-up panel in all ways; without a usable county nothing is ever clear (p_verdict 1)."""
    panel, family = _panel(drawn)
    left_out = bad_months(panel) if because_bad else None
    single = alone(panel, family, left_out)
    predicted = OfTotal(single.predicted, family.name)
    abrupt: Estimate = predicted
    if step_can_be_told(single.predicted.total, family.name):
        abrupt = OfStep(single.step, single.predicted.total, family.name)
    county = beside_county(panel, family, left_out)
    if county is None:
        p = (1.0, 1.0, 1.0, 1.0, abrupt.p, predicted.p)
        return _one(drawn, predicted, predicted.interval(0.95), p)
    fitted = held_against(county, left_out)
    by_county = OfTotal(fitted.by_county, family.name)
    by_drift = OfTotal(fitted.by_own_drift, family.name)
    p_ctl, p_own, p_step = by_county.p, by_drift.p, fitted.step.p
    p = (p_verdict(p_ctl, p_own, p_step), p_ctl, p_own, p_step, abrupt.p, predicted.p)
    return _one(drawn, by_county, wide_interval(by_county, by_drift, fitted, family.name), p)


def _one(drawn: "Drawn", estimate: Estimate, wide: Interval, p: tuple[float, ...]) -> One:
    interval = estimate.interval(0.95)
    months = int(np.isfinite(drawn.numerator[drawn.target_row, drawn.start_index :]).sum())
    with np.errstate(divide="ignore"):
        error = np.log1p(estimate.relative) - np.log1p(drawn.true_effect)
        width = np.log1p(interval.high) - np.log1p(interval.low)
    return One(
        p=p,
        ungraded=estimate.expected / months < LEAST_EVENTS or _too_hidden(drawn),
        held=drawn.true_effect in interval,
        held_wide=drawn.true_effect in wide,
        error=float(error),
        width=float(width),
    )


def judge_many(family: "MadeUp", design: Design, replicates: range, seed: int = SEED) -> list[One]:
    """Judge one panel for each number in ``replicates``."""
    from core.simulate.panels import draw_many  # noqa: PLC0415 - only needed to measure

    drawn = draw_many(family, seed, replicates, **design.asked)
    return [judge_one(panel, family.bad_months) for panel in drawn]


def _panel(drawn: "Drawn") -> tuple[Panel, Family]:
    """As the app would pose it: units of which too much is hidden are not compared with."""
    others = np.arange(len(drawn.numerator)) != drawn.target_row
    kept = np.flatnonzero(~(others & too_many_hidden(drawn, np.ones(drawn.months.size, dtype=bool))))
    y = drawn.numerator[kept]
    n = np.where(np.isfinite(y), drawn.denominator[kept], np.nan)
    start = np.where(kept == drawn.target_row, drawn.start_index, drawn.months.size)
    panel = Panel(tuple(str(row) for row in kept), drawn.months, y, n, start)
    return panel, SHARES if drawn.kind == "proportion" else RATES


def too_many_hidden(drawn: "Drawn", months: Bools) -> Bools:
    """Units, (U,), with more than a tenth hidden of what there is in the months, (T,)."""
    hidden = drawn.hidden[:, months]
    there = hidden | np.isfinite(drawn.numerator[:, months])
    return hidden.sum(axis=1) > MOST_HIDDEN * there.sum(axis=1)


def _too_hidden(drawn: "Drawn") -> bool:
    after = np.arange(drawn.months.size) >= drawn.start_index
    return any(bool(too_many_hidden(drawn, side)[drawn.target_row]) for side in (~after, after))


def row_of(family: "MadeUp", design: Design, found: list[One], seed: int = SEED) -> Measured:
    """A row of the table."""
    p = np.array([one.p for one in found])
    graded = ~np.array([one.ungraded for one in found])
    below: Bools = p < LEVEL
    errors = np.array([one.error for one in found])
    return Measured(
        family.group,
        *design.key(family),
        len(found),
        *(round(float(share), 5) for share in below.mean(axis=0)),
        rare=_share(~graded),
        clear=_share(below[:, TESTS.index("p_verdict")] & graded),
        likely=_share(below[:, TESTS.index("p_ctl")] & graded),
        interval=_share(one.held for one in found),
        wide_interval=_share(one.held_wide for one in found),
        bias=round(_mean(errors), 4),
        width=round(float(np.median([one.width for one in found])), 4),
        seed=seed,
        measured=datetime.now(tz=UTC).date().isoformat(),
    )


def _share(held: Iterable[bool] | Bools) -> float:
    return round(float(np.mean(np.fromiter(held, dtype=bool))), 5)


def _mean(errors: Floats) -> float:
    return float(errors.mean()) if np.isfinite(errors).all() else np.nan
