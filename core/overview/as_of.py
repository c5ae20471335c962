"""A dataset as it was at the end of a month: every series up to then, by the numbers as they are now.

Nobody keeps the numbers of then: months that were revised, and which values are hidden, are as they are now.
"""

from typing import Any

from core.observations.cut import between
from core.observations.dataset import Dataset
from core.observations.months import Month
from core.observations.schema import MONTHS_IN, TOTAL, Subgroup
from core.observations.series import Series


def until(series: Series, month: Month) -> Series | None:
    """The periods that had ended when ``month`` had; None if there were none."""
    last = month - (MONTHS_IN[series.period_type] - 1)
    return between(series, None, last) if series.months[0] <= last else None


class AsOf(Dataset):
    """``whole`` without every period that had not ended with ``month``. It has all units of ``whole``, and no
    series (None) of one that began later. The rows of ``observations`` are those of ``whole``.
    """

    def __init__(self, whole: Dataset, month: Month) -> None:
        super().__init__(whole.observations, whole.catalogue, whole.units, whole.label, whole.made_up)
        object.__setattr__(self, "whole", whole)
        object.__setattr__(self, "month", month)

    whole: Dataset
    month: Month

    def series(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> Series | None:
        found = self.whole.series(indicator, unit, subgroup)
        return None if found is None else until(found, self.month)

    def units_of(self, indicator: str) -> tuple[Any, ...]:
        return self.whole.units_of(indicator)

    def subgroups_of(self, indicator: str, unit: str) -> tuple[Subgroup, ...]:
        return self.whole.subgroups_of(indicator, unit)
