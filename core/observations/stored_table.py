"""Reading what Skifte saved itself: exactly, number for number."""

from dataclasses import replace

from core.indicators.catalogue import Catalogue
from core.indicators.indicator import Indicator
from core.indicators.text import Text
from core.indicators.units import Unit, UnitRegister
from core.observations.dataset import Dataset
from core.observations.fate import Fates
from core.observations.readers.stored import StoredTable
from core.observations.result import PREVIEWED, Reading
from core.observations.schema import validate
from core.remarks import Place, Problem, Refused


def read_stored(table: StoredTable, dataset: Dataset, label: str) -> Reading:
    """The rows as they were saved, with the indicators and units that are not known here.

    Raises Refused when an indicator is computed in another way here than it was when the file was saved.
    """
    frame = table.observations.frame
    indicators = tuple(_new_indicators(table, dataset.catalogue))
    units, told = _new_units(table, dataset.units)
    known = dataset.catalogue.with_indicators(*indicators)
    dataset.units.with_units(*units)  # raises Refused for a code that another unit has
    validate(frame, {indicator.id: indicator.kind for indicator in known})
    return Reading(
        observations=table.observations,
        problems=(*table.problems, *told),
        dropped=Fates(table).listed(),
        n_rows=len(frame),
        n_kept=len(frame),
        units=units,
        indicators=indicators,
        preview=frame.head(PREVIEWED),
        label=label,
    )


def _new_indicators(table: StoredTable, catalogue: Catalogue) -> list[Indicator]:
    new: list[Indicator] = []
    grown = catalogue
    for one in table.indicators:
        here = catalogue.get(one.id)
        if here is None:
            named = replace(one, name=_free_name(one, grown))
            new.append(named)
            grown = grown.with_indicators(named)
        elif (here.kind, here.multiply) != (one.kind, one.multiply):
            raise Refused(Problem("own_scale_differs", {"name": here.name.sv}, Place(sheet=table.sheet)))
    return new


def _free_name(one: Indicator, taken: Catalogue) -> Text:
    name, again = one.name, 2
    while taken.find(name.sv) is not None or taken.find(name.en) is not None:
        name = Text(f"{one.name.sv} ({again})", f"{one.name.en} ({again})")
        again += 1
    return name


def _new_units(table: StoredTable, register: UnitRegister) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    new = tuple(unit for unit in table.units if unit.id not in register)
    told = [
        Problem(
            "own_unit_differs",
            {"text": unit.name.sv, "name": register[unit.id].name.sv},
            Place(sheet=table.sheet),
            "note",
        )
        for unit in table.units
        if unit.id in register and unit.name != register[unit.id].name
    ]
    return new, tuple(told)
