"""Everything that is worth knowing about a set of numbers, worst first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.indicators import Catalogue, UnitRegister
from core.observations.progress import Progress, untold, within
from core.observations.quality.age import age
from core.observations.quality.definitions import breaks_inside, mixed_periods, two_sources
from core.observations.quality.denominators import (
    constant_denominators,
    denominator_jumps,
    denominators_of_units,
    impossible_counts,
)
from core.observations.quality.finding import CODES, SEVERITIES, Code, Finding, Severity
from core.observations.quality.gaps import gaps, marked
from core.observations.quality.grid import NO_ROW, Grid, grids
from core.observations.quality.jumps import jumps
from core.observations.quality.repeats import months_repeated, rounded_counts, units_identical, values_stuck
from core.observations.quality.single import typing_errors, zeros_for_missing
from core.observations.quality.sums import sums
from core.observations.schema import TOTAL, Subgroup

if TYPE_CHECKING:
    from core.observations.source import ObservationSource

MOST_ROWS = 3_000_000
"""Rows that are looked at together; beyond that, what several indicators share is not seen."""
FETCHED = 0.4
"""The share of the work that is done when the rows are there, such as they may be shown."""


@dataclass(frozen=True, slots=True)
class Group:
    """The same thing found in several places of one indicator: those about everybody first."""

    code: Code
    severity: Severity
    indicator: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Report:
    """All findings, worst first, then by indicator in the order of the catalogue."""

    findings: tuple[Finding, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Findings of one sort and indicator together."""
        found: dict[tuple[Severity, Code, str], list[Finding]] = {}
        for one in self.findings:
            found.setdefault((one.severity, one.code, one.indicator), []).append(one)
        return tuple(
            Group(code, severity, indicator, tuple(ones))
            for (severity, code, indicator), ones in found.items()
        )

    def count(self, severity: Severity) -> int:
        """How many groups are as bad as ``severity``."""
        return sum(group.severity == severity for group in self.groups)

    def about(self, indicator: str) -> "Report":
        """What concerns one indicator."""
        return Report(tuple(one for one in self.findings if one.indicator == indicator))


def quality_report(
    source: "ObservationSource",
    catalogue: Catalogue,
    units: UnitRegister,
    today: date | None = None,
    *,
    indicator: str | None = None,
    progress: Progress = untold,
) -> Report:
    """Look at every series for what would make a chart or a test of it mislead.

    source : the numbers, such as they may be shown: a finding names values
    today : against which age is told; without it nothing is said of age
    indicator : only this one
    progress : told after each thing that is looked for; what it raises ends the work
    """
    found: list[Finding] = []
    types: list[tuple[str, str, Subgroup, str]] = []
    for frame, told in _frames(source, indicator, progress):
        for grid, part in _grids_told(frame, catalogue, told):
            found += _looked_at(grid, units, today, part)
            types += [
                (of.id, unit, group, grid.period_type)
                for of, unit, group in zip(grid.indicators, grid.units, grid.subgroups, strict=True)
            ]
    found += mixed_periods(types)
    return Report(_in_order(found, catalogue))


def _frames(
    source: "ObservationSource", indicator: str | None, progress: Progress
) -> Iterator[tuple[pd.DataFrame, Progress]]:
    """The rows to look at: all at once, or an indicator at a time where they are too many for that.

    With each, what is told of the work on it.
    """
    if indicator is not None:
        yield source.select(indicator), progress
    elif source.summary().n_rows <= MOST_ROWS:
        yield source.select(), progress
    else:
        seen, n_rows = 0, len(source)
        for one in sorted(source.indicator_ids()):
            frame = source.select(one)
            yield frame, within(progress, seen / n_rows, (seen + len(frame)) / n_rows)
            seen += len(frame)


def _grids_told(
    frame: pd.DataFrame, catalogue: Catalogue, progress: Progress
) -> Iterator[tuple[Grid, Progress]]:
    """The rows as grids, and with each what is told of the work on it. To fetch the rows was a part of it."""
    told, seen = within(progress, FETCHED, 1.0), 0
    told(0.0)
    for grid in grids(frame, catalogue):
        before = seen / len(frame)
        seen += int((grid.status != NO_ROW).sum())
        yield grid, within(told, before, seen / len(frame))


def _looked_at(grid: Grid, units: UnitRegister, today: date | None, progress: Progress) -> Iterator[Finding]:
    every = (
        impossible_counts(grid),
        jumps(grid),
        typing_errors(grid),
        zeros_for_missing(grid),
        months_repeated(grid),
        units_identical(grid, units),
        values_stuck(grid),
        rounded_counts(grid),
        denominator_jumps(grid),
        constant_denominators(grid),
        denominators_of_units(grid, units),
        sums(grid, units),
        gaps(grid, units),
        marked(grid),
        *(() if today is None else (age(grid, np.datetime64(today, "M")),)),
        breaks_inside(grid),
        two_sources(grid),
    )
    for done, found in enumerate(every):
        yield from found
        progress((done + 1) / len(every))


def _in_order(found: Iterable[Finding], catalogue: Catalogue) -> tuple[Finding, ...]:
    place = {indicator: number for number, indicator in enumerate(catalogue.ids)}
    return tuple(
        sorted(
            found,
            key=lambda one: (
                SEVERITIES.index(one.severity),
                CODES.index(one.code),
                place[one.indicator],
                one.subgroup != TOTAL,
            ),
        )
    )
