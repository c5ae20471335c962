"""One indicator, unit and subgroup over a complete calendar, as arrays for the statistics."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from core.observations.schema import MONTHS_IN, STATUSES, Subgroup

CODE = {status: code for code, status in enumerate(STATUSES)}
_STATUS_TEXT = np.array(STATUSES)


@dataclass(frozen=True, eq=False)
class Series:
    """A complete calendar from the first to the last period; nothing is skipped.

    months : (T,) datetime64[M], one step of ``period_type`` apart
    numerator, denominator, value : (T,) float64, NaN where missing or suppressed; value as shown
    status : (T,) str, "missing" also for periods that no row reported
    coverage : (T,) when the series was summed: how much of the whole the units that reported make up, 0 to
        1, each weighed by its usual denominator (alike where none is known); else None
    made_of : ids of the units it was summed from; empty when reported as it stands
    pooled : True when it is every unit of a level together rather than an ancestor
    """

    indicator: str
    unit: str
    subgroup: Subgroup
    period_type: str
    months: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    value: np.ndarray
    status: np.ndarray
    source: str
    kind: str = "rate"
    multiply: float = 1.0
    coverage: np.ndarray | None = None
    made_of: tuple[str, ...] = ()
    pooled: bool = False

    def __len__(self) -> int:
        return len(self.months)

    @cached_property
    def has_counts(self) -> bool:
        """Whether every known value comes with the counts its kind needs."""
        known = ~np.isnan(self.value)
        if not known.any():
            return False
        if self.kind == "count":
            return bool(np.isfinite(self.numerator[known]).all())
        return bool((np.isfinite(self.numerator) & (self.denominator > 0))[known].all())

    @cached_property
    def y(self) -> np.ndarray:
        """What core.spc plots: counts for count, and for proportion and rate with counts; else the value."""
        if self.kind == "count" or (self.kind in ("proportion", "rate") and self.has_counts):
            return np.where(np.isnan(self.value), np.nan, self.numerator)
        return self.value

    @cached_property
    def n(self) -> np.ndarray | None:
        """Denominators that belong to ``y``; None where the kind has none or the source gave only values."""
        if self.kind in ("proportion", "rate") and self.has_counts:
            return self.denominator
        return None

    @cached_property
    def provisional(self) -> np.ndarray:
        """Positions (from 0) of provisional periods."""
        return np.flatnonzero(self.status == "provisional")

    @cached_property
    def suppressed(self) -> np.ndarray:
        """Positions of periods whose number is hidden because it is small."""
        return np.flatnonzero(self.status == "suppressed")

    @cached_property
    def missing(self) -> np.ndarray:
        """Positions of periods that nobody reported."""
        return np.flatnonzero(self.status == "missing")

    @property
    def frame(self) -> pd.DataFrame:
        """The series as a table: one row a period."""
        return pd.DataFrame(
            {
                "period": self.months.astype("datetime64[us]"),
                "numerator": self.numerator,
                "denominator": self.denominator,
                "value": self.value,
                "status": pd.Series(self.status, dtype="str"),
            }
        )


def calendar(first: np.datetime64, last: np.datetime64, period_type: str) -> np.ndarray:
    """All first months of periods from ``first`` to ``last``, both included: datetime64[M]."""
    return np.arange(first, last + np.timedelta64(1, "M"), np.timedelta64(MONTHS_IN[period_type], "M"))


def place(months: np.ndarray, reported: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Lay reported ``values`` on the calendar ``months``; NaN where nothing was reported."""
    laid = np.full(len(months), np.nan)
    laid[np.searchsorted(months, reported)] = values
    return laid


def place_status(months: np.ndarray, reported: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Lay status codes on the calendar as text; "missing" where nothing was reported."""
    laid = np.full(len(months), CODE["missing"], np.int8)
    laid[np.searchsorted(months, reported)] = codes
    return _STATUS_TEXT[laid]
