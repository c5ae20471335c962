"""SCB's statistical database: tables found, their codes shown, cells counted and fetched in json-stat2.

Source: PxWebApi 2, https://statistikdatabasen.scb.se/api/v2. ``/config`` tells how many cells one answer may
hold and how often it may be asked; a bigger question is divided and its answers are laid together again.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

from core.observations import personal
from core.observations.live.answers import (
    Codes,
    an_object,
    code_text,
    divided,
    named,
    objects,
    refuse,
    size,
)
from core.observations.live.fetched import MAX_VALUES, Asks, Fetched, Tells, document, now, quietly
from core.observations.live.tables import Dimension, Found, Table

LANGUAGE = "sv"
MOST_FOUND = 50
_USUAL_CELLS = 150_000

Dataset = dict[str, Any]


def most_cells(client: Asks) -> int:
    """How many cells one answer may hold; the source's own pace is kept to from here on."""
    said = an_object(client, client.get("/config"))
    calls, seconds = said.get("maxCallsPerTimeWindow"), said.get("timeWindow")
    if isinstance(calls, int) and isinstance(seconds, int | float):
        client.pace.slow_down(calls, seconds)
    most = said.get("maxDataCells")
    return most if isinstance(most, int) and most > 0 else _USUAL_CELLS


def search(client: Asks, text: str) -> tuple[Found, ...]:
    """The first tables that the words fit, newest first as the source has them.

    Raises Refused also for words that look like a person's number: those are not sent.
    """
    personal.refuse_text(text)
    asked = urlencode({"lang": LANGUAGE, "query": text, "pageSize": MOST_FOUND})
    answer = an_object(client, client.get(f"/tables?{asked}"))
    found = [
        Found(*(code_text(one.get(name)) for name in ("id", "label", "firstPeriod", "lastPeriod")))
        for one in objects(client, answer.get("tables"))
    ]
    return tuple(one for one in found if one.id)


def table(client: Asks, table_id: str) -> Table:
    """The dimensions of a table and their codes."""
    where = f"/tables/{quote(table_id, safe='')}/metadata?lang={LANGUAGE}&outputFormat=json-stat2"
    dataset = an_object(client, client.get(where))
    dimensions = (
        Dimension(
            code,
            label or code,
            tuple(labels),
            tuple(labels.values()),
            is_time=_has_role(dataset, "time", code),
            is_place=_has_role(dataset, "geo", code),
        )
        for code, label, labels in _dimensions(client, dataset)
    )
    return Table(table_id, code_text(dataset.get("label")), tuple(dimensions))


def fetch(client: Asks, table_id: str, codes: Codes, tell: Tells = quietly) -> Fetched:
    """The cells of every combination of ``codes``, as one json-stat2 document.

    codes : every dimension of the table, each with the codes wanted; a dimension that is left out would be
        answered with a choice of the source's own
    Raises Refused, also when the table changes while it is being fetched, and Stopped.
    """
    known = {one.code: one for one in table(client, table_id).dimensions}
    _check(client, codes, known)
    n = size(codes)
    if n > MAX_VALUES:
        refuse(client, "live_too_much", n=n, most=MAX_VALUES)
    at = now()
    parts = divided(codes, most_cells(client))
    where = f"/tables/{quote(table_id, safe='')}/data?lang={LANGUAGE}&outputFormat=json-stat2"
    merged = _Merged(client, codes)
    for i, part in enumerate(parts):
        tell(i, len(parts))
        selection = [{"variableCode": name, "valueCodes": list(some)} for name, some in part.items()]
        merged.add(an_object(client, client.post(where, {"selection": selection})), part)
    address = next(one for one in client.asked if "/data?" in one)
    file = document(client.source, table_id.casefold(), at, address, merged.dataset())
    return Fetched(client.source, (file,), tuple(client.asked), at, n)


def _check(client: Asks, codes: Codes, known: Mapping[str, Dimension]) -> None:
    """Every dimension named, each with codes that it has."""
    for problem, wrong in (
        ("live_dimension_unknown", set(codes) - set(known)),
        ("live_dimension_missing", {name for name in known if not codes.get(name)}),
    ):
        if wrong:
            refuse(client, problem, items=named(sorted(wrong))[0])
    strange = [one for name, some in codes.items() for one in some if one not in known[name].codes]
    if strange:
        refuse(client, "live_code_unknown", items=named(strange)[0])


