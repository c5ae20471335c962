"""Kolada: saved answers of its API, version 3 (and the names of version 2), one page or many.

``values`` holds a row for every measure, area and year, each with a value for women, men and all. Measures
and areas have their names in files of their own; chosen together with the values, they give titles and
definitions.
Values of several areas taken together are unweighted means, and are called so. "Källa: Kolada" is what the
source asks for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from core.observations.fate import shorten
from core.observations.heading_scale import Scale, scale_of
from core.observations.mapping import Mapping, NewIndicator
from core.observations.readers.json_text import Document, Json, records, wrong_shape
from core.observations.readers.long_form import contents, fitting, floats, long_table
from core.observations.readers.table import Opened
from core.remarks import Problem, Refused

NAME = "kolada"
CALLED = "Kolada"
UNWEIGHTED = "ovägt medel"
"""What Kolada itself writes after the name of a group of areas."""

_DATA = ("kpi", "period", "values")
_OF_MEASURES = frozenset(
    ("is_divided_by_gender", "municipality_type", "auspice", "auspices", "operating_area", "has_ou_data")
)
_OF_AREAS = frozenset(("type", "region_type", "members", "municipality", "ou_type"))
_HIDDEN = frozenset(("private", "secret", "sekretess", "confidential", "suppressed"))
_NEXT, _BEFORE = ("next_url", "next_page"), ("previous_url", "previous_page")


@dataclass(slots=True)
class _Rows:
    """The values of all pages, column by column."""

    kpi: list[str] = field(default_factory=list)
    area: list[str] = field(default_factory=list)
    period: list[Any] = field(default_factory=list)
    sex: list[str] = field(default_factory=list)
    value: list[Any] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    deleted: int = 0
    unweighted: dict[str, None] = field(default_factory=dict)
    strange: dict[str, None] = field(default_factory=dict)


def recognises(value: Json) -> bool:
    """Whether a value is a page of Kolada's data, or of its measures, areas or groups."""
    items = _items(value)
    if items is None:
        return False
    return bool(items) and all(_is_data(one) or _is_named(one) for one in items[:20])


def open_documents(documents: Sequence[Document]) -> Opened:
    """One table of all pages. Raises Refused when there are names and no values."""
    rows = _Rows()
    titles: dict[str, dict[str, Any]] = {}
    for document in documents:
        for item in _items(document.value) or []:
            if _is_data(item):
                _take(item, rows)
            elif _is_named(item):
                titles[str(item["id"])] = item
            else:
                raise wrong_shape(CALLED, "values")
    if not rows.kpi:
        raise Refused(Problem("kolada_no_values"))
    known = Mapping(
        period="period",
        unit="municipality",
        indicator_column="kpi",
        value="value",
        sex="gender" if set(rows.sex) - {"T"} else None,
        status="status",
        decimal=".",
        share_scale="as_shown",
        unknown_units="keep",
        called=CALLED,
        proposals=tuple(_proposals(rows, titles)),
        unit_names=tuple(_unit_names(rows, titles)),
    )
    columns = {
        "kpi": rows.kpi,
        "municipality": rows.area,
        "period": rows.period,
        "gender": rows.sex,
        "value": rows.value,
        "status": rows.status,
    }
    table = long_table(None, columns, known, _told(rows, documents))
    return Opened((table,), NAME, contents(CALLED, [table]))


def _items(value: Json) -> list[Any] | None:
    """The rows of a page, or of a list of pages that were saved as one."""
    if isinstance(value, dict):
        items = value.get("values")
        return items if isinstance(items, list) else None
    if (
        isinstance(value, list)
        and value
        and all(_items(one) is not None for one in value if one is not value)
    ):
        pages = [_items(one) or [] for one in value]
        return [item for page in pages for item in page]
    return value if isinstance(value, list) and any(_is_data(one) for one in value) else None


def _is_data(item: Any) -> bool:
    return isinstance(item, dict) and all(name in item for name in _DATA)


def _is_named(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and {"id", "title"} <= item.keys()
        and bool((_OF_MEASURES | _OF_AREAS) & item.keys())
    )


