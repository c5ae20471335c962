"""What it would mean for a file that small counts of the measures it describes are hidden."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.indicators.catalogue import Catalogue
from core.observations.dataset import Dataset
from core.observations.schema import SERIES_KEY
from core.spc.hidden import MOST_HIDDEN

_HAS_NUMBER = ("ok", "provisional")


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a limit hides of the measures it is set for.

    values, units : reported values that have a number, and the units they are of
    hidden, units_hidden : values that would be hidden, small ones and those that would give one away, and the
        units they are of
    units_untold : units with a series of which then, and not before, more than a tenth is hidden, so that
        neither level nor limits are told
    """

    values: int
    units: int
    hidden: int
    units_hidden: int
    units_untold: int


def foretold(dataset: Dataset, indicators: Collection[str], below: int) -> Foretold:
    """What is hidden when counts from 1 up to but not including ``below`` of these indicators are.

    dataset : every number of the file, as it was read
    indicators : ids in its catalogue
    """
    before = _shown(dataset, indicators, 0)
    after = _shown(dataset, indicators, below)
    known = before["status"].isin(_HAS_NUMBER).to_numpy(bool)
    gone = known & (after["status"] == "suppressed").to_numpy(bool)
    untold = _too_much_hidden(after) & ~_too_much_hidden(before)
    unit = before["unit"]
    return Foretold(
        values=int(known.sum()),
        units=int(unit[known].nunique()),
        hidden=int(gone.sum()),
        units_hidden=int(unit[gone].nunique()),
        units_untold=int(unit[untold & gone].nunique()),
    )


def _shown(dataset: Dataset, indicators: Collection[str], below: int) -> pd.DataFrame:
    """The rows of the indicators as they may be shown under the limit, in the order they stand in."""
    catalogue = Catalogue(
        replace(one, suppress_below=below, suppress_denominator_below=None) if one.id in indicators else one
        for one in dataset.catalogue
    )
    shown = replace(dataset, catalogue=catalogue).for_showing().observations
    rows = [shown.select(one) for one in sorted(set(indicators) & dataset.observations.indicator_ids())]
    return pd.concat(rows, ignore_index=True) if rows else dataset.observations.frame.iloc[:0]


def _too_much_hidden(rows: pd.DataFrame) -> np.ndarray:
    """(rows,) bool: rows of a series of whose settled values more than a tenth is hidden."""
    settled = rows["status"].isin(("ok", "suppressed"))
    hidden = rows["status"] == "suppressed"
    series = [rows[name] for name in SERIES_KEY]
    n = hidden.groupby(series, sort=False).transform("sum")
    return (n > MOST_HIDDEN * settled.groupby(series, sort=False).transform("sum")).to_numpy(bool)
