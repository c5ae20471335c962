"""The three sources as their documentation and those who use them describe them, on this machine."""

import itertools
import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

from tests.observations.live.made_server import Asked, Made, Reply, as_json

Answers = Callable[[Asked], Reply]


def kolada(server: Callable[[], Made], per_page: int = 4, without: frozenset[str] = frozenset()) -> Answers:
    """Kolada with a value for all, women and men of all that is asked for but ``without`` (ids)."""

    def answers(asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        found = re.fullmatch(r"/v3/data/kpi/([^/]+)/municipality/([^/]+)/year/([^/]+)", parts.path)
        assert found is not None, asked.path
        lists = [group.split(",") for group in found.groups()]
        if any(len(ids) > 25 for ids in lists):
            return as_json({"detail": "too many ids"}, 422)
        rows = [
            {
                "kpi": kpi,
                "municipality": unit,
                "period": int(year),
                "values": [
                    {"count": 1, "gender": sex, "status": "", "value": value_of(kpi, unit, year, sex)}
                    | {"isdeleted": False}
                    for sex in "TKM"
                ],
            }
            for kpi, unit, year in itertools.product(*lists)
            if kpi not in without and unit not in without
        ]
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        some = rows[(page - 1) * per_page : page * per_page]
        more = len(rows) > page * per_page
        following = f"{server().url}{parts.path}?page={page + 1}&per_page={per_page}" if more else None
        return as_json({"count": len(some), "values": some, "previous_url": None, "next_url": following})

    return answers


def value_of(kpi: str, unit: str, year: str, sex: str) -> float | None:
    """A value that no two cells share; missing for men in Aneby."""
    if (unit, sex) == ("0604", "M"):
        return None
    return int(kpi[1:]) % 100 + int(unit) / 10_000 + int(year) % 100 * 100 + "TKM".index(sex) / 100_000


REGIONS = {"06": "Jönköpings län", "0604": "Aneby", "0680": "Jönköping"}
YEARS = {str(year): str(year) for year in range(2015, 2025)}
SEXES = {"1": "män", "2": "kvinnor"}
MEASURES = {"BE0101N1": "Folkmängd", "BE0101N2": "Folkökning"}
SCB = {"Region": REGIONS, "Kon": SEXES, "ContentsCode": MEASURES, "Tid": YEARS}


def cell(codes: dict[str, str]) -> int | None:
    """A count that no two cells share; missing for Aneby in 2020."""
    if (codes["Region"], codes["Tid"]) == ("0604", "2020"):
        return None
    return int(
        f"1{list(MEASURES).index(codes['ContentsCode'])}{codes['Kon']}{int(codes['Region']):04d}{codes['Tid']}"
    )


def json_stat(
    codes: dict[str, list[str]], sparse: bool = False, updated: str = "2025-02-21T07:00:00Z"
) -> dict:
    """SCB's answer to the codes."""
    cells = [cell(dict(zip(codes, one, strict=True))) for one in itertools.product(*codes.values())]
    numbered = {str(i): value for i, value in enumerate(cells) if value is not None}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängd efter region, kön, tabellinnehåll och år",
        "source": "SCB",
        "updated": updated,
        "id": list(codes),
        "size": [len(some) for some in codes.values()],
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "dimension": {
            name: {
                "label": name.casefold(),
                "category": {
                    "index": {code: i for i, code in enumerate(some)},
                    "label": {code: SCB[name][code] for code in some},
                    **(
                        {"unit": {code: {"base": "antal"} for code in some}} if name == "ContentsCode" else {}
                    ),
                },
            }
            for name, some in codes.items()
        },
        "value": numbered if sparse else cells,
        "status": {str(i): ".." for i, value in enumerate(cells) if value is None},
        "extension": {"px": {"tableid": "TAB638"}},
    }


