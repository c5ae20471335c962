"""The verdict in a real browser: first on the screen, usable by hand and keyboard, the same after reload."""

import re

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import chart, choose, finding, seen, unfold_all, words_on

from core.wording import words_of

CAUSAL = re.compile(
    r"\b(ledde till|leder till|berodde på|beror på|tack vare|på grund av|orsaka\w*"
    r"|caused?|led to|leads to|because of|thanks to|due to|resulted in)\b",
    re.IGNORECASE,
)
PARTS = ("starts", "several", "measures", "compared", "charts", "students", "register")


def unfold(page: Page, *parts: str) -> None:
    for part in parts or PARTS:
        page.locator(f".st-key-{part}_part summary").first.click()
        wait_until_drawn(page)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_the_answer_and_the_beginning_of_its_picture_are_on_the_first_screen(
    page_factory: MakePage, width: int, language: str
):
    page = page_factory("testa", language, width=width)
    height = 844 if width == 390 else 900
    page.set_viewport_size({"width": width, "height": height})
    wait_until_drawn(page)
    heading = page.get_by_role("heading", level=2).first.bounding_box()
    picture = chart(page).first.bounding_box()
    assert heading is not None
    assert picture is not None
    assert heading["y"] + heading["height"] < 0.85 * height
    assert picture["y"] < height
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_with_everything_unfolded_axe_finds_nothing_and_nothing_claims_a_cause(
    page_factory: MakePage, language: str
):
    page = page_factory("testa", language, width=1366)
    unfold_all(page)
    assert not axe(page)
    assert not CAUSAL.findall(seen(page))
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    wait_until_drawn(page)
    assert not axe(page)


def test_what_is_asked_about_the_change_is_asked_accessibly(page_factory: MakePage):
    page = page_factory("testa")
    page.get_by_role("button", name=words_of("sv")("change.about")).click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    assert not axe(page)


def test_another_change_is_chosen_and_comes_back_after_reload_and_with_the_back_button(
    page_factory: MakePage,
):
    page = page_factory("testa")
    words, before = words_on(page), finding(page)
    choose(page, words("change.choose"), "Gemensamt hembesök vid inskrivning, Tranås, okt 2024")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Tranås")
    after = finding(page)
    page.reload()
    wait_until_drawn(page)
    assert finding(page) == after
    page.go_back()
    wait_until_drawn(page)
    expect(page.get_by_role("heading", level=2).first).to_have_text(before)


def test_the_register_is_saved_and_opened_again(page_factory: MakePage):
    page = page_factory("testa")
    words = words_on(page)
    unfold(page, "register")
    with page.expect_download() as saving:
        page.get_by_role("button", name=words("change.save")).click()
    content = saving.value.path().read_bytes()
    own = content.replace(b"hembesok-varnamo;0683;2024-04", b"eget;0604;2024-04")
    uploader = page.locator(".st-key-register_part input[type=file]")
    uploader.set_input_files({"name": "register.csv", "mimeType": "text/csv", "buffer": own})
    expect(page.get_by_text(words("change.opened", n=6))).to_be_visible()
    choose(page, words("change.choose"), "Gemensamt hembesök vid inskrivning, Aneby, apr 2024")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Aneby")


def test_a_wrong_file_is_told_with_its_row_and_what_is_in_view_stays(page_factory: MakePage):
    page = page_factory("testa")
    words, before = words_on(page), finding(page)
    unfold(page, "register")
    wrong = b"id;unit;start;name_sv;outcome\nx;Atlantis;2024-05;Test;akutbesok_hsh\n"
    uploader = page.locator(".st-key-register_part input[type=file]")
    uploader.set_input_files({"name": "fel.csv", "mimeType": "text/csv", "buffer": wrong})
    expect(page.get_by_text(words("change.refused"))).to_be_visible()
    expect(page.get_by_text(re.compile("Rad 2, kolumn unit"))).to_be_visible()
    assert finding(page) == before
