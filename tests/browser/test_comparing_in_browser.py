"""Jämför in a real browser: every way to compare, from the address and back, accessible in every look."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import MakePage
from page_tools import shoot, wait_until_drawn
from playwright.sync_api import Page
from test_accessibility import LOOKS
from visitor import chart, finding, seen, unfold_all, words_on

FORMS = ("funnel", "rows", "panels", "selection", "ages")
STABLE = {"indicator": "vardplan", "unit": "0683"}


def violations(page: Page) -> list[str]:
    """Whatever axe finds, of any severity."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("form", FORMS)
def test_every_way_to_compare_is_accessible_in_every_look(page_factory: MakePage, form: str):
    page = page_factory("jamfor", form=form, **STABLE)
    assert chart(page).count() == 1
    found = []
    for dark, width in LOOKS:
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_drawn(page)
        shoot(page, f"jamfor-{form}-{'dark' if dark else 'light'}-{width}")
        found += [f"{'dark' if dark else 'light'}, {width} px: {violation}" for violation in violations(page)]
    assert found == []


def test_in_english_nothing_is_left_in_swedish(page_factory: MakePage):
    page = page_factory("jamfor", "en", **STABLE)
    assert violations(page) == []
    assert "municipalities" in finding(page)
    assert not {"kommuner", "Gränserna", "Tratt"} & set(seen(page).split())


def test_icons_beside_words_are_not_read_out_by_their_english_names(page_factory: MakePage):
    page = page_factory("jamfor", **STABLE)
    told = page.locator("[role=img][aria-label$=' icon']")
    assert told.count() > 0, "Streamlit names its icons otherwise now"
    assert [one.get_attribute("aria-hidden") for one in told.all()] == ["true"] * told.count()


def test_what_is_folded_out_is_accessible(page_factory: MakePage):
    page = page_factory("jamfor", **STABLE)
    unfold_all(page)
    page.get_by_role("button", name=words_on(page)("compare.more")).click()
    wait_until_drawn(page)
    assert violations(page) == []


def test_a_way_to_compare_is_one_step_that_the_back_button_undoes(page_factory: MakePage):
    page = page_factory("jamfor", **STABLE)
    before = finding(page)
    page.get_by_test_id("stButtonGroup").get_by_text(words_on(page)("compare.form_selection")).click()
    wait_until_drawn(page)
    assert "form=selection" in page.url
    assert finding(page) != before
    page.go_back()
    wait_until_drawn(page)
    assert finding(page) == before
    assert "form=funnel" in page.url


def test_a_link_opens_the_same_comparison(page_factory: MakePage):
    page = page_factory("jamfor", indicator="akutbesok_hsh", unit="vc-a1", among="health_centre", form="rows")
    answer, address = finding(page), page.url
    page.goto(address)
    wait_until_drawn(page)
    assert finding(page) == answer


@pytest.mark.parametrize("form", FORMS)
def test_no_comparison_is_wider_than_a_phone(page_factory: MakePage, form: str):
    page = page_factory("jamfor", width=390, form=form, **STABLE)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("(main) => main.scrollWidth <= main.clientWidth")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_way_to_show_is_read_whole_on_a_phone_without_scrolling_sideways(
    page_factory: MakePage, language: str
):
    page = page_factory("jamfor", language, width=390, **STABLE)
    ways = page.locator(".st-key-choose_form").get_by_role("radio")
    assert ways.count() == len(FORMS)
    for way in ways.all():
        box, row = way.bounding_box(), page.locator(".st-key-choose_form").bounding_box()
        assert box is not None
        assert row is not None
        assert row["x"] <= box["x"]
        assert box["x"] + box["width"] <= row["x"] + row["width"] <= 390
        assert way.evaluate("(way) => way.scrollWidth <= way.clientWidth"), way.inner_text()


def test_the_words_under_an_axis_leave_the_plot_its_room_on_a_phone(page_factory: MakePage):
    """A line of words wider than the picture once pressed the plot to a strip."""
    page = page_factory("jamfor", width=390, indicator="akutbesok_hsh", unit="0683")
    image = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first
    box = image.bounding_box()
    assert box is not None
    assert box["width"] <= 390
    shoot(page, "jamfor-phone-long-axis")


def test_a_unit_says_what_it_is_when_it_is_pointed_at(page_factory: MakePage):
    page = page_factory("jamfor", indicator="vardplan", unit="0680")
    box = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first.bounding_box()
    assert box is not None
    tip = page.locator("#vg-tooltip-element")
    for step in range(200):  # along the right side, where the largest unit is
        page.mouse.move(
            box["x"] + box["width"] * (0.8 + 0.2 * (step % 20) / 20), box["y"] + 120 + 12 * (step // 10)
        )
        if tip.is_visible() and "Jönköping" in tip.inner_text():
            return
    pytest.fail("nothing was told of the largest unit")
