"""What the verdict says, and nothing but what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from core.change.compare import LeftOut
from core.remarks import Caveat

Grade = Literal["clear", "likely", "no_sign", "cannot_tell"]
Said = Literal["clear", "likely", "own_trend", "no_sign", "cannot_tell"]
Direction = Literal["better", "worse", "neutral"]
Moved = Literal["up", "down"]
Lack = Literal[
    "no_month_before",
    "no_month_after",
    "few_before",
    "no_events",
    "constant",
    "rolling",
    "not_monthly",
    "no_denominators",
    "level_zero",
]
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """Did the change move the numbers?

    grade : clear, likely, no_sign (of a change that matters), cannot_tell; of values that come once or twice
        a year never clear
    reason : why there is no computation at all; then all numbers are None or empty. rolling, not_monthly,
        no_denominators : why there are no or few months; level_zero : means that may be 0 have no per cent
    direction : better, worse, or neutral where the indicator has no direction; moved : up or down
    alone : judged without comparison units, and then never above likely
    p : what the grade stands on: p_verdict, or p_alone without comparison units
    p_ctl : against the county; p_own, p_step : against the unit's own drift;
        p_verdict = max(p_ctl, min(p_own, p_step)·0.05/0.06)
    observed, expected : Σ numerators after the change and what they would have been (for means Σ n × level)
    observed_level, expected_level : the same divided by Σ denominators, unscaled
    relative_effect : observed/expected − 1, averaged over all months after
    interval, interval_90 : 95 and 90 % of relative_effect, low and high; wide_interval : what also the
        unit's own drift allows
    effect, effect_interval : in natural units: events a month and unit; for means the difference of levels;
        not expected × ``interval``, see ``estimate.differences``
    standard_error : of log(1 + relative_effect); for means of relative_effect
    minimum_detectable_effect : relative, seen 80 times of 100 as at least likely; but for means that of a
        decrease: an increase has to be larger (``grades.detectable_increase``)
    months_needed : further months until ``smallest_change`` could be seen; None if more than three years or
        where the answer does not wait for months
    break_even_drift : own drift a year (relative) from which the effect would no longer show; None when
        p_ctl is not below 0.05
    own_drift : trend beside the county's before the change, relative a year; of several starters those that
        show one (p below 0.05), weighted by their part of the whole; None where none does
    p_by_shifted_start : p with the start moved by so many months
    counterfactual : unit, month, after, picked (made them start, since it was bad), observed, expected,
        lower, upper; 95 % band of single months after
    n_before, n_after : months used of the starters together
    compared : comparison units used; left_out : units not used and why
    """

    grade: Grade
    caveats: tuple[Caveat, ...]
    reason: Lack | None = None
    direction: Direction | None = None
    moved: Moved | None = None
    alone: bool = False
    p: float | None = None
    p_ctl: float | None = None
    p_own: float | None = None
    p_step: float | None = None
    p_verdict: float | None = None
    p_alone: float | None = None
    observed: float | None = None
    expected: float | None = None
    observed_level: float | None = None
    expected_level: float | None = None
    relative_effect: float | None = None
    interval: Ends | None = None
    interval_90: Ends | None = None
    wide_interval: Ends | None = None
    effect: float | None = None
    effect_interval: Ends | None = None
    standard_error: float | None = None
    minimum_detectable_effect: float | None = None
    months_needed: int | None = None
    break_even_drift: float | None = None
    own_drift: float | None = None
    p_by_shifted_start: Mapping[int, float] = field(default_factory=dict)
    counterfactual: pd.DataFrame = field(default_factory=pd.DataFrame)
    n_before: int = 0
    n_after: int = 0
    judged: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def own_trend_explains(self) -> bool:
        """Whether a likely change was on its way already, by a trend beside which what is left may be chance.

        "Likely" holds if the unit would otherwise have followed the county. Here its own trend before went
        the same way and is at least the break-even drift.
        """
        numbers = (self.own_drift, self.break_even_drift, self.relative_effect)
        if self.grade != "likely" or None in numbers:
            return False
        drift, enough, effect = (float(number or 0.0) for number in numbers)
        return drift * effect > 0 and abs(drift) >= enough

    @property
    def said(self) -> Said:
        """What headline, tables and figures call it: the grade, but no change what an own trend explains."""
        return "own_trend" if self.own_trend_explains else self.grade
