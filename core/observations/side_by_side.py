"""Which units are worth laying side by side with one: its parts, or those like it."""

from core.indicators import Unit
from core.observations.dataset import Dataset

LEVELS = ("municipality", "area", "health_centre", "other", "county")
"""Of a larger unit's parts the municipalities are shown if it has any, else the first level it has."""


def side_by_side(dataset: Dataset, indicator: str, unit: Unit) -> tuple[Unit, ...]:
    """The units with numbers for the indicator that belong beside ``unit``, not in any order.

    A municipality, a health centre or another unit without parts stands among all of its level, a larger unit
    is shown by its parts. ``unit`` alone where there are no others.
    """
    there = dataset.units_of(indicator)
    below = {part.id for part in dataset.units.descendants(unit.id)}
    parts = [one for one in there if one.id in below and one.level != unit.level]
    if unit.level in ("nation", "county", "area") and parts:
        level = next(level for level in LEVELS if any(one.level == level for one in parts))
        return tuple(one for one in parts if one.level == level)
    return tuple(one for one in there if one.level == unit.level) or (unit,)
