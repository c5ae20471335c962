"""What a screen reader is told: an answer that is another, and the names of what Streamlit leaves unnamed."""

import re

from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import HEARS, choose, finding, go_to, upload, words_on

_HAS_FOCUS = "(one) => one === document.activeElement"


def told_after(page: Page) -> list[str]:
    """What has been said since ``HEARS``, when it is said to the end."""
    page.wait_for_function("() => window.heard.length")
    page.wait_for_timeout(400)
    return page.evaluate("window.heard.splice(0)")


def test_an_answer_that_has_become_another_is_told_once(page_factory: MakePage):
    page = page_factory()
    page.evaluate(HEARS)
    choose(page, words_on(page)("choose.unit"), "Vetlanda")
    assert told_after(page) == [finding(page)]
    page.locator("h1").click()
    page.keyboard.press("j")
    wait_until_drawn(page)
    told = " ".join(told_after(page))
    assert told.count(finding(page)) == 1
    assert re.match(r"Nu visas \w+\. ", told)


def test_another_page_is_told_with_its_answer(page_factory: MakePage):
    page = page_factory()
    page.evaluate(HEARS)
    go_to(page, "compare")
    told = " ".join(told_after(page))
    assert told.startswith(f"{words_on(page)('page.compare.title')}. {finding(page)}")


def test_tables_and_code_are_called_what_they_are_folded_into_and_icons_are_not_told(page_factory: MakePage):
    page = page_factory("jamfor")
    words = words_on(page)
    for label in ("table.caption", "code.title"):
        page.locator("summary").filter(has_text=words(label)).click()
        wait_until_drawn(page)
    expect(page.locator('.stDataFrame [role="grid"]')).to_have_attribute("aria-label", words("table.caption"))
    expect(page.get_by_role("region", name=words("code.title"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(r" icon$"))).to_have_count(0)


def test_the_focus_goes_to_the_top_where_the_pressed_button_is_gone(page_factory: MakePage):
    page = page_factory("planera")
    helping = page.locator(".st-key-plan_try_0 button")
    helping.focus()
    page.keyboard.press("Enter")
    wait_until_drawn(page)
    assert page.get_by_test_id("stMain").evaluate(_HAS_FOCUS)
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollTop") == 0


def test_the_focus_goes_to_what_takes_a_new_phase_back(page_factory: MakePage):
    page = page_factory()
    page.locator("[class*='st-key-accept_'] button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-parts_clear button")).to_be_focused()


def test_the_size_of_a_file_is_written_as_in_the_language_of_the_page(page_factory: MakePage):
    page = page_factory("data")
    upload(page, "tom.csv", ("Enhet;Månad;Antal\n" + "Värnamo;2025-01;12\n" * 90).encode())
    expect(page.get_by_test_id("stFileChip")).to_contain_text(re.compile(r"\d,\d\sKB"))
