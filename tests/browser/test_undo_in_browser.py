"""What was just done can be taken back: seen, heard, reached by keyboard, with the focus never lost."""

import re
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Locator, Page, expect
from visitor import HEARS, filter_button, filter_marks, finding, words_on

from core.wording import LANGUAGES

FILTERED = {"indicator": "oplanerad_inskrivning", "unit": "0685", "group": "age:80-", "first": "2023-01"}
MARKED = {"indicator": "akutbesok_hsh", "unit": "0683", "notes": "0683~2024-03~Ny mottagning"}


def asked_for(address: str) -> dict[str, str]:
    """What an address asks for: the order of it means nothing."""
    return dict(parse_qsl(urlsplit(address).query))


def undo_button(page: Page) -> Locator:
    return page.locator(".st-key-undo_last").get_by_role("button")


_HEARD = """(said) => [said, document.querySelector('.st-key-page_answer h2').textContent.trim()]
    .every((one) => window.heard.join(' ').includes(one))"""


def heard(page: Page, said: str) -> int:
    """How often ``said`` is told, when it and the answer in sight have been; then all heard is forgotten."""
    page.wait_for_function(_HEARD, arg=said)
    return " ".join(page.evaluate("window.heard.splice(0)")).count(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cleared_filters_are_told_and_taken_back_by_keyboard_alone(page_factory: MakePage, language: str):
    page = page_factory(language=language, **FILTERED)
    words, before, address, marks = words_on(page), finding(page), page.url, filter_marks(page)
    assert len(marks) == 2
    page.evaluate(HEARS)
    page.get_by_role("button", name=words("filters.clear")).focus()
    page.keyboard.press("Enter")
    expect(undo_button(page)).to_be_visible()
    wait_until_drawn(page)
    assert filter_marks(page) == []
    said = words("undo.filters_cleared", n=2)
    expect(page.locator(".st-key-undo").get_by_text(said)).to_be_in_viewport()
    assert heard(page, said) == 1
    # The button that was pressed is gone: the focus is where one can filter again, and one key takes it back.
    expect(filter_button(page)).to_be_focused(timeout=10_000)
    assert axe(page) == []
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile("group=age"))
    wait_until_drawn(page)
    assert asked_for(page.url) == asked_for(address)
    assert (filter_marks(page), finding(page)) == (marks, before)
    expect(undo_button(page)).to_have_accessible_name(re.compile(words("undo.redo")))
    expect(undo_button(page)).to_be_focused(timeout=10_000)
    assert heard(page, words("undo.undone")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_removed_note_is_taken_back_by_a_single_key_from_where_one_is(
    page_factory: MakePage, language: str
):
    page = page_factory(language=language, **MARKED)
    words, address = words_on(page), page.url
    page.locator(".st-key-mark_open").get_by_role("button").click()
    body = page.get_by_test_id("stPopoverBody")
    box = body.get_by_role("combobox")
    month = words.month(np.datetime64("2024-03", "M"))
    box.fill(month)
    page.get_by_role("option", name=month).click()
    wait_until_drawn(page)
    note = body.get_by_role("textbox", name=words("mark.note"))
    expect(note).to_have_value("Ny mottagning")
    note.fill("")
    note.press("Enter")
    expect(undo_button(page)).to_be_visible()
    wait_until_drawn(page)
    # What was written in is still there, and so is the focus.
    expect(note).to_be_focused()
    assert "notes=" not in page.url
    page.keyboard.press("Escape")
    expect(body).to_have_count(0)
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile("notes="))
    wait_until_drawn(page)
    assert asked_for(page.url) == asked_for(address)
    expect(undo_button(page)).to_be_focused(timeout=10_000)


def test_on_a_phone_the_line_fits_and_hides_nothing_for_good(page_factory: MakePage):
    page = page_factory(width=320, **FILTERED)
    page.get_by_role("button", name=words_on(page)("filters.clear")).click()
    expect(undo_button(page)).to_be_visible()
    wait_until_drawn(page)
    line = page.locator('[data-testid="stLayoutWrapper"]:has(> .st-key-undo)').bounding_box()
    button = undo_button(page).bounding_box()
    assert line is not None
    assert button is not None
    assert line["x"] >= 0
    assert line["x"] + line["width"] <= 320
    assert button["height"] >= 44
    assert axe(page) == []
    page.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, main.scrollHeight)")
    last = page.get_by_role("link").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= line["y"]
