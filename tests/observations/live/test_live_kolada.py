"""Kolada is asked page by page, at most 25 ids at a time, and what does not come is named."""

import datetime as dt
import itertools
import json

import pytest

from core.observations.live.kolada import Question, fetch
from core.observations.readers import kolada as reader
from core.observations.readers import open_file
from core.remarks import Refused
from tests.observations.live.live_help import client_of
from tests.observations.live.made_server import Reply, as_json, in_turn
from tests.observations.live.made_sources import kolada, value_of

THREE_BY_TWO = Question(("N20403",), ("0604", "0680", "0006"), (2023, 2024))


def page(values: list[object], following: str | None = None) -> Reply:
    return as_json({"count": len(values), "values": values, "previous_url": None, "next_url": following})


def row(
    kpi: str = "N20403", unit: str = "0604", year: object = 2024, value: float = 1.4
) -> dict[str, object]:
    values = [{"count": 1, "gender": "T", "status": "", "value": value, "isdeleted": False}]
    return {"kpi": kpi, "municipality": unit, "period": year, "values": values}


def refusal(answers, question: Question = Question(("N20403",), ("0604",), (2024,))) -> str:  # noqa: B008
    with client_of("kolada", answers) as (client, _), pytest.raises(Refused) as refused:
        fetch(client, question)
    return refused.value.problems[0].code


def test_every_page_comes_and_every_value_is_the_sources_own():
    with client_of("kolada", kolada) as (client, server):
        fetched = fetch(client, THREE_BY_TWO)
    assert len(server.asked) == 2
    assert (fetched.n_values, fetched.problems) == (18, ())
    values = json.loads(fetched.documents[0].content)["values"]
    assert {
        (r["kpi"], r["municipality"], r["period"], v["gender"]): v["value"]
        for r in values
        for v in r["values"]
    } == {
        (kpi, unit, year, sex): value_of(kpi, unit, str(year), sex)
        for kpi, unit, year, sex in itertools.product(
            THREE_BY_TWO.kpis, THREE_BY_TWO.units, THREE_BY_TWO.years, "TKM"
        )
    }


def test_the_document_opens_as_a_saved_file_and_tells_where_it_came_from():
    with client_of("kolada", kolada) as (client, server):
        fetched = fetch(client, THREE_BY_TWO)
    (document,) = fetched.documents
    opened = open_file(document.name, document.content)
    assert opened.reader == reader.NAME
    assert len(opened.tables[0]) == 18
    told = json.loads(document.content)["fetched"]
    assert told["source"] == "Kolada"
    assert told["address"].startswith(f"{server.url}/v3/data/kpi/N20403/")
    assert dt.datetime.fromisoformat(told["at"]) == fetched.at
    assert document.name == f"kolada-{fetched.at.date().isoformat()}.json"


def test_no_part_of_an_address_has_more_than_25_ids():
    question = Question(
        tuple(f"N{n:05d}" for n in range(30)), tuple(f"{n:04d}" for n in range(604, 634)), (2023,)
    )
    with client_of("kolada", lambda server: kolada(server, per_page=5000)) as (client, server):
        fetched = fetch(client, question)
    assert len(server.asked) == 4
    assert len(json.loads(fetched.documents[0].content)["values"]) == 30 * 30


def test_progress_goes_from_nothing_to_all():
    told: list[tuple[int, int]] = []
    question = Question(tuple(f"N{n:05d}" for n in range(60)), ("0604",), (2023,))
    with client_of("kolada", kolada) as (client, _):
        fetch(client, question, lambda done, of: told.append((done, of)))
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)
    assert told == sorted(told)


def test_only_changes_can_be_asked_for():
    question = Question(("N20403",), ("0604",), (2024,), changed_since=dt.date(2026, 6, 1))
    with client_of("kolada", lambda _: in_turn(page([row()]))) as (client, server):
        fetch(client, question)
    assert server.paths == [
        "/v3/data/kpi/N20403/municipality/0604/year/2024?per_page=5000&from_date=2026-06-01"
    ]


def test_what_there_are_no_rows_for_is_named():
    gone = frozenset(("N79176", "0680"))
    question = Question(("N20403", "N79176"), ("0604", "0680"), (2024,))
    with client_of("kolada", lambda server: kolada(server, without=gone)) as (client, _):
        problems = {one.code: one.values["items"] for one in fetch(client, question).problems}
    assert problems == {"live_no_rows_kpi": ("N79176",), "live_no_rows_unit": ("0680",)}


def test_an_empty_answer_is_said_to_be_empty():
    assert refusal(lambda _: in_turn(page([]))) == "live_nothing"