def _take(item: dict[str, Any], rows: _Rows) -> None:
    area = item.get("municipality") or item.get("ou")
    if not isinstance(item["kpi"], str) or not isinstance(area, str) or not isinstance(item["values"], list):
        raise wrong_shape(CALLED, "values.kpi, values.municipality")
    for value in item["values"]:
        if not isinstance(value, dict) or "value" not in value:
            raise wrong_shape(CALLED, "values.values.value")
        if value.get("isdeleted") is True:
            rows.deleted += 1
            continue
        _take_value(value, item["kpi"], area, item["period"], rows)


def _take_value(value: dict[str, Any], kpi: str, area: str, period: Any, rows: _Rows) -> None:
    number, written = value["value"], value.get("status")
    if isinstance(number, (dict, list, bool)) or isinstance(period, (dict, list, bool)):
        raise wrong_shape(CALLED, "values.values.value, values.period")
    status = written.strip() if isinstance(written, str) else ""
    if value.get("count") not in (None, "0", "1"):
        # A name that no area's code matches: the mean of a county's municipalities is not the county.
        area = f"{area} ({UNWEIGHTED})"
        rows.unweighted[area] = None
    rows.kpi.append(kpi)
    rows.area.append(area)
    rows.period.append(period)
    rows.sex.append(str(value.get("gender") or "T"))
    rows.value.append(number)
    rows.status.append(_status(status, number, rows))


def _status(written: str, number: Any, rows: _Rows) -> str:
    """The word for the status column: without a number, why there is none."""
    if number is not None:
        return written
    if written.casefold() in _HIDDEN:
        return "suppressed"
    if written.casefold() not in ("", "..", "missing"):
        rows.strange[written] = None
    return "missing"


def _proposals(rows: _Rows, titles: dict[str, dict[str, Any]]) -> Iterator[NewIndicator]:
    codes, kpis = pd.factorize(np.array(rows.kpi, dtype=object))
    numbers = floats(rows.value)
    for i, kpi in enumerate(kpis):
        yield _proposal(str(kpi), titles.get(str(kpi)), numbers[codes == i])


def _proposal(kpi: str, about: dict[str, Any] | None, numbers: np.ndarray) -> NewIndicator:
    title = _text(about, "title") or f"{CALLED} {kpi}"
    scale = fitting(_scale(title), numbers)
    return NewIndicator(
        name=title,
        kind=scale.kind,
        multiply=scale.multiply,
        unit=scale.unit,
        frequency="year",
        codes=(kpi,),
        definition=_text(about, "description"),
        source=f"{CALLED} ({kpi})",
    )


def _scale(title: str) -> Scale:
    """A measure whose title names no share or rate is a mean: nothing is claimed of how it varies."""
    scale = scale_of(title)
    return scale if scale is not None and scale.kind in ("proportion", "rate") else Scale("mean")


def _text(about: dict[str, Any] | None, name: str) -> str:
    text = (about or {}).get(name)
    return " ".join(text.split()) if isinstance(text, str) else ""


def _unit_names(rows: _Rows, titles: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for area in dict.fromkeys(rows.area):
        code = area.removesuffix(f" ({UNWEIGHTED})")
        title = _text(titles.get(code), "title")
        if title:
            named = area in rows.unweighted and UNWEIGHTED not in title.casefold()
            yield area, f"{title} ({UNWEIGHTED})" if named else title


def _told(rows: _Rows, documents: Sequence[Document]) -> tuple[Problem, ...]:
    told: list[Problem] = []
    if _pages_are_missing(documents):
        told.append(Problem("pages_missing", {"called": CALLED}, severity="note"))
    if rows.unweighted:
        areas = tuple(shorten(rows.unweighted))
        told.append(Problem("kolada_unweighted", {"n": len(areas), "texts": areas[:5]}, severity="note"))
    if rows.deleted:
        told.append(Problem("kolada_deleted", {"n": rows.deleted}, severity="note"))
    if rows.strange:
        words = tuple(shorten(rows.strange))[:5]
        told.append(Problem("kolada_status", {"texts": words}, severity="note"))
    return tuple(told)


def _pages_are_missing(documents: Sequence[Document]) -> bool:
    """Whether a page says that there is another before or after it, and too few were chosen."""
    pages = [page for document in documents for page in _pages(document.value)]
    ahead, behind = (sum(any(page.get(n) for n in names) for page in pages) for names in (_NEXT, _BEFORE))
    return ahead != behind


def _pages(value: Json) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value] if any(_is_data(item) for item in _items(value) or []) else []
    return [page for page in records(value, "values") if _pages(page)]
