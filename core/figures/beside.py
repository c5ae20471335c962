"""A series drawn beside the one charted."""

from dataclasses import dataclass

import numpy as np

from core.observations.series import Series


@dataclass(frozen=True, slots=True)
class Beside:
    """Another series drawn beside the one charted, e.g. the county's."""

    name: str
    series: Series

    def on(self, series: Series) -> np.ndarray:
        """Its settled values on the calendar of ``series``, (points,); NaN where it has none.

        All NaN where periods are of another length: a month says nothing beside a quarter.
        """
        if self.series.period_type != series.period_type:
            return np.full(len(series.months), np.nan)
        settled = np.where(self.series.status == "provisional", np.nan, self.series.value)
        known = dict(zip(self.series.months, settled, strict=True))
        return np.array([known.get(month, np.nan) for month in series.months], dtype=float)
