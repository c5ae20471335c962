"""The overview's table under a keyboard: one stop for the tab key and keys that walk in it."""

import re

import pytest
from conftest import MakePage
from page_tools import SHOTS, axe, shoot, wait_until_drawn
from playwright.sync_api import Locator, Page, expect
from visitor import choose

from core.wording import LANGUAGES, Words, words_of

TABLE = "table.sk-m"
WHERE = """() => { const cell = document.activeElement.closest('.sk-m tbody :is(td, th)');
    return cell && [cell.parentElement.rowIndex, cell.cellIndex]; }"""
NAMES = """() => { const cell = document.activeElement.closest('.sk-m tbody :is(td, th)');
    const heads = cell.closest('table').tHead.rows[0].cells;
    return [cell.parentElement.cells[0].innerText, heads[cell.cellIndex].innerText]; }"""


def before_the_table(page: Page, words: Words) -> None:
    page.get_by_role("combobox", name=words("overview.sort")).focus()


def tab_into(page: Page, words: Words) -> int:
    """Tab from the choices above into the table; how many stops there are up to and with its own."""
    before_the_table(page, words)
    skip, stops = page.get_by_role("link", name=words("overview.skip")), 0
    for _ in range(12):
        page.keyboard.press("Tab")
        stops += 1 if stops or skip.evaluate("(one) => one === document.activeElement") else 0
        if page.evaluate(WHERE):
            return stops
    raise AssertionError("Tab does not reach the table")


def press(page: Page, *keys: str) -> list[int]:
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate(WHERE)


def last_row(page: Page) -> int:
    return page.locator(f"{TABLE} tr").count() - 1


def enterable(page: Page) -> Locator:
    return page.locator(f'{TABLE} tbody [tabindex="0"]')


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_past_it_the_frame_and_the_table_are_three_stops(page_factory: MakePage, language: str):
    page, words = page_factory("", language, unit="0686"), words_of(language)
    assert page.locator(f"{TABLE} a").count() > 200
    assert tab_into(page, words) == 3
    assert page.evaluate(WHERE)[1] == 0
    page.keyboard.press("Tab")
    expect(page.locator(".st-key-overview_table summary")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(WHERE)[1] == 0
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".sk-mbox")).to_be_focused()


def test_every_key_of_a_grid_moves_as_it_should_and_stops_at_the_edges(page_factory: MakePage):
    page, words = page_factory("", unit="0686"), words_of("sv")
    tab_into(page, words)
    first = page.evaluate(WHERE)
    row, rows, columns = first[0], last_row(page), page.locator(f"{TABLE} thead th").count() - 1
    assert press(page, "ArrowLeft") == press(page, "ArrowUp") == first
    assert press(page, "ArrowRight") == [row, 1]
    assert press(page, "ArrowDown") == [row + 1, 1]
    assert press(page, "End") == press(page, "ArrowRight") == [row + 1, columns]
    assert press(page, "Home") == [row + 1, 0]
    assert (
        press(page, "Control+End") == press(page, "ArrowDown") == press(page, "PageDown") == [rows, columns]
    )
    assert press(page, "ArrowUp") == [rows - 1, columns]
    assert press(page, "Control+Home") == press(page, "PageUp") == first


def test_a_page_down_shows_rows_that_were_below_and_the_way_back_is_as_long(page_factory: MakePage):
    page, words = page_factory("", unit="0686"), words_of("sv")
    tab_into(page, words)
    start = press(page, "ArrowRight")
    further = press(page, "PageDown")
    assert further[1] == 1
    assert start[0] + 4 < further[0] < last_row(page)
    assert press(page, "PageUp") == start


def test_a_page_moves_a_row_where_the_frame_has_room_for_less(page_factory: MakePage):
    page = page_factory("", unit="0686", width=390)
    page.set_viewport_size({"width": 390, "height": 120})
    wait_until_drawn(page)
    page.locator(f"{TABLE} td a").first.focus()
    row, column = page.evaluate(WHERE)
    assert press(page, "PageDown") == [row + 1, column]
    assert press(page, "PageUp") == [row, column]


def test_a_cell_without_numbers_is_a_cell_and_headings_of_groups_are_passed(page_factory: MakePage):
    page = page_factory("", unit="0686", level="health_centre")
    page.locator(f"{TABLE} td:not(:has(a))").first.focus()
    row, column = page.evaluate(WHERE)
    expect(page.locator("td:focus")).to_contain_text(words_of("sv")("overview.no_numbers"))
    shoot(page, "overview-grid-empty")
    assert press(page, "Home") == [row, 0]
    visited = {press(page, "Control+Home")[0]}
    for _ in range(last_row(page)):
        visited.add(press(page, "ArrowDown")[0])
    groups = page.locator(f"{TABLE} tr.role").count()
    assert groups > 2
    assert len(visited) == last_row(page) - groups
    assert column > 0


def test_tab_enters_where_one_was_last_by_key_or_pointer(page_factory: MakePage):
    page, words = page_factory("", unit="0686", level="health_centre"), words_of("sv")
    tab_into(page, words)
    there = press(page, "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight")
    assert enterable(page).count() == 1
    before_the_table(page, words)
    tab_into(page, words)
    assert page.evaluate(WHERE) == there
    page.locator(f"{TABLE} td:not(:has(a))").nth(20).click()
    there = page.evaluate(WHERE)
    before_the_table(page, words)
    tab_into(page, words)
    assert page.evaluate(WHERE) == there
    assert enterable(page).count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_order_and_fewer_measures_are_a_grid_again_entered_at_the_same_cell(
    page_factory: MakePage, language: str
):
    page, words = page_factory("", language, unit="0686"), words_of(language)
    tab_into(page, words)
    press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight")
    names = page.evaluate(NAMES)
    choose(page, words("overview.sort"), words("overview.sort_name"))
    expect(page).to_have_url(re.compile("sort=name"))
    wait_until_drawn(page)
    assert tab_into(page, words) == 3
    assert page.evaluate(NAMES) == names
    assert not axe(page)
    choose(page, words("catalogue.role"), words("catalogue.role_balancing"))
    expect(page).to_have_url(re.compile("role=balancing"))
    wait_until_drawn(page)
    assert tab_into(page, words) == 3
    row, column = page.evaluate(WHERE)
    assert (row, page.evaluate(NAMES)[1]) == (1, names[1])
    assert column == 2
    assert press(page, "Control+End")[0] == last_row(page)


