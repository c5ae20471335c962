"""The chart of Följ is sent before everything that stands under it, with a pause in between."""

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from pages.parts import drawn_first
from tests.pages.page_visits import failed, visit


def test_the_chart_goes_first_then_the_browser_has_a_moment_then_comes_the_rest(
    monkeypatch: pytest.MonkeyPatch,
):
    sent: list[str] = []
    send = ScriptRunContext.enqueue

    def noted(self: ScriptRunContext, message) -> None:
        if message.delta.HasField("new_element"):
            sent.append(message.delta.new_element.WhichOneof("type"))
        send(self, message)

    monkeypatch.setattr(ScriptRunContext, "enqueue", noted)
    monkeypatch.setattr(drawn_first, "sleep", lambda seconds: sent.append(f"{seconds} s"))
    monkeypatch.setattr(drawn_first, "PAUSE", 0.03)
    assert not failed(visit("folj"))
    first, rest = sent[: sent.index("0.03 s")], sent[sent.index("0.03 s") + 1 :]
    assert first[-2:] == ["heading", "vega_lite_chart"]
    assert len(first) <= 5
    assert len(rest) >= 20
    assert "0.03 s" not in rest
