"""Single keys do what is done often, never while someone types, and can be switched off."""

import re

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import choice, finding, words_on

from pages.parts.shortcuts import KEYS


def press(page: Page, key: str) -> None:
    page.keyboard.press(key)
    wait_until_drawn(page)


def listed(page: Page) -> str:
    press(page, "?")
    return page.get_by_test_id("stPopoverBody").inner_text()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_question_mark_lists_every_key_with_what_it_does(page_factory: MakePage, language: str):
    page = page_factory(language=language)
    text = listed(page)
    words = words_on(page)
    assert [name for name, _ in KEYS.values() if words(f"shortcuts.{name}") not in text] == []
    assert not axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


def test_j_and_k_step_through_units_and_back(page_factory: MakePage):
    page = page_factory(indicator="akutbesok_hsh", unit="0683")
    unit = choice(page, words_on(page)("choose.unit"))
    before, first = unit.input_value(), finding(page)
    press(page, "j")
    assert "unit=0683" not in page.url
    assert unit.input_value() != before
    press(page, "k")
    assert (unit.input_value(), finding(page)) == (before, first)


def test_shift_steps_through_indicators(page_factory: MakePage):
    page = page_factory(indicator="akutbesok_hsh", unit="0683")
    press(page, "Shift+J")
    expect(page).not_to_have_url(re.compile("indicator=akutbesok_hsh"))
    press(page, "Shift+K")
    expect(page).to_have_url(re.compile("indicator=akutbesok_hsh"))


def test_t_opens_the_table_and_h_explains_the_chart(page_factory: MakePage):
    page = page_factory()
    press(page, "t")
    expect(page.locator(".st-key-follow_chart_table").get_by_test_id("stDataFrame")).to_be_visible()
    press(page, "h")
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text(words_on(page)("help_here.control")[:40])


def test_p_is_the_projector_and_back(page_factory: MakePage):
    page = page_factory()
    press(page, "p")
    expect(page).to_have_url(re.compile("projector="))
    press(page, "p")
    expect(page).not_to_have_url(re.compile("projector="))


def test_a_letter_typed_in_a_field_is_a_letter(page_factory: MakePage):
    page = page_factory(indicator="akutbesok_hsh", unit="0683")
    before = page.url
    choice(page, words_on(page)("choose.unit")).click()
    page.keyboard.type("jkpth?")
    page.keyboard.press("Escape")
    wait_until_drawn(page)
    assert page.url == before
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


def test_the_browsers_own_shortcuts_are_left_alone(page_factory: MakePage):
    page = page_factory(indicator="akutbesok_hsh", unit="0683")
    press(page, "Control+j")
    press(page, "Alt+k")
    assert "unit=0683" in page.url


def test_the_keys_can_be_switched_off(page_factory: MakePage):
    page = page_factory(indicator="akutbesok_hsh", unit="0683")
    words = words_on(page)
    listed(page)
    page.get_by_text(words("shortcuts.on"), exact=True).click()
    wait_until_drawn(page)
    page.keyboard.press("Escape")
    press(page, "j")
    assert "unit=0683" in page.url


def test_what_the_keys_press_out_of_sight_is_out_of_the_way_of_tab(page_factory: MakePage):
    page = page_factory()
    assert not page.locator(".st-key-shortcut_steps button").first.is_visible()