def test_a_letter_that_takes_the_next_unit_keeps_the_keyboard_in_the_table(page_factory: MakePage):
    page, words = page_factory("", unit="0686"), words_of("sv")
    tab_into(page, words)
    press(page, "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight")
    names = page.evaluate(NAMES)
    page.keyboard.press("j")
    expect(page).not_to_have_url(re.compile("unit=0686"))
    wait_until_drawn(page)
    assert page.evaluate(NAMES) == names
    assert enterable(page).count() == 1


def test_enter_opens_and_the_way_back_leads_to_the_cell(page_factory: MakePage):
    page, words = page_factory("", unit="0686"), words_of("sv")
    tab_into(page, words)
    press(page, "ArrowDown", "ArrowRight", "ArrowRight")
    names, href = page.evaluate(NAMES), page.locator(f"{TABLE} a:focus").get_attribute("href")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.follow.title"))
    wait_until_drawn(page)
    assert href is not None
    assert page.url.endswith(href)
    page.go_back()
    expect(page.locator(TABLE)).to_be_visible()
    wait_until_drawn(page)
    assert page.evaluate(NAMES) == names
    expect(page.locator(f"{TABLE} a:focus")).to_be_in_viewport()


def test_a_pointer_that_opened_a_cell_comes_back_to_the_top_of_the_page(page_factory: MakePage):
    page, words = page_factory("", unit="0686"), words_of("sv")
    page.locator(f"{TABLE} td a").nth(30).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.follow.title"))
    wait_until_drawn(page)
    page.go_back()
    expect(page.locator(TABLE)).to_be_visible()
    wait_until_drawn(page)
    assert page.evaluate(WHERE) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_those_who_listen_have_a_grid_with_a_name_its_headings_and_its_cells(
    page_factory: MakePage, language: str
):
    page, words = page_factory("", language, unit="0686"), words_of(language)
    title = page.locator(f"{TABLE} caption strong").inner_text()
    grid = page.get_by_role("region", name=words("overview.region")).get_by_role(
        "grid", name=title, exact=True
    )
    expect(grid).to_have_count(1)
    columns = page.locator(f"{TABLE} thead th").count()
    rows = page.locator(f"{TABLE} tbody tr:not(.role)").count()
    expect(grid.get_by_role("columnheader")).to_have_count(columns)
    expect(grid.get_by_role("gridcell")).to_have_count(rows * (columns - 1))
    reachable = page.locator(f"{TABLE} tbody tr:not(.role) > :is(td, th):is([tabindex], :has(> a[tabindex]))")
    expect(reachable).to_have_count(rows * columns)


def test_the_keys_are_told_while_a_keyboard_is_there_and_not_otherwise(page_factory: MakePage):
    page, words = page_factory("", unit="0686"), words_of("sv")
    told = page.get_by_text(words("overview.keys"))
    expect(told).to_be_hidden()
    tab_into(page, words)
    expect(told).to_be_visible()
    page.keyboard.press("Tab")
    expect(told).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_what_has_the_focus_is_seen_beside_the_headings_that_stand_still(page_factory: MakePage, width: int):
    page = page_factory("", unit="0686", width=width)
    page.locator(f"{TABLE} tbody a").first.focus()
    head = page.locator(f"{TABLE} thead")
    for name, keys in {
        "first": ["Control+Home"],
        "last": ["Control+End"],
        "back": ["PageUp", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft"],
    }.items():
        press(page, *keys)
        cell = page.locator(f"{TABLE} :focus")
        expect(cell).to_be_in_viewport(ratio=0.99)
        box, top = cell.bounding_box(), head.bounding_box()
        side = page.locator(f"{TABLE} tr:has(:focus) > th").bounding_box()
        assert box is not None
        assert top is not None
        assert side is not None
        assert box["y"] >= top["y"] + top["height"] - 1
        assert name == "first" or box["x"] >= side["x"] + side["width"] - 1
        assert cell.evaluate("(one) => parseFloat(getComputedStyle(one).outlineWidth)") >= 3
        page.screenshot(path=SHOTS / f"overview-grid-{name}-{width}.png", animations="disabled")


def test_the_kind_of_measures_stays_in_sight_when_the_table_is_scrolled_sideways(page_factory: MakePage):
    page = page_factory("", unit="0686", width=390)
    page.locator(f"{TABLE} tbody a").first.focus()
    press(page, "End")
    assert page.locator(".sk-mbox").evaluate("(frame) => frame.scrollLeft") > 300
    expect(page.locator(f"{TABLE} .role span").first).to_be_in_viewport(ratio=0.99)


def test_the_cell_with_the_focus_looks_like_no_cell_with_a_new_signal(page_factory: MakePage):
    page = page_factory("", unit="0686")
    cell = page.locator(f"{TABLE} a.new").first
    ground = "(one) => getComputedStyle(one).backgroundColor"
    before = cell.evaluate(ground)
    cell.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(cell).to_be_focused()
    assert cell.evaluate(ground) != before
    page.screenshot(path=SHOTS / "overview-grid-new.png", animations="disabled")
