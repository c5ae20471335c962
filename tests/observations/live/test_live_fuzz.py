"""Whatever a source answers is refused in words, or holds what was asked for: never anything else."""

import copy
import itertools
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.observations.live import kolada, pxweb, socialstyrelsen
from core.observations.live.fetched import ABSENT, Fetched
from core.observations.live.pace import Pace
from core.observations.live.sources import SOURCES, SourceId
from core.remarks import Refused
from tests.observations.live.made_sources import LISTS, SCB, json_stat

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 2030)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
QUESTION = kolada.Question(("N20403",), ("0604", "0680"), (2023, 2024))
CODES = {"Region": ["0604", "0680"], "Kon": ["2"], "ContentsCode": ["BE0101N1"], "Tid": ["2020", "2024"]}
DRUGS = {"matt": ["3"], "atc": ["J01"], "region": ["0", "6"], "alder": ["18"], "kon": ["3"], "ar": ["2024"]}


class Said:
    """Answers with what it is given, whatever it is asked."""

    def __init__(self, source: SourceId, answers: Mapping[str, Any]) -> None:
        self.source = SOURCES[source]
        self.pace = Pace(5, 1.0)
        self.asked: list[str] = []
        self._answers = answers

    def get(self, where: str, absent: bool = False) -> Any:
        self.asked.append(where)
        found = next((answer for part, answer in self._answers.items() if part in where), ABSENT)
        return copy.deepcopy(found)

    def post(self, path: str, body: Mapping[str, object]) -> Any:
        return self.get(path)


def nodes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *itertools.chain.from_iterable(nodes(one, (*path, key)) for key, one in inside)]


def replaced(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    if not path:
        return other
    whole = copy.deepcopy(value)
    inner = whole
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = other
    return whole


def answered(source: SourceId, answers: Mapping[str, Any]) -> Fetched | None:
    """What comes of the question; None when it is refused. Anything else fails the test."""
    said = Said(source, answers)
    try:
        if source == "kolada":
            return kolada.fetch(said, QUESTION)
        if source == "scb":
            return pxweb.fetch(said, "TAB638", CODES)
        return socialstyrelsen.fetch(said, "lakemedel", DRUGS)
    except Refused:
        return None


def good(source: SourceId) -> dict[str, Any]:
    """Sound answers by a part of the address, the data first."""
    if source == "kolada":
        one = [{"count": 1, "gender": "T", "status": "", "value": 1.5, "isdeleted": False}]
        rows = [
            {"kpi": "N20403", "municipality": unit, "period": year, "values": one}
            for unit in QUESTION.units
            for year in QUESTION.years
        ]
        return {"/data/": {"count": 4, "values": rows, "next_url": None, "previous_url": None}}
    if source == "scb":
        whole = json_stat({name: list(some) for name, some in SCB.items()})
        return {"/data?": json_stat(CODES), "/metadata": whole, "/config": {"maxDataCells": 10}}
    row = {"atcId": "J01", "alderId": 18, "konId": 3, "mattId": 3, "ar": 2024, "varde": "11 987"}
    lists = {f"/lakemedel/{n}": [{"id": i, "text": t} for i, t in some.items()] for n, some in LISTS.items()}
    subject = [{"namn": name, "text": name} for name in LISTS]
    page = {"amne": "lakemedel", "data": [{**row, "regionId": 0}, {**row, "regionId": 6}], "sidor": 1}
    return {"/resultat/": {**page, "nasta_sida": None}, **lists, "/lakemedel": subject}


@pytest.mark.parametrize("source", list(SOURCES))
def test_a_sound_answer_is_taken(source: SourceId):
    fetched = answered(source, good(source))
    assert fetched is not None
    assert fetched.n_values == (2 if source == "socialstyrelsen" else 4)


@pytest.mark.parametrize("source", list(SOURCES))
@given(st.data())
def test_an_answer_that_is_wrong_somewhere_is_refused_or_holds_only_what_was_asked_for(
    source: SourceId, data: st.DataObject
):
    answers = good(source)
    which = data.draw(st.sampled_from(sorted(answers)))
    path = data.draw(st.sampled_from(nodes(answers[which])))
    answers[which] = replaced(answers[which], path, data.draw(JSON))
    fetched = answered(source, answers)
    if fetched is not None:
        assert_only_what_was_asked_for(source, fetched)


def assert_only_what_was_asked_for(source: SourceId, fetched: Fetched) -> None:
    for document in fetched.documents:
        content = json.loads(document.content)
        if source == "kolada":
            for row in content["values"]:
                assert (row["kpi"], row["municipality"], row["period"]) in itertools.product(
                    QUESTION.kpis, QUESTION.units, QUESTION.years
                )
        elif source == "scb":
            assert {name: list(content["dimension"][name]["category"]["index"]) for name in CODES} == CODES
            assert len(content["value"]) == 4
        else:
            assert {str(row["regionId"]) for row in content["data"]} <= {"0", "6"}
            assert {str(row["ar"]) for row in content["data"]} <= {"2024"}
