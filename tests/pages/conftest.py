"""What tests of pages share."""

import pytest


@pytest.fixture(autouse=True)
def no_browser_to_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody draws what these pages send."""
    monkeypatch.setattr("pages.parts.drawn_first.PAUSE", 0)
