"""Where no chart is drawn, no reason for a chart is given."""

from streamlit.testing.v1 import AppTest

from core.wording import words_of
from tests.pages.page_visits import failed, texts, visit


def opened(**query: str) -> AppTest:
    app = visit("folj", **query)
    app.session_state["about_indicator"] = True
    return app.run()


def test_a_hidden_series_has_a_definition_and_no_reason_for_a_chart():
    words = words_of("sv")
    hidden = opened(indicator="akutbesok_hsh", unit="0642", group="group:ordinart")
    shown = opened()
    for app in (hidden, shown):
        assert failed(app) == []
        assert words("page.follow.definition") in texts(app)
    assert words("page.follow.why_kind") not in texts(hidden).replace(words("why.open"), "")
    assert f"**{words('page.follow.why_kind')}:**" in texts(shown)
