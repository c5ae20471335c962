"""Every page opens in both languages whatever is in view, keeps the view, and never fails onto a visitor."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from core.wording import LANGUAGES, words_of
from tests.pages.page_visits import OWN, OWN_UNIT, failed, own_data, query_of, texts, visit

PAGES = {"folj": "follow", "testa": "test", "data": "data"}

# What differs in kind among the sample's indicators.
VIEWS = {
    "first sight": {},
    "no subgroups": {"indicator": "kontinuitetsindex"},
    "every month hidden": {"indicator": "akutbesok_hsh", "unit": "0642", "group": "group:ordinart"},
    "quarterly": {"indicator": "esther_upplevelse"},
    "rolling": {"indicator": "sip"},
    "count": {"indicator": "nyinskrivna"},
    "break": {"indicator": "telefon_samma_dag"},
    "summed county": {"indicator": "vardplan", "unit": "06"},
    "subgroup": {"indicator": "akutbesok_hsh", "unit": "0683", "group": "sex:K"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_heading_and_says_that_the_numbers_are_made_up(name: str, language: str):
    app = visit(name, language)
    words = words_of(language)
    assert failed(app) == []
    assert app.title[0].value == words(f"page.{PAGES[name]}.title")
    assert words("app.made_up") in texts(app)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("name", "language"), [("folj", "sv"), ("testa", "en")])
def test_every_kind_of_indicator_can_be_followed_and_tested(name, view, language):
    app = visit(name, language, **VIEWS[view])
    assert failed(app) == []
    text = texts(app)
    assert not app.info, text
    assert app.header
    assert "{" not in text
    assert "nan" not in text.lower().split()


def test_a_unit_whose_every_month_is_hidden_says_so_and_gives_no_verdict():
    for name in ("folj", "testa"):
        text = texts(visit(name, **VIEWS["every month hidden"]))
        assert "dold" in text
        for verdict in ("Stabilt", "Signal", "Bättre", "Sämre", "Ingen signal"):
            assert verdict not in text


# The view


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_reopens_the_view_it_was_made_of(language: str):
    query = {
        "indicator": "vardplan",
        "unit": "0680",
        "group": "age:80-",
        "first": "2022-03",
        "last": "2026-05",
        "kind": "i",
        "baseline": "2023-12",
        "exclude": "2022-07_2023-07",
        "beside": "0",
    }
    app = visit("folj", language, **query)
    assert failed(app) == []
    assert query_of(app) == query | ({"lang": "en"} if language == "en" else {})
    text = texts(visit("folj", language, **query_of(app)))
    assert text == texts(app)
    facts = "mars 2022" if language == "sv" else "March 2022"
    assert facts in text


def test_a_choice_changes_the_view_and_the_address():
    app = visit("folj", indicator="vardplan", unit="0680")
    app.selectbox(key="choose_unit").select("0683").run()
    assert failed(app) == []
    assert query_of(app)["unit"] == "0683"
    app.selectbox(key="choose_indicator").select("sip").run()
    assert query_of(app) == {"indicator": "sip", "unit": "0683"}


def test_the_language_is_changed_with_a_click_and_the_view_stays():
    app = visit("folj", indicator="vardplan", unit="0680")
    app.button_group(key="language_choice").set_value("en").run()
    assert app.title[0].value == "Follow"
    assert query_of(app) == {"indicator": "vardplan", "unit": "0680", "lang": "en"}


def test_the_view_survives_the_way_to_another_page_and_back():
    two_pages = """
