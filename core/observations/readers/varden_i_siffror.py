"""Vården i siffror: its export, as CSV or Excel, with the headings of both generations.

Every row names its measure, unit and period; "UNK" and "-" stand where nothing is known.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.observations.heading_scale import Scale, scale_of, tidy_unit
from core.observations.headings import plain, role_of
from core.observations.mapping import Mapping, NewIndicator
from core.observations.naming import LONGEST_NAME
from core.observations.parsing.numbers import parse_numbers
from core.observations.readers.long_form import fitting, frequency_of
from core.observations.readers.table import RawTable

NAME = "varden_i_siffror"
CALLED = "Vården i siffror"

_TITLE = frozenset(("titel", "diagramrubrik"))
_EXPORT: dict[str, str] = {
    "enhetsnamn": "unit",
    "mätperiod": "period",
    "värde": "value",
    "täljare": "numerator",
    "nämnareantalfall": "denominator",
    "nämnare": "denominator",
    "registerkälla": "source",
    "källa": "source",
}
_UNIT_OF_MEASUREMENT = "måttenhet"
_ALWAYS = frozenset(("unit", "period", "value"))


def recognise(table: RawTable) -> RawTable | None:
    """The table with what its columns mean, when its headings are the export's; else None."""
    found = {plain(heading): heading for heading in table.header}
    titles = [found[name] for name in _TITLE if name in found]
    fields = {field: found[name] for name, field in reversed(_EXPORT.items()) if name in found}
    if len(titles) != 1 or not fields.keys() >= _ALWAYS:
        return None
    for heading in table.header:
        role = role_of(heading)
        if role in ("sex", "age") and role not in fields:
            fields[role] = heading
    known = Mapping(
        **fields,  # pyright: ignore[reportArgumentType] - keys are fields that name columns
        indicator_column=titles[0],
        share_scale="as_shown",
        unknown_units="keep",
        called=CALLED,
        proposals=tuple(_listed(table, titles[0], fields, found.get(_UNIT_OF_MEASUREMENT))),
    )
    return replace(table, known=known)


def _listed(table: RawTable, title: str, fields: dict[str, str], unit: str | None) -> Iterator[NewIndicator]:
    """A proposal for each title; one whose rows are measured in different units is left to a person."""
    rows = table.cells.groupby(table.cells[title].str.strip(), sort=False)
    for name, group in rows:
        units = [] if unit is None else [text for text in group[unit].str.strip().unique() if text]
        if not name or len(units) > 1:
            continue
        values = parse_numbers(group[fields["value"]]).values
        scale = fitting(_scale(units[0] if units else ""), values)
        yield NewIndicator(
            name=str(name)[:LONGEST_NAME],
            kind=scale.kind,
            multiply=scale.multiply,
            unit=scale.unit,
            frequency=frequency_of(group[fields["period"]]),
            codes=(str(name),),
            source=CALLED,
        )


def _scale(unit: str) -> Scale:
    return scale_of(unit) or Scale("mean", 1.0, tidy_unit(unit))
