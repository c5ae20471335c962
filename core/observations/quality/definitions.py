"""Where numbers before and after, or here and there, do not mean the same: breaks, sources, period types."""

from collections.abc import Iterable, Iterator

import numpy as np

from core.observations.quality.finding import Finding, in_indicator
from core.observations.quality.grid import NO_ROW, Grid
from core.observations.schema import Subgroup


def breaks_inside(grid: Grid) -> Iterator[Finding]:
    """Documented changes of definition between the first and the last row of an indicator."""
    for indicator, rows in grid.by_indicator:
        first, last = grid.months[grid.first[rows].min()], grid.months[grid.last[rows].max()]
        for known in indicator.breaks:
            if first < known.month <= last:
                at = int(np.searchsorted(grid.months, known.month, side="right")) - 1
                texts = {"text_sv": known.text.sv, "text_en": known.text.en}
                yield in_indicator(grid, indicator, "break_inside", "know", [at], **texts)


def two_sources(grid: Grid) -> Iterator[Finding]:
    """An indicator whose numbers come from one source first and from another later."""
    for indicator, rows in grid.by_indicator:
        source = grid.source[rows]
        present = np.unique(source[source != NO_ROW])
        if len(present) < 2:
            continue
        here, before = source[:, 1:], source[:, :-1]
        other = ((here != before) & (here != NO_ROW) & (before != NO_ROW)).any(axis=0)
        if other.any():
            sources = tuple(grid.sources[one] for one in present)
            at = np.flatnonzero(other) + 1
            yield in_indicator(grid, indicator, "two_sources", "know", at, n=len(present), sources=sources)


def mixed_periods(types: Iterable[tuple[str, str, Subgroup, str]]) -> Iterator[Finding]:
    """Series reported for periods of several lengths, of which one at a time is shown.

    types : indicator, unit, subgroup and period type of every series
    """
    found: dict[tuple[str, str, Subgroup], list[str]] = {}
    for indicator, unit, subgroup, period_type in types:
        found.setdefault((indicator, unit, subgroup), []).append(period_type)
    for (indicator, unit, subgroup), kinds in found.items():
        if len(kinds) > 1:
            values = {"kinds": tuple(kinds)}
            yield Finding("mixed_periods", "know", indicator, unit, subgroup, kinds[0], values=values)
