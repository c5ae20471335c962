"""The visitors of the load benchmark see what a browser would: answers, and failures as failures."""

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "browser")]

from app_server import running_server  # noqa: E402
from visitors import Habits, Run, Visitor  # noqa: E402

SCRIPT = """
import streamlit as st

chosen = st.selectbox("Enhet", ["a", "b"], key="unit")
st.write(f"Chosen: {chosen}")
if chosen == "b" and st.query_params.get("breaks"):
    raise ValueError("on purpose")
"""

SEVERAL_PAGES = """
import streamlit as st

def first():
    st.selectbox("Enhet", ["a", "b"], key="unit")

def second():
    st.selectbox("Enhet", ["a", "b"], key="other_unit")
    st.html("x" * 50_000)

st.navigation([st.Page(first, default=True), st.Page(second, url_path="second")]).run()
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("visited")
    script = folder / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with running_server(folder / "server.log", script) as server:
        yield server.url


@pytest.fixture(scope="module")
def url_of_several(tmp_path_factory: pytest.TempPathFactory):
    """Its server is one that sends a hash for what is held already, as Streamlit does by itself."""
    folder = tmp_path_factory.mktemp("several")
    script = folder / "script.py"
    script.write_text(SEVERAL_PAGES, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_GLOBAL_MIN_CACHED_MESSAGE_SIZE", "10000")
        with running_server(folder / "server.log", script) as server:
            yield server.url


def visit(url: str, habits: Habits, seconds: float) -> list[Run]:
    """In a thread of its own: a browser of another test may have left its event loop running in this one."""

    async def all_of_it() -> list[Run]:
        async with Visitor(url, habits, seed=1) as visitor:
            first = await visitor.open()
            return [first, *await visitor.stay(time.monotonic() + seconds)]

    def in_thread() -> list[Run]:
        return asyncio.run(all_of_it())

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(in_thread).result()


def stay(url: str, seconds: float, **query: str) -> list[Run]:
    habits = Habits("", query, "Enhet", think=0.1)
    return visit(url, habits, seconds)


def test_a_visitor_opens_the_page_and_goes_on_choosing(url: str):
    runs = stay(url, 2)
    assert len(runs) > 3
    assert not any(run.failed for run in runs)
    assert all(run.bytes > 0 for run in runs)
    assert [run.asked for run in runs] == sorted(run.asked for run in runs)


def test_an_exception_on_the_page_is_a_failed_answer_and_ends_the_visit(url: str):
    runs = stay(url, 2, breaks="1")
    assert [run.failed for run in runs] == [False, True]


def test_a_page_without_the_list_is_told(url: str):
    habits = Habits("", {}, "Finns inte", think=0.05)
    with pytest.raises(LookupError, match="Finns inte"):
        visit(url, habits, 1)


def test_a_visitor_stays_on_the_page_that_was_opened_and_holds_what_is_large(url_of_several: str):
    runs = visit(url_of_several, Habits("second", {}, "Enhet", think=0.1), 2)
    assert len(runs) > 3
    assert not any(run.failed for run in runs)
    assert runs[0].bytes > 50_000
    assert all(100 < run.bytes < 50_000 for run in runs[1:])
