"""Metod opens in both languages, tells every kind and rule, and finds what is sought."""

import pytest
from streamlit.testing.v1 import AppTest

from core.spc import KINDS, RULE_SETS
from core.wording import LANGUAGES, words_of
from core.wording.calibration import beaten_sentences, error_sentences, measured_sentence
from core.wording.method import REFERENCES, formulas, kind_heading
from pages.parts.method_errors import FOLDED
from tests.pages.page_visits import failed, plain, query_of, texts, visit


def sections(app: AppTest) -> list[str]:
    return [plain(expander.label) for expander in app.expander]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_rule_and_source_is_told(language: str):
    words = words_of(language)
    app = visit("metod", language)
    assert failed(app) == []
    assert app.title[0].value == words("page.method.title")
    text = texts(app)
    for kind in KINDS:
        assert kind_heading(words, kind) in sections(app)
        assert words(f"chart_kind.{kind}.why") in text
    for rules in RULE_SETS.values():
        for rule in rules.rules:
            assert words(f"rule.{rule.code}.what") in text
    for reference in REFERENCES.values():
        assert reference.full in text
    for kind in KINDS:
        for formula in formulas(words, kind):
            assert rf"$\displaystyle {formula}$" in [element.value for element in app.markdown]


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_often_the_verdict_is_wrong_is_told_first_in_one_sentence_and_then_in_a_table(language: str):
    words = words_of(language)
    app = visit("metod", language)
    assert words("page.method.error") in [header.value for header in app.header]
    assert all(text in texts(app) for text in (*error_sentences(words), measured_sentence(words)))
    # What is wrong, and what is found of a fifth fewer and a quarter more.
    assert [table.value.columns[0] for table in app.dataframe].count(words("page.method.error_who")) == 3
    assert {words(f"page.method.{part}") for part in FOLDED} <= set(sections(app))
    assert all(text in texts(app) for text in beaten_sentences(words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_keeps_the_language_and_the_view(language: str):
    query = {"indicator": "vardplan", "unit": "0680", "kind": "i"}
    app = visit("metod", language, **query)
    assert query_of(app) == query | ({"lang": "en"} if language == "en" else {})


def test_what_is_sought_is_unfolded_and_the_rest_is_put_aside():
    app = visit("metod")
    app.text_input(key="method_find").set_value("laney").run()
    assert failed(app) == []
    assert sections(app) == [kind_heading(words_of("sv"), kind) for kind in ("pprime", "uprime")]
    assert "Laney DB (2002)" in texts(app)
    assert "Schilling" not in texts(app)


def test_what_is_nowhere_is_told():
    app = visit("metod")
    app.text_input(key="method_find").set_value("zebra *rand*").run()
    assert failed(app) == []
    assert words_of("sv")("page.method.nothing_found", text="zebra *rand*") in texts(app)
    assert not app.header
