"""Cards that tell one event: a signal that other units have too, and measures that share a denominator.

A denominator that changes moves every measure that is divided by it. Two such measures that point the same
way may be two things or one; a reader should look at them together, so they have one card.
"""

from collections.abc import Iterable, Sequence

from core.indicators import Unit
from core.overview.county import Cell


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
    found: dict[object, list[Cell]] = {}
    for place, cell in enumerate(cells):
        found.setdefault(_event(cell) or place, []).append(cell)
    return [(first, tuple(more)) for first, *more in found.values()]


def _event(cell: Cell) -> tuple[str, ...] | None:
    """What two measures must share to be of one event; None for one that shares nothing."""
    shared, way = cell.indicator.denominator, cell.stand.standing.evidence.moved
    if not shared or way is None:
        return None
    return shared.sv, way, cell.stand.standing.variation, cell.stand.series.period_type
