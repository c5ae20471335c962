"""Cards that tell one event: a signal that other units have too, and measures that share a denominator.

A denominator that changes moves every measure that is divided by it. Two such measures that point the same
way may be two things or one; a reader should look at them together, so they have one card.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from core.indicators import Unit
from core.overview.county import Cell

FEWEST_TO_TELL = 12
"""Periods with both denominators from where on their numbers tell. Two that never vary can be alike."""


def also_in(cell: Cell, others: Iterable[Cell]) -> tuple[Unit, ...]:
    """The other units, among ``others``, where the same measure has a new signal the same way."""
    if not cell.is_new:
        return ()
    way = cell.stand.standing.evidence.moved
    return tuple(
        one.unit
        for one in others
        if one.is_new
        and one.indicator.id == cell.indicator.id
        and one.unit.id != cell.unit.id
        and one.stand.standing.evidence.moved == way
    )


def of_one_denominator(cells: Sequence[Cell]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """The cells in their order, each with those after it that share its denominator and way; these have no
    place of their own. Signals that point no way, or one each, stand alone.
    """
    found: list[list[Cell]] = []
    for cell in cells:
        event = next((one for one in found if _one_event(one[0], cell)), None)
        if event is None:
            found.append([cell])
        else:
            event.append(cell)
    return [(first, tuple(more)) for first, *more in found]


def _one_event(one: Cell, other: Cell) -> bool:
    way = one.stand.standing.evidence.moved
    return (
        way is not None
        and way == other.stand.standing.evidence.moved
        and one.stand.standing.variation == other.stand.standing.variation
        and one.stand.series.period_type == other.stand.series.period_type
        and same_denominator(one, other)
    )


def same_denominator(one: Cell, other: Cell) -> bool:
    """Whether two measures of a unit are divided by the same: the numbers tell where they can, else the name.

    Names alone would be wrong both ways: "enrolled" at the end of the month or during it is one thing in one
    file and two in another, and what is discharged from two kinds of care has one name.
    """
    series = one.stand.series, other.stand.series
    _, *at = np.intersect1d(series[0].months, series[1].months, return_indices=True)
    first, second = (each.denominator[where] for each, where in zip(series, at, strict=True))
    known = np.isfinite(first) & np.isfinite(second)
    if known.sum() >= FEWEST_TO_TELL:
        if not np.array_equal(first[known], second[known]):
            return False
        if np.ptp(first[known]) > 0:
            return True
    named, also = one.indicator.denominator, other.indicator.denominator
    return named is not None and also is not None and named.sv == also.sv != ""
