"""The overview of a large file of one's own: finding what may be shown can be stopped and gone on with."""

import pytest
import streamlit as st

from core.observations.dataset import Dataset
from core.observations.progress import Progress
from core.observations.suppression import Shown
from core.simulate import load_sample
from core.wording import LANGUAGES, words_of
from pages.parts import overview_ready
from tests.pages.page_visits import failed, own_sample, texts, visit

IDS = tuple(one.id for one in load_sample().indicators()[:3])


@pytest.fixture
def own() -> Dataset:
    return own_sample(IDS)


def pressed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the browser does it: the callback of a press, and a new run, after the first indicator."""
    whole = Shown.work_out

    def work_out(self: Shown, progress: Progress) -> None:
        def told(share: float) -> None:
            progress(share)
            overview_ready.STOPPED.stop(self.observations.digest)
            st.rerun()

        whole(self, told)

    monkeypatch.setattr(Shown, "work_out", work_out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_it_is_stopped_the_page_says_so_and_goes_on_where_it_was(
    language: str, own: Dataset, monkeypatch: pytest.MonkeyPatch
):
    words = words_of(language)
    monkeypatch.setattr(overview_ready, "LONG", 1)
    with monkeypatch.context() as stopping:
        pressed_at_once(stopping)
        app = visit("oversikt", language, own=own, data="own")
    assert failed(app) == []
    assert words("overview.ready_stopped") in texts(app)
    assert words("page.overview.title") in texts(app)
    shown = app.session_state["own_shown"][1]
    assert shown.waiting() == IDS[1:]
    app.button(key="overview_ready_go_on").click().run()
    assert failed(app) == []
    assert words("overview.ready_stopped") not in texts(app)
    assert shown.waiting() == ()
    assert len(app.selectbox) >= 2, "unit and last time can be chosen, as on every overview"
    assert [one for one in app.button if "overview_ready" in (one.key or "")] == []


def test_nobody_waits_for_the_sample_county_or_for_a_small_file(
    own: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(overview_ready, "stoppable", None)  # calling it would fail
    assert failed(visit("oversikt", own=own, data="own")) == []
    monkeypatch.setattr(overview_ready, "LONG", 1)
    assert failed(visit("oversikt")) == []
