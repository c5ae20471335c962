"""Whom a change is held against when a file has a hundred units: a sentence, and a choice by exception."""

from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from core.observations.dataset import Dataset
from core.wording import LANGUAGES, words_of
from pages.parts.address import NOBODY
from pages.parts.compare_choice import FEW, compare_of, ways
from tests.change.made_dataset import Made
from tests.pages.page_visits import failed, query_of, texts, visit

NAMES = ("åby", "ask", "öby", "bro", "äng", "zon", *(f"m{number}" for number in range(18)))
TARGET = "m0"
MANY = tuple(f"u{number:03d}" for number in range(FEW + 5))


@cache
def made(units: tuple[str, ...] = NAMES) -> tuple[Made, Dataset]:
    one = Made(units=units, periods=36, start=24)
    return one, one.dataset()


def opened(language: str = "sv", units: tuple[str, ...] = NAMES, **query: str) -> AppTest:
    """The page about a change in the target, with the part about comparison unfolded."""
    one, dataset = made(units)
    asked = {"data": "own", "indicator": one.indicator.id, "unit": TARGET, "change": "own"}
    app = visit("testa", language, own=dataset, start=one.first, **asked, **query)
    app.session_state["compared_part"] = True
    return app.run()


def keys_of(app: AppTest) -> list[str | None]:
    return [element.key for element in app.multiselect]


@pytest.mark.parametrize(("language", "place"), zip(LANGUAGES, ("Ort", "Place"), strict=True))
def test_many_units_are_a_count_and_the_first_names_in_alphabetical_order(language: str, place: str):
    app = opened(language)
    assert failed(app) == []
    count = len(NAMES) - 1
    told = next(line for line in texts(app).split("\n") if f" {count} " in line and f": {place} ask" in line)
    assert ", ".join(f"{place} {name}" for name in ("ask", "bro", "m1", "m2", "m3", "m4")) in told
    assert f" {count - 6} " in told
    assert "choose_compare" not in keys_of(app)


def test_swedish_letters_come_last():
    app = opened(compare="åby|öby|äng|zon")
    assert "Ort zon, Ort åby, Ort äng och Ort öby" in texts(app)
    assert app.radio(key="choose_compare_way").value == "only"
    assert set(app.multiselect(key="choose_compare").value) == {"zon", "åby", "äng", "öby"}


def test_one_of_many_is_left_out_without_touching_the_rest():
    app = opened()
    app.radio(key="choose_compare_way").set_value("except").run()
    assert app.multiselect(key="choose_compare").value == []
    app.multiselect(key="choose_compare").set_value(["bro"]).run()
    assert failed(app) == []
    assert "Ort bro" not in next(line for line in texts(app).split("\n") if ": Ort ask" in line)
    assert app.multiselect(key="choose_compare").value == ["bro"]
    assert query_of(app)["without"] == "bro"


def test_nobody_can_be_chosen_and_taken_back():
    app = opened()
    app.radio(key="choose_compare_way").set_value("nobody").run()
    assert words_of("sv")("page.test.compared_none") in texts(app)
    app.radio(key="choose_compare_way").set_value("all").run()
    assert failed(app) == []
    assert "compare" not in query_of(app)


def test_few_units_are_chosen_by_name_as_they_stand():
    app = opened(units=(TARGET, "ask", "bro", "äng"))
    assert app.multiselect(key="choose_compare").value == ["ask", "bro", "äng"]
    assert [element for element in app.radio if element.key == "choose_compare_way"] == []


@pytest.mark.parametrize(
    ("picked", "way", "compare", "without"),
    [
        ((), "except", (), ()),
        ((), "only", (), ()),
        (MANY, "only", (), ()),
        (MANY, "except", NOBODY, ()),
        (MANY[:2], "only", MANY[:2], ()),
        (MANY[:2], "except", (), MANY[:2]),
        (MANY[:20], "only", (), MANY[20:]),
    ],
)
def test_what_is_picked_among_many_is_what_is_kept_by_the_shorter_list(picked, way, compare, without):
    assert compare_of(MANY, picked, way) == {"compare": compare, "without": without}


def test_the_address_of_all_but_one_names_one_and_opens_the_same_answer_again():
    app = opened()
    app.radio(key="choose_compare_way").set_value("except").run()
    app.multiselect(key="choose_compare").set_value(["bro"]).run()
    query = query_of(app)
    assert (query["without"], "compare" in query) == ("bro", False)
    again = opened(without="bro")
    assert again.radio(key="choose_compare_way").value == "except"
    assert again.multiselect(key="choose_compare").value == ["bro"]
    assert [str(one.value) for one in again.header] == [str(one.value) for one in app.header]


def test_few_units_with_none_picked_are_nobody():
    assert compare_of(MANY[:3], (), "only") == {"compare": NOBODY, "without": ()}


def test_the_way_fits_who_is_compared():
    assert ways(30, 30)[0] == "all"
    assert ways(30, 29)[0] == "except"
    assert ways(30, 2)[0] == "only"
    assert ways(30, 0) == ("nobody",)
