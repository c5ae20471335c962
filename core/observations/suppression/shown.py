"""A dataset as it may be shown: every number in it may be seen, and nothing else is there to compute from."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from secrets import token_bytes
from typing import Any

import numpy as np
import pandas as pd

from core.observations.coded import Coded, together
from core.observations.dataset import Dataset
from core.observations.progress import Progress, untold
from core.observations.schema import NUMBERS, SUBGROUP_COLUMNS, TOTAL, Subgroup
from core.observations.series import Series
from core.observations.summary import Summary
from core.observations.suppression.limits import limits_of
from core.observations.suppression.masks import Mask, masks_of

Masks = Callable[[str], tuple[Mask, ...]]
HIDDEN = "suppressed"
_KEY = token_bytes(32)
_NOWHERE = (-1, -1, -1)
"""In place of where a series stands in a mask's grid, for one that the grid does not hold."""


class Shown(Dataset):
    """A dataset without the numbers that may not be shown.

    What it sums, it sums from all numbers, and hides the sum where that has to be; whatever else anybody
    computes from it is computed from shown numbers alone. Worked out one indicator at a time, when first
    asked for.
    """

    def __init__(self, whole: Dataset) -> None:
        found: dict[str, tuple[Mask, ...]] = {}

        def masks(indicator: str) -> tuple[Mask, ...]:
            if indicator not in found:
                known = indicator in whole.catalogue
                found[indicator] = masks_of(whole, whole.catalogue[indicator]) if known else ()
            return found[indicator]

        super().__init__(
            ShownObservations(whole, masks), whole.catalogue, whole.units, whole.label, whole.made_up
        )
        object.__setattr__(self, "whole", whole)
        object.__setattr__(self, "masks", masks)
        object.__setattr__(self, "_found", found)

    whole: Dataset
    masks: Masks
    _found: dict[str, tuple[Mask, ...]]

    def waiting(self) -> tuple[str, ...]:
        """Indicators with rows of which nobody has asked yet: what may be shown of them is not worked out."""
        return tuple(one.id for one in self.indicators() if one.id not in self._found)

    def work_out(self, progress: Progress = untold) -> None:
        """Work out what may be shown of every indicator that waits.

        progress : told after each indicator; when it raises, those that are done stay worked out
        """
        waiting = self.waiting()
        for done, indicator in enumerate(waiting):
            self.masks(indicator)
            progress((done + 1) / len(waiting))

    def for_showing(self) -> Dataset:
        return self

    def _summed(self, indicator: str, unit: str, subgroup: Subgroup) -> Series | None:
        if self.observations.has(indicator, unit, subgroup):
            return None
        summed = self.whole.series(indicator, unit, subgroup)
        return None if summed is None else masked(summed, self.masks(indicator))

    def units_of(self, indicator: str) -> tuple[Any, ...]:
        return self.whole.units_of(indicator)

    def subgroups_of(self, indicator: str, unit: str) -> tuple[Subgroup, ...]:
        return self.whole.subgroups_of(indicator, unit)


def masked(series: Series, masks: tuple[Mask, ...]) -> Series:
    """The series without what may not be shown. A hidden value has no denominator either, whoever hid it."""
    hidden = series.status == HIDDEN
    for mask in masks:
        here = mask.of(series.unit, series.subgroup, series)
        if here is not None:
            hidden = hidden | here
    if not hidden.any():
        return series
    return replace(
        series,
        numerator=np.where(hidden, np.nan, series.numerator),
        denominator=np.where(hidden, np.nan, series.denominator),
        value=np.where(hidden, np.nan, series.value),
        status=np.where(hidden, HIDDEN, series.status),
    )


