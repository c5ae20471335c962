"""Socialstyrelsen's statistical database: saved answers of its API, one page or many.

Every row has the ids of its dimensions and a value written as Swedish text ("11 987", "642,31"). What the ids
stand for is in lists of their own, which can be chosen together with the rows. Measures are never mixed: each
subject, measure and further dimension (a drug, a diagnosis) is an indicator of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.observations.heading_scale import Scale, scale_of
from core.observations.mapping import Mapping, NewIndicator
from core.observations.naming import LONGEST_NAME
from core.observations.readers.json_text import Document, Json, wrong_shape
from core.observations.readers.long_form import contents, long_table
from core.observations.readers.table import Opened
from core.remarks import Problem, Refused

NAME = "socialstyrelsen"
CALLED = "Socialstyrelsen"

_NEEDED = frozenset(("ar", "varde"))
_SEX = {"1": "M", "2": "K", "3": "totalt"}
# What the ids of drug statistics stand for, where no list was chosen with them (the API's own lists, 2026).
_DRUGS = "lakemedel"
_DRUG_MEASURES = {
    "1": "antal patienter",
    "2": "patienter per 1 000 invånare",
    "3": "antal expedieringar",
    "4": "expedieringar per 1 000 invånare",
}
_DRUG_AGES = {"18": "85+ år"}
_SUBJECTS = {_DRUGS: "Läkemedel"}
_ID = "Id"
_OWN = ("regionId", "alderId", "konId", "mattId")
_ENDING = re.compile(r"\.\w+$")

_Names = dict[str, dict[str, str]]
"""Dimension -> id -> what it is called."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of rows and the subject it is about."""

    subject: str
    rows: list[dict[str, Any]]
    pages: int
    number: int


def recognises(value: Json) -> bool:
    """Whether a value is a page of results, or a list of what the ids of a dimension stand for."""
    return _page(value) is not None or _is_list(value)


def open_documents(documents: Sequence[Document]) -> Opened:
    """One table of all pages. Raises Refused when there are lists and no results."""
    pages = [page for document in documents if (page := _page(document.value)) is not None]
    rows = [(page.subject, row) for page in pages for row in page.rows]
    if not rows:
        raise Refused(Problem("socialstyrelsen_no_values"))
    for _, row in rows:
        if not isinstance(row, dict) or not row.keys() >= _NEEDED or _holds_more(row):
            raise wrong_shape(CALLED, "data.ar, data.varde")
    names = _names(documents, pages)
    measures = [_measure_code(subject, row) for subject, row in rows]
    columns: dict[str, list[Any]] = {
        "matt": measures,
        "region": [_of(row, "regionId") for _, row in rows],
        "ar": [row["ar"] for _, row in rows],
        "alder": [_age(subject, row, names) for subject, row in rows],
        "kon": [_SEX.get(_of(row, "konId"), _of(row, "konId")) or "totalt" for _, row in rows],
        "varde": [row["varde"] for _, row in rows],
    }
    proposals = {code: (subject, row) for code, (subject, row) in zip(measures, rows, strict=True)}
    known = Mapping(
        indicator_column="matt",
        unit="region",
        period="ar",
        age="alder" if set(columns["alder"]) - {"totalt"} else None,
        sex="kon" if set(columns["kon"]) - {"totalt"} else None,
        value="varde",
        decimal=",",
        share_scale="as_shown",
        unknown_units="keep",
        called=CALLED,
        proposals=tuple(_proposal(code, *found, names) for code, found in proposals.items()),
        unit_names=tuple(names.get("region", {}).items()),
    )
    table = long_table(None, columns, known, _told(pages))
    return Opened((table,), NAME, contents(CALLED, [table]))


def _page(value: Json) -> _Page | None:
    """A page of results; also only its rows, as some save them."""
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        rows, about = value["data"], value
    elif isinstance(value, list):
        rows, about = value, {}
    else:
        return None
    if not rows or not isinstance(rows[0], dict) or not rows[0].keys() >= _NEEDED:
        return None
    subject = about.get("amne")
    return _Page(str(subject or ""), rows, _whole(about.get("sidor"), 1), _whole(about.get("sida"), 1))


def _is_list(value: Json) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and {"id", "text"} <= one.keys() for one in value)
    )


def _whole(value: Any, otherwise: int) -> int:
    is_whole = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 9
    return int(value) if is_whole else otherwise


