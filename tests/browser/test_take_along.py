"""What is taken along from a page: every kind of file is made, named, and holds what the page tells."""

import io
import re
from pathlib import Path

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from PIL import Image
from playwright.sync_api import Download, Page, expect
from python_calamine import CalamineWorkbook
from visitor import finding, words_on

NAME = "akutbesok-varnamo-"

AS_STREAMLIT_SAYS_IT = """(button) => button.insertAdjacentHTML(
    'beforeend', '<small data-testid="stDownloadButtonError">Failed to generate file</small>')"""


def open_menu(page: Page, key: str = "follow_chart") -> None:
    page.locator(f".st-key-{key}_take button").first.click()
    wait_until_drawn(page)


def taken(page: Page, ending: str, key: str = "follow_chart") -> Download:
    with page.expect_download(timeout=30_000) as found:
        page.locator(f".st-key-{key}_take_{ending} button").click()
    return found.value


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_file_is_made_when_it_is_asked_for(page_factory: MakePage, language: str):
    page = page_factory("folj", language, unit="0683", indicator="akutbesok_hsh")
    told, words = finding(page), words_on(page)
    open_menu(page)
    files = {ending: taken(page, ending) for ending in ("png", "svg", "pdf", "xlsx", "csv")}
    name = NAME if language == "sv" else "emergency-department-visits-varnamo-"
    for ending, file in files.items():
        assert re.fullmatch(rf"{name}\d{{4}}-\d\d\.{ending}", file.suggested_filename)
    picture = Image.open(io.BytesIO(content(files["png"])))
    assert picture.width == 1600
    assert len(picture.convert("L").getcolors() or ()) > 20  # not blank
    svg = " ".join(re.sub(r"<[^>]+>", "", content(files["svg"]).decode()).split())
    assert told in svg
    assert words("figure.facts_made_up") in svg
    assert content(files["pdf"]).startswith(b"%PDF")
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content(files["xlsx"])))
    assert workbook.sheet_names == [words("take.numbers_sheet"), words("take.about_sheet")]
    assert told in content(files["csv"]).decode("utf-8-sig")


def test_it_is_reached_and_used_by_keyboard(page_factory: MakePage):
    page = page_factory(unit="0683", indicator="akutbesok_hsh")
    page.locator(".st-key-follow_chart_take button").first.focus()
    page.keyboard.press("Enter")
    wait_until_drawn(page)
    button = page.locator(".st-key-follow_chart_take_csv button")
    expect(button).to_be_visible()
    button.focus()
    with page.expect_download() as found:
        page.keyboard.press("Enter")
    assert found.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 390)])
def test_the_menu_fits_and_axe_finds_nothing(page_factory: MakePage, dark: bool, width: int):
    page = page_factory(width=width, dark=dark, unit="0683", indicator="akutbesok_hsh")
    open_menu(page)
    buttons = page.locator("[class*='st-key-follow_chart_take_'] button")
    expect(buttons).to_have_count(5)
    for box in (button.bounding_box() for button in buttons.all()):
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert not axe(page)


def test_a_file_that_cannot_be_made_is_told_in_the_readers_words(page_factory: MakePage):
    page = page_factory(unit="0683", indicator="akutbesok_hsh")
    open_menu(page)
    page.locator(".st-key-follow_chart_take_csv").evaluate(AS_STREAMLIT_SAYS_IT)
    error = page.get_by_test_id("stDownloadButtonError")
    assert (
        error.evaluate("e => getComputedStyle(e, '::after').content") == f'"{words_on(page)("take.failed")}"'
    )
    assert error.evaluate("e => getComputedStyle(e).fontSize") == "0px"
