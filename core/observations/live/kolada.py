"""Kolada v3: yearly key figures for municipalities and regions, page after page.

Source: Kolada API v3, https://api.kolada.se/v3/docs; RKA, "Källa: Kolada". At most 25 ids in a part of the
address, 5 000 values a page, ``next_url`` until it is null.
"""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import product
from typing import Any

from core.observations.live.answers import an_object, code_text, in_groups, named, objects, refuse
from core.observations.live.fetched import MAX_VALUES, Asks, Fetched, Tells, document, now, quietly
from core.remarks import Problem, Refused

MOST_IDS = 25
PAGE = 5000
MOST_PAGES = 400
_KPI = re.compile(r"[NU]\d{5}")
_UNIT = re.compile(r"\d{4}|G\d{1,6}")
_YEARS = range(1970, 2101)
_GIVES_UP = frozenset(("live_no_contact", "live_timeout", "live_busy"))

Row = dict[str, Any]
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Question:
    """Which key figures, where and when. Raises ValueError for what is no id or year.

    kpis : ids such as "N20403"
    units : "0604", "0006" for a county, "0000" for the country, "G…" for a group
    changed_since : only values that Kolada has written since that day; the answer is then no whole series,
        and tells whether there is something new rather than what the numbers are
    """

    kpis: tuple[str, ...]
    units: tuple[str, ...]
    years: tuple[int, ...]
    changed_since: dt.date | None = None

    def __post_init__(self) -> None:
        wrong = [id_ for id_ in self.kpis if not _KPI.fullmatch(id_)]
        wrong += [id_ for id_ in self.units if not _UNIT.fullmatch(id_)]
        wrong += [str(year) for year in self.years if year not in _YEARS]
        if wrong or not (self.kpis and self.units and self.years):
            raise ValueError(f"nothing to ask Kolada for, or no ids: {wrong}")

    @property
    def n_cells(self) -> int:
        """How many values there may be, each for all, women and men."""
        return 3 * len(self.kpis) * len(self.units) * len(self.years)


def fetch(client: Asks, question: Question, tell: Tells = quietly) -> Fetched:
    """Every value that Kolada has for the question, as one document in the form of a saved page.

    A group of key figures comes whole or not at all; what does not come is named in ``problems``.
    Raises Refused when nothing came, and Stopped.
    """
    if question.n_cells > MAX_VALUES:
        refuse(client, "live_too_much", n=question.n_cells, most=MAX_VALUES)
    at = now()
    groups = in_groups(question.kpis, MOST_IDS)
    each = -(-len(question.units) // MOST_IDS) * -(-len(question.years) // MOST_IDS)
    values: list[Row] = []
    problems: list[Problem] = []
    for i, kpis in enumerate(groups):
        done = i * each
        tell(done, len(groups) * each)
        try:
            values += _group(
                client, question, tuple(kpis), lambda n, done=done: tell(done + n, len(groups) * each)
            )
        except Refused as refused:
            gives_up = any(problem.code in _GIVES_UP for problem in refused.problems)
            lost = question.kpis[i * MOST_IDS :] if gives_up else tuple(kpis)
            if len(groups) == 1 or (gives_up and not values):
                raise
            first, n = named(lost)
            problems += [
                *refused.problems,
                Problem("live_not_fetched", {"items": first, "n": n}, severity="note"),
            ]
            if gives_up:
                break
    if not values:
        raise Refused(*problems or [Problem("live_nothing", {"source": client.source.name})])
    problems += _absent(question, values)
    n = sum(len(row["values"]) for row in values)
    pages = {"count": len(values), "values": values, "previous_url": None, "next_url": None}
    return Fetched(
        client.source,
        (document(client.source, "", at, client.asked[0], pages),),
        tuple(client.asked),
        at,
        n,
        tuple(problems),
    )


def _group(client: Asks, question: Question, kpis: tuple[str, ...], told: Any) -> list[Row]:
    """All rows of a few key figures: a chain of pages for every combination of 25 units and 25 years."""
    units = in_groups(question.units, MOST_IDS)
    years = in_groups([str(year) for year in question.years], MOST_IDS)
    since = f"&from_date={question.changed_since.isoformat()}" if question.changed_since else ""
    rows: dict[Key, Row] = {}
    for i, (some_units, some_years) in enumerate(product(units, years), start=1):
        path = f"/data/kpi/{','.join(kpis)}/municipality/{','.join(some_units)}/year/{','.join(some_years)}"
        for row in _pages(client, f"{path}?per_page={PAGE}{since}"):
            key = _key(client, row)
            if key[0] not in kpis or key[1] not in some_units or str(key[2]) not in some_years:
                refuse(client, "live_not_asked", text="/".join(map(str, key)))
            if rows.setdefault(key, row) != row:
                refuse(client, "live_contradiction", text="/".join(map(str, key)))
        told(i)
    return list(rows.values())


def _pages(client: Asks, where: str) -> list[Row]:
    """Rows from the first page to the last; a chain that never ends is refused."""
    rows: list[Row] = []
    seen: set[str] = set()
    while where:
        if where in seen or len(seen) >= MOST_PAGES:
            refuse(client, "live_loop")
        seen.add(where)
        page = an_object(client, client.get(where))
        if "values" not in page:
            refuse(client, "live_wrong_shape")
        rows += objects(client, page["values"])
        following = page.get("next_url")
        if following is not None and not isinstance(following, str):
            refuse(client, "live_wrong_shape")
        where = following or ""
    return rows


def _key(client: Asks, row: Row) -> Key:
    """What a row is about; Refused when it does not say."""
    kpi, unit, year = code_text(row.get("kpi")), code_text(row.get("municipality")), row.get("period")
    objects(client, row.get("values"))
    if not kpi or not unit or not isinstance(year, int) or isinstance(year, bool):
        refuse(client, "live_wrong_shape")
    return kpi, unit, year


def _absent(question: Question, values: list[Row]) -> list[Problem]:
    """Key figures, and units, for which there is not one row."""
    problems: list[Problem] = []
    for code, asked, key in (
        ("live_no_rows_kpi", question.kpis, "kpi"),
        ("live_no_rows_unit", question.units, "municipality"),
    ):
        there = {row[key] for row in values}
        first, n = named(one for one in asked if one not in there)
        if n:
            problems.append(Problem(code, {"items": first, "n": n}, severity="note"))
    return problems