def test_an_empty_page_in_the_middle_is_passed():
    def answers(server):
        return lambda asked: (
            page([row()])
            if "page=3" in asked.path
            else page([], f"{server().url}/v3/data?page={3 if 'page=2' in asked.path else 2}")
        )

    with client_of("kolada", answers) as (client, _):
        assert fetch(client, Question(("N20403",), ("0604",), (2024,))).n_values == 1


def test_pages_that_go_in_a_circle_are_refused():
    assert refusal(lambda s: lambda asked: page([row()], f"{s().url}{asked.path}")) == "live_loop"


def test_pages_without_an_end_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.observations.live.kolada.MOST_PAGES", 5)
    count = itertools.count()
    assert refusal(lambda s: lambda _: page([], f"{s().url}/v3/data?page={next(count)}")) == "live_loop"


@pytest.mark.parametrize(
    "following", ["https://example.invalid/v3/data", "file:///etc/passwd", "//example.invalid/v3"]
)
def test_a_next_page_on_another_machine_is_not_asked_for(following: str):
    assert refusal(lambda _: in_turn(page([row()], following))) == "live_other_host"


@pytest.mark.parametrize(
    "answer",
    [
        *([], {}, {"values": None}, {"values": {}}, {"values": [1]}, {"values": [{}]}, "text", None, 3),
        {"values": [{"kpi": "N20403", "municipality": "0604", "period": 2024, "values": None}]},
        {"values": [row(year="i fjol")]},
        {"values": [row(year=True)]},
        {"values": [], "next_url": 7},
    ],
)
def test_an_answer_of_another_shape_is_refused(answer: object):
    assert refusal(lambda _: in_turn(as_json(answer))) == "live_wrong_shape"


@pytest.mark.parametrize("other", [row(kpi="N99999"), row(unit="0680"), row(year=1999)])
def test_rows_that_nobody_asked_for_are_refused(other: dict[str, object]):
    assert refusal(lambda _: in_turn(page([row(), other]))) == "live_not_asked"


def test_two_values_for_one_cell_are_refused_and_the_same_twice_is_once():
    assert refusal(lambda _: in_turn(page([row(), row(value=1.5)]))) == "live_contradiction"
    with client_of("kolada", lambda _: in_turn(page([row(), row()]))) as (client, _):
        assert fetch(client, Question(("N20403",), ("0604",), (2024,))).n_values == 1


def test_a_group_of_key_figures_that_fails_is_named_and_the_others_come():
    question = Question(tuple(f"N{n:05d}" for n in range(30)), ("0604",), (2024,))

    def answers(server):
        good = kolada(server, per_page=5000)
        return lambda asked: Reply(status=500) if "N00000" in asked.path else good(asked)

    with client_of("kolada", answers) as (client, _):
        fetched = fetch(client, question)
    assert fetched.n_values == 3 * 5
    assert [one.code for one in fetched.problems] == [
        "live_server_error",
        "live_not_fetched",
        "live_no_rows_kpi",
    ]
    assert fetched.problems[1].values["n"] == 25


def test_half_of_a_group_is_not_kept_when_its_second_page_fails():
    def answers(server):
        good = kolada(server)
        return lambda asked: Reply(status=500) if "page=2" in asked.path else good(asked)

    assert refusal(answers, THREE_BY_TWO) == "live_server_error"


def test_whoever_cannot_be_reached_is_not_asked_again_and_again():
    question = Question(tuple(f"N{n:05d}" for n in range(75)), ("0604",), (2024,))
    busy = Reply(status=429, headers={"Retry-After": "1000"})

    def answers(server):
        good = kolada(server, per_page=5000)
        return lambda asked: good(asked) if "N00000" in asked.path else busy

    with client_of("kolada", answers) as (client, server):
        fetched = fetch(client, question)
    assert len(server.asked) == 2
    assert fetched.n_values == 75
    assert next(one for one in fetched.problems if one.code == "live_not_fetched").values["n"] == 50


@pytest.mark.parametrize(
    "wrong", [{"kpis": ("../x",)}, {"kpis": ()}, {"units": ("Aneby",)}, {"years": (24,)}, {"units": ("06",)}]
)
def test_what_is_no_id_is_never_asked_for(wrong: dict[str, tuple]):
    with pytest.raises(ValueError, match="no ids"):
        Question(**{"kpis": ("N20403",), "units": ("0604",), "years": (2024,), **wrong})


def test_too_much_at_once_is_told_before_anything_is_asked():
    many = tuple(f"N{n:05d}" for n in range(500))
    question = Question(many, tuple(f"{n:04d}" for n in range(300)), tuple(range(2000, 2025)))
    with client_of("kolada", kolada) as (client, server), pytest.raises(Refused) as refused:
        fetch(client, question)
    assert refused.value.problems[0].code == "live_too_much"
    assert not server.asked
