"""Two charts of the same numbers: beside each other where there is room, on one scale; what is folded."""

import re

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import finding, words_on

TWO = {"show": "two", "indicator": "vardplan", "unit": "0680"}


def boxes(page: Page) -> list[dict[str, float]]:
    """Where the two pictures lie."""
    found = [one.bounding_box() for one in page.get_by_test_id("stVegaLiteChart").all()]
    return [box for box in found if box is not None]


def heights_of_ticks(page: Page, picture: int) -> list[str]:
    """The numbers along the scale of values, from below."""
    axes = page.get_by_test_id("stVegaLiteChart").nth(picture).locator("svg .role-axis-label")
    told = [axes.nth(at).locator("text").all_text_contents() for at in range(axes.count())]
    return next(numbers for numbers in told if all(re.fullmatch(r"[\d,.−]+", text) for text in numbers))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_they_stand_beside_each_other_on_one_scale(page_factory: MakePage, language: str):
    page = page_factory("folj", language, **TWO)
    first, second = boxes(page)
    assert abs(first["width"] - second["width"]) < 2
    assert first["x"] + first["width"] <= second["x"]
    assert heights_of_ticks(page, 0) == heights_of_ticks(page, 1)
    expect(page.get_by_role("heading", name=words_on(page)("two.differ"))).to_be_visible()


def test_on_a_phone_they_stand_below_each_other_and_nothing_sticks_out(page_factory: MakePage):
    page = page_factory(width=390, **TWO)
    first, second = boxes(page)
    assert first["y"] + first["height"] <= second["y"]
    for box in (first, second):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 390)])
def test_axe_finds_nothing(page_factory: MakePage, dark: bool, width: int):
    page = page_factory(width=width, dark=dark, **TWO)
    assert not axe(page)


@pytest.mark.parametrize(
    ("language", "dark", "width"), [("sv", False, 390), ("en", True, 1280), ("sv", True, 390)]
)
def test_axe_finds_nothing_in_why_season_and_drift(
    page_factory: MakePage, language: str, dark: bool, width: int
):
    page = page_factory("folj", language, width=width, dark=dark, indicator="lakarhembesok", unit="0683")
    for name in ("why_chart", "season", "drift"):
        page.locator(f".st-key-{name} summary").first.click()
        wait_until_drawn(page)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(6, timeout=20_000)
    wait_until_drawn(page)
    assert not axe(page)


def test_the_reasons_lead_to_the_other_kind_beside_the_present_one(page_factory: MakePage):
    page = page_factory(indicator="vardplan", unit="0680")
    words = words_on(page)
    page.get_by_text(words("why.open"), exact=True).click()
    wait_until_drawn(page)
    name = words("why.compare", kind=words("chart_kind.i.name"))
    page.get_by_role("button", name=name).click()
    wait_until_drawn(page)
    expect(page).to_have_url(re.compile(r"[?&]kind2=i\b"))
    assert len(boxes(page)) == 2
    assert finding(page) == words("two.both_signal")
