"""Indicators in a file of the catalogue's form: written out to be edited, checked when it comes back."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from core.indicators.catalogue import INDICATOR_COLUMNS, Catalogue, indicator_of
from core.indicators.indicator import Indicator
from core.indicators.matching import plain
from core.indicators.tables import Row, Source, refuse, report_repeated_ids, rows_of
from core.indicators.text import NO_TEXT, Text
from core.remarks import Problem
from core.safe_cells import safe

MOST_BYTES = 2_000_000
FILE = "indicators.csv"


def indicators_csv(indicators: Iterable[Indicator]) -> bytes:
    """The indicators as ``indicators.csv``: semicolons, decimal point, UTF-8 with a mark that Excel knows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_columns())
    for one in indicators:
        cells = _cells(one)
        writer.writerow([safe(cells.get(column, "")) for column in _columns()])
    return text.getvalue().encode("utf-8-sig")


def added_indicators(content: bytes, file: str, known: Catalogue) -> tuple[Indicator, ...]:
    """The indicators of an edited file that ``known`` lacks; rows left as they were are passed over.

    Raises Refused with every problem found, each with file, line and column: what cannot be read, an id or a
    name that is taken, and a known indicator that was changed, since what others rely on is never redefined.
    """
    problems: list[Problem] = []
    source = Source(file, built_in=False, problems=problems)
    if len(content) > MOST_BYTES:
        source.report("catalogue_unreadable")
        refuse(problems)
    rows = rows_of(content, INDICATOR_COLUMNS, source)
    report_repeated_ids(rows)
    added = [one for row in rows if (one := _new(row, known)) is not None]
    ids = {*known.ids, *(one.id for one in added)}
    _report_taken_names(rows, added, known)
    for row in rows:
        events = row.text("event_count")
        if events and events not in ids - {row.text("id")}:
            row.report("catalogue_unknown_indicator", "event_count", id=events)
    refuse(problems)
    return tuple(added)


def _new(row: Row, known: Catalogue) -> Indicator | None:
    """The row's indicator; None for one that is known, which must be as it was."""
    one = indicator_of(row, {}, {})
    there = known.get(one.id)
    if there is None:
        return one
    if one != replace(there, targets=(), breaks=()):
        row.report("catalogue_builtin_id", "id", id=one.id)
    return None


def _report_taken_names(rows: Iterable[Row], added: Iterable[Indicator], known: Catalogue) -> None:
    lines = {row.text("id"): row for row in rows}
    taken = {plain(name): one.id for one in known for name in (one.name.sv, one.name.en)}
    for one in added:
        for name in {plain(one.name.sv), plain(one.name.en)} - {""}:
            other = taken.setdefault(name, one.id)
            if other != one.id:
                lines[one.id].report("catalogue_duplicate_name", "name_sv", name=one.name.sv, other=other)
                break


def _columns() -> tuple[str, ...]:
    """The headings in the order of the built-in file: what it is called, what it means, how it is shown."""
    first = ("id", "name_sv", "name_en", "definition_sv", "definition_en", "numerator_sv", "numerator_en")
    then = ("denominator_sv", "denominator_en", "kind", "multiply", "unit_sv", "unit_en", "decimals")
    last = ("frequency", "direction")
    rest = [name for name in INDICATOR_COLUMNS.optional if name not in (*first, *then)]
    return (*first, *then, *last, *rest)


def _cells(one: Indicator) -> dict[str, str]:
    cells = {
        "id": one.id,
        "kind": one.kind,
        "direction": one.direction,
        "frequency": one.frequency,
        "multiply": f"{one.multiply:g}" if one.multiply < 1e6 else f"{one.multiply:.0f}",
        "decimals": str(one.decimals),
        "levels": "|".join(one.levels),
        "source_url": one.source_url,
        "kolada": "|".join(one.kolada),
        "chart": "" if one.usual_chart else one.chart,
        "window_months": _or_blank(one.window_months),
        "suppress_below": str(one.suppress_below),
        "suppress_denominator_below": _or_blank(one.suppress_denominator_below),
        "role": one.role,
        "provisional_months": str(one.provisional_months),
        "aliases": "|".join(one.aliases),
        "event_count": one.event_count,
        "complement_sensitive": "yes" if one.complement_sensitive else "",
    }
    texts = {
        "name": one.name,
        "definition": one.definition,
        "numerator": one.numerator or NO_TEXT,
        "denominator": one.denominator or NO_TEXT,
        "unit": one.unit,
        "source": one.source,
    }
    for stem, text in texts.items():
        cells |= _both(stem, text)
    return cells


def _both(stem: str, text: Text) -> dict[str, str]:
    return {f"{stem}_sv": text.sv, f"{stem}_en": text.en}


def _or_blank(number: int | None) -> str:
    return "" if number is None else str(number)
