"""What a mapping has to say before anything can be read: one problem for each thing, and where it may be."""

from core.indicators.indicator import Indicator
from core.observations.columns import candidates, month_headings
from core.observations.mapping import Mapping
from core.observations.readers.table import RawTable
from core.remarks import Place, Problem

MOST_NAMED = 8


def lacking(table: RawTable, mapping: Mapping, chosen: Indicator | None) -> list[Problem]:
    """What is lacking; columns of this table that could be it are named.

    chosen : the indicator of the whole file, None when a column names it or nothing does
    """
    across = _months_across(table, mapping)
    return [
        *_indicator(table, mapping, chosen),
        *(across or _period(table, mapping)),
        *_unit(table, mapping),
        *([] if across else _numbers(table, mapping, chosen)),
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
    return [Problem("months_as_columns", {"columns": across}, Place(sheet=table.sheet))]


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
