"""``python -m core.change.calibration [replicates]``: measure the verdict on made-up panels anew.

Replicates are those without any change; with one, two fifths of them (power needs less precision).

For every family of ``core.simulate.families`` and every design below: how often each p falls below 5 %, how
often the intervals hold the true effect, and how far off the estimate is. What is measured already stands in
the data file and is not measured again, so that a run may be stopped and taken up.
"""

import csv
import sys
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.change.alone import alone
from core.change.answer import wide_interval
from core.change.controlled import bad_months, controlled
from core.change.estimate import Estimate, OfStep, OfTotal, step_can_be_told
from core.change.family import RATES, SHARES, Family
from core.change.grades import LEAST_EVENTS, LEVEL, p_verdict
from core.change.interval import Interval
from core.change.judge import can_be_compared
from core.change.panel import Panel
from core.spc.block import Floats

if TYPE_CHECKING:
    from core.simulate.families import Family as MadeUp
    from core.simulate.panels import Panel as Drawn
    from core.simulate.panels import Shape

FILE = Path(__file__).parent / "data" / "calibration.csv"
SEED = 20265
REPLICATES = 1000
TESTS = ("p_verdict", "p_ctl", "p_own", "p_step", "alone_abrupt", "alone_gradual")


@dataclass(frozen=True, slots=True)
class Design:
    """Months before and after, the true effect and its shape, how many comparison units (None: twelve)."""

    before: int = 24
    after: int = 12
    effect: float = 0.0
    shape: "Shape" = "step"
    comparisons: int | None = None