def _holds_more(row: dict[str, Any]) -> bool:
    return any(isinstance(value, (dict, list, bool)) for value in row.values())


def _of(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _names(documents: Sequence[Document], pages: Sequence[_Page]) -> _Names:
    """What ids stand for, by dimension: told by the file's name, or by which ids and words the list holds."""
    used: dict[str, set[str]] = {}
    for page in pages:
        for row in page.rows:
            for name in row:
                if name.endswith(_ID):
                    used.setdefault(name.removesuffix(_ID), set()).add(_of(row, name))
    found: _Names = {}
    for document in documents:
        found.update(_own_lists(document.value))
        if not _is_list(document.value):
            continue
        assert isinstance(document.value, list)
        words = {str(one["id"]): str(one["text"]) for one in document.value}
        coded = any("kod" in one for one in document.value)
        for dimension in _dimensions_of(document.name, words, coded, used):
            found.setdefault(dimension, words)
    return found


def _own_lists(value: Json) -> _Names:
    """The lists that a page has with it, by dimension, as ``core.observations.live`` keeps them."""
    lists = value.get("listor") if isinstance(value, dict) else None
    if not isinstance(lists, dict):
        return {}
    return {
        dimension: {str(one["id"]): str(one["text"]) for one in listed}
        for dimension, listed in lists.items()
        if _is_list(listed)
    }


def _dimensions_of(name: str, words: dict[str, str], coded: bool, used: dict[str, set[str]]) -> Iterator[str]:
    """The one dimension a list can be about; none where it could be several."""
    stem = _ENDING.sub("", name).casefold()
    told = [dimension for dimension in used if re.search(rf"(?:^|[^a-z]){dimension}$", stem)]
    if told:
        yield told[0]
    elif coded and "region" in used:
        yield "region"
    else:
        fitting = [one for one, ids in used.items() if one not in ("region", "kon") and ids <= words.keys()]
        fitting = [one for one in fitting if not all(text.isdigit() for text in used[one])] or fitting
        if len(fitting) == 1:
            yield fitting[0]


def _measure_code(subject: str, row: dict[str, Any]) -> str:
    """What keeps measures apart: the subject, further dimensions (a drug, a diagnosis), the measure."""
    further = [f"{name.removesuffix(_ID)} {_of(row, name)}" for name in _further(row)]
    return ", ".join(
        filter(None, (subject, *further, f"matt {_of(row, 'mattId')}" if "mattId" in row else ""))
    )


def _further(row: dict[str, Any]) -> list[str]:
    return sorted(name for name in row if name.endswith(_ID) and name not in _OWN)


def _age(subject: str, row: dict[str, Any], names: _Names) -> str:
    age = _of(row, "alderId")
    known = names.get("alder") or (_DRUG_AGES if subject == _DRUGS else {})
    return known.get(age) or (f"åldersgrupp {age}" if age else "totalt")


def _proposal(code: str, subject: str, row: dict[str, Any], names: _Names) -> NewIndicator:
    measure_id = _of(row, "mattId")
    listed = names.get("matt") or (_DRUG_MEASURES if subject == _DRUGS else {})
    measure = listed.get(measure_id) or (f"mått {measure_id}" if measure_id else "")
    further = [
        names.get(name.removesuffix(_ID), {}).get(_of(row, name)) or _of(row, name) for name in _further(row)
    ]
    scale = scale_of(measure[:1].upper() + measure[1:]) or Scale("mean")
    name = ", ".join(filter(None, (_SUBJECTS.get(subject, subject.capitalize()), *further, measure)))
    return NewIndicator(
        name=name[:LONGEST_NAME] or CALLED,
        kind=scale.kind,
        multiply=scale.multiply,
        unit=scale.unit,
        frequency="year",
        codes=(code,),
        source=CALLED,
    )


def _told(pages: Sequence[_Page]) -> tuple[Problem, ...]:
    """Whether a page says that there are others, and they were not chosen."""
    by_subject: dict[str, set[int]] = {}
    expected: dict[str, int] = {}
    for page in pages:
        by_subject.setdefault(page.subject, set()).add(page.number)
        expected[page.subject] = max(expected.get(page.subject, 1), page.pages)
    if any(len(numbers) < expected[subject] for subject, numbers in by_subject.items()):
        return (Problem("pages_missing", {"called": CALLED}, severity="note"),)
    return ()
