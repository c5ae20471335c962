"""SCB is asked for counted cells, in parts when they are too many, and the parts are the whole again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.observations.live.answers import divided, size
from core.observations.live.pxweb import fetch, most_cells, search, table
from core.observations.live.tables import Found
from core.observations.readers import open_file
from core.remarks import Refused
from tests.observations.live.live_help import client_of
from tests.observations.live.made_server import Reply, as_json, in_turn
from tests.observations.live.made_sources import MEASURES, REGIONS, SCB, SEXES, YEARS, cell, json_stat, scb

ALL = {name: list(some) for name, some in SCB.items()}
FEW = {"Region": ["0680", "0604"], "Kon": ["2"], "ContentsCode": ["BE0101N1"], "Tid": ["2020", "2024"]}


def refusal(answers, codes=FEW) -> str:
    with client_of("scb", answers) as (client, _), pytest.raises(Refused) as refused:
        fetch(client, "TAB638", codes)
    return refused.value.problems[0].code


def cells_of(content: bytes) -> dict[tuple[str, ...], tuple[object, object]]:
    """Every cell of a json-stat2 document: its value and mark, by codes in the order of SCB's table."""
    dataset = json.loads(content)
    lists = [
        sorted(index := dataset["dimension"][name]["category"]["index"], key=index.get)
        for name in dataset["id"]
    ]
    found = {}
    for place, value in enumerate(dataset["value"]):
        codes, left = {}, place
        for name, some in reversed(list(zip(dataset["id"], lists, strict=True))):
            left, at = divmod(left, len(some))
            codes[name] = some[at]
        found[tuple(codes[name] for name in SCB)] = (value, dataset["status"].get(str(place)))
    return found


def expected(codes: dict[str, list[str]]) -> dict[tuple[str, ...], tuple[object, object]]:
    found = {}
    for place in divided(codes, 1):
        one = {name: place[name][0] for name in SCB}
        value = cell(one)
        found[tuple(one.values())] = (value, ".." if value is None else None)
    return found


@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize("most", [150_000, 50, 7, 1])
def test_every_cell_has_its_own_value_however_the_question_was_divided(most: int, sparse: bool):
    codes = ALL if most > 1 else FEW
    with client_of("scb", lambda _: scb(most, sparse)) as (client, server):
        fetched = fetch(client, "TAB638", codes)
    assert cells_of(fetched.documents[0].content) == expected(codes)
    assert fetched.n_values == size(codes)
    asked = [one for one in server.asked if one.method == "POST"]
    assert len(asked) == len(divided(codes, most))


def test_the_document_opens_as_a_saved_file():
    with client_of("scb", lambda _: scb(7)) as (client, _):
        (document,) = fetch(client, "TAB638", ALL).documents
    opened = open_file(document.name, document.content)
    assert opened.reader == "pxweb"
    assert sum(len(one) for one in opened.tables) == size(ALL)
    assert document.name.startswith("scb-tab638-")


@given(st.dictionaries(st.sampled_from("abc"), st.integers(1, 7), min_size=1), st.integers(1, 40))
def test_a_divided_question_asks_for_every_cell_once_and_never_for_too_many(sizes: dict[str, int], most: int):
    codes = {name: [f"{name}{i}" for i in range(n)] for name, n in sizes.items()}
    parts = divided(codes, most)
    assert all(size(part) <= most for part in parts)
    cells = [tuple(one[name][0] for name in codes) for part in parts for one in divided(part, 1)]
    assert len(cells) == len(set(cells)) == size(codes)


def test_a_table_is_shown_with_its_codes_in_order():
    with client_of("scb", lambda _: scb()) as (client, _):
        shown = table(client, "TAB638")
    assert {one.code: one.codes for one in shown.dimensions} == {
        name: tuple(some) for name, some in SCB.items()
    }
    assert [one.code for one in shown.dimensions if one.is_time] == ["Tid"]
    assert [one.code for one in shown.dimensions if one.is_place] == ["Region"]
    assert shown.dimensions[0].labels == tuple(REGIONS.values())


def test_tables_are_found_by_words():
    with client_of("scb", lambda _: scb()) as (client, server):
        assert search(client, "folkmängd & kön") == (Found("TAB638", "Folkmängden", "1968", "2024"),)
    assert "query=folkm%C3%A4ngd+%26+k%C3%B6n" in server.paths[0]


