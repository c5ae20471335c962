"""Everything a mouse can do here, the keyboard can."""

import re

from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from sample_answers import Picked, chart_of, finding_of
from visitor import choice, finding, words_on

from core.wording import words_of
from pages.parts.choices import FIRST_SIGHT

_FOCUSED = """() => {
    const one = document.activeElement;
    const label = one.getAttribute('aria-label') || one.closest('label')?.innerText || one.innerText || '';
    return `${one.getAttribute('role') || one.tagName.toLowerCase()} ${label.trim()}`;
}"""


def tabbed_through(page: Page, most: int = 25) -> list[str]:
    """Role and name of what Tab reaches, in order, from the top of the page."""
    reached = []
    for _ in range(most):
        page.keyboard.press("Tab")
        reached.append(str(page.evaluate(_FOCUSED)))
    return reached


def place_of(reached: list[str], name: str) -> int:
    """Where in the order something is reached whose name holds these words."""
    found = [at for at, one in enumerate(reached) if name in one]
    assert found, f"Tab does not reach {name!r}: {reached}"
    return found[0]


def test_tab_reaches_navigation_language_and_selectors_in_reading_order(page_factory: MakePage):
    page = page_factory()
    words = words_on(page)
    reached = tabbed_through(page)
    order = [
        place_of(reached, words("nav.test")),
        place_of(reached, words("app.language_names.sv")),
        place_of(reached, words("choose.indicator")),
        place_of(reached, words("choose.unit")),
        place_of(reached, words("choose.more")),
    ]
    assert order == sorted(order)


def test_what_has_the_focus_can_be_seen(page_factory: MakePage):
    page = page_factory()
    words = words_on(page)
    selector = page.get_by_test_id("stSelectbox").first
    before = selector.screenshot(animations="disabled", caret="hide")
    choice(page, words("choose.indicator")).focus()
    assert selector.screenshot(animations="disabled", caret="hide") != before


def test_an_indicator_is_chosen_with_the_keyboard_alone(page_factory: MakePage):
    page = page_factory()
    words = words_on(page)
    name = Picked("oplanerad_inskrivning", FIRST_SIGHT[1])
    choice(page, words("choose.indicator")).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(name.indicator_name(words))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"[?&]indicator={name.indicator}\b"))
    wait_until_drawn(page)
    assert finding(page) == finding_of(words, chart_of(name))


def test_the_language_is_switched_with_the_keyboard_alone(page_factory: MakePage):
    page = page_factory()
    words = words_on(page)
    page.get_by_role("radio", name=words("app.language_names.sv")).focus()
    page.keyboard.press("ArrowRight")
    if page.locator("html").get_attribute("lang") == "sv":
        page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text(words_of("en")("page.follow.title"))


def test_the_skip_link_leads_past_the_navigation(page_factory: MakePage):
    page = page_factory()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#stMain"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.querySelector('[data-testid=\"stMain\"]').contains(document.activeElement)"
    assert page.evaluate(inside)
