"""Which cells of an indicator may not be shown, and why."""

from dataclasses import dataclass

import numpy as np

from core.indicators.indicator import Indicator
from core.observations.dataset import Dataset
from core.observations.schema import MONTHS_IN, Subgroup
from core.observations.series import Series
from core.observations.suppression.grid import Grid, grids_of
from core.observations.suppression.hiding import Bools, Floats
from core.observations.suppression.limits import limits_of
from core.observations.suppression.protect import Table, protect


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """The cells of one grid, (units, groups, periods): hidden here because they are ``small``, or ``beside``
    small ones; the grid knows those that were hidden where the numbers came from."""

    grid: Grid
    small: Bools
    beside: Bools

    def of(self, unit: str, group: Subgroup, series: Series) -> Bools | None:
        """Which periods of a series are hidden here; None where the grid does not hold the series."""
        place = self.grid.places.get((unit, group))
        if place is None or series.period_type != self.grid.period_type:
            return None
        u, g, t = place
        along = slice(t, t + len(series))
        return self.small[u, g, along] | self.beside[u, g, along]


def masks_of(dataset: Dataset, indicator: Indicator) -> tuple[Mask, ...]:
    """The masks of an indicator, one for each length of period.

    A longer period in which any shorter one is hidden is hidden in every unit and group: months and quarters
    together would give the month away. A page shows one of the two anyway, the one with most rows.
    """
    masks: list[Mask] = []
    for grid in grids_of(dataset, indicator.id):
        mask = _mask(grid, indicator, published=dataset.made_up)
        over = _over_hidden(grid, masks)
        masks.append(Mask(grid, mask.small, mask.beside | (over & grid.shown & ~mask.small)))
    return tuple(masks)


def _mask(grid: Grid, indicator: Indicator, *, published: bool) -> Mask:
    """Few to count among hide the whole row; then few who are counted; then few who are not."""
    limits = limits_of(indicator)
    if not limits.any:
        nothing = np.zeros(grid.shown.shape, dtype=bool)
        return Mask(grid, nothing, nothing)
    bases = protect(_table(grid, grid.denominator, ~grid.shown, published), limits.denominator)
    few = bases.small | bases.beside
    # A share cannot be more than its denominator, but that is hidden in the same cells, by the same moves: it
    # could be as much larger.
    found = protect(_table(grid, grid.numerator, ~grid.shown | few, published), limits.numerator)
    few = few | found.small | found.beside
    # Those counted and those not vary by themselves: their sum, the denominator, is hidden in the same cells.
    not_counted = grid.denominator - grid.numerator
    others = protect(_table(grid, not_counted, ~grid.shown | few, published), limits.complement)
    small = bases.small | found.small | others.small
    return Mask(grid, small, (bases.beside | found.beside | others.beside) & ~small)


def _table(grid: Grid, counts: Floats, gone: Bools, published: bool) -> Table:
    return Table(grid.tree, grid.groups, counts, gone, grid.hidden, published=published)


def _over_hidden(grid: Grid, shorter: list[Mask]) -> Bools:
    """Periods, (periods,), in which a period of a shorter grid is hidden."""
    over = np.zeros(len(grid.months), dtype=bool)
    length = MONTHS_IN[grid.period_type]
    for mask in shorter:
        hidden = (mask.small | mask.beside).any(axis=(0, 1))
        for month in mask.grid.months[hidden]:
            over |= (grid.months <= month) & (month < grid.months + length)
    return over
