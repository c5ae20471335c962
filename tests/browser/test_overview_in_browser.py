"""A manager's thirty seconds with Översikt: the answer, its way in and back, by any hand and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import MakePage
from page_tools import shoot, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import chart, finding, upload

from core.wording import LANGUAGES, words_of

CARDS, CELLS = ".sk-cards > li", ".sk-m td a"


def every_violation(page: Page) -> list[str]:
    """What axe finds, of any severity."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes']][:3]}" for one in found
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_thirty_seconds_from_the_answer_to_the_measure_and_back(page_factory: MakePage, language: str):
    words = words_of(language)
    page = page_factory("", language, unit="0686")
    answer = finding(page)
    assert re.search("2 (av|of) 20", answer)
    card = page.locator(CARDS).filter(has_text=words("overview.reason.new_signal")).nth(1)
    name = card.locator("h3").inner_text()
    page.evaluate("() => { window.sameVisit = true; }")

    card.click()  # anywhere on it
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.follow.title"))
    wait_until_drawn(page)
    assert name in finding(page)
    assert "/folj?" in page.url
    assert "unit=0686" in page.url
    expect(chart(page)).to_be_in_viewport(ratio=0.5)
    assert page.evaluate("() => window.sameVisit") is True

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.overview.title"))
    wait_until_drawn(page)
    assert finding(page) == answer


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
def test_the_answer_and_the_first_card_are_on_the_first_screen(
    page_factory: MakePage, width: int, height: int
):
    page = page_factory("", width=width)
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    wait_until_drawn(page)
    answer, card = page.get_by_role("heading", level=2).first, page.locator(CARDS).first
    box = answer.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < height
    box = card.bounding_box()
    assert box is not None
    assert box["y"] + 100 < height


def test_a_keyboard_reaches_a_card_and_a_cell_and_opens_them(page_factory: MakePage):
    page = page_factory("")
    for link in (page.locator(f"{CARDS} a").first, page.locator(CELLS).nth(40)):
        link.focus()
        href = link.get_attribute("href")
        assert href is not None
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(words_of("sv")("page.follow.title"))
        wait_until_drawn(page)
        assert page.url.endswith(href)
        page.go_back()
        expect(page.locator(CELLS).first).to_be_visible()
        wait_until_drawn(page)


def test_a_keyboard_skips_the_table_and_goes_on_after_it(page_factory: MakePage):
    page, words = page_factory(""), words_of("sv")
    skip = page.get_by_role("link", name=words("overview.skip"))
    box = skip.bounding_box()
    assert box is not None
    assert box["width"] <= 1  # unseen until a keyboard is there
    page.get_by_role("combobox", name=words("overview.sort")).focus()
    for _ in range(4):  # the list's own stops, then the link
        page.keyboard.press("Tab")
        if skip.evaluate("(one) => one === document.activeElement"):
            break
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None
    assert box["width"] > 80
    shoot(page, "overview-skip")
    address = page.url
    page.keyboard.press("Enter")
    expect(page.locator(".sk-after")).to_be_focused()
    expect(page.locator(".sk-after")).to_be_in_viewport()
    assert page.url == address
    page.keyboard.press("Tab")
    inside = "() => document.querySelector('.sk-mbox').contains(document.activeElement)"
    assert page.evaluate(inside) is False
    expect(page.locator(".st-key-overview_table summary")).to_be_focused()


def test_arrow_keys_walk_in_the_table_and_the_frame_keeps_its_own(page_factory: MakePage):
    page = page_factory("", unit="0686")
    where = """() => { const cell = document.activeElement.closest('td, th');
        return cell && [cell.parentElement.rowIndex, cell.cellIndex]; }"""
    first = page.locator(CELLS).first
    first.focus()
    row, column = page.evaluate(where)
    for key, expected in [
        ("ArrowRight", [row, column + 1]),
        ("ArrowDown", [row + 1, column + 1]),
        ("ArrowLeft", [row + 1, column]),
        ("ArrowLeft", [row + 1, 0]),
        ("ArrowLeft", [row + 1, 0]),
        ("ArrowUp", [row, 0]),
        ("ArrowUp", [row, 0]),
    ]:
        page.keyboard.press(key)
        assert page.evaluate(where) == expected
    for _ in range(30):  # past the headings between kinds of measures, to the last row and no further
        page.keyboard.press("ArrowDown")
    rows = page.locator(".sk-m tbody tr").count()
    assert page.evaluate(where) == [rows, 0]
    box, head = (page.locator(f".sk-m {one}").bounding_box() for one in ("a:focus", "thead"))
    assert box is not None
    assert head is not None
    assert box["y"] >= head["y"] + head["height"]


