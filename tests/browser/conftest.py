"""The app as people meet it: the real server and a real Chromium. Runs in CI and when asked for."""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

import pytest
from app_server import CHROMIUM_FLAGS, Server, find_chromium, running_server
from page_tools import Complaints, wait_until_drawn
from playwright.sync_api import Browser, Page

HERE = Path(__file__).resolve().parent
NO_CHROMIUM = (
    "Chromium saknas, så webbläsartesterna hoppas över / Chromium is missing, so browser tests are skipped. "
    "Debian, Ubuntu: sudo apt install chromium"
)
NOT_ASKED_FOR = (
    "Webbläsartesterna tar några minuter och körs i CI, eller med SKIFTE_BROWSER=1 / "
    "The browser tests take some minutes and run in CI, or with SKIFTE_BROWSER=1"
)
# Python's own traceback, and the line of pages/parts/frame.py that stands in for one.
FAILURE = re.compile(r"Traceback|page \w+ failed")


class MakePage(Protocol):
    """Opens the app: ``page_factory("testa", language="en", width=390, dark=True, start="2025-03")``.

    ``fresh``: in a browser profile of its own, which has never seen the app.
    """

    def __call__(
        self,
        path: str = "folj",
        language: str = "sv",
        width: int = 1280,
        dark: bool = False,
        fresh: bool = False,
        **query: str,
    ) -> Page: ...


class Tabs:
    """Open tabs of one browser, handed out again and again.

    A visit begins with loading the app, which gives it a session of its own; a browser that has the app's
    scripts at hand loads it in a third of the time of a new one.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[Page]] = {}

    def take(self, locale: str) -> Page:
        """A tab nobody uses."""
        idle = self._idle.setdefault(locale, [])
        return idle.pop() if idle else self.fresh(locale)

    def fresh(self, locale: str) -> Page:
        """A tab in a browser profile of its own, which has never seen the app."""
        return self._browser.new_context(locale=locale, timezone_id="Europe/Stockholm").new_page()

    def give_back(self, page: Page, locale: str) -> None:
        """Leave the app, so that its session ends, and keep the tab for the next visit.

        What the app remembers in the browser goes too: on a phone it would open with the menu of the visit
        before lying over the page.
        """
        page.evaluate("() => { try { localStorage.clear(); sessionStorage.clear(); } catch {} }")
        page.goto("about:blank")
        self._idle[locale].append(page)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """How pytest-playwright starts the browser: the installed one, never one it would have to fetch."""
    chromium = find_chromium()
    if not (os.environ.get("CI") or os.environ.get("SKIFTE_BROWSER")):
        pytest.skip(NOT_ASKED_FOR)
    if chromium is None:
        pytest.skip(NO_CHROMIUM)
    return {"executable_path": chromium, "args": list(CHROMIUM_FLAGS)}


@pytest.fixture(scope="session")
def server(
    browser_type_launch_args: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The app on a port of its own, one for the whole run."""
    with running_server(tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """The tabs of the whole run."""
    return Tabs(browser)


@pytest.fixture
def complaints() -> Complaints:
    """What the pages of the test have complained of; ``forgive`` what the test causes on purpose."""
    return Complaints()


@pytest.fixture
def page_factory(tabs: Tabs, server: Server, complaints: Complaints) -> Iterator[MakePage]:
    """Opens the app in a new visit and waits until it is drawn.

    When the test is over, no page may have complained or asked another host for anything, and the server
    may not have reported a failure.
    """
    with _visits(tabs, server, complaints) as make:
        yield make


@pytest.fixture(scope="module")
def shared_page_factory(tabs: Tabs, server: Server) -> Iterator[MakePage]:
    """The same for pages that the tests of a module share, held to the same when the module is over."""
    with _visits(tabs, server, Complaints()) as make:
        yield make


@contextmanager
def _visits(tabs: Tabs, server: Server, complaints: Complaints) -> Iterator[MakePage]:
    already_said = server.log.stat().st_size
    with ExitStack() as afterwards:

        def make(
            path: str = "folj",
            language: str = "sv",
            width: int = 1280,
            dark: bool = False,
            fresh: bool = False,
            **query: str,
        ) -> Page:
            locale = "sv-SE" if language == "sv" else "en-GB"
            page = tabs.fresh(locale) if fresh else tabs.take(locale)
            if fresh:
                afterwards.callback(page.context.close)
            else:
                afterwards.callback(tabs.give_back, page, locale)
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if dark else "light")
            afterwards.callback(complaints.watch(page))
            asked = urlencode({**({} if language == "sv" else {"lang": language}), **query})
            page.goto(f"{server.url}/{path}?{asked}" if asked else f"{server.url}/{path}")
            wait_until_drawn(page)
            return page

        yield make
    assert not complaints.found, "The page complained:\n" + "\n".join(complaints.found)
    said = server.said(already_said)
    assert not FAILURE.search(said), f"The server reported a failure:\n{said[-4000:]}"
