"""A newer extract laid over what was there: what it replaces, what it leaves, and what differs.

An extract covers, for each series in it (indicator, unit, subgroup, period type), the periods from its first
to its last. What was there within that stretch goes, also a month that the newer extract has no row for; the
rest stays. Loading the same extract again changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from core.observations.observations import Observations
from core.observations.schema import KEY, NUMBERS, SERIES_KEY
from core.observations.source import ObservationSource

What = Literal["added", "revised", "settled", "hidden", "shown", "filled", "emptied", "gone"]
WHATS: tuple[What, ...] = get_args(What)

_SERIES, _ROW = list(SERIES_KEY), list(KEY)


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """What a newer extract changes.

    cells : a row for each indicator, unit, subgroup and period that differs: the columns of ``schema.KEY``,
        ``what``, ``value_before``, ``value_after``, ``numerator_before``, ``numerator_after``,
        ``denominator_before`` and ``denominator_after``; in the order of the key. A value that is hidden now
        is not told from before either
    n_same : rows that are as they were
    new_periods : indicator -> first days of periods (datetime64[M]) that no unit had a row for before
    new_units, gone_units : (indicator, unit) of indicators known before; ``gone`` ones keep their old rows
    new_indicators, gone_indicators : ids; ``gone`` ones keep their old rows
    other_lengths : indicators that come by another period type than before: the two are kept apart
    """

    cells: pd.DataFrame
    n_same: int
    new_periods: Mapping[str, np.ndarray]
    new_units: tuple[tuple[str, str], ...]
    gone_units: tuple[tuple[str, str], ...]
    new_indicators: tuple[str, ...]
    gone_indicators: tuple[str, ...]
    other_lengths: tuple[str, ...]

    def count(self, what: What) -> int:
        """How many cells differ in this way."""
        return int((self.cells["what"] == what).sum())

    @property
    def is_empty(self) -> bool:
        """Whether every row that the extract holds was there already, and nothing it covers goes."""
        return self.cells.empty


def updated(before: Observations, newer: Observations) -> Observations:
    """``before`` with what ``newer`` covers replaced by ``newer``. Both are left as they are."""
    old = before.frame
    kept = old[~covered(old, newer.frame)]
    return Observations(pd.concat([kept, newer.frame], ignore_index=True), checked=True)


def covered(old: pd.DataFrame, newer: pd.DataFrame) -> np.ndarray:
    """(rows of ``old``,) bool: within the stretch of a series that ``newer`` covers."""
    spans = newer.groupby(_SERIES, sort=False)["period"].agg(["min", "max"]).reset_index()
    found = old[[*_SERIES, "period"]].merge(spans, on=_SERIES, how="left")
    period, first, last = (found[name].to_numpy() for name in ("period", "min", "max"))
    return (first <= period) & (period <= last)


def difference(before: ObservationSource, newer: Observations) -> Difference:
    """What ``updated`` changes. One indicator of ``before`` is held at a time."""
    cells: list[pd.DataFrame] = []
    periods: dict[str, np.ndarray] = {}
    n_same = 0
    known = before.indicator_ids()
    both = sorted(newer.indicator_ids() & known)
    others: list[str] = []
    for indicator in sorted(newer.indicator_ids()):
        old, new = before.select(indicator=indicator), newer.select(indicator=indicator)
        compared = _compared(old[covered(old, new)], new)
        differs = compared["what"] != ""
        n_same += int((~differs).sum())
        cells.append(compared[differs])
        periods[indicator] = np.setdiff1d(_months(new), _months(old))
        if len(old) and set(new["period_type"]) - set(old["period_type"]):
            others.append(indicator)
    units = {one: (before.unit_ids(one), newer.unit_ids(one)) for one in both}
    return Difference(
        cells=pd.concat(cells, ignore_index=True) if cells else _compared(newer.frame, newer.frame),
        n_same=n_same,
        new_periods={one: months for one, months in periods.items() if len(months)},
        new_units=tuple((one, unit) for one, (old, new) in units.items() for unit in sorted(new - old)),
        gone_units=tuple((one, unit) for one, (old, new) in units.items() for unit in sorted(old - new)),
        new_indicators=tuple(sorted(newer.indicator_ids() - known)),
        gone_indicators=tuple(sorted(known - newer.indicator_ids())),
        other_lengths=tuple(others),
    )


def _months(rows: pd.DataFrame) -> np.ndarray:
    return np.unique(rows["period"].to_numpy().astype("datetime64[M]"))


def _compared(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Each key that is in either: how it differs ("" where it does not), and the numbers on both sides."""
    columns = [*_ROW, *NUMBERS, "status"]
    found = old[columns].merge(
        new[columns], on=_ROW, how="outer", suffixes=("_before", "_after"), indicator="found"
    )
    found["what"] = pd.Series(_whats(found), index=found.index, dtype="str")
    hidden = (found["status_after"] == "suppressed").to_numpy(bool)
    for name in NUMBERS:
        found[f"{name}_before"] = found[f"{name}_before"].mask(hidden)
    told = [f"{name}_{side}" for name in NUMBERS for side in ("before", "after")]
    return found[[*_ROW, "what", *told]].sort_values(_ROW, ignore_index=True)


def _whats(found: pd.DataFrame) -> np.ndarray:
    before, after = (found[f"status_{side}"].to_numpy(object) for side in ("before", "after"))
    had, has = (np.isin(status, ("ok", "provisional")) for status in (before, after))
    side = found["found"].to_numpy(object)
    same = np.ones(len(found), bool)
    for name in NUMBERS:
        one, other = (found[f"{name}_{when}"].to_numpy() for when in ("before", "after"))
        same &= (one == other) | (np.isnan(one) & np.isnan(other))
    rules: list[tuple[np.ndarray, What]] = [
        (side == "right_only", "added"),
        (side == "left_only", "gone"),
        (had & has & ~same, "revised"),
        (had & has & (before != after), "settled"),
        ((before != "suppressed") & (after == "suppressed"), "hidden"),
        ((before == "suppressed") & has, "shown"),
        ((before == "missing") & has, "filled"),
        ((before != "missing") & (after == "missing"), "emptied"),
        (~had & ~has & ~same, "revised"),
    ]
    return np.select([rule for rule, _ in rules], [what for _, what in rules], "")
