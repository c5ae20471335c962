"""Going through many numbers of one's own on Data shows how far it has come; a press stops it."""

import pytest
import streamlit as st

from core.observations.dataset import Dataset
from core.observations.progress import Progress
from core.observations.quality import quality_report
from core.observations.suppression import Shown
from core.simulate import load_sample
from core.wording import LANGUAGES, words_of
from pages.parts import findings, overview_ready, quality
from tests.pages.page_visits import failed, own_data, own_sample, texts, visit

IDS = tuple(one.id for one in load_sample().indicators()[:3])


@pytest.fixture
def own() -> Dataset:
    return own_sample(IDS)


def stopped_halfway(*of, progress: Progress, **more):
    """As the browser does it: the callback of a press, and a new run, in the middle of the work."""

    def told(share: float) -> None:
        progress(share)
        if share >= 0.8:
            quality.STOPPED.stop((of[0].digest, more["indicator"] or ""))
            st.rerun()

    return quality_report(*of, progress=told, **more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_it_is_stopped_the_page_says_so_and_goes_through_the_numbers_when_asked(
    language: str, own: Dataset, monkeypatch: pytest.MonkeyPatch
):
    words = words_of(language)
    monkeypatch.setattr(quality, "LONG", 1)
    with monkeypatch.context() as stopping:
        stopping.setattr(findings, "quality_report", stopped_halfway)
        app = visit("data", language, own=own, data="own")
    assert failed(app) == []
    assert words("quality.stopped") in texts(app)
    assert words("quality.nothing") not in texts(app), "what was not looked for is not said to be missing"
    assert words("page.data.load") in texts(app), "the rest of the page is there"
    assert app.session_state["own_shown"][1].waiting() == ()
    app.button(key="quality_go_on").click().run()
    assert failed(app) == []
    assert words("quality.stopped") not in texts(app)
    assert words("quality.nothing") in texts(app) or "quality_open" in app.session_state
    assert [one for one in app.button if one.key in ("quality_stop", "quality_go_on")] == []


def test_other_numbers_are_gone_through_although_the_first_were_stopped_and_of_few_nobody_waits(
    monkeypatch: pytest.MonkeyPatch,
):
    words = words_of("sv")
    app = visit("data")
    app.session_state["quality_stopped"] = ("another digest", "")
    app.run()
    assert words("quality.stopped") not in texts(app)
    monkeypatch.setattr(quality, "stoppable", None)  # calling it would fail
    assert failed(visit("data", own=own_data(), data="own")) == []
    assert failed(visit("data")) == []


def test_counting_what_is_hidden_can_be_left_and_gone_on_with(own: Dataset, monkeypatch: pytest.MonkeyPatch):
    words, whole = words_of("sv"), Shown.work_out
    monkeypatch.setattr(overview_ready, "LONG", 1)
    app = visit("data", own=own, data="own")
    shown = app.session_state["own_shown"][1]
    shown._found.clear()

    def work_out(self: Shown, progress: Progress) -> None:
        def told(share: float) -> None:
            progress(share)
            st.stop()

        whole(self, told)

    with monkeypatch.context() as stopping:
        stopping.setattr(Shown, "work_out", work_out)
        app.session_state["hidden_part"] = True
        app.run()
    assert failed(app) == []
    assert shown.waiting() == IDS[1:]
    app.run()
    assert failed(app) == []
    assert words("hidden.about") in texts(app)
    assert shown.waiting() == ()
    assert [one for one in app.button if one.key == "hidden_stop"] == []
