"""Single keys do what is done often, never while someone types, and can be switched off."""

import re

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import choice, finding, words_on

from pages.parts.shortcuts import KEYS, STEPS, keys_on


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


PATHS = {"overview": "", "follow": "folj", "compare": "jamfor", "test": "testa", "plan": "planera"}
PATHS |= {"data": "data", "method": "metod"}


# Keys press what stands on the page, whatever the language: English where all of them are there.
@pytest.mark.parametrize(("name", "language"), [*((name, "sv") for name in PATHS), ("follow", "en")])
def test_every_key_that_a_page_lists_does_there_what_it_says(
    page_factory: MakePage, name: str, language: str
):
    page = page_factory(PATHS[name], language, unit="0683")
    text, words, keys = listed(page), words_on(page), keys_on(name)
    told = [key for key, (sentence, _) in KEYS.items() if words(f"shortcuts.{sentence}") in text]
    assert told == list(keys)
    page.keyboard.press("Escape")
    body = page.get_by_test_id("stPopoverBody")
    expect(body).to_have_count(0)
    for key, done in keys.items():
        before = page.url
        page.keyboard.press(key.replace("shift+j", "Shift+J").replace("shift+k", "Shift+K"))
        if done in STEPS or done == "projector":
            expect(page).not_to_have_url(before)
        if done == "projector":
            wait_until_drawn(page)
            press(page, key)
            expect(page).not_to_have_url(re.compile("projector="))
        elif done == "table":
            expect(page.locator('[class*="_table"] details[open]').first).to_be_visible()
        elif done in ("explain", "list"):
            expect(body).to_be_visible()
            wait_until_drawn(page)
            page.keyboard.press("Escape")
            expect(body).to_have_count(0)
        wait_until_drawn(page)


def test_keys_pressed_faster_than_the_page_answers_are_all_followed(page_factory: MakePage):
    page = page_factory(unit="0683")
    seen = [page.url]
    for _ in range(3):
        press(page, "j")
        expect(page).not_to_have_url(seen[-1])
        seen.append(page.url)
    for _ in range(3):
        page.keyboard.press("k")
    expect(page).to_have_url(seen[0])
    wait_until_drawn(page)
    expect(page).to_have_url(seen[0])
    assert words_on(page)("app.failed") not in page.locator("body").inner_text()


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
