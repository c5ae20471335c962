"""Fetching open numbers on the page: asked for, told, stopped, handed on; not there when turned off."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from streamlit.testing.v1 import AppTest

from core.observations.live.sources import SOURCES, SourceId
from core.wording import LANGUAGES, words_of
from tests.observations.live.live_help import BELOW
from tests.observations.live.made_server import Answers, Made, Reply, in_turn, serving
from tests.observations.live.made_sources import REGIONS, kolada, scb, socialstyrelsen
from tests.pages.page_visits import failed, texts

Open = Callable[..., tuple[AppTest, Made]]


@pytest.fixture
def open_part(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """The page with the part open, and a made source."""
    with ExitStack() as until_the_end:

        def start(
            source: SourceId, make: Callable[[Callable[[], Made]], Answers], language: str = "sv"
        ) -> tuple[AppTest, Made]:
            there: list[Made] = []
            server = until_the_end.enter_context(serving(make(lambda: there[0])))
            there.append(server)
            monkeypatch.setenv(SOURCES[source].variable, server.url + BELOW[source])
            app = AppTest.from_string("from pages import data; data.render()", default_timeout=30)
            if language != "sv":
                app.query_params["lang"] = language
            app.session_state["live_part"] = True
            app.run()
            app.radio(key="live_source").set_value(source).run()
            return app, server

        yield start


def press(app: AppTest, key: str) -> AppTest:
    """Press a button that asks, and wait until it is answered."""
    app.button(key=key).click().run()
    return answered(app)


def answered(app: AppTest) -> AppTest:
    deadline = time.monotonic() + 20
    while "live_running" in app.session_state and time.monotonic() < deadline:
        time.sleep(0.05)
        app.run()
    return app


def got(app: AppTest) -> list[str]:
    return [str(one.value) for one in app.success]


def choose_in_kolada(app: AppTest) -> AppTest:
    app.multiselect(key="live_kpis").set_value(["N20403"]).run()
    app.radio(key="live_which_units").set_value("some").run()
    app.multiselect(key="live_units").set_value(["0604", "0680"]).run()
    return app.slider(key="live_years").set_value((2023, 2024)).run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_figures_are_fetched_and_stand_ready_to_be_looked_through(open_part: Open, language: str):
    app, server = open_part("kolada", kolada, language)
    words = words_of(language)
    choose_in_kolada(app)
    assert words("live.sends", host="127.0.0.1", codes="N20403; 0604")[:-1] in texts(app).replace(
        " och 0680", ""
    )
    assert not server.asked
    press(app, "live_fetch_kolada")
    assert failed(app) == []
    text = texts(app)
    assert words("live.got", n=12, source="Kolada") in got(app)
    assert words("page.data.preview") in text
    assert words("page.data.kept", n=12, total="12") in text
    assert server.paths[0].startswith("/v3/data/kpi/N20403/municipality/0604,0680/year/2023,2024")
    app.button(key="live_forget").click().run()
    assert words("page.data.preview") not in texts(app)
    assert words("live.got", n=12, source="Kolada") not in got(app)


def test_what_was_chosen_is_still_chosen_when_the_answer_has_come(open_part: Open):
    app, _ = open_part("kolada", kolada)
    press(choose_in_kolada(app), "live_fetch_kolada")
    assert app.multiselect(key="live_kpis").value == ["N20403"]
    assert app.multiselect(key="live_units").value == ["0604", "0680"]


def test_nothing_can_be_asked_before_something_is_chosen(open_part: Open):
    app, server = open_part("kolada", kolada)
    assert app.button(key="live_fetch_kolada").disabled
    assert not server.asked


def test_a_source_that_fails_is_told_and_what_was_open_stays(open_part: Open):
    app, _ = open_part("kolada", lambda _: in_turn(Reply(b"<html>", 200, {"Content-Type": "text/html"})))
    press(choose_in_kolada(app), "live_fetch_kolada")
    words = words_of("sv")
    assert [one.value for one in app.error] == [words("live.failed")]
    assert words("page.data.loaded") in texts(app)
    assert "inloggningssida" in app.table[0].value.to_string()


def test_a_question_can_be_stopped(open_part: Open):
    slow = Reply(b"{}", 200, {"Content-Type": "application/json"}, wait=3)
    app, _ = open_part("kolada", lambda _: in_turn(slow))
    choose_in_kolada(app)
    app.button(key="live_fetch_kolada").click().run()
    assert app.button(key="live_fetch_kolada").disabled
    started = time.monotonic()
    app.button(key="live_stop").click().run()
    answered(app)
    assert time.monotonic() - started < 2
    assert [one.value for one in app.info] == [words_of("sv")("live.stopped")]
    assert failed(app) == []


def test_a_table_of_scb_is_found_looked_into_and_fetched(open_part: Open):
    app, server = open_part("scb", lambda _: scb())
    app.text_input(key="live_words").set_value("folkmängd").run()
    press(app, "live_find_scb")
    press(app, "live_look_scb")
    assert app.multiselect(key="live_scb_TAB638_Region").value == list(REGIONS)
    app.multiselect(key="live_scb_TAB638_ContentsCode").set_value(["BE0101N1"]).run()
    app.multiselect(key="live_scb_TAB638_Kon").set_value([]).run()
    assert app.button(key="live_fetch_scb").disabled
    app.multiselect(key="live_scb_TAB638_Kon").set_value(["2"]).run()
    press(app, "live_fetch_scb")
    assert failed(app) == []
    assert words_of("sv")("live.got", n=30, source="SCB") in got(app)
    assert [one.method for one in server.asked].count("POST") == 1


def test_a_subject_of_socialstyrelsen_is_looked_into_and_fetched(open_part: Open):
    app, _ = open_part("socialstyrelsen", socialstyrelsen)
    press(app, "live_find_socialstyrelsen")
    press(app, "live_look_socialstyrelsen")
    assert app.multiselect(key="live_socialstyrelsen_lakemedel_kon").value == ["3"]
    for name, some in (("matt", ["3"]), ("atc", ["J01"]), ("alder", ["17", "18"])):
        app.multiselect(key=f"live_socialstyrelsen_lakemedel_{name}").set_value(some).run()
    press(app, "live_fetch_socialstyrelsen")
    assert failed(app) == []
    assert words_of("sv")("live.got", n=8, source="Socialstyrelsen") in got(app)


def test_what_is_searched_for_and_not_found_is_told(open_part: Open):
    def nothing(_):
        usual = scb()
        empty = Reply(b'{"tables": []}', 200, {"Content-Type": "application/json"})
        return lambda asked: empty if "/tables?" in asked.path else usual(asked)

    app, _ = open_part("scb", nothing)
    app.text_input(key="live_words").set_value("xyz").run()
    press(app, "live_find_scb")
    assert [one.value for one in app.info] == [words_of("sv")("live.none_found")]


def test_the_part_is_not_there_when_it_is_turned_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SKIFTE_OFFLINE", "1")
    app = AppTest.from_string("from pages import data; data.render()", default_timeout=30)
    app.session_state["live_part"] = True
    app.run()
    assert failed(app) == []
    assert words_of("sv")("live.promise") not in texts(app)
    assert "live_source" not in {one.key for one in app.radio}


@pytest.mark.parametrize("name", ["folj", "testa", "planera", "data", "metod"])
def test_no_page_asks_anybody_for_anything_unless_a_button_is_pressed(
    monkeypatch: pytest.MonkeyPatch, name: str
):
    def refuse(*_: object) -> None:
        raise AssertionError("a page made contact with another machine")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    app = AppTest.from_string(f"from pages import {name}; {name}.render()", default_timeout=30)
    app.session_state["live_part"] = True
    assert failed(app.run()) == []
