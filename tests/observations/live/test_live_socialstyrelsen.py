"""Socialstyrelsen is asked for one measure at a time, by names that its subject has."""

import json

import pytest

from core.observations.live import socialstyrelsen
from core.observations.live.socialstyrelsen import dimensions, fetch, subjects, values
from core.observations.live.tables import Found
from core.observations.readers import open_file
from core.remarks import Refused
from tests.observations.live.live_help import client_of
from tests.observations.live.made_server import Reply, as_json
from tests.observations.live.made_sources import LISTS
from tests.observations.live.made_sources import socialstyrelsen as made

QUESTION = {
    "matt": ["1", "3"],
    "atc": ["J01"],
    "region": ["0", "6"],
    "alder": ["17", "18"],
    "kon": ["1", "2", "3"],
    "ar": ["2023", "2024"],
}


def refusal(answers, codes=QUESTION, subject: str = "lakemedel") -> str:
    with client_of("socialstyrelsen", answers) as (client, _), pytest.raises(Refused) as refused:
        fetch(client, subject, codes)
    return refused.value.problems[0].code


def test_each_measure_is_asked_for_by_itself_and_is_a_file_of_its_own():
    with client_of("socialstyrelsen", made) as (client, server):
        fetched = fetch(client, "lakemedel", QUESTION)
    results = [path for path in server.paths if "/resultat/" in path]
    assert [path.split("/resultat/")[1].split("/")[:2] for path in results] == [["matt", "1"], ["matt", "3"]]
    assert len(fetched.documents) == 2
    for document, measure in zip(fetched.documents, (1, 3), strict=True):
        rows = json.loads(document.content)["data"]
        assert {row["mattId"] for row in rows} == {measure}
        assert len(rows) == 2 * 2 * 3 * 2
    assert fetched.n_values == 48


def test_the_documents_open_as_saved_files_with_the_names_of_their_ids():
    with client_of("socialstyrelsen", made) as (client, _):
        document = fetch(client, "lakemedel", QUESTION).documents[1]
    opened = open_file(document.name, document.content)
    assert opened.reader == "socialstyrelsen"
    (table,) = opened.tables
    assert set(table.cells["alder"]) == {"80-84", "85+"}
    assert table.known is not None
    assert [one.name for one in table.known.proposals] == [
        "Läkemedel, Antibakteriella medel, Antal expedieringar"
    ]


def test_every_page_is_fetched_when_the_source_makes_them_small():
    with client_of("socialstyrelsen", lambda server: made(server, per_page=5)) as (client, server):
        assert fetch(client, "lakemedel", QUESTION).n_values == 48
    assert sum("/resultat/" in path for path in server.paths) == 2 * 5


def test_no_question_is_bigger_than_a_page(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socialstyrelsen, "PAGE", 5)
    with client_of("socialstyrelsen", made) as (client, server):
        assert fetch(client, "lakemedel", QUESTION).n_values == 48
    assert sum("/resultat/" in path for path in server.paths) > 2


def test_a_chain_of_pages_that_ends_too_soon_is_refused():
    assert refusal(lambda server: made(server, per_page=5, loses=True)) == "live_cut_short"


def test_a_measure_for_which_there_is_nothing_is_named():
    with pytest.raises(Refused) as refused, client_of("socialstyrelsen", made) as (client, _):
        fetch(client, "lakemedel", QUESTION | {"atc": ["A10"]})
    assert refused.value.problems[0].code == "live_nothing"


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        (QUESTION | {"kommun": ["0604"]}, "live_dimension_unknown"),
        ({name: QUESTION[name] for name in QUESTION if name != "kon"}, "live_dimension_missing"),
        (QUESTION | {"matt": []}, "live_dimension_missing"),
        (QUESTION | {"region": ["99"]}, "live_code_unknown"),
        (QUESTION | {"matt": ["1,3"]}, "live_code_unknown"),
    ],
)
def test_a_name_that_the_subject_does_not_have_is_told_and_not_passed_over(codes, code: str):
    assert refusal(made, codes) == code


def test_subjects_dimensions_and_values_are_listed():
    with client_of("socialstyrelsen", made) as (client, _):
        assert subjects(client) == (Found("lakemedel", "Läkemedel"),)
        assert [one.id for one in dimensions(client, "lakemedel")] == list(LISTS)
        assert values(client, "lakemedel", "region") == (Found("0", "Riket"), Found("6", "Jönköpings län"))


def test_an_unknown_subject_is_not_found():
    assert refusal(lambda _: lambda _: as_json({}, 404), subject="../x") == "live_not_found"


def changed(**more: object):
    """Socialstyrelsen as usual, but for the first row of each page."""

    def answers(server):
        usual = made(server)

        def one(asked) -> Reply:
            reply = usual(asked)
            if "/resultat/" not in asked.path:
                return reply
            page = json.loads(reply.body)
            page["data"][0] |= more
            return as_json(page)

        return one

    return answers


@pytest.mark.parametrize("more", [{"regionId": 3}, {"ar": 1999}, {"mattId": 4}, {"alderId": None}])
def test_a_row_that_nobody_asked_for_is_refused(more: dict[str, object]):
    assert refusal(changed(**more)) == "live_not_asked"


def test_two_values_for_one_cell_are_refused():
    assert refusal(changed(konId=2)) == "live_contradiction"


@pytest.mark.parametrize(
    "answer", [[], {}, {"data": None}, {"data": [1]}, {"data": [], "nasta_sida": 3}, "text", None]
)
def test_an_answer_of_another_shape_is_refused(answer: object):
    def answers(server):
        usual = made(server)
        return lambda asked: as_json(answer) if "/resultat/" in asked.path else usual(asked)

    assert refusal(answers) == "live_wrong_shape"


def test_pages_that_go_in_a_circle_and_elsewhere_are_refused():
    def leading(where: str):
        def answers(server):
            usual = made(server)

            def one(asked) -> Reply:
                following = where or f"{server().url}/sv/lakemedel/resultat/x"
                page = {"data": [], "nasta_sida": following, "sidor": 1}
                return as_json(page) if "/resultat/" in asked.path else usual(asked)

            return one

        return answers

    assert refusal(leading("")) == "live_loop"
    assert refusal(leading("https://example.invalid/sv/lakemedel/resultat/x")) == "live_other_host"
