"""Open numbers fetched in the browser: from a source on this machine that behaves as the real one."""

import os
from collections.abc import Iterator

import pytest
from app_server import Server, running_server
from axe_playwright_python.sync_playwright import Axe
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import alerts, choose_also, seen, words_on

from tests.observations.live.made_server import Made, Reply, as_json, serving
from tests.observations.live.made_sources import kolada

SLOW, BROKEN = "N79176", "N20897"
"""Key figures for which the made source answers slowly, and with a login page."""


@pytest.fixture(scope="module")
def source() -> Iterator[Made]:
    there: list[Made] = []
    good = kolada(lambda: there[0], per_page=2)

    def answers(asked) -> Reply:
        if SLOW in asked.path:
            return Reply(as_json({}).body, 200, {"Content-Type": "application/json"}, wait=8)
        if BROKEN in asked.path:
            return Reply(b"<html>Logga in</html>", 200, {"Content-Type": "text/html"})
        return good(asked)

    with serving(answers) as made:
        there.append(made)
        yield made


@pytest.fixture(scope="module")
def server(
    browser_type_launch_args: dict[str, object], source: Made, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """An app of this module's own, which asks the made source."""
    os.environ["SKIFTE_KOLADA"] = f"{source.url}/v3"
    try:
        with running_server(tmp_path_factory.mktemp("server") / "server.log") as running:
            yield running
    finally:
        del os.environ["SKIFTE_KOLADA"]


def open_part(page: Page) -> None:
    page.get_by_text(words_on(page)("live.open"), exact=True).click()
    expect(page.get_by_text(words_on(page)("live.promise"))).to_be_visible()
    wait_until_drawn(page)


def choose(page: Page, kpi: str) -> None:
    """One key figure in two units; the years are as proposed."""
    words = words_on(page)
    choose_also(page, words("live.indicators"), kpi, exact=False)
    page.get_by_text(words("live.units_some"), exact=True).click()
    wait_until_drawn(page)
    for unit in ("Aneby", "Gnosjö"):
        choose_also(page, words("live.units"), unit)


def ask(page: Page) -> None:
    page.get_by_role("button", name=words_on(page)("live.fetch", source="Kolada")).click()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_key_figures_are_fetched_looked_through_and_used(page_factory: MakePage, source: Made, language: str):
    page = page_factory("data", language=language)
    words = words_on(page)
    open_part(page)
    choose(page, "N20403")
    assert "N20403; 0604" in seen(page)
    before = len(source.asked)
    ask(page)
    expect(page.get_by_role("heading", name=words("page.data.preview"))).to_be_visible(timeout=30_000)
    wait_until_drawn(page)
    assert len(source.asked) > before
    assert words("live.got", n=66, source="Kolada") in seen(page)
    page.get_by_role("button", name=words("page.data.accept")).click()
    expect(page.get_by_role("link", name=words("page.data.to_follow"))).to_be_visible()
    wait_until_drawn(page)
    assert words("live.got", n=66, source="Kolada") not in seen(page)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_login_page_in_place_of_numbers_is_told_in_words(page_factory: MakePage, language: str):
    page = page_factory("data", language=language)
    open_part(page)
    choose(page, BROKEN)
    ask(page)
    expect(alerts(page).filter(has_text=words_on(page)("live.failed"))).to_be_visible(timeout=20_000)
    assert words_on(page)("problem.live_not_json.what", source="Kolada") in seen(page)


def test_a_question_is_told_about_while_it_runs_and_can_be_stopped(page_factory: MakePage):
    page = page_factory("data")
    words = words_on(page)
    open_part(page)
    choose(page, SLOW)
    ask(page)
    expect(page.get_by_role("status").filter(has_text="Kolada")).to_be_visible()
    page.get_by_role("button", name=words("live.stop"), exact=True).click()
    expect(alerts(page).filter(has_text=words("live.stopped"))).to_be_visible(timeout=5_000)
    wait_until_drawn(page)
    expect(page.get_by_role("button", name=words("live.fetch", source="Kolada"))).to_be_enabled()


def test_the_part_can_be_used_by_everyone(page_factory: MakePage):
    page = page_factory("data", width=390)
    open_part(page)
    found = Axe().run(page, context="[class*='st-key-live_part']").response["violations"]
    ours = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    assert ours == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
