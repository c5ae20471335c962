"""Övning: thirteen identical municipalities, on Jämför: a table, a guess, and what lies behind it."""

import pytest
from page_visits import failed, own_data, plain, query_of, texts, visit
from streamlit.testing.v1 import AppTest

from core.simulate.exercises.league import draw_league
from core.wording import LANGUAGES, words_of

LEAGUE = draw_league(7)
BEST, WORST = (LEAGUE.names[LEAGUE.order[end]] for end in (0, -1))


def headings(app: AppTest) -> list[str]:
    return [plain(str(one.value)) for one in app.header]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_comes_first_and_tells_nothing_of_what_lies_behind(language: str):
    words = words_of(language)
    app = visit("jamfor", language, exercise="league", seed="7")
    assert failed(app) == []
    assert headings(app) == [words("exercise.league_title")]
    assert BEST in texts(app)
    assert words("exercise.league_same") not in texts(app)
    assert words("exercise.made_up") in texts(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_lies_behind_is_one_share_for_all_and_another_order_next_month(language: str):
    words = words_of(language)
    app = visit("jamfor", language, exercise="league", seed="7", revealed="1")
    assert failed(app) == []
    assert headings(app) == [
        words("exercise.league_finding", share=5.0, per=100),
        words("exercise.league_order_new"),
    ]
    assert words("exercise.league_inside") in texts(app)
    assert words.number(LEAGUE.likeness, 2) in texts(app)


def test_whom_somebody_named_is_followed_to_the_next_month():
    app = visit("jamfor", exercise="league", seed="7")
    app.selectbox(key="exercise_praise").select(BEST).run()
    app.selectbox(key="exercise_question").select(WORST).run()
    app.button(key="exercise_reveal").click().run()
    assert query_of(app) == {"exercise": "league", "seed": "7", "revealed": "1"}
    assert f"Du ville berömma {BEST}: plats 1 då, plats 11 månaden efter." in texts(app)
    assert f"Du ville ställa frågor till {WORST}: plats 13 då, plats 2 månaden efter." in texts(app)


def test_a_number_makes_the_exercise_again_and_hides_what_lies_behind():
    app = visit("jamfor", exercise="league", seed="7", revealed="1")
    app.number_input(key="exercise_number").set_value(12).run()
    assert query_of(app) == {"exercise": "league", "seed": "12"}
    app.button(key="exercise_again").click().run()
    assert query_of(app)["seed"] != "12"
    assert failed(app) == []


def test_the_exercise_is_left_without_a_trace():
    app = visit("jamfor", exercise="league", seed="7", revealed="1")
    app.button(key="exercise_leave").click().run()
    assert not {"exercise", "seed", "revealed"} & set(query_of(app))
    assert failed(app) == []


def test_the_button_on_the_page_opens_it():
    app = visit("jamfor")
    app.button(key="open_league").click().run()
    assert query_of(app)["exercise"] == "league"
    assert failed(app) == []


def test_no_badge_says_that_the_numbers_are_somebodys_own():
    app = visit("jamfor", own=own_data(), data="own", exercise="league")
    assert failed(app) == []
    assert "min_fil" not in texts(app)


@pytest.mark.parametrize("seed", ["0", "-3", "1e9", "1234567", "<b>"])
def test_a_number_that_is_none_opens_the_first(seed: str):
    app = visit("jamfor", exercise="league", seed=seed)
    assert app.number_input(key="exercise_number").value == 1
    assert list(app.exception) == []
