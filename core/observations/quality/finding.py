"""One thing worth knowing about the numbers: what, where, how bad, and what it does to the statistics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from core.indicators import Indicator
from core.observations.quality.grid import Bools, Grid
from core.observations.schema import TOTAL, Subgroup
from core.remarks import Value

Severity = Literal["wrong", "check", "know"]
"""``wrong``: hardly a true number. ``check``: true or not, someone has to look. ``know``: as it should be."""

Effect = Literal[
    "level",
    "one_point",
    "holes",
    "not_comparable",
    "units",
    "too_little_variation",
    "late",
    "old",
    "rates",
    "sums",
    "sample",
    "one_period_type",
]
"""What a finding does to the statistics."""

Code = Literal[
    "scale_jump",
    "level_jump",
    "level_jump_shared",
    "typing_error",
    "zero_for_missing",
    "months_repeated",
    "months_repeated_here",
    "units_identical",
    "value_stuck",
    "rounded",
    "denominator_jump",
    "denominator_is_numerator",
    "denominator_constant",
    "denominator_population",
    "denominator_other_kind",
    "numerator_above",
    "nobody_counted",
    "value_disagrees",
    "parts_exceed",
    "parts_lack",
    "periods_missing",
    "periods_absent",
    "unit_absent",
    "unit_ended",
    "hidden",
    "missing",
    "provisional",
    "provisional_unmarked",
    "old",
    "future",
    "break_inside",
    "two_sources",
    "mixed_periods",
]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
CODES: tuple[Code, ...] = get_args(Code)
EFFECT_OF: Mapping[Code, Effect] = {
    "scale_jump": "not_comparable",
    "level_jump": "not_comparable",
    "level_jump_shared": "not_comparable",
    "typing_error": "one_point",
    "zero_for_missing": "one_point",
    "months_repeated": "one_point",
    "months_repeated_here": "one_point",
    "units_identical": "units",
    "value_stuck": "too_little_variation",
    "rounded": "too_little_variation",
    "denominator_jump": "rates",
    "denominator_is_numerator": "rates",
    "denominator_constant": "rates",
    "denominator_population": "rates",
    "denominator_other_kind": "units",
    "numerator_above": "rates",
    "nobody_counted": "rates",
    "value_disagrees": "rates",
    "parts_exceed": "sums",
    "parts_lack": "sums",
    "periods_missing": "holes",
    "periods_absent": "holes",
    "unit_absent": "units",
    "unit_ended": "units",
    "hidden": "sample",
    "missing": "holes",
    "provisional": "late",
    "provisional_unmarked": "late",
    "old": "old",
    "future": "level",
    "break_inside": "not_comparable",
    "two_sources": "not_comparable",
    "mixed_periods": "one_period_type",
}


Periods = Sequence[int] | NDArray[np.integer] | Bools
"""Positions on a grid's calendar, or for each of its periods whether it is one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and where.

    unit : id, "" when it concerns all units of the indicator
    periods : first months (datetime64[M]) of the periods concerned, () when it concerns all
    values : what the sentence needs; never a number from a cell that is hidden
    """

    code: Code
    severity: Severity
    indicator: str
    unit: str = ""
    subgroup: Subgroup = TOTAL
    period_type: str = "month"
    periods: tuple[np.datetime64, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def effect(self) -> Effect:
        """What it does to the statistics."""
        return EFFECT_OF[self.code]


def in_series(
    grid: Grid, row: int, code: Code, severity: Severity, at: Periods = (), **values: Value
) -> Finding:
    """A finding about one series of a grid; ``at``: positions of periods, or which of them as booleans."""
    return Finding(
        code,
        severity,
        grid.indicators[row].id,
        grid.units[row],
        grid.subgroups[row],
        grid.period_type,
        _named(grid, at),
        values,
    )


def in_indicator(
    grid: Grid,
    indicator: Indicator,
    code: Code,
    severity: Severity,
    at: Periods = (),
    **values: Value,
) -> Finding:
    """A finding about an indicator in all its units."""
    return Finding(
        code,
        severity,
        indicator.id,
        period_type=grid.period_type,
        periods=_named(grid, at),
        values=values,
    )


def _named(grid: Grid, at: Periods) -> tuple[np.datetime64, ...]:
    return tuple(grid.months[np.asarray(at)]) if len(at) else ()
