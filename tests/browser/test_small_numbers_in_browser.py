"""A team's own measure with small counts: asked about with the columns, told what it means, hidden after."""

import numpy as np
import pytest
from conftest import MakePage
from page_tools import axe, shoot, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import choose, go_to, numbers_below, seen, upload, words_on

MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
SMALL = [3, 0, *[12, 9, 14] * 7, 16]


def a_report() -> bytes:
    lines = [f"{month};Aneby;{n}\n{month};Eksjö;{n + 20}" for month, n in zip(MONTHS, SMALL, strict=True)]
    return "\n".join(["Månad;Kommun;Antal ärenden", *lines]).encode()


def bring(page: Page) -> None:
    upload(page, "arenden.csv", a_report())
    expect(page.get_by_text(words_on(page)("small.which", most=4), exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_three_is_hidden_where_that_is_chosen_and_a_zero_is_not(
    page_factory: MakePage, language: str
) -> None:
    page = page_factory("data", language=language)
    words = words_on(page)
    bring(page)
    effect = {"n": 1, "total": "48", "units": "1", "every": "2"}
    assert words("small.would_hide", **effect) in seen(page)
    page.get_by_test_id("stRadio").get_by_text(words("small.are_hidden"), exact=True).click()
    wait_until_drawn(page)
    assert words("small.hides", **effect) in seen(page)
    assert axe(page) == []
    page.get_by_role("button", name=words("page.data.accept")).click()
    expect(page.get_by_role("link", name=words("page.data.to_follow"))).to_be_visible()
    wait_until_drawn(page)
    go_to(page, "follow")
    choose(page, words("choose.unit"), "Aneby")
    values = {row[words("table.period")]: row[words("table.value")] for row in numbers_below(page)}
    hidden = words.month(np.datetime64("2023-01"))
    assert not any(sign.isdigit() for sign in values[hidden])
    assert values[words.month(np.datetime64("2023-02"))].startswith("0")


@pytest.mark.parametrize(
    ("width", "dark", "language"), [(390, False, "sv"), (390, True, "en"), (1280, True, "sv")]
)
def test_the_question_fits_every_screen(
    page_factory: MakePage, width: int, dark: bool, language: str
) -> None:
    page = page_factory("data", language=language, width=width, dark=dark)
    bring(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"small-numbers-{language}-{width}-{'dark' if dark else 'light'}")
