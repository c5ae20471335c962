"""Rows of a long file with a county and no municipality: the county's own, or of people nobody can place?

    Län                Kommun   Månad    Täljare  Nämnare
    Jönköpings län              2025-01      309     6240
    Jönköpings län     Aneby    2025-01        6      124

A blank may also mean that the municipality is unknown. So the row is read as the county's only where its
numbers can hold those of the municipalities: counts no smaller than their sum, a share between their shares.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.indicators.units import LEVELS, Unit
from core.observations.coded import Coded, together
from core.observations.dataset import Dataset
from core.observations.mapping import Mapping
from core.observations.parsing.numbers import parse_numbers
from core.observations.readers.table import RawTable

_MOST = 0.9
_ROUNDED = 1e-9
_KEY = ("period", "month", "indicator_column", "target_group", "age", "sex", "other")


@dataclass(frozen=True, slots=True, eq=False)
class Above:
    """The column of units with the blank ones filled in, which rows those are, and from which column."""

    cells: Coded
    rows: np.ndarray
    column: str


def units_above(table: RawTable, mapping: Mapping, dataset: Dataset) -> Above | None:
    """Rows without a unit that are about the one another column names; None where that is not sure."""
    if mapping.unit is None or table.places is not None:
        return None
    units = table.coded(mapping.unit).stripped()
    blank = units.is_in(("",))
    if not blank.any() or blank.all():
        return None
    for heading in table.header:
        if heading in mapping.columns.values():
            continue
        above = table.coded(heading).stripped()
        if _stands_above(above, units, blank, dataset) and _may_hold(table, mapping, above, blank):
            filled = Coded.joined(
                [*units.words, *above.words], np.where(blank, len(units.words) + above.codes, units.codes)
            )
            return Above(filled, blank, heading)
    return None


def _stands_above(above: Coded, units: Coded, blank: np.ndarray, dataset: Dataset) -> bool:
    """Whether the column names a known unit on every blank row, and elsewhere what the row's unit lies in."""
    known = [dataset.units.match(word) for word in above.words]
    if not all(known[code] is not None for code in np.unique(above.codes[blank])):
        return False
    pairs = pd.unique(together([(above.codes[~blank], len(known)), (units.codes[~blank], len(units.words))]))
    fits = [
        _lies_in(str(units.words[unit]), known[code], dataset)
        for code, unit in zip(*np.divmod(pairs, len(units.words)), strict=True)
    ]
    return bool(np.mean(fits) >= _MOST)


def _lies_in(word: str, above: Unit | None, dataset: Dataset) -> bool:
    unit = dataset.units.match(word)
    if unit is None or above is None or LEVELS.index(above.level) >= LEVELS.index(unit.level):
        return False
    return above.id in {one.id for one in dataset.units.ancestors(unit.id)}


def _may_hold(table: RawTable, mapping: Mapping, above: Coded, blank: np.ndarray) -> bool:
    """Whether the numbers of the blank rows can be of all units below together, in every period and group."""
    key = _keys(table, mapping, above)
    for field in ("numerator", "denominator", "value"):
        if field not in mapping.columns:
            continue
        counted = field != "value"
        heading = mapping.columns[field]
        numbers = parse_numbers(
            table.coded(heading), mapping.decimal, whole=counted, native=table.native_in(heading)
        ).values
        parts = pd.Series(numbers[~blank]).groupby(key[~blank]).agg(["sum", "min", "max", "count"])
        beside = parts.reindex(key[blank])
        whole = pd.Series(numbers[blank], index=beside.index)
        compared = whole.notna() & (beside["count"] > 0)
        holds = whole >= beside["sum"] * (1 - _ROUNDED)
        between = (whole >= beside["min"]) & (whole <= beside["max"])
        if not (holds | (between & (not counted)))[compared].all():
            return False
    return True


def _keys(table: RawTable, mapping: Mapping, above: Coded) -> np.ndarray:
    """(rows,) one number for each period, group and unit above."""
    headings: Sequence[str] = [mapping.columns[field] for field in _KEY if field in mapping.columns]
    columns = [above, *(table.coded(heading).stripped() for heading in headings)]
    return together((column.codes, len(column.words)) for column in columns)
