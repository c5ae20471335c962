"""Which units stand beside each other in the overview's table."""

from collections.abc import Sequence

from core.indicators import Unit, UnitRegister
from core.indicators.units import Level
from core.observations.dataset import Dataset

MOST_COLUMNS = 30
"""Units in a table: more are not overlooked, and take long to draw."""
_WITH_PARTS: tuple[Level, ...] = ("nation", "county", "area")
_PARTS: tuple[Level, ...] = ("municipality", "health_centre", "area", "other", "county")


def units_with_numbers(dataset: Dataset) -> tuple[Unit, ...]:
    """Every unit that has numbers of any indicator, reported or summed, in the register's order."""
    there = {unit.id for indicator in dataset.indicators() for unit in dataset.units_of(indicator.id)}
    return tuple(unit for unit in dataset.units if unit.id in there)


def level_for(unit: Unit, levels: Sequence[Level], wanted: str = "") -> Level:
    """The level of the units beside ``unit``: the one wanted if there is any, else its own or its parts'.

    levels : those that there are.
    """
    chosen: list[Level] = [level for level in levels if level == wanted]
    if chosen:
        return chosen[0]
    if unit.level not in _WITH_PARTS:
        return unit.level
    there: list[Level] = [level for level in _PARTS if level in levels]
    return there[0] if there else unit.level


def columns_of(
    register: UnitRegister, units: Sequence[Unit], unit: Unit, level: Level
) -> tuple[tuple[Unit, ...], int]:
    """The unit, its county, and the units of the level in their order; and how many of the level there are.

    units : those with numbers, in the order of the columns. At most ``MOST_COLUMNS`` of the level, those
    around the unit if it is one of them.
    """
    of_level = [one for one in units if one.level == level]
    known = {one.id for one in units}
    above = register.ancestors(unit.id) if unit.id in register else ()
    county = [one for one in above if one.level == "county" and one.id in known]
    at = next((k for k, one in enumerate(of_level) if one.id == unit.id), 0)
    first = max(0, min(at - MOST_COLUMNS // 2, len(of_level) - MOST_COLUMNS))
    shown = of_level[first : first + MOST_COLUMNS]
    return tuple(dict.fromkeys((unit, *county, *shown))), len(of_level)
