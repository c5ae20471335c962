"""What a dataset asks of its observations, wherever they lie: in memory, or in a store read part by part."""

from typing import Protocol

import pandas as pd

from core.observations.schema import TOTAL, Subgroup
from core.observations.series import Series
from core.observations.summary import Summary


class ObservationSource(Protocol):
    """Rows of the observation table. ``Observations`` holds them all, ``store.StoredObservations`` asks.

    Whoever needs more than one series asks for one indicator at a time (``select``): ``frame`` may be too
    much to hold and is then refused.
    """

    def __len__(self) -> int: ...

    @property
    def digest(self) -> str:
        """Text that is another whenever a row is."""
        ...

    @property
    def frame(self) -> pd.DataFrame:
        """Every row, in the order of the key. Raises Refused where they are too many to hold."""
        ...

    @property
    def keys(self) -> tuple[tuple[str, str, Subgroup], ...]:
        """Every (indicator, unit, subgroup) that has rows, in order."""
        ...

    def indicator_ids(self) -> frozenset[str]:
        """Indicators that have rows."""
        ...

    def unit_ids(self, indicator: str) -> frozenset[str]:
        """Units that report the indicator."""
        ...

    def indicators_of(self, *units: str) -> frozenset[str]:
        """Indicators that any of the units reports."""
        ...

    def subgroups(self, indicator: str, unit: str | None = None) -> frozenset[Subgroup]:
        """Subgroups that report the indicator, in any unit or in one."""
        ...

    def has(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> bool:
        """Whether any row reports this series."""
        ...

    def period_types(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> tuple[str, ...]:
        """The period types this series is reported by, the one with most rows first."""
        ...

    def select(
        self, indicator: str | None = None, unit: str | None = None, subgroup: Subgroup | None = None
    ) -> pd.DataFrame:
        """The rows of the table that match what is given, in the order of the key."""
        ...

    def series(
        self,
        indicator: str,
        unit: str,
        subgroup: Subgroup = TOTAL,
        *,
        kind: str = "rate",
        multiply: float = 1.0,
        period_type: str | None = None,
    ) -> Series | None:
        """The reported series over its complete calendar; None when no row reports it."""
        ...

    def summary(self) -> Summary:
        """What the rows hold, in a few numbers."""
        ...