class ShownObservations:
    """The rows of a dataset as they may be shown; an ``ObservationSource``."""

    __slots__ = ("_limits", "_masks", "_whole")

    def __init__(self, whole: Dataset, masks: Masks) -> None:
        self._whole = whole
        self._masks = masks
        there = sorted(whole.observations.indicator_ids() & set(whole.catalogue.ids))
        self._limits = repr([(one, limits_of(whole.catalogue[one])) for one in there])

    def __len__(self) -> int:
        return len(self._whole.observations)

    @property
    def digest(self) -> str:
        """Other than that of the rows as they are, and than that of the same rows with other limits: answers
        about one are not answers about the other.

        Made with a key that nobody has: a checksum of hidden numbers would tell who tries which of them fit.
        """
        digest = f"{self._whole.observations.digest} {self._limits}".encode()
        return f"shown-{blake2b(digest, key=_KEY, digest_size=16).hexdigest()}"

    @property
    def frame(self) -> pd.DataFrame:
        return self.select()

    @property
    def keys(self) -> tuple[tuple[str, str, Subgroup], ...]:
        return self._whole.observations.keys

    def indicator_ids(self) -> frozenset[str]:
        return self._whole.observations.indicator_ids()

    def unit_ids(self, indicator: str) -> frozenset[str]:
        return self._whole.observations.unit_ids(indicator)

    def indicators_of(self, *units: str) -> frozenset[str]:
        return self._whole.observations.indicators_of(*units)

    def subgroups(self, indicator: str, unit: str | None = None) -> frozenset[Subgroup]:
        return self._whole.observations.subgroups(indicator, unit)

    def has(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> bool:
        return self._whole.observations.has(indicator, unit, subgroup)

    def period_types(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> tuple[str, ...]:
        return self._whole.observations.period_types(indicator, unit, subgroup)

    def summary(self) -> Summary:
        return self._whole.observations.summary()

    def select(
        self, indicator: str | None = None, unit: str | None = None, subgroup: Subgroup | None = None
    ) -> pd.DataFrame:
        rows = self._whole.observations.select(indicator, unit, subgroup)
        hidden = (rows["status"] == HIDDEN).to_numpy(copy=True)
        for one, at in rows.groupby("indicator", sort=False).indices.items():
            hidden[at] |= self._hidden_rows(str(one), rows.iloc[at])
        gone = pd.Series(hidden, index=rows.index)
        return rows.assign(
            **{name: rows[name].mask(gone) for name in NUMBERS}, status=rows["status"].mask(gone, HIDDEN)
        )

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
        found = self._whole.observations.series(
            indicator, unit, subgroup, kind=kind, multiply=multiply, period_type=period_type
        )
        if found is None:
            return None
        leading = self._whole.observations.period_types(indicator, unit, subgroup)[0]
        if found.period_type != leading:
            return _none_shown(found)
        return masked(found, self._masks(indicator))

    def _hidden_rows(self, indicator: str, rows: pd.DataFrame) -> np.ndarray:
        """Which rows of one indicator the masks hide.

        Rows of a unit's second period length are in no mask: they are shown nowhere, and all are hidden.
        """
        hidden = np.ones(len(rows), dtype=bool)
        months = rows["period"].to_numpy().astype("datetime64[M]")
        types = rows["period_type"].to_numpy()
        series, heads = _series_of(rows)
        for mask in self._masks(indicator):
            gone = mask.small | mask.beside
            places = np.array([mask.grid.places.get(head, _NOWHERE)[:2] for head in heads]).reshape(-1, 2)
            unit, group = places[series].T
            there = (types == mask.grid.period_type) & (unit >= 0)
            when = np.searchsorted(mask.grid.months, months[there])
            hidden[there] = gone[unit[there], group[there], when]
        return hidden


def _series_of(rows: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, Subgroup]]]:
    """For each row which series it belongs to, and the unit and group of each series."""
    columns = [Coded.of(rows[name]) for name in ("unit", *SUBGROUP_COLUMNS)]
    key = together((column.codes, len(column.words)) for column in columns)
    _, first, series = np.unique(key, return_index=True, return_inverse=True)
    heads = zip(*(column.words[column.codes[first]] for column in columns), strict=True)
    return series, [(unit, Subgroup(*group)) for unit, *group in heads]


def _none_shown(series: Series) -> Series:
    nothing = np.full(len(series), np.nan)
    status = np.where(np.isin(series.status, ("ok", "provisional")), HIDDEN, series.status)
    return replace(series, numerator=nothing, denominator=nothing, value=nothing, status=status)
