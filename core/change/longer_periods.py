"""What a verdict says of quarters, half-years and years, which ``evaluate`` sees as months with gaps."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from core.observations.schema import MONTHS_IN
from core.remarks import Caveat

TWO_YEARS = 24
LONGER = {
    "verdict_excluded": "verdict_excluded_longer",
    "verdict_provisional": "verdict_provisional_longer",
    "verdict_short_history": "verdict_short_history_longer",
    "verdict_missing_after": "verdict_missing_after_longer",
    "verdict_pool": "verdict_pool_longer",
    "verdict_bad_months": "verdict_bad_months_longer",
    "verdict_bad_months_alone": "verdict_bad_months_alone_longer",
}
"""Caveats whose sentences count months, and what they are called where periods are longer."""


def of_longer_periods(
    caveats: Iterable[Caveat], period_type: str, table: pd.DataFrame, start: Mapping[str, np.datetime64]
) -> tuple[Caveat, ...]:
    """The caveats as they are told of periods. table, start : what ``evaluate`` was asked with."""
    length = MONTHS_IN[period_type]
    told = []
    for caveat in caveats:
        if caveat.code not in LONGER:
            told.append(caveat)
        elif caveat.code == "verdict_short_history" and int(str(caveat.values["n"])) * length >= TWO_YEARS:
            continue
        elif caveat.code != "verdict_missing_after":
            told.append(replace(caveat, code=LONGER[caveat.code]))
        elif n := _missing_after(table, start):
            told.append(Caveat(LONGER[caveat.code], {"n": n}))
    return tuple(told)


def _missing_after(table: pd.DataFrame, start: Mapping[str, np.datetime64]) -> int:
    """Rows of the starters after their start without a number, up to the last month of the table that has."""
    unknown = table["numerator"].isna() & (table["month"] <= table["month"][table["numerator"].notna()].max())
    return sum(
        int((unknown & (table["unit"] == unit) & (table["month"] >= pd.Timestamp(month))).sum())
        for unit, month in start.items()
    )
