"""The page on paper and on a projector: what is read stays, what is pressed goes."""

import re

import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import chart, finding, made_up_mark, words_on

SIZE = "el => parseFloat(getComputedStyle(el).fontSize)"
PATHS = ["", "folj", "jamfor", "testa", "planera", "data", "metod"]


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_paper_holds_what_is_read_and_nothing_that_is_pressed(page_factory: MakePage, path: str, dark: bool):
    page = page_factory(path, dark=dark)
    read = finding(page) if path in ("", "folj") else ""
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    expect(made_up_mark(page)).to_be_visible()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.locator("[data-testid=stMainBlockContainer] [data-testid=stButton]:visible")).to_have_count(0)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    foot = page.locator("#skifte-print-foot")
    expect(foot).to_be_visible()
    expect(foot).to_contain_text(re.compile(r"^Utskrivet \d+ \w+ \d{4} · http"))
    assert read in page.locator("body").inner_text()
    ground = "el => getComputedStyle(el).backgroundColor"
    assert page.locator(".stApp").evaluate(ground) == "rgb(255, 255, 255)"
    assert page.locator("h1").evaluate("el => getComputedStyle(el).color") == "rgb(18, 24, 31)"
    page.emulate_media(media="null")


def test_a_long_page_is_printed_whole_and_not_only_what_the_screen_held(page_factory: MakePage):
    page = page_factory("metod")
    long = page.get_by_test_id("stMainBlockContainer").bounding_box()
    assert long is not None
    assert long["height"] > 2 * 900
    page.emulate_media(media="null")  # a tab that was used before may have been told that it is a screen
    assert pages_of(page.pdf(prefer_css_page_size=True)) >= 2


def type_size(page: Page) -> float:
    """Pixels of the largest words in the picture."""
    sizes = "els => els.map(el => parseFloat(getComputedStyle(el).fontSize))"
    return max(chart(page).locator("svg text").evaluate_all(sizes))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_coach_makes_the_page_large_at_a_press_and_sends_the_link(page_factory: MakePage, language: str):
    page = page_factory("folj", language, width=1920)
    words = words_on(page)
    read, small, title = finding(page), type_size(page), page.locator("h1").evaluate(SIZE)
    page.get_by_role("button", name=words("projector.enter")).click()
    expect(page.get_by_role("button", name=words("projector.leave"))).to_be_visible()
    wait_until_drawn(page)
    assert "projector=1" in page.url
    assert finding(page) == read
    assert type_size(page) == pytest.approx(1.5 * small)
    assert page.locator("h1").evaluate(SIZE) == pytest.approx(1.5 * title)
    expect(page.get_by_test_id("stExpander").first).to_be_hidden()

    again = page_factory("folj", language, width=1920, projector="1")
    expect(again.get_by_role("button", name=words("projector.leave"))).to_be_visible()
    again.get_by_role("button", name=words("projector.leave")).click()
    expect(again.get_by_role("button", name=words("projector.enter"))).to_be_visible()
    expect(again).not_to_have_url(re.compile("projector"))


def sheets(page: Page) -> str:
    """What stands at the foot of every sheet, as the browser is told when it prints."""
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return page.locator("#skifte-sheet").text_content() or ""


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_sheet_says_whose_numbers_it_shows_and_when_it_was_printed(
    page_factory: MakePage, path: str, language: str
):
    page = page_factory(path, language)
    words, told = words_on(page), sheets(page)
    assert words("app.made_up") in told
    assert re.search(rf"{words('app.printed')} \d+ \w+ \d{{4}}", told), "day, month, year in both languages"
    assert "counter(page)" in told


@pytest.mark.parametrize("path", PATHS)
def test_no_sheet_holds_nothing_but_the_foot(page_factory: MakePage, path: str):
    page = page_factory(path, width=1366)
    page.emulate_media(media="null")
    printed = pages_of(page.pdf(prefer_css_page_size=True))
    page.add_style_tag(content="#skifte-print-foot { display: none !important; }")
    assert pages_of(page.pdf(prefer_css_page_size=True)) == printed


def test_a_table_too_wide_for_the_screen_is_printed_with_all_its_columns(page_factory: MakePage):
    page = page_factory("metod")
    table = page.locator(".skifte-on-paper:has(th:nth-child(11))").first
    expect(table).to_be_hidden()  # a phone shows it too
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 900})  # a sheet of A4 within its margins
    expect(table).to_be_visible()
    assert table.locator("th").count() > 10
    last = table.locator("th").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 703
    expect(page.get_by_test_id("stDataFrame").locator("visible=true")).to_have_count(0)
    page.emulate_media(media="null")


def test_the_signs_of_a_key_keep_their_colours_on_paper(page_factory: MakePage):
    page = page_factory("testa")
    signs = page.locator("ul li > span[aria-hidden]")
    colour = """els => els.map((el) => {
        const style = getComputedStyle(el);
        return el.textContent ? style.color : style.borderTopColor;
    })"""
    on_screen = signs.evaluate_all(colour)
    page.emulate_media(media="print")
    assert signs.evaluate_all(colour) == on_screen
    page.emulate_media(media="null")


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800)], ids=["1080", "800"])
@pytest.mark.parametrize(("path", "part"), [("folj", 0.8), ("testa", 0.6)])
def test_a_room_sees_the_finding_and_most_of_its_picture_without_scrolling(
    page_factory: MakePage, path: str, part: float, size: tuple[int, int]
):
    width, height = size
    page = page_factory(path, width=width, projector="1")
    page.set_viewport_size({"width": width, "height": height})
    wait_until_drawn(page)
    box = chart(page).bounding_box()
    assert box is not None
    assert box["y"] + part * box["height"] < height
    page.get_by_role("combobox", name=words_on(page)("choose.unit")).wait_for()  # named, though not in words
