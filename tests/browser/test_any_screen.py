"""Nothing runs out at the side: on a phone, and where text is enlarged four times."""

import pytest
from conftest import MakePage
from made_up_departments import as_csv
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import (
    choice,
    choose,
    close_tools,
    drawn_points,
    finding,
    open_filters,
    open_tools,
    unfold_all,
    upload,
    words_on,
)

PHONE, ENLARGED = 390, 320
"""Widths in pixels; a window 1 280 wide, enlarged to 400 %, leaves 320 (WCAG 2.1, 1.4.10)."""

# Only what scrolls by itself may be wider than the window: tables do.
_OUTSIDE = """() => {
    const scrolls = (one) => {
        for (let at = one.parentElement; at && at.dataset.testid !== 'stMain'; at = at.parentElement)
            if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true;
        return false;
    };
    const main = document.querySelector('[data-testid="stMain"]');
    const wide = [document.scrollingElement, main].filter((one) => one.scrollWidth > one.clientWidth);
    const outside = [...main.querySelectorAll('*')].filter((one) => one.checkVisibility()
        && one.getBoundingClientRect().width > 1
        && one.getBoundingClientRect().right > window.innerWidth + 1 && !scrolls(one));
    return [...wide, ...outside].map((one) => one.outerHTML.slice(0, 200));
}"""


def fits(page: Page) -> bool:
    """Nothing of the page lies outside the window and nothing scrolls sideways."""
    outside = page.evaluate(_OUTSIDE)
    assert not outside, "\n".join(outside)
    return True


@pytest.mark.parametrize("width", [PHONE, ENLARGED])
@pytest.mark.parametrize("path", ["", "folj", "testa", "data", "metod"])
def test_no_page_scrolls_sideways(page_factory: MakePage, path: str, width: int):
    page = page_factory(path, width=width)
    assert fits(page)
    unfold_all(page)
    assert fits(page)


@pytest.mark.parametrize("width", [PHONE, ENLARGED])
def test_a_file_is_understood_without_scrolling_sideways(page_factory: MakePage, width: int):
    page = page_factory("data", width=width)
    upload(page, "akutmottagningar.csv", as_csv())
    assert fits(page)


def test_everything_can_be_chosen_on_a_phone_where_text_is_enlarged(page_factory: MakePage):
    page = page_factory(width=ENLARGED)
    words = words_on(page)
    before = finding(page)
    choose(page, words("choose.unit"), "Vetlanda")
    assert finding(page) != before
    assert drawn_points(page)
    open_tools(page)
    for label in ("choose.kind", "choose.baseline", "choose.exclude"):
        choice(page, words(label)).scroll_into_view_if_needed()
        expect(choice(page, words(label))).to_be_in_viewport()
    close_tools(page)
    open_filters(page)
    for label in ("filters.level", "filters.age", "filters.first", "filters.last"):
        choice(page, words(label)).scroll_into_view_if_needed()
        expect(choice(page, words(label))).to_be_in_viewport()


def test_the_other_pages_can_be_reached_on_a_phone(page_factory: MakePage):
    page = page_factory(width=PHONE)
    words = words_on(page)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name=words("nav.data"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.data.title"))
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_a_phone_shows_a_wide_table_as_narrow_ones_with_the_names_of_its_rows(page_factory: MakePage):
    page = page_factory("metod", width=PHONE)
    tables = page.locator(".skifte-on-phone table:visible")
    tables.first.scroll_into_view_if_needed()
    wide = tables.evaluate_all(
        """(tables) => tables.flatMap((table) => [...table.querySelectorAll('th, td')])
            .filter((cell) => cell.getBoundingClientRect().right > innerWidth
                || cell.scrollWidth > cell.clientWidth + 1).length"""
    )
    assert tables.count() >= 4
    assert wide == 0, "every number is seen without scrolling sideways"
    firsts = {table.locator("th").first.inner_text() for table in tables.all()}
    assert len(firsts) == 1, "the column that says what a row is about stands in every part"
    assert fits(page)


def test_a_menu_far_down_on_a_phone_opens_where_there_is_room(page_factory: MakePage):
    page = page_factory("folj", width=390)
    words = words_on(page)
    page.locator("summary").filter(has_text=words("drift.open")).click()
    opens = page.get_by_role("button", name=words("drift.settings"))
    expect(opens).to_be_visible()
    wait_until_drawn(page)
    opens.evaluate("""(it) => {
        const main = document.querySelector('[data-testid="stMain"]');
        main.scrollTop += it.getBoundingClientRect().bottom - (innerHeight - 80);
    }""")
    opens.click()
    inside = page.get_by_test_id("stPopoverBody")
    expect(inside.get_by_role("slider").first).to_be_attached()
    wait_until_drawn(page)
    box = inside.bounding_box()
    assert box is not None
    assert box["height"] >= 300
    assert box["y"] >= 0
