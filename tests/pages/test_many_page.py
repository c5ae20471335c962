"""The whole register at once, as a visitor meets it on the page that tests a change."""

import pytest

from core.change.many import many
from core.simulate import load_changes, load_sample
from core.wording import LANGUAGES, words_of
from core.wording.many import many_headline, many_notes
from tests.pages.page_visits import failed, own_data, texts, visit


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_changes_and_measures_open_at_once(language: str):
    words = words_of(language)
    app = visit("testa", language)
    answers = many(load_sample(), load_changes())
    assert many_headline(words, answers) not in texts(app)
    app.session_state["many_part"] = True
    app.run()
    assert failed(app) == []
    assert many_headline(words, answers) in texts(app)
    assert all(note in texts(app) for note in many_notes(words, answers))
    shown = app.dataframe[0].value
    assert len(shown) == len(answers.rows)
    assert app.dataframe[0].proto.placeholder == "–", "what is not known would be written None"


def test_the_answers_are_kept_while_the_register_stays():
    app = visit("testa")
    app.session_state["many_part"] = True
    app.run()
    first = app.session_state["kept_many"]
    app.selectbox(key="choose_change").select("hembesok-vaggeryd").run()
    assert app.session_state["kept_many"] is first


def test_without_a_register_there_is_nothing_to_open():
    app = visit("testa", own=own_data(), data="own", start="2023-06")
    app.session_state["many_part"] = True
    app.run()
    assert failed(app) == []
    assert words_of("sv")("many.none") not in texts(app)
    assert not app.dataframe


def test_what_takes_long_can_be_stopped_and_gone_on_with(monkeypatch):
    monkeypatch.setattr("pages.parts.many_changes.LONG", 2)
    words, register = words_of("sv"), load_changes()
    app = visit("testa")
    app.session_state["many_part"] = True
    app.run()
    whole = app.session_state["kept_many"]
    # As it is when stopped after five answers: their rows are there and the rest is not.
    app.session_state["many_stopped"] = whole[0]
    app.session_state["kept_many_so_far"] = (whole[0], dict(enumerate(whole[1].rows[:5])))
    del app.session_state["kept_many"]
    app.run()
    assert failed(app) == []
    stopped = many(load_sample(), register, stop=lambda: True, so_far=dict(enumerate(whole[1].rows[:5])))
    assert stopped.not_reached == len(whole[1].rows) - 5
    assert many_headline(words, stopped) in texts(app)
    app.button(key="many_go_on").click().run()
    assert failed(app) == []
    assert many_headline(words, whole[1]) in texts(app)