@pytest.mark.parametrize("width", [703, 1032], ids=["portrait", "landscape"])
def test_a_sheet_of_paper_holds_all_units_of_the_table_beside_each_other(page_factory: MakePage, width: int):
    page = page_factory("", unit="0686", width=width)
    page.emulate_media(media="print")
    table = page.locator("table.sk-m")
    box = table.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width + 1
    expect(table.locator("caption")).to_contain_text("PÅHITTADE EXEMPELDATA")
    expect(table.locator("thead th").last).to_be_visible()
    shoot(page, f"overview-paper-{width}")
    page.emulate_media(media="null")


def test_a_measures_name_opens_its_units_compared_and_back(page_factory: MakePage):
    page, words = page_factory("", unit="0686"), words_of("sv")
    name = page.locator(".sk-m tbody th a").nth(2)
    text = name.inner_text()
    page.evaluate("() => { window.sameVisit = true; }")
    name.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.compare.title"))
    wait_until_drawn(page)
    assert "among=municipality" in page.url
    assert page.get_by_text(text).count() > 0
    assert page.evaluate("() => window.sameVisit") is True
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.overview.title"))


def test_a_press_with_the_control_key_opens_the_measure_in_a_tab_of_its_own(page_factory: MakePage):
    page = page_factory("")
    cell = page.locator(CELLS).first
    href = cell.get_attribute("href")
    with page.context.expect_page() as opened:
        cell.click(modifiers=["Control"])
    tab = opened.value
    wait_until_drawn(tab)
    assert href is not None
    assert tab.url.endswith(href)
    tab.close()
    expect(page.get_by_role("heading", level=1)).to_have_text(words_of("sv")("page.overview.title"))


def test_ones_own_numbers_are_still_there_after_a_press(page_factory: MakePage):
    months = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
    lines = ["Indikator;Kommun;Månad;Täljare;Nämnare"]
    lines += [f"Gemensamt hembesök vid inskrivning;Värnamo;{m};{20 + k % 5};80" for k, m in enumerate(months)]
    page = page_factory("data")
    upload(page, "egna.csv", "\r\n".join(lines).encode())
    words = words_of("sv")
    page.get_by_role("button", name=words("page.data.accept")).click()
    wait_until_drawn(page)
    page.get_by_role("link", name=words("nav.overview"), exact=True).click()
    expect(page.locator(CELLS).first).to_be_visible()
    wait_until_drawn(page)
    page.locator(CELLS).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.follow.title"))
    wait_until_drawn(page)
    expect(page.get_by_text("egna.csv").first).to_be_visible()
    assert "data=own" in page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_at_all(page_factory: MakePage, language: str):
    page = page_factory("", language, unit="0686")
    for dark, width in [(False, 1280), (True, 1280), (False, 390), (True, 390)]:
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_drawn(page)
        assert every_violation(page) == []
        shoot(page, f"overview-{language}-{'dark' if dark else 'light'}-{width}")


def test_a_phone_shows_the_unit_and_its_county_and_scrolls_to_the_others_in_the_frame(page_factory: MakePage):
    page = page_factory("", width=390)
    frame = page.get_by_role("region", name=words_of("sv")("overview.region"))
    frame.scroll_into_view_if_needed()
    heads = page.locator(".sk-m thead th")
    right = frame.bounding_box()
    assert right is not None
    for k in (1, 2):
        box = heads.nth(k).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= right["x"] + right["width"]
    before = page.evaluate("() => document.documentElement.scrollWidth")
    assert before <= 390
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.sk-mbox').scrollLeft > 0")


def test_what_is_chosen_above_the_table_is_in_the_address(page_factory: MakePage):
    page, words = page_factory(""), words_of("sv")
    order = page.get_by_role("combobox", name=words("overview.sort"))
    order.scroll_into_view_if_needed()
    wait_until_drawn(page, quiet_ms=600)  # a list closes when the page is scrolled, as a person knows
    order.click()
    page.get_by_role("option", name=words("overview.sort_signals")).click()
    expect(page).to_have_url(re.compile("sort=signals"))
    wait_until_drawn(page)
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_role("combobox", name=words("overview.sort"))).to_have_value(
        words("overview.sort_signals")
    )