def test_a_persons_number_is_not_searched_for():
    with client_of("scb", lambda _: scb()) as (client, server):
        with pytest.raises(Refused):
            search(client, "19121212-1212")
        assert not server.asked


def test_the_sources_own_limits_are_kept_to():
    with client_of("scb", lambda _: scb(1234, calls=30)) as (client, _):
        assert most_cells(client) == 1234
        turns = [client.pace.next_turn() for _ in range(31)]
    assert turns[28] < 1  # one of the thirty was the question about limits
    assert turns[30] > 9


@pytest.mark.parametrize("config", [{}, {"maxDataCells": 0, "timeWindow": 0, "maxCallsPerTimeWindow": 0}])
def test_a_source_that_tells_no_limits_is_asked_as_usual(config: dict[str, object]):
    with client_of("scb", lambda _: in_turn(as_json(config))) as (client, _):
        assert most_cells(client) == 150_000


def test_a_table_that_changes_while_it_is_fetched_is_refused():
    assert refusal(lambda _: scb(7, changing=True), ALL) == "live_changed_meanwhile"


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        (FEW | {"Kommun": ["0604"]}, "live_dimension_unknown"),
        ({name: FEW[name] for name in ("Region", "Tid")}, "live_dimension_missing"),
        (FEW | {"Tid": []}, "live_dimension_missing"),
        (FEW | {"Tid": ["1066"]}, "live_code_unknown"),
    ],
)
def test_a_question_that_does_not_fit_the_table_is_told_before_it_is_asked(codes, code: str):
    assert refusal(lambda _: scb(), codes) == code


def test_too_many_cells_are_told_before_they_are_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.observations.live.pxweb.MAX_VALUES", 3)
    assert refusal(lambda _: scb()) == "live_too_much"


def answering(data: object):
    """SCB as usual, but for the data."""
    usual = scb()
    return lambda _: lambda asked: as_json(data) if asked.method == "POST" else usual(asked)


def test_an_answer_about_something_else_is_refused():
    other = json_stat({**FEW, "Tid": ["2019", "2024"]})
    assert refusal(answering(other)) == "live_not_asked"
    assert refusal(answering(json_stat({**FEW, "Tid": ["2020"]}))) == "live_not_asked"


@pytest.mark.parametrize(
    "wrong",
    [
        *({"value": [1]}, {"value": None}, {"value": {"99": 1}}, {"value": {"-1": 1}}, {"value": {"x": 1}}),
        *(
            {"id": []},
            {"id": [1]},
            {"id": [[]]},
            {"id": ["Tid", "Tid"]},
            {"dimension": []},
            {"dimension": {}},
            {"status": [1]},
        ),
        {"dimension": {name: {"category": {"index": {}}} for name in FEW}},
        {"dimension": {name: {"category": {"index": ["a", "a"]}} for name in FEW}},
    ],
)
def test_an_answer_of_another_shape_is_refused(wrong: dict[str, object]):
    assert refusal(answering({**json_stat(FEW), **wrong})) == "live_wrong_shape"


def test_an_answer_in_another_order_is_laid_right():
    turned = {name: json_stat(FEW)[name] for name in json_stat(FEW)}
    codes = {
        "Tid": ["2024", "2020"],
        "Region": FEW["Region"][::-1],
        "ContentsCode": ["BE0101N1"],
        "Kon": ["2"],
    }
    turned = json_stat(codes)
    # json_stat computes each cell from its codes, so the values are right for this order of dimensions.
    with client_of("scb", answering(turned)) as (client, _):
        fetched = fetch(client, "TAB638", FEW)
    assert cells_of(fetched.documents[0].content) == expected(FEW)


def test_a_server_that_fails_in_the_middle_gives_nothing_rather_than_half():
    usual = scb(7)
    count = iter([True, True, *[False] * 99])
    answers = lambda asked: (  # noqa: E731
        Reply(status=500) if asked.method == "POST" and not next(count) else usual(asked)
    )
    assert refusal(lambda _: answers, ALL) == "live_server_error"


def test_the_made_table_is_bigger_than_its_limit():
    assert size(ALL) == len(REGIONS) * len(SEXES) * len(MEASURES) * len(YEARS) == 120
