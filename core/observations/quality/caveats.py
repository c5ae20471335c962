"""Which findings limit what a chart or a test of one series may claim."""

from collections.abc import Iterable

import numpy as np

from core.observations.quality.finding import Code, Finding
from core.observations.series import Series
from core.remarks import Caveat

TOLD: tuple[Code, ...] = (
    "scale_jump",
    "level_jump",
    "level_jump_shared",
    "typing_error",
    "zero_for_missing",
    "months_repeated",
    "months_repeated_here",
    "units_identical",
    "value_stuck",
    "denominator_jump",
    "denominator_is_numerator",
    "denominator_population",
    "denominator_other_kind",
    "value_disagrees",
    "provisional_unmarked",
    "unit_ended",
    "old",
    "future",
)
"""The rest a chart says by itself (gaps, hidden and provisional values, breaks), or is of no one series."""


def quality_caveats(findings: Iterable[Finding], series: Series) -> tuple[Caveat, ...]:
    """What the findings mean for a series: each code once, with all its periods in the series.

    A summed series is limited by what was found in the units it is made of.
    """
    told: dict[Code, Finding] = {}
    periods: dict[Code, set[np.datetime64]] = {}
    for one in findings:
        if one.code in TOLD and _concerns(one, series):
            told.setdefault(one.code, one)
            periods.setdefault(one.code, set()).update(set(one.periods) & set(series.months))
    return tuple(
        Caveat(f"data.{code}", {**told[code].values, "periods": tuple(sorted(periods[code]))})
        for code in TOLD
        if code in told
    )


def _concerns(finding: Finding, series: Series) -> bool:
    if finding.indicator != series.indicator or finding.period_type != series.period_type:
        return False
    if finding.unit and (
        finding.unit not in (series.unit, *series.made_of) or finding.subgroup != series.subgroup
    ):
        return False
    return not finding.periods or any(period in series.months for period in finding.periods)