import streamlit as st
from pages import folj, testa
(testa if st.session_state.get("elsewhere") else folj).render()
"""
    app = AppTest.from_string(two_pages, default_timeout=30)
    for key, value in {"indicator": "vardplan", "unit": "0680", "kind": "i", "exclude": "2022-07"}.items():
        app.query_params[key] = value
    app.run()
    app.session_state["elsewhere"] = True
    app.run()
    assert app.title[0].value == words_of("sv")("page.test.title")
    assert {"indicator": "vardplan", "unit": "0680"}.items() <= query_of(app).items()
    app.selectbox(key="choose_unit").select("0683").run()
    app.session_state["elsewhere"] = False
    app.run()
    assert failed(app) == []
    wanted = {"indicator": "vardplan", "unit": "0683", "kind": "i", "exclude": "2022-07"}
    assert wanted.items() <= query_of(app).items()


def test_the_month_under_test_is_kept_and_named():
    app = visit("testa", indicator="vardplan", unit="0680", start="2024-05")
    assert query_of(app)["start"] == "2024-05"
    assert "maj 2024" in app.header[0].value


@pytest.mark.parametrize("name", ["folj", "testa"])
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"indicator": "nosuch"}, "nosuch"),
        ({"indicator": "vardplan", "unit": "9999"}, "9999"),
        ({"indicator": "vardplan", "unit": "0680", "group": "age:99-"}, "age:99-"),
        ({"baseline": "2025-13"}, "baseline"),
    ],
)
def test_what_a_link_names_that_is_not_there_is_told_and_something_near_is_shown(name, query, told):
    app = visit(name, **query)
    assert failed(app) == []
    assert told in "".join(str(info.value) for info in app.info)
    assert app.header


@pytest.mark.parametrize(
    "query",
    [
        {"first": "2030-01"},
        {"first": "2026-01", "last": "2021-01"},
        {"baseline": "1999-01"},
        {"exclude": "1999-01"},
        {"kind": "c"},
        {"kind": "nosuch"},
        {"start": "1999-01"},
        {"first": "2026-10"},
        {"baseline": "2021-01"},
        {"start": "2021-01"},
        {"start": "2026-10"},
    ],
)
@pytest.mark.parametrize("name", ["folj", "testa"])
def test_choices_that_do_not_fit_the_data_never_fail(name, query):
    app = visit(name, indicator="vardplan", unit="0680", **query)
    assert failed(app) == []
    assert app.header


# What is folded away


def unfolded(**query: str) -> AppTest:
    """The Follow page with baseline, period and chart folded out."""
    app = visit("folj", **query)
    app.session_state["choose_more"] = True
    return app.run()


def test_baseline_months_chart_and_comparison_reach_the_address_and_can_be_reset():
    period = {"first": "2022-03", "last": "2026-05"}
    app = unfolded(indicator="vardplan", unit="0680", **period)
    app.selectbox(key="choose_baseline").select("2023-12").run()
    app.selectbox(key="choose_kind").select("i").run()
    app.multiselect(key="choose_exclude").select("2022-07").run()
    app.toggle(key="choose_beside").set_value(False).run()
    assert failed(app) == []
    first = {"indicator": "vardplan", "unit": "0680", **period}
    chosen = {"baseline": "2023-12", "kind": "i"}
    assert query_of(app) == first | chosen | {"exclude": "2022-07", "beside": "0"}
    [clear] = [button for button in app.button if button.label == words_of("sv")("choose.clear")]
    clear.click().run()
    assert query_of(app) == first


def test_the_periods_of_a_quarterly_measure_are_named_as_quarters():
    app = unfolded(indicator="esther_upplevelse")
    options = app.selectbox(key="choose_baseline").options
    assert "kvartal 2 2021" in options
    assert not [option for option in options if "april" in option]


# What fails


SECRET = "19121212-1212 Tolvan"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("folj", "pages.folj.follow_answer"),
        ("testa", "pages.testa.verdict_of"),
        ("data", "pages.parts.in_view.what_it_holds"),
    ],
)
def test_what_fails_becomes_a_sentence_and_the_log_holds_no_message(
    name, where, language, monkeypatch, caplog
):
    def fail(*_args, **_more):
        raise ValueError(SECRET)

    monkeypatch.setattr(where, fail)
    with caplog.at_level(logging.DEBUG):
        app = visit(name, language, indicator="vardplan", unit="0680")
    assert [error.value for error in app.error] == [words_of(language)("app.failed")]
    assert not app.exception
    assert app.title
    assert "Tolvan" not in texts(app)
    assert "ValueError" in caplog.text
    for part in SECRET.split():
        assert part not in caplog.text
    assert query_of(app)["unit"] == "0680"


def test_after_a_failure_the_same_session_goes_on(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("pages.folj.follow_answer", lambda *_: 1 / 0)
        app = visit("folj", indicator="vardplan", unit="0680")
    assert failed(app)
    app.selectbox(key="choose_unit").select("0683").run()
    assert failed(app) == []
    assert query_of(app)["unit"] == "0683"


def test_a_choice_that_fails_is_told_on_the_page(monkeypatch, caplog):
    app = visit("folj", indicator="vardplan", unit="0680")

    def fail(**_changes):
        raise ValueError(SECRET)

    with monkeypatch.context() as patch:
        patch.setattr("pages.parts.session.change_view", fail)
        app.selectbox(key="choose_unit").select("0683").run()
    assert not app.exception
    assert words_of("sv")("app.failed") in [error.value for error in app.error]
    assert "Tolvan" not in caplog.text


# One's own data


def test_own_data_are_followed_with_their_names_as_text():
    app = visit("folj", own=own_data(), data="own")
    assert failed(app) == []
    text = texts(app)
    assert "Stabilt." in text
    assert OWN.name.sv in text
    assert words_of("sv")("app.made_up") not in text
    assert "min_fil.csv" in text
    assert query_of(app) == {"data": "own", "indicator": OWN.id, "unit": OWN_UNIT.id}
    formatted = [str(e.value) for e in (*app.header, *app.markdown) if "*egen*" in str(e.value)]
    assert formatted == []


def test_own_data_are_tested_and_listed_too():
    for name in ("testa", "data"):
        app = visit(name, own=own_data(), data="own")
        assert failed(app) == []
        assert words_of("sv")("app.made_up") not in texts(app)
    assert "min_fil.csv" in texts(visit("data", own=own_data(), data="own"))


def test_one_visitors_data_are_never_in_anothers_session():
    mine = visit("folj", own=own_data([*STEADY_BUT_SECRET]), data="own")
    assert "min_fil.csv" in texts(mine)
    for name in PAGES:
        other = visit(name)
        assert "min_fil" not in texts(other)
        assert OWN.id not in [option for box in other.selectbox for option in box.options]
        assert "own_dataset" not in other.session_state
    link = visit("folj", data="own", indicator=OWN.id, unit=OWN_UNIT.id)
    assert failed(link) == []
    assert words_of("sv")("reopen.lost_here") in texts(link)
    assert words_of("sv")("app.made_up") in texts(link)
    assert query_of(link) == {"indicator": "akutbesok_hsh", "unit": "0683"}
    again = mine.run()
    assert "min_fil.csv" in texts(again)


def test_two_visitors_with_files_of_the_same_name_and_form_see_their_own_numbers():
    low = visit("folj", own=own_data([20, 24, 18, 22] * 6), data="own")
    high = visit("folj", own=own_data([200, 240, 180, 220] * 6), data="own")
    assert "5,25 per 100" in texts(low)
    assert "52,50 per 100" in texts(high)
    assert "5,25 per 100" in texts(low.run())


def test_the_data_page_keeps_no_answer_of_an_earlier_file():
    app = visit("data", own=own_data(), data="own")
    assert "Rader: 24" in texts(app)
    app.session_state["own_dataset"] = own_data([20, 24, 18, 22] * 3)
    assert "Rader: 12" in texts(app.run())


def test_own_data_can_be_put_aside_and_let_go():
    words = words_of("sv")
    app = visit("data", own=own_data(), data="own")
    [button] = [button for button in app.button if button.label == words("page.data.use_sample")]
    button.click().run()
    assert words("app.made_up") in texts(app)
    assert "own_dataset" in app.session_state
    [button] = [button for button in app.button if button.label == words("page.data.forget_own")]
    button.click().run()
    assert "own_dataset" not in app.session_state
    assert failed(app) == []


STEADY_BUT_SECRET = (20, 24, 18, 22) * 6
