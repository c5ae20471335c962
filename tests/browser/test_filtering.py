"""Filters: chosen, seen, taken away, undone and sent in a link, by mouse and keyboard, also on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import expect
from sample_answers import Picked, chart_of, finding_of
from visitor import (
    alerts,
    choice,
    choose,
    choose_filter,
    close_filters,
    drawn_points,
    filter_button,
    filter_marks,
    finding,
    go_to,
    listed,
    open_filters,
    words_on,
)

from core.wording import LANGUAGES, words_of

SV = words_of("sv")
WHERE = {"indicator": "oplanerad_inskrivning", "unit": "0685"}
FILTERED = {**WHERE, "group": "age:80-", "first": "2023-01"}
PHONE = 390
FINGER = 44
"""Pixels that a finger hits (WCAG 2.1, 2.5.5)."""


def test_a_filter_is_chosen_seen_counted_and_undone_with_one_press_back(page_factory: MakePage):
    page = page_factory(**WHERE)
    assert filter_marks(page) == []
    expect(filter_button(page)).to_have_accessible_name("Filter")
    address, everyone = page.url, finding(page)

    choose_filter(page, "age", "80 år och äldre")
    assert filter_marks(page) == ["Ålder: 80 år och äldre"]
    expect(filter_button(page)).to_have_accessible_name("Filter (1)")
    assert finding(page) == finding_of(SV, chart_of(Picked(*WHERE.values(), "age:80-")))

    page.go_back()
    wait_until_drawn(page)
    assert (page.url, finding(page)) == (address, everyone)
    assert filter_marks(page) == []


def test_each_mark_takes_away_its_own_filter(page_factory: MakePage):
    page = page_factory(**FILTERED)
    assert filter_marks(page) == ["Ålder: 80 år och äldre", "Från jan 2023"]
    page.get_by_role("button", name="Ta bort Från jan 2023").click()
    expect(page).not_to_have_url(re.compile("first="))
    wait_until_drawn(page)
    assert filter_marks(page) == ["Ålder: 80 år och äldre"]
    assert drawn_points(page) == drawn_points(page_factory(**{**FILTERED, "first": ""}))


def test_everything_is_cleared_with_the_keyboard_and_one_press_back_undoes_it(page_factory: MakePage):
    page = page_factory(language="en", fresh=True, **FILTERED)  # a tab counts no more than fifty steps
    english = words_of("en")
    before, n = finding(page), page.evaluate("history.length")
    clear = page.get_by_role("button", name=english("filters.clear"))
    clear.focus()
    page.keyboard.press("Enter")
    expect(clear).to_have_count(0)
    wait_until_drawn(page)
    assert filter_marks(page) == []
    assert words_on(page).language == "en"
    assert WHERE["unit"] in page.url
    assert not re.search("group=|first=", page.url)
    assert page.evaluate("history.length") == n + 1
    page.go_back()
    expect(clear).to_have_count(1)
    wait_until_drawn(page)
    assert finding(page) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copied_link_opens_the_same_filters(page_factory: MakePage, language: str):
    page = page_factory(language=language, **WHERE)
    words = words_of(language)
    choose_filter(page, "sex", {"sv": "Kvinnor", "en": "Women"}[language])
    open_filters(page).get_by_role("radio", name="24").click()
    expect(page).to_have_url(re.compile("first="))
    wait_until_drawn(page)
    close_filters(page)
    elsewhere = page_factory("data", fresh=True)
    elsewhere.goto(page.url)
    wait_until_drawn(elsewhere)
    assert words_on(elsewhere).language == language
    assert filter_marks(elsewhere) == filter_marks(page)
    assert filter_marks(page)[0] == words("group.sex", value=words("group_value.K"))
    assert finding(elsewhere) == finding(page)


def test_the_filters_stay_unfolded_and_keep_the_focus_while_they_are_chosen(page_factory: MakePage):
    page = page_factory(**WHERE)
    body = open_filters(page)
    choose(page, SV("filters.age"), "80 år och äldre")
    expect(body).to_be_visible()
    expect(choice(page, SV("filters.age"))).to_be_focused()
    choose(page, SV("filters.sex"), "Kvinnor (alla åldrar)")
    expect(choice(page, SV("filters.age"))).to_have_value("Alla")
    close_filters(page)
    assert filter_marks(page) == ["Kön: kvinnor"]


def test_the_filters_go_along_to_the_other_pages(page_factory: MakePage):
    page = page_factory(**FILTERED)
    for name in ("test", "plan"):
        go_to(page, name)
        assert filter_marks(page) == ["Ålder: 80 år och äldre"]
        expect(page.get_by_text(SV("filters.period_unused"))).to_be_visible()
    go_to(page, "follow")
    assert filter_marks(page) == ["Ålder: 80 år och äldre", "Från jan 2023"]


def test_another_level_and_an_indicator_the_unit_lacks_are_told(page_factory: MakePage):
    page = page_factory(indicator="vardplan", unit="0685")
    choose_filter(page, "level", "Vårdcentral")
    expect(choice(page, SV("choose.unit"))).to_have_value(re.compile("^Vårdcentral .+, Vetlanda$"))
    box = choice(page, SV("choose.indicator"))
    box.click()
    box.fill("Oplanerade inläggningar")
    page.get_by_role("option", name=listed("Oplanerade inläggningar")).click()
    wait_until_drawn(page)
    expect(choice(page, SV("choose.unit"))).to_have_value("Vetlanda")
    expect(alerts(page).first).to_contain_text("Vetlanda")


def test_what_is_told_stands_above_the_answer(page_factory: MakePage):
    page = page_factory(**WHERE, group="age:80-,sex:K")
    note, heading = (
        alerts(page).first.bounding_box(),
        page.get_by_role("heading", level=2).first.bounding_box(),
    )
    assert note
    assert heading
    assert note["y"] < heading["y"]


def test_on_a_phone_the_answer_stays_on_the_first_screen_and_marks_fit_a_finger(page_factory: MakePage):
    page = page_factory(width=PHONE, **FILTERED)
    expect(page.get_by_role("heading", level=2).first).to_be_in_viewport()
    expect(filter_button(page)).to_have_accessible_name("Filter (2)")
    targets = page.locator(".st-key-filter_marks button, .st-key-choose_filters button").all()
    assert len(targets) == 4
    for target in targets:
        box = target.bounding_box()
        assert box
        assert box["height"] >= FINGER
        assert box["width"] >= FINGER
    body = open_filters(page)
    choice(page, SV("filters.last")).scroll_into_view_if_needed()
    expect(body).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_axe_finds_nothing_at_all_in_the_filters(page_factory: MakePage, width: int, dark: bool):
    page = page_factory(width=width, dark=dark, **FILTERED)
    places = ".st-key-choose_series, .st-key-filter_marks"
    assert Axe().run(page, context=places).response["violations"] == []
    open_filters(page)
    unfolded = '[data-testid="stPopoverBody"]'
    assert Axe().run(page, context=unfolded).response["violations"] == []