class _Merged:
    """Answers to the parts of a question, laid into the places that the whole question gives them."""

    def __init__(self, client: Asks, codes: Codes) -> None:
        self._client, self._codes = client, codes
        self._first: Dataset = {}
        self._order: list[str] = []
        self._labels: dict[str, dict[str, str]] = {name: {} for name in codes}
        self._units: dict[str, dict[str, Any]] = {name: {} for name in codes}
        self._values: list[Any] = [None] * size(codes)
        self._status: dict[str, Any] = {}

    def add(self, dataset: Dataset, part: Codes) -> None:
        """Refused for an answer about anything but its part, or of another day than the first."""
        found = _dimensions(self._client, dataset)
        if {name: set(labels) for name, _, labels in found} != {n: set(some) for n, some in part.items()}:
            refuse(self._client, "live_not_asked", text=", ".join(name for name, _, _ in found))
        if not self._first:
            self._first, self._order = dataset, [name for name, _, _ in found]
        elif dataset.get("updated") != self._first.get("updated"):
            refuse(self._client, "live_changed_meanwhile")
        for name, _, labels in found:
            self._labels[name].update(labels)
            units = dataset["dimension"][name]["category"].get("unit")
            self._units[name].update(units if isinstance(units, dict) else {})
        n = size(part)
        values = _spread(self._client, dataset.get("value"), n)
        marks = _spread(self._client, dataset.get("status") or {}, n)
        places = self._places({name: list(labels) for name, _, labels in found})
        for place, value, mark in zip(places, values, marks, strict=True):
            self._values[place] = value
            if mark:
                self._status[str(place)] = mark

    def _places(self, codes: Codes) -> list[int]:
        """Where each cell of an answer stands in the whole, the last dimension running fastest."""
        steps: list[list[int]] = [[] for _ in codes]
        step = 1
        for name in reversed(self._order):
            at = {code: i * step for i, code in enumerate(self._codes[name])}
            steps[list(codes).index(name)] = [at[code] for code in codes[name]]
            step *= len(self._codes[name])
        return [sum(cell) for cell in product(*steps)]

    def dataset(self) -> Dataset:
        """The whole answer in the form of one."""
        dimension = {}
        for name in self._order:
            codes = list(self._codes[name])
            category: dict[str, Any] = {
                **self._first["dimension"][name]["category"],
                "index": {code: i for i, code in enumerate(codes)},
                "label": {code: self._labels[name][code] for code in codes},
            }
            if self._units[name]:
                category["unit"] = self._units[name]
            dimension[name] = {**self._first["dimension"][name], "category": category}
        return {
            **self._first,
            "id": self._order,
            "size": [len(self._codes[name]) for name in self._order],
            "dimension": dimension,
            "value": self._values,
            "status": self._status,
        }


def _has_role(dataset: Dataset, role: str, code: str) -> bool:
    roles = dataset.get("role")
    named = roles.get(role) if isinstance(roles, dict) else None
    return isinstance(named, list) and code in named


def _dimensions(client: Asks, dataset: Dataset) -> list[tuple[str, str, dict[str, str]]]:
    """Code, label and codes with their labels, in order, of every dimension."""
    ids, about = dataset.get("id"), dataset.get("dimension")
    if not isinstance(ids, list) or not isinstance(about, dict) or not ids:
        refuse(client, "live_wrong_shape")
    if not all(isinstance(name, str) for name in ids) or len(set(ids)) < len(ids):
        refuse(client, "live_wrong_shape")
    return [_dimension(client, name, about.get(name)) for name in ids]


def _dimension(client: Asks, name: str, about: Any) -> tuple[str, str, dict[str, str]]:
    category = about.get("category") if isinstance(about, dict) else None
    if not isinstance(category, dict):
        refuse(client, "live_wrong_shape")
    index = category.get("index")
    labels = category.get("label")
    labels = labels if isinstance(labels, dict) else {}
    if isinstance(index, dict) and all(isinstance(place, int) for place in index.values()):
        codes: Sequence[Any] = sorted(index, key=lambda code: index[code])
    elif isinstance(index, list):
        codes = index
    else:
        codes = list(labels)
    if not codes or not all(isinstance(code, str) for code in codes) or len(set(codes)) < len(codes):
        refuse(client, "live_wrong_shape")
    return name, code_text(about.get("label")), {code: code_text(labels.get(code)) or code for code in codes}


def _spread(client: Asks, cells: Any, n: int) -> list[Any]:
    """A list of ``n`` cells, from a list or from an object of positions."""
    if isinstance(cells, list) and len(cells) == n:
        return cells
    if not isinstance(cells, dict) or not all(_is_place(key, n) for key in cells):
        refuse(client, "live_wrong_shape")
    spread = [None] * n
    for key, cell in cells.items():
        spread[int(key)] = cell
    return spread


def _is_place(key: str, n: int) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 10 and int(key) < n
