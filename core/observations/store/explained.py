"""What is kept together with what it means now: the app's catalogue, and what the files brought with them."""

from collections.abc import Sequence
from dataclasses import replace

from core.indicators.catalogue import Catalogue
from core.indicators.indicator import Indicator
from core.indicators.units import Unit
from core.observations.dataset import Dataset
from core.observations.source import ObservationSource


def explained(
    observations: ObservationSource,
    indicators: Sequence[Indicator],
    units: Sequence[Unit],
    base: Dataset,
    label: str,
) -> Dataset:
    """The dataset of stored observations.

    indicators, units : as they were when the numbers were read; base : the app's own, which may have changed
    since. The app's own description is taken as long as it counts and scales the same; else the kept one
    stands, since the numbers were worked out by it.
    """
    kept = {one.id: one for one in indicators}
    known = tuple(_as_read(one, kept.get(one.id)) for one in base.catalogue)
    names = {one.name.sv.casefold() for one in known} | {one.name.en.casefold() for one in known}
    own = (_named_apart(one, names) for one in indicators if one.id not in base.catalogue)
    return Dataset(
        observations,
        Catalogue((*known, *own)),
        base.units.with_units(*_own_units(units, base)),
        label=label,
        made_up=False,
    )


def _as_read(now: Indicator, then: Indicator | None) -> Indicator:
    same = then is None or (then.kind, then.multiply) == (now.kind, now.multiply)
    return now if same or then is None else replace(then, name=now.name, aliases=now.aliases)


def _named_apart(own: Indicator, names: set[str]) -> Indicator:
    """An indicator of one's own whose name the catalogue has taken since goes by its id as well."""
    if not {own.name.sv.casefold(), own.name.en.casefold()} & names:
        return own
    name = replace(own.name, sv=f"{own.name.sv} ({own.id})", en=f"{own.name.en} ({own.id})")
    return replace(own, name=name, aliases=())


def _own_units(units: Sequence[Unit], base: Dataset) -> list[Unit]:
    """Units that the register lacks. One that has lost its parent, or its codes to another, stands alone."""
    taken = {(system, code) for unit in base.units for system, code in unit.codes.items()}
    mine = [unit for unit in units if unit.id not in base.units]
    there = set(base.units.ids) | {unit.id for unit in mine}
    return [
        replace(
            unit,
            parent=unit.parent if unit.parent in there else None,
            codes={} if taken & set(unit.codes.items()) else unit.codes,
        )
        for unit in mine
    ]
