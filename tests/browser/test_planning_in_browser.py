"""Planera, trend and shift, and the code, in a real browser: from the address and back, accessible."""

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Page
from test_accessibility import in_every_look
from visitor import chart, finding, seen, words_on


def unfold(page: Page, key: str) -> None:
    """Open the part of the page that ``key`` names."""
    title = words_on(page)(key)
    page.get_by_test_id("stExpander").locator("summary").filter(has_text=title).last.click()
    wait_until_drawn(page)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_plan_is_accessible_in_every_look_also_with_its_code(page_factory: MakePage, language: str):
    page = page_factory("planera", language)
    assert chart(page).count() == 1
    unfold(page, "code.title")
    assert not in_every_look(page)


def test_trying_an_advice_is_one_step_that_the_back_button_undoes(page_factory: MakePage):
    page = page_factory("planera", wish="20")
    before = finding(page)
    page.get_by_role("button", name="Tillsammans med").first.click()
    wait_until_drawn(page)
    assert "together=" in page.url
    tried = finding(page)
    assert tried != before
    page.go_back()
    wait_until_drawn(page)
    assert finding(page) == before
    assert "together=" not in page.url


def test_a_plan_outlives_a_visit_to_another_page(page_factory: MakePage):
    page = page_factory("planera", wish="30")
    answer = finding(page)
    for name in ("nav.follow", "nav.plan"):
        page.get_by_role("link", name=words_on(page)(name), exact=True).first.click()
        wait_until_drawn(page)
    assert finding(page) == answer
    assert "wish=30" in page.url


@pytest.mark.parametrize("dark", [False, True])
def test_trend_and_shift_are_drawn_and_accessible(page_factory: MakePage, dark: bool):
    page = page_factory(indicator="akutbesok_hsh", unit="0680", dark=dark)
    unfold(page, "trend.title")
    assert "Värdena stiger med ungefär" in seen(page)
    assert chart(page).count() == 2
    assert not axe(page)


def test_no_plan_is_wider_than_a_phone(page_factory: MakePage):
    page = page_factory("planera", width=390)
    unfold(page, "code.title")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
