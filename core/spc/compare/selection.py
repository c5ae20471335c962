"""The chosen units together, against the mean: "Enligt urval" and "Snitt"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.indicators import Indicator
from core.observations import aggregate
from core.observations.dataset import Dataset
from core.observations.schema import TOTAL, Subgroup
from core.observations.series import Series

WhyNoSelection = Literal["nobody", "values_only", "count"]
"""Why the chosen units are not put together: none has a series; values without counts cannot be added up;
a number of events in some units says nothing beside the number in all."""


@dataclass(frozen=True, eq=False, slots=True)
class Selection:
    """Two series over time.

    units : ids of those that are in the selection
    series : the chosen units together
    mean : the county, or what else holds all of them; None where there is none on the same scale
    thin : months of ``series`` that have no number since units with too much of the whole lack theirs
    hidden : months in which some chosen unit is hidden, so that the sum is not known
    """

    indicator: Indicator
    units: tuple[str, ...]
    series: Series
    mean: Series | None
    thin: np.ndarray
    hidden: np.ndarray


def selection_of(
    dataset: Dataset, indicator: str, units: Sequence[str], group: Subgroup = TOTAL
) -> tuple[Selection | None, WhyNoSelection | None]:
    """The chosen units together and whom they are set against, or why not.

    The sum is made of shown numbers: where one of them is hidden it is hidden too, and where units with more
    than a tenth of the whole have none it is missing.
    """
    meant = dataset.catalogue[indicator]
    parts = [
        found
        for unit in dict.fromkeys(units)
        if (found := dataset.series(indicator, unit, group)) is not None
    ]
    if not parts:
        return None, "nobody"
    if meant.kind == "count":
        return None, "count"
    series = parts[0] if len(parts) == 1 else _together(dataset, parts, meant.id, group)
    if series is None:
        return None, "values_only"
    mean = dataset.comparison(parts[0])
    thin = np.zeros(len(series), dtype=bool)
    if series.coverage is not None:
        thin = (series.coverage < aggregate.LEAST_COVERAGE) & (series.status == "missing")
    hidden = series.status == "suppressed"
    there = tuple(part.unit for part in parts)
    return Selection(meant, there, series, mean, series.months[thin], series.months[hidden]), None


def _together(dataset: Dataset, parts: list[Series], indicator: str, group: Subgroup) -> Series | None:
    people = {unit.id: unit.population for unit in dataset.units if unit.population}
    meant = dataset.catalogue[indicator]
    return aggregate.total(parts, "selection", meant, group, populations=people)
