"""Where nothing can stand there is a way on, reached by keyboard, in both languages."""

import re

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import expect
from visitor import finding, words_on

from core.wording import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_only_unit_of_its_level_leads_by_keyboard_to_units_that_can_be_compared(
    page_factory: MakePage, language: str
):
    page = page_factory("jamfor", language=language, indicator="akutbesok_hsh", unit="06", among="county")
    words = words_on(page)
    assert finding(page) == words("compare.no_alone")
    assert axe(page) == []
    way = page.get_by_role("button", name=words("compare.to_level", units="").split()[0]).last
    way.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("among=county"))
    wait_until_drawn(page)
    assert finding(page) != words("compare.no_alone")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_with_too_little_before_it_leads_to_how_long_there_is_to_measure(
    page_factory: MakePage, language: str
):
    page = page_factory("testa", language=language, indicator="akutbesok_hsh", unit="0683", start="2021-03")
    words = words_on(page)
    page.get_by_role("link", name=words("ways.how_long")).click()
    expect(page).to_have_url(re.compile("/planera"))
    wait_until_drawn(page)
    assert "unit=0683" in page.url
