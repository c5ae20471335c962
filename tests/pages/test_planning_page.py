"""Planera, trend and shift, and the code behind them, as a visitor reads them."""

import pytest
from streamlit.testing.v1 import AppTest

from core.wording import LANGUAGES, words_of
from tests.figures.made_charts import STEADY
from tests.pages.page_visits import failed, own_data, plain, query_of, texts, visit


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"indicator": "mangbesokare_akut", "unit": "0683"},
        {"indicator": "fast_vardkontakt", "unit": "0680"},
        {"indicator": "gemensamt_hembesok", "unit": "0683"},
        {"unit": "lan-06"},
        {"wish": "10", "way": "up", "together": "0682|0685", "history": "36", "against": "-"},
    ],
    ids=lambda query: "-".join(query.values()) or "first sight",
)
def test_every_plan_is_a_sentence_and_never_a_failure(query, language):
    app = visit("planera", language, **query)
    assert failed(app) == []
    assert len(app.header) == 1
    assert plain(str(app.header[0].value)).endswith(".")


def test_the_address_opens_the_same_plan_again():
    query = {"indicator": "akutbesok_hsh", "unit": "0683", "wish": "15", "way": "up", "together": "0682"}
    app = visit("planera", **query)
    assert query_of(app) == query
    assert "En ökning med 15\u00a0%" in texts(app)


def test_an_advice_is_tried_by_pressing_it():
    app = visit("planera", wish="20")
    before = plain(str(app.header[0].value))
    app.button(key="plan_try_0").click().run()
    assert failed(app) == []
    assert "together" in query_of(app)
    assert plain(str(app.header[0].value)) != before


def test_what_is_not_in_the_data_is_told_and_let_go():
    app = visit("planera", together="9999", against="8888")
    assert failed(app) == []
    assert "9999 och 8888" in texts(app)
    assert not {"together", "against"} & set(query_of(app))


def test_comparing_with_no_one_is_told_with_what_it_costs():
    app = visit("planera", against="-")
    assert words_of("sv")("plan.alone", count="68 månader") in texts(app)


def test_own_data_of_a_single_unit_get_a_plan_without_comparison():
    app = visit("planera", own=own_data(STEADY * 2), data="own")
    assert failed(app) == []
    assert words_of("sv")("caveat.verdict_no_comparison") in texts(app)


def test_own_data_with_too_little_history_get_a_reason():
    app = visit("planera", own=own_data(STEADY[:8]), data="own")
    assert failed(app) == []
    assert plain(str(app.header[0].value)) == words_of("sv")("plan.headline_few_before")


def unfolded(page: str, *keys: str, **query: str) -> AppTest:
    app = AppTest.from_string(f"from pages import {page}; {page}.render()", default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    for key in keys:
        app.session_state[key] = True
    return app.run()


def test_trend_and_shift_stand_under_the_chart_when_unfolded():
    app = unfolded("folj", "trend_and_shifts", indicator="akutbesok_hsh", unit="0680")
    assert failed(app) == []
    text = texts(app)
    assert "Värdena stiger med ungefär" in text
    assert "p under 0,025" in text
    folded = texts(visit("folj", indicator="akutbesok_hsh", unit="0680"))
    assert "Värdena stiger" not in folded


def test_a_rolling_measure_says_why_it_has_no_trend():
    app = unfolded("folj", "trend_and_shifts", indicator="mangbesokare_akut", unit="0683")
    assert failed(app) == []
    assert "inte överlappar" in texts(app)


def test_the_code_of_a_chart_holds_what_was_chosen():
    query = {"indicator": "akutbesok_hsh", "unit": "0683", "kind": "u", "exclude": "2022-05"}
    app = unfolded("folj", "follow_code", **query)
    assert failed(app) == []
    (shown,) = app.code
    assert 'kind="u"' in shown.value
    assert '"2022-05"' in shown.value
    assert shown.language == "python"


def test_the_code_of_a_plan_runs_and_gives_the_pages_answer():
    app = unfolded("planera", "plan_code", wish="40", unit="0683", indicator="akutbesok_hsh")
    names: dict = {"print": lambda *_: None}
    exec(compile(app.code[0].value, "<script>", "exec"), names)
    count = words_of("sv")("period_count.month", n=names["planned"].plan.months_needed)
    assert f"ungefär {count}" in plain(str(app.header[0].value))


def test_without_knowing_how_a_file_was_read_no_code_is_shown():
    app = AppTest.from_string("from pages import planera; planera.render()", default_timeout=30)
    app.query_params["data"] = "own"
    app.session_state["own_dataset"] = own_data(STEADY * 2)
    app.session_state["plan_code"] = True
    app.run()
    assert not app.code
    assert words_of("sv")("code.no_file") in texts(app)
