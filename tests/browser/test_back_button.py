"""The back button: one press undoes one step, a choice or a page, and shows what was shown before."""

import re

import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from sample_answers import sample
from visitor import chart, choice, choose, finding, go_to, switch_language, words_on

from core.wording import words_of
from pages.parts.choices import FIRST_SIGHT

SWEDISH = words_of("sv")


def looks(page: Page) -> tuple[str, str, list[str]]:
    """What the page shows, as far as a visitor would know it again.

    Words in the picture by the alphabet: an axis whose numbers changed draws its new labels last.
    """
    wait_until_drawn(page)
    drawn = sorted(chart(page).locator("svg text").all_text_contents())
    return page.get_by_role("heading", level=1).inner_text(), finding(page), drawn


def steps(page: Page) -> int:
    """Steps of a tab that has just been opened: a browser counts to fifty and no further."""
    return page.evaluate("history.length")


def back(page: Page) -> None:
    page.go_back()
    wait_until_drawn(page)


def test_opening_a_page_writes_its_address_without_a_step(page_factory: MakePage):
    page = page_factory(fresh=True)
    expect(page).to_have_url(re.compile(rf"[?&]indicator={FIRST_SIGHT[0]}&unit={FIRST_SIGHT[1]}"))
    assert steps(page) == 2  # the empty tab, and the page


@pytest.mark.parametrize("to", ["test", "data"])
def test_one_press_comes_back_from_another_page_to_the_same_view(page_factory: MakePage, to: str):
    page = page_factory(fresh=True)
    choose(page, SWEDISH("choose.unit"), "Nässjö")
    before, address, n = looks(page), page.url, steps(page)
    go_to(page, to)
    assert steps(page) == n + 1
    back(page)
    assert page.url == address
    assert looks(page) == before
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text(SWEDISH(f"page.{to}.title"))


def test_one_press_undoes_one_choice(page_factory: MakePage):
    page = page_factory()
    seen = [(looks(page), page.url)]
    for indicator in ("oplanerad_inskrivning", "vardplan"):
        choose(page, SWEDISH("choose.indicator"), sample().catalogue[indicator].name.sv)
        expect(page).to_have_url(re.compile(rf"[?&]indicator={indicator}\b"))
        seen.append((looks(page), page.url))
    assert len({address for _, address in seen}) == 3
    for view, address in reversed(seen[:-1]):
        back(page)
        assert page.url == address
        assert looks(page) == view


def test_one_press_undoes_a_choice_made_right_after_arriving(page_factory: MakePage):
    page = page_factory()
    go_to(page, "test")
    before, address = looks(page), page.url
    months = choice(page, SWEDISH("choose.start"))
    former = months.input_value()
    choose(page, SWEDISH("choose.start"), "maj 2024")
    expect(page).to_have_url(re.compile(r"[?&]start=2024-05\b"))
    back(page)
    assert page.url == address
    expect(months).to_have_value(former)
    assert looks(page) == before
    back(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(SWEDISH("page.follow.title"))


def test_the_month_under_test_stays_with_the_visitor_and_out_of_other_addresses(page_factory: MakePage):
    page = page_factory("testa", start="2024-05")
    go_to(page, "follow")
    expect(chart(page)).to_be_visible()
    assert "start=" not in page.url
    go_to(page, "test")
    expect(choice(page, SWEDISH("choose.start"))).to_have_value("maj 2024")
    expect(page).to_have_url(re.compile(r"[?&]start=2024-05\b"))


def test_one_press_undoes_the_choice_of_language(page_factory: MakePage):
    page = page_factory()
    before = looks(page)
    switch_language(page, "en")
    back(page)
    assert words_on(page).language == "sv"
    assert looks(page) == before


def test_a_link_that_names_what_is_not_there_costs_no_extra_press(page_factory: MakePage):
    page = page_factory(unit="9999", fresh=True)
    n, first = steps(page), page.url
    assert "9999" not in first
    choose(page, SWEDISH("choose.unit"), "Nässjö")
    assert steps(page) == n + 1
    back(page)
    assert page.url == first
    expect(choice(page, SWEDISH("choose.unit"))).not_to_have_value("Nässjö")
