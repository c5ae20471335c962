"""Vården i siffror: saved answers of its API.

The answers name their measures by long numbers only; what those are called may be in a file of its own. The
interface is not documented and changes: what is not understood is refused, and the export is the safe way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from core.indicators.indicator import MONTHS_IN, Frequency
from core.observations.heading_scale import Scale
from core.observations.headings import plain
from core.observations.mapping import Mapping, NewIndicator
from core.observations.naming import LONGEST_NAME
from core.observations.readers.json_text import Document, Json, wrong_shape
from core.observations.readers.long_form import contents, floats, frequency_of, long_table
from core.observations.readers.table import Opened
from core.observations.readers.varden_i_siffror import CALLED
from core.remarks import Problem, Refused

NAME = "varden_i_siffror"

_FREQUENCY: dict[str, Frequency] = {
    "month": "month",
    "quarter": "quarter",
    "halfyear": "half_year",
    "year": "year",
}
_ROUNDING, _MOST, _PERCENT = 0.02, 0.9, 100.0
_SEX = {
    **dict.fromkeys(("female", "females", "women", "kvinnor"), "kvinnor"),
    **dict.fromkeys(("male", "males", "men", "män"), "män"),
}


@dataclass(slots=True)
class _Rows:
    """The measurements of a saved answer, column by column."""

    measure: list[str] = field(default_factory=list)
    unit: list[str] = field(default_factory=list)
    period: list[str] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    numerator: list[Any] = field(default_factory=list)
    denominator: list[Any] = field(default_factory=list)
    value: list[Any] = field(default_factory=list)
    low: list[Any] = field(default_factory=list)
    high: list[Any] = field(default_factory=list)
    longer: int = 0


def recognises(value: Json) -> bool:
    """Whether a value is a list of measurements, or of what measures are called."""
    if not isinstance(value, list) or not value:
        return False
    return all(_is_data(one) for one in value) or all(_title(one) for one in value)


def open_documents(documents: Sequence[Document]) -> Opened:
    """One table of all measurements. Raises Refused when there are none."""
    rows = _Rows()
    titles: dict[str, str] = {}
    for document in documents:
        assert isinstance(document.value, list)
        for item in document.value:
            if _is_data(item):
                _take(item, rows)
            elif found := _title(item):
                titles |= dict((found,))
    if not rows.measure:
        raise Refused(Problem("vis_no_values"))
    sexes = {_SEX.get(group.casefold()) for group in rows.group} - {None}
    known = Mapping(
        indicator_column="measureId",
        unit="organizationId",
        period="period",
        numerator="numerator",
        denominator="denominator",
        value="value",
        sex="type" if sexes else None,
        other="type" if not sexes and {group.casefold() for group in rows.group} != {"total"} else None,
        decimal=".",
        share_scale="as_shown",
        unknown_units="keep",
        called=CALLED,
        proposals=tuple(
            _proposal(measure, titles.get(measure), rows) for measure in dict.fromkeys(rows.measure)
        ),
    )
    columns = {
        "measureId": rows.measure,
        "organizationId": rows.unit,
        "period": rows.period,
        "type": [_SEX.get(group.casefold(), group) for group in rows.group],
        "value": rows.value,
        "numerator": rows.numerator,
        "denominator": rows.denominator,
        "confidenceInterval low": rows.low,
        "confidenceInterval high": rows.high,
    }
    table = long_table(None, columns, known, _told(rows, titles))
    return Opened((table,), NAME, contents(CALLED, [table]))


def _is_data(item: Any) -> bool:
    return isinstance(item, dict) and item.keys() >= {"organizationId", "measureId", "measurements"}


def _title(item: Any) -> tuple[str, str] | None:
    """What a measure is called: the API has had several names for both."""
    if not isinstance(item, dict) or "measurements" in item:
        return None
    measure = next(
        (item[name] for name in ("measureId", "id", "guid") if isinstance(item.get(name), str)), None
    )
    title = next(
        (item[name] for name in ("title", "shortTitle", "name") if isinstance(item.get(name), str)), None
    )
    return (measure, " ".join(title.split())) if measure and title and "-" in measure else None


def _take(item: dict[str, Any], rows: _Rows) -> None:
    measure, unit, found = item["measureId"], item["organizationId"], item["measurements"]
    if not isinstance(measure, str) or not isinstance(unit, str) or not isinstance(found, list):
        raise wrong_shape(CALLED, "measureId, organizationId, measurements")
    for one in found:
        numbers = (
            [one.get(name) for name in ("value", "numerator", "denominator")] if isinstance(one, dict) else []
        )
        if not numbers or any(isinstance(number, (dict, list, bool)) for number in numbers):
            raise wrong_shape(CALLED, "measurements.value")
        interval = one.get("confidenceInterval")
        interval = interval if isinstance(interval, dict) else {}
        rows.measure.append(measure)
        rows.unit.append(unit)
        rows.period.append(_period(one, rows))
        rows.group.append(str(one.get("type") or "Total"))
        rows.value.append(numbers[0])
        rows.numerator.append(numbers[1])
        rows.denominator.append(numbers[2])
        rows.low.append(interval.get("low"))
        rows.high.append(interval.get("high"))


def _period(one: dict[str, Any], rows: _Rows) -> str:
    """The period as a person writes it, from its type and first day; a longer stretch is counted."""
    frequency = _FREQUENCY.get(plain(str(one.get("periodType") or "")))
    period = one.get("period")
    start, end = (_day(period.get(name)) if isinstance(period, dict) else None for name in ("start", "end"))
    if frequency is None or start is None:
        raise wrong_shape(CALLED, "measurements.period, measurements.periodType")
    if end is not None and _months(start, end) != MONTHS_IN[frequency]:
        rows.longer += 1
    part = (start.month - 1) // MONTHS_IN[frequency] + 1
    written = {"month": f"-{start.month:02d}", "quarter": f" kv {part}", "half_year": f" halvår {part}"}
    return f"{start.year}{written.get(frequency, '')}"


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _proposal(measure: str, title: str | None, rows: _Rows) -> NewIndicator:
    own = [i for i, one in enumerate(rows.measure) if one == measure]
    scale = _scale(
        *(floats([column[i] for i in own]) for column in (rows.value, rows.numerator, rows.denominator))
    )
    return NewIndicator(
        name=(title or f"{CALLED} {measure[:8]}")[:LONGEST_NAME],
        kind=scale.kind,
        multiply=scale.multiply,
        unit=scale.unit,
        frequency=frequency_of(pd.Series([rows.period[i] for i in own], dtype="str")),
        codes=(measure,),
        source=CALLED,
    )


def _scale(value: np.ndarray, numerator: np.ndarray, denominator: np.ndarray) -> Scale:
    """What a value is per, where its counts show it; else nothing is claimed of how it varies."""
    with np.errstate(divide="ignore", invalid="ignore"):
        times = value * denominator / numerator
    times = times[np.isfinite(times)]
    if not len(times):
        return Scale("mean")
    for multiply in (100.0, 1000.0, 10_000.0, 100_000.0):
        if np.mean(np.abs(times / multiply - 1) < _ROUNDING) > _MOST:
            part = multiply == _PERCENT and not np.any(numerator > denominator)
            return Scale("proportion", 100.0, "%") if part else Scale("rate", multiply)
    return Scale("mean")


def _told(rows: _Rows, titles: dict[str, str]) -> tuple[Problem, ...]:
    told: list[Problem] = []
    if n := len({measure for measure in rows.measure if measure not in titles}):
        told.append(Problem("vis_unnamed", {"n": n}, severity="note"))
    if n := sum(low is not None for low in rows.low):
        told.append(Problem("vis_intervals", {"n": n}, severity="note"))
    if rows.longer:
        told.append(Problem("vis_longer_periods", {"n": rows.longer}, severity="note"))
    return tuple(told)
