"""The app as people meet it: the real server and a real Chromium. Skipped where Chromium is missing."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode

import pytest
from app_server import CHROMIUM_FLAGS, Server, find_chromium, running_server
from page_tools import Complaints, wait_until_drawn
from playwright.sync_api import Browser, BrowserContext, Page

HERE = Path(__file__).resolve().parent
NO_CHROMIUM = (
    "Chromium saknas, så webbläsartesterna hoppas över / Chromium is missing, so browser tests are skipped. "
    "Debian, Ubuntu: sudo apt install chromium"
)
# Python's own traceback, and the line of pages/parts/frame.py that stands in for one.
FAILURE = re.compile(r"Traceback|page \w+ failed")


class MakePage(Protocol):
    """Opens the app: ``page_factory("folj", language="en", width=390, dark=True, start="2025-03")``."""

    def __call__(
        self, path: str = "", language: str = "sv", width: int = 1280, dark: bool = False, **query: str
    ) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """How pytest-playwright starts the browser: the installed one, never one it would have to fetch."""
    chromium = find_chromium()
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


@pytest.fixture
def complaints() -> Complaints:
    """What the pages of the test have complained of; ``forgive`` what the test causes on purpose."""
    return Complaints()


@pytest.fixture
def page_factory(
    new_context: Callable[..., BrowserContext], server: Server, complaints: Complaints
) -> Iterator[MakePage]:
    """Opens the app in a new visit and waits until it is drawn.

    When the test is over, no page may have complained or asked another host for anything, and the server
    may not have reported a failure.
    """
    with _visits(new_context, server, complaints) as make:
        yield make


@pytest.fixture(scope="module")
def shared_page_factory(browser: Browser, server: Server) -> Iterator[MakePage]:
    """The same for pages that the tests of a module share, held to the same when the module is over."""
    contexts: list[BrowserContext] = []

    def new_context(**settings: Any) -> BrowserContext:
        contexts.append(browser.new_context(**settings))
        return contexts[-1]

    try:
        with _visits(new_context, server, Complaints()) as make:
            yield make
    finally:
        for context in contexts:
            context.close()


@contextmanager
def _visits(
    new_context: Callable[..., BrowserContext], server: Server, complaints: Complaints
) -> Iterator[MakePage]:
    already_said = server.log.stat().st_size

    def make(
        path: str = "", language: str = "sv", width: int = 1280, dark: bool = False, **query: str
    ) -> Page:
        context = new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale="sv-SE" if language == "sv" else "en-GB",
            timezone_id="Europe/Stockholm",
        )
        page = context.new_page()
        complaints.watch(page)
        asked = urlencode({**({} if language == "sv" else {"lang": language}), **query})
        page.goto(f"{server.url}/{path}?{asked}" if asked else f"{server.url}/{path}")
        wait_until_drawn(page)
        return page

    yield make
    assert not complaints.found, "The page complained:\n" + "\n".join(complaints.found)
    said = server.said(already_said)
    assert not FAILURE.search(said), f"The server reported a failure:\n{said[-4000:]}"
