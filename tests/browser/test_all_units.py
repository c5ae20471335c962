"""Följ with all units beside each other: one picture, a panel each, as many columns as there is room for."""

import re

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Page, expect
from sample_answers import Picked, chart_of, sample
from visitor import chart, finding, hidden_signs, picture_text, words_on

from core.observations.side_by_side import side_by_side
from core.wording.panels import panels_sentences
from pages.parts.choices import FIRST_SIGHT

INDICATOR, UNIT = FIRST_SIGHT
CHARTINGS = [
    chart_of(Picked(INDICATOR, unit.id))
    for unit in sample().units.in_order(side_by_side(sample(), INDICATOR, sample().units[UNIT]))
]


def columns(page: Page) -> int:
    """How many panels stand beside the first one, itself counted."""
    names = [charted.unit.name.in_(words_on(page).language) for charted in CHARTINGS]
    tops = [chart(page).locator("svg text", has_text=name).first.bounding_box() for name in names]
    heights = [round(box["y"]) for box in tops if box is not None]
    assert len(heights) == len(names)
    return heights.count(heights[0])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_municipality_has_a_panel_and_the_headline_counts_them(page_factory: MakePage, language: str):
    page = page_factory(language=language, show="all")
    words, told = words_on(page), picture_text(page)
    assert finding(page) == panels_sentences(words, CHARTINGS)[0]
    for charted in CHARTINGS:
        assert charted.unit.name.in_(language) in told
    assert words("figure.facts_made_up") in told
    assert hidden_signs(page) == sum((c.series.status == "suppressed").sum() for c in CHARTINGS)
    assert chart(page).locator("svg .points_marks > path").count() == sum(
        c.points["y"].notna().sum() for c in CHARTINGS
    )


@pytest.mark.parametrize(("width", "wanted"), [(320, 1), (390, 1), (1366, 4), (1920, 5)])
def test_there_are_as_many_columns_as_the_screen_has_room_for(
    page_factory: MakePage, width: int, wanted: int
):
    page = page_factory(width=width, show="all")
    assert columns(page) == wanted
    box = chart(page).locator("svg.marks").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width


def test_a_window_made_narrower_or_wider_has_as_many_columns_as_it_has_room_for(page_factory: MakePage):
    page = page_factory(width=1366, show="all")
    for width, wanted in ((820, 2), (390, 1), (1366, 4)):
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_drawn(page)
        assert columns(page) == wanted
        box = chart(page).locator("svg.marks").bounding_box()
        below = page.get_by_role("list", name=words_on(page)("figure.legend")).bounding_box()
        assert box is not None
        assert below is not None
        assert box["x"] + box["width"] <= width
        assert 0 <= below["y"] - (box["y"] + box["height"]) < 60, "the key stands right under the picture"


def test_the_same_scale_in_all_panels_is_a_choice_that_the_address_keeps(page_factory: MakePage):
    page = page_factory(show="all")
    words = words_on(page)
    assert words("panels.scale_own") in picture_text(page)
    page.get_by_role("switch", name=words("panels.choose_shared")).press("Space")
    expect(page).to_have_url(re.compile(r"[?&]scale=shared\b"))
    wait_until_drawn(page)
    assert words("panels.scale_shared") in picture_text(page)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_with_all_units(page_factory: MakePage, dark: bool):
    assert not axe(page_factory(show="all", dark=dark))


@pytest.mark.parametrize(
    "query",
    [
        {"show": "all"},
        {"show": "all", "scale": "shared"},
        {"show": "all", "indicator": "gemensamt_hembesok", "group": "age:18-64"},
        {"indicator": "ledtid_hembesok", "unit": "0604"},
    ],
    ids=["some hidden", "one scale", "most hidden", "a chart without a value"],
)
def test_the_browser_is_not_asked_to_draw_what_is_hidden(page_factory: MakePage, query: dict[str, str]):
    page = page_factory(**query)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "warning" else None)
    page.reload()
    wait_until_drawn(page)
    assert not [text for text in said if "WARN" in text], "Vega's own warnings"
