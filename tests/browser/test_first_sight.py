"""What a newcomer sees before doing anything, in Swedish and in English."""

import re

import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import expect
from visitor import chart, drawn_points, finding, made_up_mark, picture_text, switch_language, words_on

from core.simulate.sample import load_sample
from core.spc.for_series import Charted, chart_for
from core.wording import words_of
from core.wording.reading import reading_sentences
from pages.parts.choices import FIRST_SIGHT


@pytest.fixture(scope="module")
def first_chart() -> Charted:
    """The chart that the opening page is to show, computed without the page."""
    dataset = load_sample()
    indicator, unit = FIRST_SIGHT
    series = dataset.series(indicator, unit)
    assert series is not None
    return chart_for(dataset.catalogue[indicator], dataset.units[unit], series)


def test_the_first_page_answers_without_being_asked(page_factory: MakePage, first_chart: Charted):
    page = page_factory()
    words = words_of("sv")
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.title() == f"{words('page.follow.title')} · {words('app.name')}"
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.follow.title"))
    assert finding(page) == reading_sentences(words, first_chart)[0]
    assert drawn_points(page) == len(first_chart.series.months)
    expect(made_up_mark(page)).to_be_visible()
    assert words("figure.facts_made_up") in picture_text(page)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844), (1920, 1080)])
def test_the_answer_and_half_of_its_chart_are_on_the_first_screen(
    page_factory: MakePage, width: int, height: int
):
    page = page_factory(width=width)
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    wait_until_drawn(page)
    answer = page.get_by_role("heading", level=2).first.bounding_box()
    picture = chart(page).bounding_box()
    assert answer is not None
    assert picture is not None
    assert answer["y"] + answer["height"] <= picture["y"]
    assert picture["y"] + picture["height"] / 2 < height
    assert picture["height"] > 300


def test_a_chart_has_no_tools_in_another_language_and_no_marks_read_aloud_as_code(page_factory: MakePage):
    page = page_factory()
    chart(page).hover()
    expect(page.get_by_test_id("stElementToolbarButton").filter(visible=True)).to_have_count(0)
    expect(chart(page).locator("svg .role-mark[role], svg .role-mark [role]")).to_have_count(0)


def test_english_is_a_click_away_and_swedish_a_click_back(page_factory: MakePage, first_chart: Charted):
    page = page_factory()
    switch_language(page, "en")
    english = words_of("en")
    assert page.title() == f"{english('page.follow.title')} · {english('app.name')}"
    assert finding(page) == reading_sentences(english, first_chart)[0]
    assert english("figure.facts_made_up") in picture_text(page)
    expect(made_up_mark(page)).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]lang=en\b"))

    switch_language(page, "sv")
    assert finding(page) == reading_sentences(words_of("sv"), first_chart)[0]
    assert "lang=" not in page.url


@pytest.mark.parametrize("path", ["", "folj", "testa", "data"])
def test_a_link_with_lang_en_opens_in_english(page_factory: MakePage, path: str):
    page = page_factory(path, language="en")
    name = {"": "overview", "folj": "follow", "testa": "test", "data": "data"}[path]
    english = words_of("en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert words_on(page) is english
    assert page.title() == f"{english(f'page.{name}.title')} · {english('app.name')}"
    expect(page.get_by_role("heading", level=1)).to_have_text(english(f"page.{name}.title"))
    expect(made_up_mark(page)).to_be_visible()


def test_the_language_stays_from_page_to_page_and_when_the_page_is_reloaded(page_factory: MakePage):
    page = page_factory()
    switch_language(page, "en")
    english = words_of("en")
    page.get_by_role("link", name=english("nav.data"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(english("page.data.title"))
    expect(page).to_have_url(re.compile(r"/data\?.*lang=en"))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(english("page.data.title"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