def scb(most: int = 150_000, sparse: bool = False, changing: bool = False, calls: int = 100_000) -> Answers:
    """SCB with one table, which is written anew between answers when ``changing``."""
    answered = itertools.count()

    def answers(asked: Asked) -> Reply:
        path = urlsplit(asked.path).path
        if path.endswith("/config"):
            return as_json({"maxDataCells": most, "maxCallsPerTimeWindow": calls, "timeWindow": 10})
        if path.endswith("/tables"):
            table = {"id": "TAB638", "label": "Folkmängden", "firstPeriod": "1968", "lastPeriod": "2024"}
            return as_json({"tables": [table], "page": {"pageNumber": 1}})
        if path.endswith("/tables/TAB638/metadata"):
            whole = json_stat({name: list(some) for name, some in SCB.items()})
            return as_json({name: value for name, value in whole.items() if name not in ("value", "status")})
        if path.endswith("/tables/TAB638/data") and asked.method == "POST":
            chosen = {one["variableCode"]: one["valueCodes"] for one in json.loads(asked.body)["selection"]}
            codes = {
                name: [code for code in SCB[name] if code in chosen.get(name, SCB[name])] for name in SCB
            }
            when = f"2025-02-{next(answered) + 1:02d}T07:00:00Z" if changing else "2025-02-21T07:00:00Z"
            answer = json_stat(codes, sparse, when)
            if len(answer["value"]) > most and not sparse:
                return as_json({"title": "Too many cells selected"}, 403)
            return as_json(answer)
        return as_json({"title": "Not found"}, 404)

    return answers


LISTS = {
    "matt": {1: "Antal patienter", 3: "Antal expedieringar"},
    "atc": {"J01": "Antibakteriella medel", "A10": "Diabetesmedel"},
    "region": {0: "Riket", 6: "Jönköpings län"},
    "alder": {17: "80-84", 18: "85+"},
    "kon": {1: "Män", 2: "Kvinnor", 3: "Båda könen"},
    "ar": {2023: "2023", 2024: "2024"},
}


def socialstyrelsen(server: Callable[[], Made], per_page: int = 5000, loses: bool = False) -> Answers:
    """Socialstyrelsen with one subject; ``loses``: the chain of pages ends before the last."""

    def answers(asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        names = [unquote(one) for one in parts.path.removeprefix("/sv").strip("/").split("/") if one]
        if not names:
            return as_json([{"namn": "lakemedel", "text": "Läkemedel"}])
        if names == ["lakemedel"]:
            return as_json([{"namn": name, "text": name} for name in LISTS])
        if len(names) == 2 and names[1] in LISTS:
            return as_json([{"id": id_, "text": text} for id_, text in LISTS[names[1]].items()])
        asked_for = dict(zip(names[2::2], names[3::2], strict=True))
        if "," in asked_for.get("matt", ","):
            return as_json({"data": []}, 404)
        # A dimension that the subject does not have is passed over, as the real server does in some subjects.
        lists = [asked_for.get(name, ",".join(map(str, LISTS[name]))).split(",") for name in LISTS]
        rows = [_row(dict(zip(LISTS, ids, strict=True))) for ids in itertools.product(*lists)]
        if not rows or asked_for.get("atc") == "A10":
            return as_json({"data": []}, 404)
        page = int(parse_qs(parts.query).get("sida", ["1"])[0])
        pages = -(-len(rows) // per_page)
        last = page >= (2 if loses else pages)
        following = f"{server().url}{parts.path}?per_sida={per_page}&sida={page + 1}"
        some = rows[(page - 1) * per_page : page * per_page]
        told = {"amne": "lakemedel", "sida": page, "per_sida": per_page, "sidor": pages}
        return as_json({"data": some, **told, "nasta_sida": None if last else following})

    return answers


def _row(ids: dict[str, str]) -> dict[str, object]:
    number = int(ids["ar"]) * 10 + int(ids["alder"]) + int(ids["kon"])
    return {
        "atcId": ids["atc"],
        **{f"{name}Id": int(ids[name]) for name in ("region", "alder", "kon", "matt")},
        "ar": int(ids["ar"]),
        "varde": f"{number:,}".replace(",", "\u00a0"),
    }
