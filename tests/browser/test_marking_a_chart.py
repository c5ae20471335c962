"""What a person does on a chart: press a point, begin a phase, leave a month out, note, look closer."""

import re

import numpy as np
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from sample_answers import Picked, chart_of, finding_of
from visitor import chart, drawn_points, finding, numbers_below, picture_text, switch_language, words_on

from core.spc.for_series import Choices
from core.spc.rephase import proposals
from core.wording import words_of
from pages.parts.choices import FIRST_SIGHT

FIRST = Picked(*FIRST_SIGHT)
SWEDISH = words_of("sv")
AT = 30
MONTH = chart_of(FIRST).series.months[AT]


def press_point(page: Page, at: int) -> None:
    """Press the point of the period at position ``at``, as people do with a mouse or a finger."""
    chart(page).locator(".mark-symbol path").nth(at).click(force=True)
    expect(page.locator(".st-key-picked_month")).to_be_visible()
    wait_until_drawn(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    wait_until_drawn(page)


def test_a_pressed_point_says_its_month_and_value_and_can_begin_a_phase(page_factory: MakePage):
    page = page_factory()
    press_point(page, AT)
    value = SWEDISH.number(float(chart_of(FIRST).points["y"].iloc[AT]), 1)
    expect(page.locator(".st-key-picked_month")).to_contain_text(f"{SWEDISH.month(MONTH)}: {value}")
    press(page, SWEDISH("mark.part"))
    expect(page).to_have_url(re.compile(rf"[?&]parts={MONTH}\b"))
    assert finding(page) == finding_of(SWEDISH, chart_of(FIRST, Choices(parts=(MONTH,))))
    assert SWEDISH("figure.event_part") in picture_text(page)
    press(page, SWEDISH("mark.part_remove"))
    expect(page).not_to_have_url(re.compile("parts="))
    assert finding(page) == finding_of(SWEDISH, chart_of(FIRST))


def test_a_month_left_out_with_a_note_tells_why_and_survives_a_link(page_factory: MakePage):
    page = page_factory()
    press_point(page, AT)
    press(page, SWEDISH("mark.exclude"))
    note = page.get_by_placeholder(SWEDISH("mark.note_placeholder"))
    note.fill("semester | stängt")
    note.press("Enter")
    wait_until_drawn(page)
    expect(page).to_have_url(re.compile(rf"[?&]exclude={MONTH}\b"))
    assert "semester / stängt" in picture_text(page)
    expect(page.get_by_text(f"{SWEDISH.month(MONTH)}. ").filter(has_text="semester / stängt")).to_be_visible()

    copied = page.url
    elsewhere = page_factory("data", fresh=True)
    elsewhere.goto(copied)
    wait_until_drawn(elsewhere)
    assert "semester / stängt" in picture_text(elsewhere)
    assert finding(elsewhere) == finding(page)


def test_the_same_is_reached_from_a_list_without_pointing(page_factory: MakePage):
    page = page_factory()
    press(page, SWEDISH("mark.open"))
    press(page, SWEDISH("mark.exclude"))
    last = chart_of(FIRST).series.months[-1]
    expect(page).to_have_url(re.compile(rf"[?&]exclude={last}\b"))


def test_a_note_cannot_be_markup_and_is_cut_to_its_length(page_factory: MakePage):
    page = page_factory(notes=f"{FIRST.unit}~{MONTH}~<img src=x onerror=alert(1)> **fet** [länk](http://a.b)")
    assert "<img src=x" in picture_text(page)
    assert page.locator("img[src='x']").count() == 0


def test_proposed_phases_are_accepted_or_declined_and_never_made_by_themselves(page_factory: MakePage):
    page = page_factory()
    first = proposals(chart_of(FIRST))[-1]
    month = SWEDISH.month(np.datetime64(first.start, "M"))
    offered = page.get_by_role("button", name=SWEDISH("rephase.accept", month=month))
    expect(offered).to_be_visible()
    assert "parts=" not in page.url
    page.locator(f".st-key-decline_{first.start}").get_by_role("button").click()
    expect(offered).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"[?&]refused={first.start}\b"))
    page.go_back()
    expect(offered).to_be_visible()
    offered.click()
    expect(page).to_have_url(re.compile(rf"[?&]parts={first.start}\b"))
    wait_until_drawn(page)
    assert finding(page) == finding_of(
        SWEDISH, chart_of(FIRST, Choices(parts=(np.datetime64(first.start, "M"),)))
    )


def test_looking_closer_draws_fewer_points_and_changes_no_number(page_factory: MakePage):
    page = page_factory()
    before, rows = finding(page), len(chart_of(FIRST).series.months)
    page.get_by_role("radio", name="24 månader").click()
    expect(page).to_have_url(re.compile(r"[?&]zoom=24\b"))
    wait_until_drawn(page)
    assert drawn_points(page) == 24
    assert finding(page) == before
    assert len(numbers_below(page)) == rows
    switch_language(page, "en")
    assert words_on(page)("figure.facts_zoomed", drawn="24 months", n=rows) in picture_text(page)
