"""Reading a large file on Data shows how far it has come; a press stops it, and what was open stays open."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.observations.progress import Progress
from core.observations.reading import read_observations
from core.wording import LANGUAGES, words_of
from pages.parts import upload
from tests.pages.page_visits import failed, own_data, texts, visit

NAME = "stort *uttag*.csv"
CONTENT = "Kommun;Månad;Indikator;Täljare;Nämnare\n" + "".join(
    f"Aneby;{2015 + i // 12}-{i % 12 + 1:02d};akutbesok_hsh;{20 + i};{1000 + i}\n" for i in range(60)
)


@pytest.fixture
def all_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "takes_long", lambda data: True)
    monkeypatch.setattr(upload, "MANY_ROWS", 1)


def chooser(app: AppTest):
    return next(one for one in app.file_uploader if (one.key or "").startswith("upload_"))


def with_file(app: AppTest) -> AppTest:
    chooser(app).upload(NAME, CONTENT.encode(), "text/csv")
    return app.run()


def pressed_when(progress: Progress, share: float) -> Progress:
    """As the browser does it: the callback of a press, and a new run, while the work is at ``share``."""

    def told(done: float) -> None:
        progress(done)
        if done >= share:
            upload._stop(NAME)
            st.rerun()

    return told


def stopped_while_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = upload.open_files
    monkeypatch.setattr(
        upload, "open_files", lambda files, how, progress: whole(files, how, pressed_when(progress, 0.3))
    )


def stopped_at_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        upload,
        "read_observations",
        lambda table, mapping, against, label, progress: read_observations(
            table, mapping, against, label, pressed_when(progress, 0.5)
        ),
    )


@pytest.mark.usefixtures("all_is_large")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stop", [stopped_while_opening, stopped_at_the_rows])
def test_a_stopped_reading_leaves_what_was_open_and_says_so(
    stop, language: str, monkeypatch: pytest.MonkeyPatch
):
    words, mine = words_of(language), own_data()
    stop(monkeypatch)
    app = visit("data", language, own=mine, data="own")
    before = chooser(app).key
    app = with_file(app)
    assert failed(app) == []
    assert words("page.data.reading_stopped", name=NAME) in texts(app)
    assert app.session_state["own_dataset"] is mine
    assert mine.label in texts(app)
    assert words("page.data.preview") not in texts(app)
    assert chooser(app).key != before
    assert not chooser(app).value
    held = (*upload._HELD, upload._HANDED, upload._FILE)
    assert [key for key in held if key in app.session_state] == []


@pytest.mark.usefixtures("all_is_large")
def test_the_same_file_can_be_read_again_and_is_then_whole(monkeypatch: pytest.MonkeyPatch):
    words = words_of("sv")
    with monkeypatch.context() as stopping:
        stopped_while_opening(stopping)
        app = with_file(visit("data"))
        assert words("page.data.reading_stopped", name=NAME) in texts(app)
    app = with_file(app)
    assert failed(app) == []
    assert words("page.data.reading_stopped", name=NAME) not in texts(app)
    assert words("page.data.seen_rows", n=60, row="2") in texts(app)


@pytest.mark.usefixtures("all_is_large")
def test_bar_and_button_are_gone_when_the_file_is_read():
    app = with_file(visit("data"))
    assert failed(app) == []
    assert words_of("sv")("page.data.preview") in texts(app)
    assert [one for one in app.button if "upload_stop" in (one.key or "")] == []
    assert not app.get("progress")


@pytest.mark.usefixtures("all_is_large")
def test_a_file_that_is_refused_leaves_neither_bar_nor_button():
    app = visit("data")
    chooser(app).upload("namn.csv", b"Personnummer;Antal\n19900101-1239;3\n", "text/csv")
    app.run()
    assert words_of("sv")("page.data.refused") in texts(app)
    assert [one for one in app.button if "upload_stop" in (one.key or "")] == []


def test_a_small_file_has_no_button_to_stop(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(upload, "stoppable", None)  # calling it would fail
    app = with_file(visit("data"))
    assert failed(app) == []
    assert words_of("sv")("page.data.seen_rows", n=60, row="2") in texts(app)
