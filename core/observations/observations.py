"""The observation table with an index for finding a series at once and a digest of its content."""

import hashlib
from collections.abc import Mapping
from typing import cast

import numpy as np
import pandas as pd

from core.observations.coded import Coded, together
from core.observations.schema import (
    COLUMNS,
    KEY,
    MONTHS_IN,
    NUMBERS,
    SERIES_KEY,
    STATUSES,
    SUBGROUP_COLUMNS,
    TOTAL,
    Subgroup,
    validate,
)
from core.observations.series import Series, calendar, place, place_status
from core.observations.summary import Summary, summary_of

_SeriesKey = tuple[str, str, Subgroup]


class Observations:
    """All rows, in one order whatever order they came in, so equal content gives an equal digest.

    frame : columns of ``schema.COLUMNS``. Raises Refused when it is not an observation table;
    checked : the caller has just validated it (a reader, or our own stored sample) and need not again.
    coded : columns of ``frame`` as distinct words, where the caller has them.
    """

    __slots__ = ("_codes", "_digest", "_frame", "_months", "_numbers", "_places", "_slices", "_status")

    def __init__(
        self, frame: pd.DataFrame, *, checked: bool = False, coded: Mapping[str, Coded] | None = None
    ) -> None:
        if not checked:
            validate(frame)
        given = coded or {}
        columns = {
            name: Coded.of(given.get(name, frame[name])).ranked()
            for name in COLUMNS
            if name not in (*NUMBERS, "period")
        }
        months = frame["period"].to_numpy().astype("datetime64[M]")
        order = in_order(columns, months)
        if np.array_equal(order, np.arange(len(order))):
            self._frame = frame.reset_index(drop=True)
        else:
            self._frame = frame.iloc[order].reset_index(drop=True)
            columns = {name: column.take(order) for name, column in columns.items()}
            months = months[order]
        self._codes = {name: (column.codes, column.words) for name, column in columns.items()}
        self._months = months
        self._numbers = {name: self._frame[name].to_numpy() for name in NUMBERS}
        self._status = _status_codes(*self._codes["status"])
        self._slices = self._index()
        self._places: dict[str, list[tuple[str, Subgroup]]] = {}
        for indicator, unit, group in self._slices:
            self._places.setdefault(indicator, []).append((unit, group))
        self._digest: str | None = None

    def __len__(self) -> int:
        return len(self._frame)

    @property
    def frame(self) -> pd.DataFrame:
        """The table, sorted by its key. A shallow copy: changing it changes nothing here."""
        return self._frame.copy(deep=False)

    @property
    def digest(self) -> str:
        """32 hexadecimal digits from every cell; the same for the same content in any row order."""
        if self._digest is None:
            self._digest = self._compute_digest()
        return self._digest

    @property
    def keys(self) -> tuple[_SeriesKey, ...]:
        """Every (indicator, unit, subgroup) that has rows, in order."""
        return tuple(self._slices)

    def indicator_ids(self) -> frozenset[str]:
        """Indicators that have rows."""
        return frozenset(self._places)

    def unit_ids(self, indicator: str) -> frozenset[str]:
        """Units that report the indicator."""
        return frozenset(unit for unit, _ in self._places.get(indicator, ()))

    def indicators_of(self, *units: str) -> frozenset[str]:
        """Indicators that any of the units reports."""
        return frozenset(key[0] for key in self._slices if key[1] in units)

    def subgroups(self, indicator: str, unit: str | None = None) -> frozenset[Subgroup]:
        """Subgroups that report the indicator, in any unit or in one."""
        places = self._places.get(indicator, ())
        return frozenset(group for one, group in places if unit in (None, one))

    def summary(self) -> Summary:
        """What the rows hold, in a few numbers."""
        return summary_of(self._frame)

    def has(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> bool:
        """Whether any row reports this series."""
        return (indicator, unit, subgroup) in self._slices

    def period_types(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> tuple[str, ...]:
        """The period types this series is reported by, the one with most rows first."""
        slices = self._slices.get((indicator, unit, subgroup), {})
        return tuple(
            sorted(slices, key=lambda kind: (slices[kind].start - slices[kind].stop, MONTHS_IN[kind]))
        )

    def select(
        self, indicator: str | None = None, unit: str | None = None, subgroup: Subgroup | None = None
    ) -> pd.DataFrame:
        """The rows of the table that match what is given."""
        parts = [
            np.arange(rows.start, rows.stop)
            for key, slices in self._slices.items()
            if indicator in (None, key[0]) and unit in (None, key[1]) and subgroup in (None, key[2])
            for rows in slices.values()
        ]
        return self._frame.iloc[np.concatenate(parts) if parts else []].reset_index(drop=True)

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
        """The reported series over its complete calendar; None when no row reports it.

        kind, multiply : of the indicator; they decide what ``.y`` and ``.n`` are.
        period_type : which, when a series is reported by several; the one with most rows otherwise.
        """
        slices = self._slices.get((indicator, unit, subgroup))
        if not slices or (period_type is not None and period_type not in slices):
            return None
        period_type = period_type or self.period_types(indicator, unit, subgroup)[0]
        rows = slices[period_type]
        reported = self._months[rows]
        months = calendar(reported[0], reported[-1], period_type)
        numerator, denominator, value = (
            place(months, reported, self._numbers[name][rows]) for name in NUMBERS
        )
        return Series(
            indicator=indicator,
            unit=unit,
            subgroup=subgroup,
            period_type=period_type,
            months=months,
            numerator=numerator,
            denominator=denominator,
            value=value,
            status=place_status(months, reported, self._status[rows]),
            source=self._sources(rows),
            kind=kind,
            multiply=multiply,
        )

    def _sources(self, rows: slice) -> str:
        codes, words = self._codes["source"]
        here = codes[rows]
        if (here == here[0]).all():  # as almost always, and found at once
            return str(words[here[0]])
        return "; ".join(str(words[code]) for code in np.unique(here))

    def _index(self) -> dict[_SeriesKey, dict[str, slice]]:
        if not len(self._frame):
            return {}
        changed = np.zeros(len(self._frame), bool)
        changed[0] = True
        for name in SERIES_KEY:
            codes = self._codes[name][0]
            changed[1:] |= codes[1:] != codes[:-1]
        starts = np.flatnonzero(changed)
        stops = np.append(starts[1:], len(self._frame))
        columns = {name: self._codes[name][1][self._codes[name][0][starts]] for name in SERIES_KEY}
        slices: dict[_SeriesKey, dict[str, slice]] = {}
        groups = zip(*(columns[name] for name in SUBGROUP_COLUMNS), strict=True)
        heads = zip(
            columns["indicator"], columns["unit"], groups, columns["period_type"], starts, stops, strict=True
        )
        for indicator, unit, group, period_type, start, stop in heads:
            by_type = slices.setdefault((indicator, unit, Subgroup(*group)), {})
            by_type[period_type] = slice(int(start), int(stop))
        return slices

    def _compute_digest(self) -> str:
        digest = hashlib.blake2b(digest_size=16)
        for name in COLUMNS:
            if name == "period":
                parts = [self._months.astype(np.int64).tobytes()]
            elif name in NUMBERS:
                parts = [_canonical(self._numbers[name]).tobytes()]
            else:
                codes, words = self._codes[name]
                # Lengths go in front, so that no other division into words gives the same bytes.
                texts = [str(word).encode() for word in words]
                parts = [
                    b"".join(len(t).to_bytes(8, "little") + t for t in texts),
                    codes.astype("<i4").tobytes(),
                ]
            digest.update(name.encode() + len(self._frame).to_bytes(8, "little"))
            for part in parts:
                digest.update(len(part).to_bytes(8, "little") + part)
        return digest.hexdigest()


def in_order(ranked: Mapping[str, Coded], months: np.ndarray) -> np.ndarray:
    """(rows,) positions of rows sorted by their key.

    ranked : at least the columns of ``SERIES_KEY``; months : datetime64[M]
    """
    if not len(months):
        return np.zeros(0, np.int64)
    since = (months - months.min()).astype(np.int64)
    key = together(
        [
            *((ranked[name].codes, len(ranked[name].words)) for name in SERIES_KEY),
            (since, int(since.max()) + 1),
        ]
    )
    return np.argsort(key, kind="stable")


def _status_codes(codes: np.ndarray, words: np.ndarray) -> np.ndarray:
    ours = np.array([STATUSES.index(cast("str", word)) for word in words], np.int8)  # pyright: ignore[reportArgumentType]
    return ours[codes] if len(ours) else np.zeros(0, np.int8)


def _canonical(numbers: np.ndarray) -> np.ndarray:
    """The same bytes for every NaN and for both zeros."""
    return np.where(np.isnan(numbers), np.nan, numbers) + 0.0


assert set(KEY) <= set(COLUMNS)
