"""Two charts of the same numbers on Följ: each its own kind and rules, in the address, and compared."""

import pytest

from core.wording import LANGUAGES, words_of
from pages.parts.two_charts import other_kind
from tests.pages.page_visits import failed, own_data, plain, query_of, texts, visit

FIRST = {"show": "two", "indicator": "vardplan", "unit": "0680"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_recommended_chart_stands_beside_xmr(language: str):
    app = visit("folj", language, **FIRST)
    assert failed(app) == []
    assert app.selectbox(key="two_kind").value == "pprime"
    assert app.selectbox(key="two_kind2").value == "i"
    assert app.selectbox(key="two_rules").value == app.selectbox(key="two_rules2").value == "anhoej"
    words = words_of(language)
    assert len(app.header) == 1
    assert [sub.value for sub in app.subheader[-2:]] == [words("two.differ"), words("two.chance_heading")]


@pytest.mark.parametrize(
    ("kind", "recommended", "expected"),
    [("p", "p", "i"), ("i", "p", "p"), ("i", "i", "run"), ("run", "i", "i"), ("pprime", "p", "i")],
)
def test_the_other_kind_is_xmr_or_what_that_is_best_compared_with(kind, recommended, expected):
    kinds = ("i", "run") if recommended == "i" else ("p", "pprime", "i", "run")
    assert other_kind(kind, kinds, recommended) == expected


def test_every_choice_reaches_the_address_and_the_link_reopens_it():
    app = visit("folj", **FIRST)
    app.selectbox(key="two_kind").select("p").run()
    app.selectbox(key="two_rules").select("mdc").run()
    app.selectbox(key="two_kind2").select("run").run()
    app.selectbox(key="two_rules2").select("ihi").run()
    assert failed(app) == []
    wanted = FIRST | {"kind": "p", "rules": "mdc", "kind2": "run", "rules2": "ihi"}
    assert query_of(app) == wanted
    again = visit("folj", **query_of(app))
    assert texts(again) == texts(app)
    assert query_of(again) == wanted


def test_the_two_questions_are_a_press_away():
    app = visit("folj", **FIRST, kind2="run", rules="nelson")
    app.button(key="two_suggest_kinds").click().run()
    assert query_of(app) == FIRST
    app.button(key="two_suggest_rules").click().run()
    assert query_of(app) == FIRST | {"kind2": "pprime", "rules2": "ihi"}
    assert failed(app) == []
    assert words_of("sv")("rule_set.ihi.explanation") in texts(app)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("kind2", "c", ("app.not_here", "c")),
        ("kind2", "nosuch", ("app.unreadable_address", "kind2")),
        ("rules2", "nosuch", ("app.unreadable_address", "rules2")),
    ],
)
def test_what_the_second_chart_cannot_be_is_told_and_let_go(name: str, value: str, told: tuple[str, str]):
    """A kind that the data cannot have by its name; what is no kind or rule set as a part of the link."""
    app = visit("folj", **FIRST, **{name: value})
    assert failed(app) == []
    assert words_of("sv")(told[0], items=told[1]) in [plain(str(info.value)) for info in app.info]
    assert query_of(app) == FIRST


@pytest.mark.parametrize(("name", "value"), [("kind2", "zz"), ("rules2", "zz"), ("drift", "abc")])
def test_what_cannot_be_read_of_a_part_that_is_not_open_is_told_too(name: str, value: str):
    app = visit("folj", indicator="vardplan", unit="0604", **{name: value})
    told = words_of("sv")("app.unreadable_address", items=name)
    assert told in [plain(str(info.value)) for info in app.info]
    assert query_of(app) == {"indicator": "vardplan", "unit": "0604"}


@pytest.mark.parametrize(
    "view",
    [
        {"indicator": "akutbesok_hsh", "unit": "0642", "group": "group:ordinart"},
        {"indicator": "esther_upplevelse"},
        {"indicator": "sip"},
        {"indicator": "nyinskrivna", "kind": "i"},
        {"indicator": "telefon_samma_dag", "zoom": "12"},
        {"indicator": "ledtid_hembesok", "baseline": "2022-12", "exclude": "2022-07"},
        {"indicator": "vardplan", "unit": "06", "parts": "2023-01"},
    ],
)
def test_any_indicator_can_be_laid_side_by_side(view: dict[str, str]):
    app = visit("folj", show="two", **view)
    assert failed(app) == []
    assert not app.info
    assert app.header
    assert "nan" not in texts(app).lower().split()


def test_a_file_of_ones_own_is_compared_too():
    app = visit("folj", own=own_data(), data="own", show="two")
    assert failed(app) == []
    assert "min_fil.csv" in texts(app)


def test_what_both_charts_have_to_say_is_said_once():
    app = visit("folj", **FIRST)
    notes = [caption.value for caption in app.caption]
    assert notes
    assert len(notes) == len(set(notes))
