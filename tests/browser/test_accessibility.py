"""axe finds nothing at all, whatever the page, language, theme and width, also with things folded out."""

from collections.abc import Sequence

import pytest
from conftest import MakePage
from made_up_wrong_files import HEADINGS, SHARE
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Page
from visitor import close_tools, open_tools, unfold_all, upload

LOOKS = [(dark, width) for dark in (False, True) for width in (1280, 390)]
IN_ENGLISH = [LOOKS[0], LOOKS[-1]]
"""Another language has other words in the same colours: light and wide, dark and narrow."""
PAGES = ("", "folj", "jamfor", "testa", "planera", "data", "metod")
A_FILE = [
    HEADINGS,
    *(f"{SHARE};Värnamo;2024-{month:02d};{10 + month % 7};80" for month in range(1, 13)),
    f"{SHARE};Värnamo;2025-13;1;80",
]


def in_every_look(page: Page, looks: Sequence[tuple[bool, int]] = LOOKS) -> list[str]:
    """What axe finds in light and dark, wide and on a phone, each told once with where."""
    found = []
    for dark, width in looks:
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_drawn(page)
        found += [f"{'dark' if dark else 'light'}, {width} px: {violation}" for violation in axe(page)]
    return found


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page_factory: MakePage, path: str, language: str):
    page = page_factory(path, language)
    assert not in_every_look(page, LOOKS if language == "sv" else IN_ENGLISH)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_with_a_file_open(page_factory: MakePage, language: str):
    page = page_factory("data", language)
    upload(page, "siffror.csv", "\r\n".join(A_FILE).encode())
    assert not in_every_look(page)


def test_axe_finds_nothing_in_a_refusal(page_factory: MakePage):
    page = page_factory("data")
    upload(page, "tom.csv", b"")
    assert not in_every_look(page)


@pytest.mark.parametrize(("path", "language"), [*((path, "sv") for path in PAGES), ("metod", "en")])
def test_axe_finds_nothing_in_what_is_folded_out(page_factory: MakePage, path: str, language: str):
    page = page_factory(path, language)
    unfold_all(page)
    assert not in_every_look(page, LOOKS if language == "sv" else IN_ENGLISH)


def test_axe_finds_nothing_in_the_tools_above_the_chart(page_factory: MakePage):
    page = page_factory()
    open_tools(page)
    assert not axe(page)
    close_tools(page)
    page.emulate_media(color_scheme="dark")
    wait_until_drawn(page)
    open_tools(page)
    assert not axe(page)