NOTHING, FEWER, MORE = Design(), Design(effect=-0.20), Design(effect=0.25)
DESIGNS = (
    NOTHING,
    FEWER,
    MORE,
    Design(before=12, after=6),
    Design(before=36),
    Design(before=36, after=24),
    Design(comparisons=1),
    Design(comparisons=3),
    Design(effect=-0.20, shape="ramp"),
    Design(effect=-0.20, shape="slope"),
    Design(effect=-0.20, shape="delayed"),
    Design(effect=-0.20, shape="temporary"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One family in one design.

    p_verdict ... alone_gradual : share of the replicates with p below 5 %
    rare : share with fewer than 1.5 expected events a month, which are never graded
    interval, wide_interval : share of the 95 % intervals of p_ctl and p_verdict that hold the true effect
    bias : mean of log(1 + estimate) − log(1 + true effect); NaN where a total was 0
    width : median width of ``interval``, log scale
    """

    group: str
    family: str
    before: int
    after: int
    effect: float
    shape: str
    comparisons: int
    replicates: int
    p_verdict: float
    p_ctl: float
    p_own: float
    p_step: float
    alone_abrupt: float
    alone_gradual: float
    rare: float
    interval: float
    wide_interval: float
    bias: float
    width: float
    seed: int
    measured: str

    @property
    def key(self) -> tuple[str, int, int, float, str, int]:
        return (self.family, self.before, self.after, self.effect, self.shape, self.comparisons)


@dataclass(frozen=True, slots=True, eq=False)
class One:
    """What one panel gave: p in the order of ``TESTS``, whether intervals hold the truth, error and width."""

    p: tuple[float, ...]
    rare: bool
    held: bool
    held_wide: bool
    error: float
    width: float


def measure_one(drawn: "Drawn", because_bad: bool) -> One:
    """Judge one made-up panel in all ways; without a usable county nothing is ever clear (p_verdict 1)."""
    panel, family = _panel(drawn)
    left_out = bad_months(panel) if because_bad else None
    single = alone(panel, family, left_out)
    predicted = OfTotal(single.predicted, family.name)
    abrupt: Estimate = predicted
    if step_can_be_told(single.predicted.total, family.name):
        abrupt = OfStep(single.step, single.predicted.total, family.name)
    if not can_be_compared(panel, family, left_out):
        return _one(drawn, predicted, predicted.interval(0.95), (1.0, 1.0, 1.0, 1.0, abrupt.p, predicted.p))
    fitted = controlled(panel, family, left_out)
    by_county = OfTotal(fitted.by_county, family.name)
    by_drift = OfTotal(fitted.by_own_drift, family.name)
    p_ctl, p_own, p_step = by_county.p, by_drift.p, fitted.step.p
    p = (p_verdict(p_ctl, p_own, p_step), p_ctl, p_own, p_step, abrupt.p, predicted.p)
    return _one(drawn, by_county, wide_interval(by_county, by_drift, fitted, family.name), p)


def _one(drawn: "Drawn", estimate: Estimate, wide: Interval, p: tuple[float, ...]) -> One:
    interval = estimate.interval(0.95)
    with np.errstate(divide="ignore"):
        error = np.log1p(estimate.relative) - np.log1p(drawn.true_effect)
        width = np.log1p(interval.high) - np.log1p(interval.low)
    return One(
        p=p,
        rare=estimate.expected / (drawn.numerator.shape[1] - drawn.start_index) < LEAST_EVENTS,
        held=drawn.true_effect in interval,
        held_wide=drawn.true_effect in wide,
        error=float(error),
        width=float(width),
    )


def measure(family: "MadeUp", design: Design, replicates: range, seed: int = SEED) -> list[One]:
    """Judge one panel for each number in ``replicates``."""
    from core.simulate.panels import draw_many  # noqa: PLC0415 - only needed to measure

    asked = {name: getattr(design, name) for name in ("before", "after", "effect", "shape", "comparisons")}
    return [measure_one(drawn, family.bad_months) for drawn in draw_many(family, seed, replicates, **asked)]


def _panel(drawn: "Drawn") -> tuple[Panel, Family]:
    units, months = drawn.numerator.shape
    start = np.full(units, months)
    start[drawn.target_row] = drawn.start_index
    names = tuple(str(i) for i in range(units))
    panel = Panel(names, drawn.months, drawn.numerator, drawn.denominator, start)
    return panel, SHARES if drawn.kind == "proportion" else RATES


def summed_up(family: "MadeUp", design: Design, found: list[One], seed: int = SEED) -> Measured:
    """A row of the table."""
    p = np.array([one.p for one in found])
    errors = np.array([one.error for one in found])
    return Measured(
        family.group,
        family.name,
        design.before,
        design.after,
        design.effect,
        design.shape,
        len(family.sizes) - 1 if design.comparisons is None else design.comparisons,
        len(found),
        *(round(float(share), 5) for share in (p < LEVEL).mean(axis=0)),
        rare=_share(one.rare for one in found),
        interval=_share(one.held for one in found),
        wide_interval=_share(one.held_wide for one in found),
        bias=round(float(_mean(errors)), 4),
        width=round(float(np.median([one.width for one in found])), 4),
        seed=seed,
        measured=datetime.now(tz=UTC).date().isoformat(),
    )


def _share(held: Iterable[bool]) -> float:
    return round(float(np.mean(list(held))), 5)


def _mean(errors: Floats) -> float:
    return float(errors.mean()) if np.isfinite(errors).all() else np.nan


@cache
def calibration() -> tuple[Measured, ...]:
    """The measured table, as it is committed; a row for each family and design."""
    return tuple(_rows())


def _rows() -> Iterator[Measured]:
    if not FILE.exists():
        return
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Measured(**{f.name: _TYPES[str(f.type)](row[f.name]) for f in fields(Measured)})


_TYPES = {"str": str, "int": int, "float": float, str(str): str, str(int): int, str(float): float}


def main(replicates: int) -> None:
    """Measure what is not in the file yet, and add it line by line."""
    from core.simulate.families import FAMILIES  # noqa: PLC0415

    warnings.simplefilter("error")
    done = {row.key for row in _rows()}
    FILE.parent.mkdir(exist_ok=True)
    if not done:
        FILE.write_text(",".join(f.name for f in fields(Measured)) + "\n", encoding="utf-8")
    for design in DESIGNS:
        for family in FAMILIES.values():
            comparisons = len(family.sizes) - 1 if design.comparisons is None else design.comparisons
            key = (family.name, design.before, design.after, design.effect, design.shape, comparisons)
            if key in done:
                continue
            asked = replicates if design.effect == 0 else replicates * 2 // 5
            row = summed_up(family, design, measure(family, design, range(asked)))
            print(row, flush=True)  # noqa: T201
            with FILE.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerow(astuple(row))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATES)
