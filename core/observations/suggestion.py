"""The indicator that a file seems to hold, when the catalogue does not have it: a person's first draft."""

import math
import re

import numpy as np
import pandas as pd

from core.indicators.indicator import Kind
from core.observations.heading_scale import Scale, scale_of
from core.observations.mapping import Mapping, NewIndicator
from core.observations.naming import indicator_name, is_generic
from core.observations.parsing.numbers import Numbers, parse_numbers
from core.observations.readers.preamble import about
from core.observations.readers.table import RawTable

_LOOKED_AT = 2000
_ENDS_IN_NUMBER = re.compile(r"[,(:] ?(?:antal|number)\)?$", re.IGNORECASE)
_FIGURES, _MOST_DECIMALS = 3, 3


def suggested_indicator(table: RawTable, mapping: Mapping, called: str = "") -> NewIndicator:
    """Name, kind, scale and unit of measurement as headings and cells suggest them.

    called : the file's name. The name of the indicator is "" when nothing in the file names it.

    Kinds that claim less are preferred: numbers of unknown origin are means, whose limits come from how they
    vary, and not counts.
    """
    heading = mapping.value or mapping.numerator
    scale = _scale(table, mapping)
    title = about(table.preamble).title
    named = title if heading is None or is_generic(heading) else ""
    return NewIndicator(
        name=named or indicator_name(heading, table.sheet, called),
        kind=scale.kind,
        multiply=scale.multiply,
        unit=scale.unit,
        decimals=_decimals(table, mapping),
    )


def _scale(table: RawTable, mapping: Mapping) -> Scale:
    if mapping.numerator and mapping.denominator:
        return _counted(table, mapping)
    if mapping.value is None:
        return Scale("count")
    if _numbers(table, mapping.value).percent.any():
        return Scale("proportion", 100.0, "%")
    return scale_of(mapping.value) or _titled(table) or _number_of(table, mapping.value) or Scale("mean")


def _titled(table: RawTable) -> Scale | None:
    """The scale that the title of a report names."""
    return scale_of(about(table.preamble).title)


def _number_of(table: RawTable, heading: str) -> Scale | None:
    """A count, where the title ends with the word and every number is whole: "Inskrivningar, antal"."""
    if not _ENDS_IN_NUMBER.search(about(table.preamble).title):
        return None
    values = parse_numbers(_head(table, heading), whole=True, native=_native(table, heading)).values
    values = values[np.isfinite(values)]
    return Scale("count") if len(values) and bool((values == np.round(values)).all()) else None


def _counted(table: RawTable, mapping: Mapping) -> Scale:
    """A part of the whole, unless more were counted than there were: then something can happen twice."""
    assert mapping.numerator is not None
    assert mapping.denominator is not None
    numerator, denominator = (_numbers(table, h).values for h in (mapping.numerator, mapping.denominator))
    with np.errstate(invalid="ignore"):
        more = np.mean(numerator > denominator) > 0.1
    kind: Kind = "rate" if more else "proportion"
    named = (scale_of(mapping.value) if mapping.value else None) or _titled(table)
    if named is not None and named.kind in ("proportion", "rate"):
        return Scale("rate", 100.0) if more and named.kind == "proportion" else named
    return Scale(kind, 100.0, "%" if kind == "proportion" else "")


def _numbers(table: RawTable, heading: str) -> Numbers:
    return parse_numbers(_head(table, heading), native=_native(table, heading))


def _head(table: RawTable, heading: str) -> pd.Series:
    return table.cells[heading].head(_LOOKED_AT)


def _native(table: RawTable, heading: str) -> np.ndarray | None:
    native = table.native_in(heading)
    return None if native is None else native[:_LOOKED_AT]


def _decimals(table: RawTable, mapping: Mapping) -> int:
    """The one or two decimals the values are written with; of longer ones as many as give three figures.

    5,08 stays 5,08; a quotient that a spreadsheet has worked out, 13.16542225, is 13,2.
    """
    if mapping.value is None or (mapping.numerator and mapping.denominator):
        return 1
    values = _numbers(table, mapping.value).values
    values = values[np.isfinite(values) & (values != 0)]
    if not len(values):
        return 1
    for written in (1, 2):
        if np.allclose(values, np.round(values, written), rtol=0, atol=1e-9):
            return written
    figures = _FIGURES - 1 - math.floor(math.log10(np.median(np.abs(values))))
    return int(np.clip(figures, 1, _MOST_DECIMALS))
