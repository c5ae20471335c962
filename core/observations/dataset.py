"""What a page works with: observations together with what they mean and whom they are about."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from core.indicators.indicator import Indicator
from core.observations import aggregate
from core.observations.schema import TOTAL, Subgroup
from core.observations.series import Series
from core.observations.source import ObservationSource

if TYPE_CHECKING:
    from core.indicators.catalogue import Catalogue
    from core.indicators.units import Unit, UnitRegister
    from core.observations.reading import Reading

POOLED = "all:"
"""Prefix of the unit of a pooled series, before the level: ``"all:municipality"``."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Observations, the catalogue and register that explain them, and whether they are made up.

    label : what to call the data on a page, e.g. the file's name.
    """

    observations: ObservationSource
    catalogue: "Catalogue"
    units: "UnitRegister"
    label: str
    made_up: bool
    _made: dict[tuple[str, str, Subgroup], Series | None] = field(
        default_factory=dict, repr=False, init=False
    )

    def series(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> Series | None:
        """The series as reported, or summed from the units below if their counts are known, or None."""
        key = (indicator, unit, subgroup)
        if key not in self._made:
            self._made[key] = self._reported(*key) or self._summed(*key)
        return self._made[key]

    def comparison(self, series: Series) -> Series | None:
        """Whom to set beside ``series``: its county, else its nearest ancestor, else its whole level.

        The latter has ``pooled`` True and ``unit`` ``"all:<level>"``. None when neither is known.
        """
        if series.pooled or series.unit not in self.units:
            return None
        ancestors = self.units.ancestors(series.unit)
        for ancestor in sorted(ancestors, key=lambda unit: unit.level != "county"):
            found = self.series(series.indicator, ancestor.id, series.subgroup)
            if found is not None and found.period_type == series.period_type and _has_values(found):
                return found
        return self._pooled(series)

    def larger(self, indicator: str, unit: str, subgroup: Subgroup = TOTAL) -> "Unit | None":
        """The nearest unit above that has numbers of the same group; None where there is none."""
        if unit not in self.units:
            return None
        above = self.units.ancestors(unit)
        return next((one for one in above if _has_values(self.series(indicator, one.id, subgroup))), None)

    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that have rows, in the catalogue's order."""
        present = self.observations.indicator_ids()
        return tuple(indicator for indicator in self.catalogue if indicator.id in present)

    def units_of(self, indicator: str) -> tuple["Unit", ...]:
        """Units that report the indicator, and units above them that their counts can be summed to."""
        reported = self.observations.unit_ids(indicator)
        known = (unit for unit in reported if unit in self.units)
        above = {a.id for unit in known for a in self.units.ancestors(unit)} - reported
        groups = sorted(self.observations.subgroups(indicator), key=lambda group: (group != TOTAL, group))
        summed = {a for a in above if any(_has_values(self.series(indicator, a, g)) for g in groups)}
        return tuple(unit for unit in self.units if unit.id in reported | summed)

    def without_numbers(self, unit: str) -> frozenset[str]:
        """Indicators that neither the unit nor any below it reports: they surely say nothing of it."""
        below = self.units.descendants(unit) if unit in self.units else ()
        reported = self.observations.indicators_of(unit, *(one.id for one in below))
        return self.observations.indicator_ids() - reported

    def subgroups_of(self, indicator: str, unit: str) -> tuple[Subgroup, ...]:
        """Subgroups that the unit, or the units it is summed from, report; the total first."""
        own = self.observations.subgroups(indicator, unit)
        if not own:
            every = self.observations.subgroups(indicator)
            own = {group for group in every if _has_values(self.series(indicator, unit, group))}
        return tuple(sorted(own, key=lambda group: (group != TOTAL, group)))

    def with_reading(self, reading: "Reading") -> "Dataset":
        """A new dataset that holds what the user's own file gave; this one is left as it is."""
        return Dataset(
            observations=reading.observations,
            catalogue=self.catalogue.with_indicators(*reading.indicators),
            units=self.units.with_units(*reading.units),
            label=reading.label,
            made_up=False,
        )

    def for_showing(self) -> "Dataset":
        """This dataset without the numbers that may not be shown, for everything that a person sees."""
        from core.observations.suppression.shown import Shown  # noqa: PLC0415 - it is a dataset itself

        return Shown(self)

    def _reported(self, indicator: str, unit: str, subgroup: Subgroup) -> Series | None:
        if indicator not in self.catalogue:
            return None
        meant = self.catalogue[indicator]
        return self.observations.series(indicator, unit, subgroup, kind=meant.kind, multiply=meant.multiply)

    def _summed(self, indicator: str, unit: str, subgroup: Subgroup) -> Series | None:
        if indicator not in self.catalogue:
            return None
        if unit in self.units and self.units[unit].level == "nation":
            return None  # a register never holds a whole country: the sum would be one county by another name
        parts, silent = self._parts(indicator, unit, subgroup)
        if not parts:
            return None
        people = {one.id: one.population for one in self.units if one.population}
        meant = self.catalogue[indicator]
        return aggregate.total(parts, unit, meant, subgroup, silent=silent, populations=people)

    def _parts(self, indicator: str, unit: str, subgroup: Subgroup) -> tuple[list[Series], list[str]]:
        """The reported series nearest below ``unit``, and the ids of its branches that report nothing."""
        parts: list[Series] = []
        silent: list[str] = []
        for child in self.units.children(unit):
            reported = self._reported(indicator, child.id, subgroup)
            if reported is not None:
                parts.append(reported)
                continue
            below, quiet = self._parts(indicator, child.id, subgroup)
            parts += below
            silent += quiet if below else [child.id]
        return parts, silent

    def _pooled(self, series: Series) -> Series | None:
        level = self.units[series.unit].level
        key = (series.indicator, f"{POOLED}{level} {series.period_type}", series.subgroup)
        if key not in self._made:
            known = (
                self._reported(series.indicator, unit.id, series.subgroup)
                for unit in self.units.of_level(level)
            )
            parts = [part for part in known if part is not None and part.period_type == series.period_type]
            meant = self.catalogue[series.indicator]
            self._made[key] = (
                aggregate.total(parts, f"{POOLED}{level}", meant, series.subgroup, pooled=True)
                if len(parts) > 1
                else None
            )
        return self._made[key]


def _has_values(series: Series | None) -> bool:
    return series is not None and bool(np.isfinite(series.value).any())
