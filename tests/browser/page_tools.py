"""What a browser test asks of a page: is it drawn, accessible, without complaints, and how does it look."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Request, WebSocket

SHOTS = Path(__file__).resolve().parents[2] / "test-results" / "shots"

# Quiet for a while, not only for a moment: between a click and the run it starts, the page looks finished.
_IS_QUIET = """(quiet) => {
    const app = document.querySelector('[data-testid="stApp"]');
    const waits = '[data-testid="stSkeleton"], [data-testid="stAppSkeleton"], [data-testid="stSpinner"], '
        + '[data-stale="true"]';
    const drawn = (chart) => !chart.checkVisibility() || chart.querySelector('canvas.marks, svg.marks');
    const busy = !app
        || app.dataset.testConnectionState !== 'CONNECTED'
        || app.dataset.testScriptState !== 'notRunning'
        || [...document.querySelectorAll(waits)].some((waiting) => waiting.checkVisibility())
        || ![...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].every(drawn);
    const now = performance.now();
    if (busy) { window.quietSince = undefined; return false; }
    window.quietSince ??= now;
    return now - window.quietSince >= quiet;
}"""


def wait_until_drawn(page: Page, quiet_ms: int = 200, timeout_ms: int = 20_000) -> None:
    """Wait until the script has run, nothing is stale or loading and every visible chart has its marks."""
    page.evaluate("() => { window.quietSince = undefined; }")
    page.wait_for_function(_IS_QUIET, arg=quiet_ms, timeout=timeout_ms)


# Every rule of axe but those of WCAG's highest level; also its best practices and what it is still trying.
_AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental")
# Streamlit gives each chosen one in a list a stop of its own, with a button inside that cannot be another's.
_STREAMLITS_TAG = re.compile(r'<span tabindex="0" aria-label="[^"]*" data-tag="')


def axe(page: Page) -> list[str]:
    """All that axe finds, of any severity, one line each: rule, elements, help."""
    asked = {"runOnly": {"type": "tag", "values": list(_AXE_TAGS)}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=asked).response["violations"]
    for violation in found:
        if violation["id"] == "focus-order-semantics":
            violation["nodes"] = [one for one in violation["nodes"] if not _STREAMLITS_TAG.match(one["html"])]
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n    "
        + "\n    ".join(f"{node['target']} {node['html'][:160]}" for node in violation["nodes"])
        for violation in found
        if violation["nodes"]
    ]


def shoot(page: Page, name: str) -> Path:
    """Save a picture of the whole page as test-results/shots/<name>.png.

    Streamlit scrolls inside the page, so the window grows to the content first and then goes back.
    """
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{re.sub(r'[^a-zA-Z0-9_-]+', '-', name)}.png"
    before = page.viewport_size or {"width": 1280, "height": 900}
    height = page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]')?.scrollHeight ?? 0")
    page.set_viewport_size({"width": before["width"], "height": min(max(height, before["height"]), 8000)})
    wait_until_drawn(page)
    page.screenshot(path=path, animations="disabled")
    page.set_viewport_size(before)
    return path


# On a subpage, Streamlit first looks for its server below that page and then where it is.
_STREAMLITS_SEARCH = re.compile(r"/\w+/_stcore/(health|host-config)$")


class Complaints:
    """Errors in the console of pages, failed scripts, and requests to any other host than this machine."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.found: list[str] = []
        self._host = host

    def watch(self, page: Page) -> Callable[[], None]:
        """Listen to a page from now on; what is given back ends it."""
        listeners = {
            "console": self._console,
            "pageerror": self._script_error,
            "request": self._request,
            "websocket": self._websocket,
        }
        for event, listener in listeners.items():
            page.on(event, listener)

        def end() -> None:
            for event, listener in listeners.items():
                page.remove_listener(event, listener)

        return end

    def _console(self, message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        if message.type == "error" and not _STREAMLITS_SEARCH.search(url):
            self.found.append(f"console: {message.text} ({url})")

    def _script_error(self, error: Error) -> None:
        self.found.append(f"script error: {error}")

    def _request(self, request: Request) -> None:
        self._address(request.url)

    def _websocket(self, socket: WebSocket) -> None:
        self._address(socket.url)

    def _address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != self._host:
            self.found.append(f"request to another host: {url}")

    def forgive(self, pattern: str) -> None:
        """Drop complaints that a test has caused on purpose."""
        self.found = [complaint for complaint in self.found if not re.search(pattern, complaint)]
