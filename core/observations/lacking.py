"""What a mapping has to say before anything can be read: one problem for each thing, and where it may be."""

from core.indicators.indicator import Indicator
from core.indicators.units import UnitRegister
from core.observations.columns import candidates, month_headings
from core.observations.mapping import Mapping
from core.observations.parsing.periods import read_period
from core.observations.readers.table import RawTable
from core.remarks import Place, Problem

MOST_NAMED = 8
_FEWEST_UNITS = 2


def lacking(
    table: RawTable, mapping: Mapping, chosen: Indicator | None, units: UnitRegister
) -> list[Problem]:
    """What is lacking; columns of this table that could be it are named.

    chosen : the indicator of the whole file, None when a column names it or nothing does
    units : the register that headings are looked up in
    """
    across = _months_across(table, mapping)
    beside = [] if across else _units_across(table, mapping, units)
    return [
        *_indicator(table, mapping, chosen),
        *(across or _period(table, mapping)),
        *(beside or _unit(table, mapping)),
        *([] if across or beside else _numbers(table, mapping, chosen)),
    ]


def _indicator(table: RawTable, mapping: Mapping, chosen: Indicator | None) -> list[Problem]:
    known = chosen is not None or mapping.indicator_column is not None
    return [] if known else [Problem("no_indicator", {}, Place(sheet=table.sheet))]


def _unit(table: RawTable, mapping: Mapping) -> list[Problem]:
    if mapping.unit is not None or (mapping.whole_unit or "").strip():
        return []
    named = _possible(table, mapping, "unit")
    code = "no_unit_column" if named else "no_unit_at_all"
    return [Problem(code, {"columns": named}, Place(sheet=table.sheet))]


def _months_across(table: RawTable, mapping: Mapping) -> list[Problem]:
    """One problem for a table with its months as columns: it lacks both a period and a column of numbers."""
    across = month_headings(table.header)
    if not across or (mapping.period is not None and (mapping.numerator or mapping.value)):
        return []
    if any(read_period(heading) is not None for heading in across):
        unread = tuple(h for h in table.header if h not in across and h not in mapping.columns.values())
        return [Problem("month_headings_unclear", {"columns": unread[:MOST_NAMED]}, Place(sheet=table.sheet))]
    return [Problem("months_as_columns", {"columns": across}, Place(sheet=table.sheet))]


def _units_across(table: RawTable, mapping: Mapping, units: UnitRegister) -> list[Problem]:
    """One problem for a table with its units as columns: it lacks both a unit and a column of numbers."""
    across = tuple(heading for heading in table.header if units.match(heading) is not None)
    said = mapping.unit is not None or (mapping.whole_unit or "").strip()
    if len(across) < _FEWEST_UNITS or said:
        return []
    return [Problem("units_as_columns", {"columns": across[:MOST_NAMED]}, Place(sheet=table.sheet))]


def _period(table: RawTable, mapping: Mapping) -> list[Problem]:
    if mapping.period is not None:
        return []
    named = _possible(table, mapping, "period")
    code = "no_period_column" if named else "no_period_at_all"
    return [Problem(code, {"columns": named}, Place(sheet=table.sheet))]


def _numbers(table: RawTable, mapping: Mapping, chosen: Indicator | None) -> list[Problem]:
    """What is lacking of numerator, denominator and value: never more than one problem."""
    here = Place(sheet=table.sheet)
    if mapping.numerator is None and mapping.value is None:
        named = _possible(table, mapping, "number")
        code = "no_number_column" if named else "no_number_at_all"
        return [Problem(code, {"columns": named}, here)]
    if mapping.value is not None or mapping.denominator is not None or chosen is None:
        return []
    if chosen.needs_denominator:
        named = _possible(table, mapping, "number")
        code = "no_denominator_column" if named else "no_denominator_at_all"
        return [Problem(code, {"columns": named}, here)]
    return [] if chosen.kind == "count" else [Problem("no_value_column", {}, here)]


def _possible(table: RawTable, mapping: Mapping, field: str) -> tuple[str, ...]:
    return candidates(table, field, frozenset(mapping.columns.values()))[:MOST_NAMED]
