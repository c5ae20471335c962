"""Övning: chance or change, on Följ: charts without lines, a guess each, and then the truth and the score."""

import pytest
from page_visits import failed, own_data, plain, query_of, texts, visit
from streamlit.testing.v1 import AppTest

from core.figures.exercise_charts import charts_figure
from core.simulate.exercises.charts import draw_charts
from core.simulate.exercises.judged import judge
from core.wording import LANGUAGES, words_of
from core.wording.exercise_charts import answers_table, long_run_table, scores_table

CHARTS = draw_charts(7)
CHANGED = CHARTS.changed.tolist()


def headings(app: AppTest) -> list[str]:
    return [plain(str(one.value)) for one in app.header]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_charts_are_bare_before_anybody_has_guessed(language: str):
    words = words_of(language)
    app = visit("folj", language, exercise="guess", seed="7")
    assert failed(app) == []
    assert headings(app) == [words("exercise.charts_title")]
    assert list(app.table) == []
    assert words("exercise.made_up") in texts(app)
    figure = charts_figure(words, CHARTS)
    named = {layer["name"] for layer in figure.spec["spec"]["layer"]}
    assert named == {"values", "points", "name", "said"}
    points = figure.datasets["points"]
    assert points[["mean", "lower", "upper", "change"]].isna().all(axis=None)
    assert set(points["state"]) == {"usual"}
    assert set(points["said"].dropna()) == {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_truth_stands_beside_what_each_rule_set_says(language: str):
    words = words_of(language)
    app = visit("folj", language, exercise="guess", seed="7", revealed="1")
    assert failed(app) == []
    truth = words("exercise.truth_finding", changed=sum(CHANGED), total=8)
    assert headings(app) == [truth, words("exercise.charts_long")]
    scores, long = (one.value for one in app.table)
    answers = app.dataframe[0].value
    nobody = [None] * 8
    assert scores.shape == scores_table(words, CHARTS, judge(CHARTS.values), nobody, 1).shape == (3, 4)
    assert answers.shape == answers_table(words, CHARTS, judge(CHARTS.values), nobody, 1).shape == (8, 6)
    assert long.shape == long_run_table(words).shape == (5, 4)


def test_one_who_guesses_is_scored_beside_the_rules():
    app = visit("folj", exercise="guess", seed="7")
    for chart, changed in enumerate(CHANGED):
        guess = "change" if changed or chart == 7 else "chance"  # right about all but the last
        app.button_group(key=f"exercise_guess_{chart}").set_value(guess).run()
    app.button(key="exercise_reveal").click().run()
    assert failed(app) == []
    assert headings(app)[0] == "Du hade rätt om 7 av 8"
    scores = app.table[0].value
    assert scores.iloc[0].tolist() == ["Du", "7 av 8", "1 av 2", "0 av 6"]
    assert query_of(app) == {"exercise": "guess", "seed": "7", "revealed": "1"}


def test_a_room_is_scored_by_its_hands():
    app = visit("folj", exercise="guess", seed="7")
    app.number_input(key="exercise_people_field").set_value(20).run()
    for chart, hands in enumerate([15, 10, 4]):  # right, divided, missed
        app.number_input(key=f"exercise_hand_{chart}").set_value(hands).run()
    app.button(key="exercise_reveal").click().run()
    assert headings(app)[0] == "Rummet hade rätt om 1 av 8"
    assert app.table[0].value.iloc[0].tolist() == ["Rummet", "1 av 8", "0 av 2", "1 av 6"]
    assert app.dataframe[0].value["Rummet"].tolist() == ["förändring", "–", "slump", *["–"] * 5]


def test_guesses_belong_to_their_exercise():
    app = visit("folj", exercise="guess", seed="7")
    app.button_group(key="exercise_guess_0").set_value("change").run()
    app.number_input(key="exercise_number").set_value(8).run()
    app.button(key="exercise_reveal").click().run()
    assert "Du" not in app.table[0].value.iloc[:, 0].tolist()
    app.number_input(key="exercise_number").set_value(7).run()
    assert app.button_group(key="exercise_guess_0").value == "change"


def test_one_chart_at_a_time_and_on_to_the_next():
    app = visit("folj", exercise="guess", seed="7", charts="4")
    app.button_group(key="exercise_way").set_value("single").run()
    assert query_of(app) == {"exercise": "guess", "seed": "7", "charts": "4", "single": "1"}
    assert app.button(key="exercise_before").disabled
    for _ in range(3):
        app.button(key="exercise_after").click().run()
    assert query_of(app)["single"] == "4"
    assert app.button(key="exercise_after").disabled
    assert failed(app) == []


def test_a_chart_that_the_set_does_not_have_shows_them_all():
    app = visit("folj", exercise="guess", seed="7", charts="4", single="12")
    assert failed(app) == []
    assert len([one for one in app.get("button_group") if "exercise_guess" in str(one.key)]) == 4


def test_the_button_on_the_page_opens_it_and_it_is_left_without_a_trace():
    app = visit("folj")
    app.button(key="open_guess").click().run()
    assert query_of(app)["exercise"] == "guess"
    app.button(key="exercise_leave").click().run()
    assert "exercise" not in query_of(app)
    assert failed(app) == []


def test_no_badge_says_that_the_numbers_are_somebodys_own():
    app = visit("folj", own=own_data(), data="own", exercise="guess")
    assert failed(app) == []
    assert "min_fil" not in texts(app)


def test_charts_are_larger_on_a_projector():
    words = words_of("sv")
    usual, large = (charts_figure(words, CHARTS, large=one).spec["spec"] for one in (False, True))
    assert (large["width"], large["height"]) == (1.5 * usual["width"], 1.5 * usual["height"])


def test_a_step_stands_where_it_began_and_the_key_explains_the_signs():
    words = words_of("sv")
    figure = charts_figure(words, CHARTS, judge(CHARTS.values))
    points = figure.datasets["points"]
    for k, truth in enumerate(CHARTS.truths):
        marked = points.loc[points["panel"] == k, "change"].dropna().tolist()
        assert marked == ([float(truth.month)] if truth.kind in ("step", "outlier") else [])
    assert {state for state, _ in figure.states} == set(points["state"])
    assert [style for style, _ in figure.lines] == ["centre", "limit"]
    assert figure.table.shape == (24, 9)
