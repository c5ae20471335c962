"""Testa en förändring as a visitor reads it: what stands where, and on which chart."""

import pytest
from streamlit.testing.v1 import AppTest

from core.wording import LANGUAGES, words_of
from tests.figures.made_charts import STEADY
from tests.pages.page_visits import failed, own_data, plain, texts, visit


def opened(app: AppTest) -> AppTest:
    """With the chart before and after unfolded."""
    app.session_state["charts_part"] = True
    return app.run()


UNSTABLE = [60, *STEADY[1:], *STEADY[:12]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unstable_time_before_stands_directly_under_the_levels(language: str):
    words = words_of(language)
    app = opened(visit("testa", language, own=own_data(UNSTABLE), data="own", start="2024-01"))
    assert not app.exception
    assert not app.error
    sentence = words("caveat.unstable_before")
    assert [plain(str(warning.value)) for warning in app.warning] == [sentence]
    assert texts(app).count(sentence) == 1
    shown = [
        plain(str(getattr(element, "value", ""))) for element in app.main if element.type != "horizontal"
    ]
    at = shown.index(sentence)
    assert shown[at - 1].startswith("Före:" if language == "sv" else "Before:")


def test_a_stable_time_before_gives_no_warning():
    app = opened(visit("testa", own=own_data([*STEADY, *STEADY[:12]]), data="own", start="2024-01"))
    assert not app.warning


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["i", "run", "uprime"])
def test_the_chart_chosen_when_following_is_the_chart_that_is_tested(kind: str, language: str):
    app = opened(visit("testa", language, indicator="akutbesok_hsh", unit="0683", kind=kind))
    assert failed(app) == []
    app.session_state["choose_testing"] = True
    app.run()
    assert app.selectbox(key="choose_kind").value == kind
    app.session_state["test_chart_help"] = True
    assert words_of(language)(f"chart_kind.{kind}.why") in texts(app.run())


def test_another_chart_can_be_chosen_for_the_test():
    app = opened(visit("testa", indicator="akutbesok_hsh", unit="0683"))
    app.session_state["choose_testing"] = True
    app.run()
    app.selectbox(key="choose_kind").select("run").run()
    assert failed(app) == []
    app.session_state["test_chart_help"] = True
    assert words_of("sv")("chart_kind.run.why") in texts(app.run())


def test_too_little_before_names_how_many_there_are_and_shows_no_level():
    app = opened(visit("testa", own=own_data([*STEADY[:9], *STEADY[:9]]), data="own", start="2022-10"))
    assert plain(app.subheader[0].value) == "För lite data: bara 9 månader före oktober 2022 går att använda."
    assert "Före: " not in texts(app)
