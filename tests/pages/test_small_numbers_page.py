"""Small counts of a measure that is described when its file is read: asked about, foretold, carried along."""

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.observations.own_file import read_own_file
from core.observations.small_numbers import HIDE_BELOW
from core.share.code import Source, Viewed, chart_code
from core.spc.for_series import Choices
from core.wording import LANGUAGES, words_of
from pages.parts import store_here
from tests.pages.page_visits import failed, texts, visit

FILE = "fall.csv"
MONTHS = np.arange(np.datetime64("2022-01", "M"), np.datetime64("2024-01", "M"))
NUMBERS = {"Aneby": [3, 4, 0, *[12, 14, 11] * 7], "Eksjö": [20, 22, 25, 23] * 6}

EFFECT = {"n": 2, "total": "48", "units": "1", "every": "2"}
"""No sum over the two stands beside them: only the three and the four are hidden, never the zero."""


def csv(small: str = "3", town: str = "Aneby") -> str:
    lines = [f"{m};{t};{n}" for t, them in NUMBERS.items() for m, n in zip(MONTHS, them, strict=True)]
    return "\n".join(["Månad;Kommun;Antal ärenden", *lines]).replace(f";{town};3\n", f";{town};{small}\n")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(store_here, "store_path", lambda: tmp_path / "skifte.duckdb")


def brought(text: str, language: str = "sv") -> AppTest:
    return chosen(visit("data", language), text)


def chosen(app: AppTest, text: str) -> AppTest:
    chooser = next(one for one in app.file_uploader if (one.key or "").startswith("upload_"))
    chooser.upload(FILE, text.encode(), "text/csv").run()
    assert failed(app) == []
    return app


def choice(app: AppTest):
    return next(one for one in app.radio if "_small_" in (one.key or ""))


def pressed(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click().run()
    assert failed(app) == []
    return app


def accepted(app: AppTest, hide: bool, language: str = "sv") -> AppTest:
    choice(app).set_value("hidden" if hide else "shown").run()
    return pressed(app, words_of(language)("page.data.accept"))


def hidden_in(dataset) -> list[float]:
    whole, shown = dataset.observations.frame, dataset.for_showing().observations.frame
    return whole["numerator"][(shown["status"] == "suppressed").to_numpy(bool)].tolist()


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_shown_unless_chosen_otherwise_and_what_it_would_mean_is_told(language):
    words = words_of(language)
    app = brought(csv(), language)
    told = words("small.would_hide", **EFFECT)
    assert choice(app).label == words("small.which", most=4)
    assert choice(app).value == "shown"
    assert words("small.about", most=4) in texts(app)
    assert told in texts(app)
    choice(app).set_value("hidden").run()
    assert failed(app) == []
    hides = words("small.hides", **EFFECT)
    assert hides in texts(app)
    assert told not in texts(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_proposed_where_the_file_hides_some_itself(language):
    app = brought(csv("<5"), language)
    assert choice(app).value == "hidden"
    assert words_of(language)("small.file_hides", n=1, text="<5") in texts(app)


def test_what_is_chosen_is_what_is_shown_on_every_page_and_by_the_script(tmp_path, monkeypatch):
    for hide, expected in ((True, [3.0, 4.0]), (False, [])):
        app = accepted(brought(csv()), hide)
        mine = app.session_state["own_dataset"]
        assert hidden_in(mine) == expected
        file = app.session_state["own_file"]
        (tmp_path / file.name).write_text(csv(), encoding="utf-8")
        pd.testing.assert_frame_equal(
            read_own_file(file, tmp_path).for_showing().observations.frame,
            mine.for_showing().observations.frame,
        )
        one = mine.indicators()[0]
        script = chart_code(words_of("sv"), Source(file), Viewed(one.id, "0604"), Choices())
        assert (f"suppress_below={HIDE_BELOW}" in script) == hide


def test_a_mean_of_no_known_number_of_people_has_no_such_choice():
    text = csv().replace("Antal ärenden", "Väntan")
    app = brought(text)
    kind = next(one for one in app.selectbox if one.label == words_of("sv")("page.data.new_kind"))
    kind.set_value("mean").run()
    assert not [one for one in app.radio if "_small_" in (one.key or "")]


def in_hidden_part(app: AppTest) -> AppTest:
    app.session_state["hidden_part"] = True
    app.run()
    assert failed(app) == []
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_data_says_what_was_chosen_and_it_can_be_changed_there(language):
    words = words_of(language)
    app = in_hidden_part(accepted(brought(csv(), language), True, language))
    mine = app.session_state["own_dataset"]
    (measure,) = mine.indicators()
    name = measure.name.in_(language)
    assert words("small.chosen", most=4, names=name) in texts(app)
    app.multiselect(key="small_chosen").set_value([]).run()
    assert failed(app) == []
    assert words("small.chosen", most=4, names=name) not in texts(app)
    assert words("hidden.no_limit", names=name) in texts(app)
    assert hidden_in(app.session_state["own_dataset"]) == []
    assert app.session_state["own_file"].mapping.indicator.suppress_below == 0
    app.multiselect(key="small_chosen").set_value([measure.id]).run()
    assert hidden_in(app.session_state["own_dataset"]) == hidden_in(mine)
    assert app.session_state["own_file"].mapping.indicator.suppress_below == HIDE_BELOW


def test_what_is_kept_on_this_computer_keeps_the_choice_and_its_change(monkeypatch):
    monkeypatch.setattr(store_here, "allowed", lambda: True)
    app = accepted(brought(csv()), True)
    app = pressed(app, words_of("sv")("stored.keep"))
    kept = app.session_state["own_dataset"]
    assert store_here.number_of(kept) is not None
    assert hidden_in(kept) == [3.0, 4.0]
    app = in_hidden_part(app)
    app.multiselect(key="small_chosen").set_value([]).run()
    assert failed(app) == []
    after = app.session_state["own_dataset"]
    assert hidden_in(after) == []
    assert after.observations.version != kept.observations.version


def test_a_newer_file_laid_over_hidden_numbers_hides_its_own_too():
    app = accepted(brought(csv()), True)
    newer = csv().replace("2023-12;Aneby;11", "2023-12;Aneby;2")
    app = chosen(app, newer)
    choice(app).set_value("shown").run()
    names = app.session_state["own_dataset"].indicators()[0].name.sv
    words = words_of("sv")
    assert words("small.hide_again", most=4, names=names) in texts(app)
    app = pressed(app, words("update.do"))
    assert 2.0 in hidden_in(app.session_state["own_dataset"])


def test_what_would_be_hidden_of_a_large_file_is_counted_when_asked(monkeypatch):
    from pages.parts import small_numbers

    monkeypatch.setattr(small_numbers, "LONG", 10)
    words = words_of("sv")
    app = brought(csv())
    told = words("small.would_hide", **EFFECT)
    assert told not in texts(app)
    assert told in texts(pressed(app, words("small.count")))
