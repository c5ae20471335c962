"""Which place to show where the one asked for has no numbers, or where another level is asked for."""

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.indicators.units import Level, Unit, UnitRegister


def nearest_unit(register: "UnitRegister", there: Collection[str], unit: str) -> "Unit | None":
    """The unit itself, the nearest above it, or else the first below it, that is among ``there``.

    ``there``: ids of units with numbers. None where none of these is.
    """
    if unit not in register:
        return None
    family = (register[unit], *register.ancestors(unit), *_below(register, unit))
    return next((one for one in family if one.id in there), None)


def _below(register: "UnitRegister", unit: str) -> "list[Unit]":
    """All units below, each level in alphabetical order."""
    found = list(register.children(unit))
    for one in found:  # grows while it is walked
        found.extend(register.children(one.id))
    return found


def unit_at(register: "UnitRegister", there: Collection[str], unit: str, level: "Level") -> "Unit | None":
    """The unit of ``level`` nearest to ``unit`` among ``there``: above, else below, else beside, else any.

    Those below and beside are taken in alphabetical order. None where no unit of the level is there.
    """
    near = (register[unit], *register.ancestors(unit)) if unit in register else ()
    above = [one for one in near if one.level == level]
    below = [one for at in near for one in register.children(at.id, level)]
    return next((one for one in (*above, *below, *register.of_level(level)) if one.id in there), None)
