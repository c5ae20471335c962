"""A newcomer is offered a tour and never met by one; a mailed link is met by its view alone."""

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Locator, Page, expect
from visitor import words_on

from pages.parts.tour import STEPS


def offer(page: Page) -> Locator:
    return page.locator(".st-key-help_menu").get_by_role("button")


def body(page: Page) -> Locator:
    return page.get_by_test_id("stPopoverBody")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_tour_is_walked_with_the_keyboard_alone(
    page_factory: MakePage, language: str, width: int, dark: bool
):
    page = page_factory("", language, width=width, dark=dark)
    words = words_on(page)
    expect(offer(page)).to_contain_text(words("help_menu.new"))
    expect(body(page)).to_have_count(0)
    offer(page).focus()
    page.keyboard.press("Enter")
    forward = page.locator(".st-key-tour_next").get_by_role("button")
    for at, (step, _) in enumerate(STEPS):
        expect(body(page).get_by_role("status")).to_contain_text(words(f"tour.{step}"))
        wait_until_drawn(page)
        if at == 0:
            assert not axe(page)
            forward.focus()
        expect(forward).to_be_focused()
        page.keyboard.press("Enter")
    expect(body(page)).to_have_count(0)
    expect(offer(page)).not_to_contain_text(words("help_menu.new"))
    expect(offer(page)).to_be_focused()


def test_the_tour_can_be_skipped_and_begun_again(page_factory: MakePage):
    page = page_factory("")
    words = words_on(page)
    offer(page).click()
    page.locator(".st-key-tour_skip").get_by_role("button").click()
    expect(offer(page)).not_to_contain_text(words("help_menu.new"))
    expect(body(page)).to_have_count(0)
    offer(page).click()
    page.get_by_role("button", name=words("tour.begin")).click()
    expect(body(page).get_by_role("status")).to_contain_text(words("tour.answer"))


def test_a_mailed_link_is_met_by_its_view_alone(page_factory: MakePage):
    page = page_factory(indicator="akutbesok_hsh", unit="0683")
    expect(offer(page)).not_to_contain_text(words_on(page)("help_menu.new"))
    expect(offer(page)).to_contain_text(words_on(page)("help_menu.open"))
