"""Small counts of a file: hidden on every page, told of on Data, and seen only by its owner's own choice."""

import re

import numpy as np
import pytest
from conftest import MakePage
from page_tools import shoot, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import go_to, numbers_below, seen, upload, words_on

TOWNS = ("Aneby", "Eksjö", "Tranås", "Vetlanda")
MEANS = (4, 12, 20, 30)


def a_report() -> bytes:
    """Emergency visits by month in four municipalities; in the smallest most months are below five."""
    rng = np.random.default_rng(5)
    lines = ["Månad;Kommun;Akutbesök;Inskrivna"]
    for month in np.arange(np.datetime64("2023-01", "M"), np.datetime64("2025-01", "M")):
        for town, mean in zip(TOWNS, MEANS, strict=True):
            lines.append(f"{month};{town};{rng.poisson(mean)};{40 * mean + 17}")
    return "\n".join(lines).encode()


def bring(page: Page) -> None:
    words = words_on(page)
    upload(page, "akutbesok.csv", a_report())
    page.get_by_role("button", name=words("page.data.accept")).click()
    expect(page.get_by_role("link", name=words("page.data.to_follow"))).to_be_visible()
    wait_until_drawn(page)


def unfold(page: Page) -> None:
    page.get_by_text(words_on(page)("hidden.title"), exact=True).click()
    wait_until_drawn(page)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_small_counts_are_hidden_until_their_owner_asks(page_factory: MakePage, language: str) -> None:
    page = page_factory("data", language=language)
    words = words_on(page)
    bring(page)
    unfold(page)
    assert words("hidden.about") in seen(page)
    assert words("hidden.beside_why") in seen(page)
    shoot(page, f"hidden-data-{language}")
    go_to(page, "follow")
    hidden = [row for row in numbers_below(page) if words("state.suppressed") in row.values()]
    assert hidden
    assert all(re.search(r"\d", row[words("table.value")]) is None for row in hidden)
    go_to(page, "data")
    unfold(page)
    page.get_by_text(words("hidden.see_all")).click()
    wait_until_drawn(page)
    assert words("hidden.all_shown") in seen(page)
    assert words("hidden.beside_why") not in seen(page)
    go_to(page, "follow")
    assert words("hidden.all_shown") in seen(page)
    assert not [row for row in numbers_below(page) if words("state.suppressed") in row.values()]


def test_the_sample_offers_no_such_choice(page_factory: MakePage) -> None:
    page = page_factory("data")
    unfold(page)
    assert words_on(page)("hidden.see_all") not in seen(page)
    shoot(page, "hidden-sample")
