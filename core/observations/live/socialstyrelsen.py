"""Socialstyrelsen's statistical database: one measure at a time, every dimension named, page after page.

Source: https://sdb.socialstyrelsen.se/sdbapi.aspx. A dimension that the subject does not have is ignored by
the server, a list of measures is not answered, and long chains of pages have been seen to end too soon:
so names are checked first, questions are kept to one page, and every row must be one that was asked for.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from core.observations.live.answers import Codes, an_object, code_text, divided, named, objects, refuse, size
from core.observations.live.fetched import (
    ABSENT,
    MAX_VALUES,
    Asks,
    Document,
    Fetched,
    Tells,
    document,
    now,
    quietly,
)
from core.observations.live.tables import Dimension, Found, Table
from core.remarks import Problem, Refused

PAGE = 5000
MOST_PAGES = 400
MEASURE, YEAR, PLACE = "matt", "ar", "region"

Row = dict[str, Any]


def subjects(client: Asks) -> tuple[Found, ...]:
    """What there are statistics about."""
    return _named(client, client.get("/"), "namn")


def dimensions(client: Asks, subject: str) -> tuple[Found, ...]:
    """What a subject is divided by; ``matt`` and ``ar`` among them."""
    return _named(client, client.get(f"/{_part(subject)}"), "namn")


def values(client: Asks, subject: str, dimension: str) -> tuple[Found, ...]:
    """The ids of one dimension and what they stand for."""
    return _named(client, client.get(f"/{_part(subject)}/{_part(dimension)}"), "id")


def table(client: Asks, subject: str, tell: Tells = quietly) -> Table:
    """All dimensions of a subject with what their ids stand for."""
    there = dimensions(client, subject)
    found: list[Dimension] = []
    for i, one in enumerate(there):
        tell(i, len(there))
        listed = values(client, subject, one.id)
        found.append(
            Dimension(
                one.id,
                one.label or one.id,
                tuple(value.id for value in listed),
                tuple(value.label or value.id for value in listed),
                is_time=one.id == YEAR,
                is_place=one.id == PLACE,
                one_only=one.id == MEASURE,
            )
        )
    return Table(subject, subject, tuple(found))


def fetch(client: Asks, subject: str, codes: Codes, tell: Tells = quietly) -> Fetched:
    """Every row that there is for ``codes``, a document for each measure.

    codes : every dimension of the subject with the ids wanted, ``matt`` among them
    A measure comes whole or not at all. Raises Refused, and Stopped.
    """
    lists = {name: values(client, subject, name) for name in _checked(client, subject, codes)}
    strange = [one for name, some in codes.items() for one in some if one not in _ids(lists[name])]
    if strange:
        refuse(client, "live_code_unknown", items=named(strange)[0])
    if size(codes) > MAX_VALUES:
        refuse(client, "live_too_much", n=size(codes), most=MAX_VALUES)
    at = now()
    called = {one.id: one.label for one in lists[MEASURE]}
    files: list[Document] = []
    problems: list[Problem] = []
    n = 0
    for i, measure in enumerate(codes[MEASURE]):
        asked = {**codes, MEASURE: [measure]}
        done, of = i / len(codes[MEASURE]), len(codes[MEASURE])
        rows = _measure(
            client, subject, asked, lambda d, o, done=done, of=of: tell(round(done * o * of) + d, o * of)
        )
        if not rows:
            problems.append(Problem("live_no_rows", {"items": (called[measure],)}, severity="note"))
            continue
        n += len(rows)
        content = {
            "amne": subject,
            "data": rows,
            "sida": 1,
            "per_sida": len(rows),
            "sidor": 1,
            "nasta_sida": None,
        }
        content["listor"] = {
            name: [{"id": one.id, "text": one.label} for one in lists[name]] for name in lists
        }
        address = next(one for one in client.asked if "/resultat/" in one)
        files.append(document(client.source, f"{_plain(subject)}-{_plain(measure)}", at, address, content))
    if not files:
        raise Refused(Problem("live_nothing", {"source": client.source.name}))
    return Fetched(client.source, tuple(files), tuple(client.asked), at, n, tuple(problems))


def _checked(client: Asks, subject: str, codes: Codes) -> list[str]:
    """The subject's dimensions, when the question names exactly those."""
    there = [one.id for one in dimensions(client, subject)]
    for problem, wrong in (
        ("live_dimension_unknown", [name for name in codes if name not in there]),
        ("live_dimension_missing", [name for name in there if not codes.get(name)]),
    ):
        if wrong:
            refuse(client, problem, items=named(wrong)[0])
    if MEASURE not in there:
        refuse(client, "live_wrong_shape")
    return there


def _measure(client: Asks, subject: str, codes: Codes, tell: Tells) -> list[Row]:
    """All rows of one measure, each once."""
    parts = divided(codes, PAGE)
    rows: dict[tuple[str, ...], Row] = {}
    for i, part in enumerate(parts):
        tell(i, len(parts))
        # The measure first, as the source's own examples have it.
        names = sorted(part, key=lambda name: name != MEASURE)
        path = "/".join(f"{_part(name)}/{','.join(map(_part, part[name]))}" for name in names)
        for row in _pages(client, f"/{_part(subject)}/resultat/{path}?per_sida={PAGE}&sida=1"):
            key = tuple(code_text(row.get(_column(name))) for name in codes)
            if any(id_ not in part[name] for name, id_ in zip(codes, key, strict=True)):
                refuse(client, "live_not_asked", text=", ".join(map(str, key)))
            if rows.setdefault(key, row) != row:
                refuse(client, "live_contradiction", text=", ".join(map(str, key)))
    return list(rows.values())


def _pages(client: Asks, where: str) -> list[Row]:
    """Rows of all pages; fewer pages than the first one promises are refused."""
    rows: list[Row] = []
    seen: set[str] = set()
    promised = 0
    while where:
        if where in seen or len(seen) >= MOST_PAGES:
            refuse(client, "live_loop")
        seen.add(where)
        page = client.get(where, absent=True)  # "not found" is how an empty combination is answered
        if page is ABSENT and len(seen) == 1:
            return []
        page = an_object(client, page)
        rows += objects(client, page.get("data"))
        pages = page.get("sidor")
        promised = max(promised, pages if isinstance(pages, int) else 1)
        following = page.get("nasta_sida")
        if following is not None and not isinstance(following, str):
            refuse(client, "live_wrong_shape")
        where = following or ""
    if rows and len(seen) < promised:
        refuse(client, "live_cut_short")
    return rows


def _named(client: Asks, answer: Any, key: str) -> tuple[Found, ...]:
    found = [Found(code_text(one.get(key)), code_text(one.get("text"))) for one in objects(client, answer)]
    if not found or not all(one.id for one in found):
        refuse(client, "live_wrong_shape")
    return tuple(found)


def _ids(listed: Sequence[Found]) -> set[str]:
    return {one.id for one in listed}


def _column(name: str) -> str:
    """What a row calls a dimension."""
    return name if name == YEAR else f"{name}Id"


def _part(text: str) -> str:
    return quote(text, safe="")


def _plain(text: str) -> str:
    """Letters and digits, for the name of a file."""
    return "".join(c for c in text.casefold() if c.isascii() and c.isalnum())[:40]
