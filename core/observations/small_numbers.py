"""Whether small counts of a measure that is described when its file is read are shown.

The owner of a file has decided what it shows, so small counts are shown unless a person says otherwise, or
the file itself holds hidden cells: then whoever made it has hidden small numbers, and that is proposed.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from core.indicators.indicator import Indicator, Kind
from core.observations.coded import Coded
from core.observations.mapping import Mapping, NewIndicator
from core.observations.parsing.numbers import parse_numbers
from core.observations.readers.table import RawTable
from core.observations.resolve import resolve_status

HIDE_BELOW = 5
"""Counts from 1 up to but not including it are hidden where that is chosen: the limit of a catalogue that
names none, and of the schools' results that Kolada publishes (N02396)."""

_TWO_DOTS = ".."
"""Hidden to some, missing to others: read as missing, but enough to propose that small counts be hidden."""


@dataclass(frozen=True, slots=True)
class HiddenCells:
    """Rows of a file whose number is hidden in the file itself, and how the first of them is written."""

    n: int = 0
    text: str = ""


def may_hide(table: RawTable, mapping: Mapping) -> bool:
    """Whether the file describes a measure with counts that could be hidden.

    Not what a known source describes: it has published its numbers. Nor values alone, which tell no count.
    """
    return any(_has_counts(one.kind, mapping) for one in _described(table, mapping))


def hides(mapping: Mapping) -> bool:
    """Whether small counts of a measure that the mapping describes are to be hidden."""
    one = mapping.indicator
    described = (one,) if isinstance(one, NewIndicator) else mapping.proposals
    return any(each.suppress_below > 1 for each in described)


def choosing(table: RawTable, mapping: Mapping, hide: bool) -> Mapping:
    """The mapping with the choice for every measure it describes; as it is where there is none to make."""
    if not may_hide(table, mapping):
        return mapping
    below = HIDE_BELOW if hide else 0
    if isinstance(mapping.indicator, NewIndicator):
        return replace(mapping, indicator=replace(mapping.indicator, suppress_below=below))
    return replace(mapping, proposals=tuple(replace(one, suppress_below=below) for one in mapping.proposals))


def limited(mapping: Mapping, indicators: Collection[Indicator]) -> Mapping:
    """The mapping that describes these indicators with the limits they have now, as they came of it."""
    if isinstance(mapping.indicator, NewIndicator):
        below = next((one.suppress_below for one in indicators), mapping.indicator.suppress_below)
        return replace(mapping, indicator=replace(mapping.indicator, suppress_below=below))
    by_code = {code: one.suppress_below for one in indicators for code in one.aliases}
    proposals = []
    for one in mapping.proposals:
        found = [by_code[code] for code in one.codes or (one.name,) if code in by_code]
        proposals.append(replace(one, suppress_below=found[0]) if found else one)
    return replace(mapping, proposals=tuple(proposals))


def hidden_cells(table: RawTable, mapping: Mapping) -> HiddenCells:
    """Rows in which a number that the mapping uses is hidden: ``<5``, ``X``, ``*``, ``..``, or by status."""
    rows = np.zeros(len(table), bool)
    text = ""
    for heading in (mapping.numerator, mapping.denominator, mapping.value, mapping.status):
        if heading is None or heading not in table.header:
            continue
        cells = table.coded(heading)
        hidden = _by_status(cells) if heading == mapping.status else _by_number(cells, mapping)
        found = cells.by_word(hidden, bool)
        if found.any() and not text:
            text = str(cells.words[cells.codes[int(np.argmax(found))]]).strip()
        rows |= found
    return HiddenCells(int(rows.sum()), text)


def stricter(one: Indicator, other: Indicator) -> Indicator:
    """``one`` with the limits of both: what either hides is hidden."""
    below = max(one.suppress_below, other.suppress_below)
    said = [of for of in (one, other) if of.suppress_denominator_below is not None]
    if not said:
        return replace(one, suppress_below=below)
    # Where nothing is said of the denominator, the numerator's limit holds for it too.
    denominators = [
        of.suppress_below if of.suppress_denominator_below is None else of.suppress_denominator_below
        for of in (one, other)
    ]
    return replace(one, suppress_below=below, suppress_denominator_below=max(denominators))


def _described(table: RawTable, mapping: Mapping) -> tuple[NewIndicator, ...]:
    if isinstance(mapping.indicator, NewIndicator):
        return (mapping.indicator,)
    by_column = mapping.indicator is None and mapping.indicator_column is not None and table.known is None
    return mapping.proposals if by_column else ()


def _has_counts(kind: Kind, mapping: Mapping) -> bool:
    counted = mapping.numerator is not None or mapping.value is not None
    return counted and (kind == "count" or mapping.denominator is not None)


def _by_number(cells: Coded, mapping: Mapping) -> np.ndarray:
    """(distinct words,) bool. Each word by itself: a sign in one cell says nothing of another."""
    words = Coded(np.arange(len(cells.words)), cells.words)
    read = parse_numbers(
        words,
        mapping.decimal,
        missing_tokens=mapping.missing_tokens,
        suppressed_tokens=mapping.suppressed_tokens,
    )
    if _TWO_DOTS in mapping.missing_tokens:
        return read.suppressed
    return read.suppressed | np.array([str(word).strip() == _TWO_DOTS for word in cells.words], bool)


def _by_status(cells: Coded) -> np.ndarray:
    words = Coded(np.arange(len(cells.words)), cells.words)
    return resolve_status(words)[0].is_in(("suppressed",))
