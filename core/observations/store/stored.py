"""Observations that lie in the store, read a part at a time: what a dataset asks of them."""

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.observations.coded import Coded
from core.observations.observations import Observations
from core.observations.schema import SUBGROUP_COLUMNS, TOTAL, Subgroup
from core.observations.series import Series
from core.observations.summary import Summary
from core.remarks import Problem, Refused

if TYPE_CHECKING:
    from core.observations.store.store import Store

HELD_WHOLE = 300_000
"""Collections of no more rows are read at once when opened: a person's own files nearly always."""
MOST_AT_ONCE = 5_000_000
PARTS_HELD = 24


class StoredObservations:
    """The rows of one collection as they were when it was opened.

    A large collection is read one indicator and subgroup at a time; the last ``PARTS_HELD`` are held. When
    the collection has been changed since, reading on raises Refused (``store_changed``), so that a page
    never shows numbers of two versions beside each other.
    """

    __slots__ = (
        *("_at", "_collection", "_heads", "_parts", "_store", "_summary", "_uid", "_version", "_whole"),
    )

    def __init__(self, store: "Store", collection: int) -> None:
        self._store = store
        self._collection = collection
        self._version, heads = store.heads(collection)
        self._heads, self._at = _by_indicator(heads)
        self._uid = store.uid(collection)
        self._summary = store.summary(collection, self._version)
        self._parts: OrderedDict[tuple[str, Subgroup | None], Observations] = OrderedDict()
        small = self._summary.n_rows <= HELD_WHOLE
        self._whole = self._read(self._heads) if small else None

    def __len__(self) -> int:
        return self._summary.n_rows

    @property
    def collection(self) -> int:
        """The number of the collection in its store."""
        return self._collection

    @property
    def uid(self) -> str:
        """What the collection is called in addresses."""
        return self._uid

    @property
    def version(self) -> str:
        """The load that the rows stand at."""
        return self._version

    @property
    def digest(self) -> str:
        """Text that is another whenever a row is: the load that the rows stand at."""
        return f"stored {self._version}"

    @property
    def frame(self) -> pd.DataFrame:
        """Every row. Raises Refused where they are more than ``MOST_AT_ONCE``."""
        if self._whole is not None:
            return self._whole.frame
        return self._read(self._heads).frame

    @property
    def keys(self) -> tuple[tuple[str, str, Subgroup], ...]:
        """Every (indicator, unit, subgroup) that has rows, in order."""
        heads = self._heads.drop_duplicates(["indicator", "unit", *SUBGROUP_COLUMNS])
        columns = (heads[name] for name in ("indicator", "unit", *SUBGROUP_COLUMNS))
        return tuple(sorted((i, u, Subgroup(*group)) for i, u, *group in zip(*columns, strict=True)))

    def indicator_ids(self) -> frozenset[str]:
        """Indicators that have rows."""
        return frozenset(self._at)

    def unit_ids(self, indicator: str) -> frozenset[str]:
        """Units that report the indicator."""
        return frozenset(self._of(indicator)["unit"].unique())

    def indicators_of(self, *units: str) -> frozenset[str]:
        """Indicators that any of the units reports."""
        return frozenset(self._heads["indicator"][self._heads["unit"].isin(units).to_numpy(bool)].unique())

    def subgroups(self, indicator: str, unit: str | None = None) -> frozenset[Subgroup]:
        """Subgroups that report the indicator, in any unit or in one."""
        heads = self._of(indicator)
        if unit is not None:
            heads = heads[heads["unit"] == unit]
        groups = heads[list(SUBGROUP_COLUMNS)].drop_duplicates()
        return frozenset(Subgroup(*group) for group in groups.itertuples(index=False))

    def has(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> bool:
        """Whether any row reports this series."""
        return self._part(indicator, subgroup).has(indicator, unit, subgroup)

    def period_types(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> tuple[str, ...]:
        """The period types this series is reported by, the one with most rows first."""
        return self._part(indicator, subgroup).period_types(indicator, unit, subgroup)

    def select(
        self, indicator: str | None = None, unit: str | None = None, subgroup: Subgroup | None = None
    ) -> pd.DataFrame:
        """The rows that match what is given. Raises Refused where they are more than ``MOST_AT_ONCE``."""
        if self._whole is not None:
            return self._whole.select(indicator, unit, subgroup)
        if indicator is not None and subgroup is not None:
            return self._part(indicator, subgroup).select(indicator, unit, subgroup)
        heads = self._heads if indicator is None else self._of(indicator)
        if unit is not None:
            heads = heads[heads["unit"] == unit]
        return self._read(_in_group(heads, subgroup)).frame

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
        part = self._part(indicator, subgroup)
        return part.series(indicator, unit, subgroup, kind=kind, multiply=multiply, period_type=period_type)

    def summary(self) -> Summary:
        """What the rows hold, in a few numbers."""
        return self._summary

    def _of(self, indicator: str) -> pd.DataFrame:
        return self._heads.iloc[self._at.get(indicator, slice(0, 0))]

    def _part(self, indicator: str, subgroup: Subgroup) -> Observations:
        """Every unit's rows of an indicator and subgroup: a page that asks for one asks for others."""
        if self._whole is not None:
            return self._whole
        key = (indicator, subgroup)
        if key not in self._parts:
            self._parts[key] = self._read(_in_group(self._of(indicator), subgroup))
            if len(self._parts) > PARTS_HELD:
                self._parts.popitem(last=False)
        self._parts.move_to_end(key)
        return self._parts[key]

    def _read(self, heads: pd.DataFrame) -> Observations:
        return self._store.rows(self._collection, self._version, heads, MOST_AT_ONCE)


def _by_indicator(heads: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, slice]]:
    """The series with those of an indicator together, and where each indicator's are."""
    coded = Coded.of(heads["indicator"])
    order = np.argsort(coded.codes, kind="stable")
    bounds = np.searchsorted(coded.codes[order], np.arange(len(coded.words) + 1))
    at = {str(word): slice(bounds[i], bounds[i + 1]) for i, word in enumerate(coded.words)}
    return heads.iloc[order].reset_index(drop=True), at


def _in_group(heads: pd.DataFrame, subgroup: Subgroup | None) -> pd.DataFrame:
    if subgroup is None:
        return heads
    same = np.ones(len(heads), bool)
    for name, value in zip(SUBGROUP_COLUMNS, subgroup.values, strict=True):
        same &= (heads[name] == value).to_numpy(bool)
    return heads[same]


def changed() -> Refused:
    """That the collection is no longer what it was when it was opened."""
    return Refused(Problem("store_changed"))
