"""Light or dark chosen during a visit: the whole page follows, and nothing else changes."""

import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import chart, choice, finding, words_on

INK = "els => [...new Set(els.map(el => getComputedStyle(el).fill))]"


def ink(page: Page) -> list[str]:
    return chart(page).locator("svg text").evaluate_all(INK)


@pytest.mark.parametrize("dark", [False, True], ids=["light first", "dark first"])
def test_a_chart_follows_and_what_was_chosen_stays(page_factory: MakePage, dark: bool):
    wanted = ink(page_factory(unit="0680", dark=not dark))
    page = page_factory(unit="0680", dark=dark)
    unit = choice(page, words_on(page)("choose.unit")).input_value()
    before = page.url, page.evaluate("history.length"), finding(page), unit
    assert ink(page) != wanted
    page.emulate_media(color_scheme="light" if dark else "dark")
    expect(chart(page).locator("svg text").first).to_have_css("fill", wanted[0])
    wait_until_drawn(page)
    assert ink(page) == wanted
    unit = choice(page, words_on(page)("choose.unit")).input_value()
    assert (page.url, page.evaluate("history.length"), finding(page), unit) == before


def test_paper_asks_for_nothing(page_factory: MakePage):
    page = page_factory(dark=True)
    page.evaluate("() => { addEventListener('popstate', () => { window.asked = true; }); }")
    page.emulate_media(media="print", color_scheme="light")
    page.wait_for_timeout(600)
    assert not page.evaluate("window.asked")
    page.emulate_media(media="null", color_scheme="dark")
    page.wait_for_timeout(600)
    assert not page.evaluate("window.asked")
