"""What is printed can be read: no word of a picture, or around it, is smaller than about 8 points."""

import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from paper_type import type_sizes
from visitor import chart

SMALLEST = 7.9
"""Points, as the letters that a person reads in a newspaper's tables."""


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("folj", {}),
        ("folj", {"show": "all"}),
        ("folj", {"show": "two"}),
        ("folj", {"exercise": "guess"}),
        ("jamfor", {}),
        ("jamfor", {"form": "rows"}),
        ("testa", {}),
        ("planera", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value.values()) or "first sight",
)
def test_no_type_on_a_sheet_is_smaller_than_8_points(
    page_factory: MakePage, path: str, query: dict[str, str]
):
    page = page_factory(path, width=1366, **query)
    page.emulate_media(media="null")
    sizes = type_sizes(page.pdf(prefer_css_page_size=True))
    assert sizes
    assert min(sizes) >= SMALLEST


def test_a_picture_is_as_large_on_the_screen_after_printing_as_before(page_factory: MakePage):
    page = page_factory(width=1366)
    page.emulate_media(media="null")
    size = "svg => [svg.getAttribute('width'), svg.getAttribute('height')]"
    picture = chart(page).locator("svg.marks").first
    before = picture.evaluate(size)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function("document.querySelector('svg.marks').getAttribute('width') === '700'")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    wait_until_drawn(page)
    assert picture.evaluate(size) == before
