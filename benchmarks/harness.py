"""What the browser benchmarks share: the real server, a real Chromium, and the moment a chart was painted."""

import cProfile
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
# The server and the browser flags are those of the browser tests.
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from app_server import CHROMIUM_FLAGS, Server, find_chromium, running_server  # noqa: E402

# Notes when a chart last changed on the screen: a draw on its canvas or a change of its elements, seen in
# the next frame. Notes when the mouse last was pressed and released on something, as the page saw it.
WATCH = """() => {
    const chart = '[data-testid="stVegaLiteChart"]';
    window.painted = 0; window.clicked = 0;
    const note = () => requestAnimationFrame(() => { window.painted = performance.now(); });
    const draw = CanvasRenderingContext2D.prototype;
    for (const name of ['clearRect', 'fillText', 'stroke', 'fill']) {
        const original = draw[name];
        draw[name] = function (...args) {
            if (this.canvas.classList.contains('marks')) note();
            return original.apply(this, args);
        };
    }
    new MutationObserver((changes) => {
        if (changes.some((change) => change.target.parentElement?.closest(`${chart} .marks`))) note();
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener('click', () => { window.clicked = performance.now(); }, true);
}"""

_SETTLED = """(quiet) => {
    const app = document.querySelector('[data-testid="stApp"]');
    const now = performance.now();
    return window.painted > window.clicked && now - window.painted > quiet
        && app?.dataset.testScriptState === 'notRunning';
}"""


@contextmanager
def server() -> Iterator[Server]:
    with TemporaryDirectory() as folder, running_server(Path(folder) / "server.log") as running:
        yield running


@contextmanager
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        sys.exit("Chromium is missing; Debian, Ubuntu: sudo apt install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield started
        started.close()


def open_page(started: Browser) -> Page:
    """A page of a new visitor that notes when its charts are painted."""
    page = started.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()
    page.add_init_script(f"({WATCH})()")
    return page


def wait_until_painted(page: Page, quiet_ms: int = 250) -> float:
    """Wait until a chart has been painted since the last click and is quiet; milliseconds in between."""
    page.wait_for_function(_SETTLED, arg=quiet_ms, timeout=30_000)
    return page.evaluate("() => window.painted - window.clicked")


def row(what: str, milliseconds: list[float]) -> str:
    """A row of the results table: median and 95th percentile."""
    median, p95 = np.percentile(milliseconds, [50, 95])
    return f"| {what} | {median:.0f} | {p95:.0f} | {len(milliseconds)} |"


# Of the thread that runs the app in bench_rerun.py; here, so that there is one of it.
PROFILER = cProfile.Profile()

HEAD = "| what | median ms | p95 ms | n |\n|---|---|---|---|"
