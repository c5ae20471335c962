"""Many changes judged at once take a while: the computing can be stopped by hand and gone on with."""

import re

from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import FilePayload, Page, expect
from visitor import words_on

from core.improvement import Change
from core.improvement.change_file import write_changes
from core.indicators import Text
from core.simulate import load_sample
from core.wording import Words

STARTS = ("2023-07", "2023-10", "2024-01", "2024-04", "2024-07", "2024-10")


def long_register() -> FilePayload:
    """A change in every municipality in each of some months, meant to move all that is measured."""
    dataset = load_sample()
    measures = tuple(indicator.id for indicator in dataset.indicators())
    places = [unit.id for unit in dataset.units if unit.level == "municipality"]
    changes = [
        Change(f"{place}-{start}", (place,), start, Text(f"Prov {start}", f"Trial {start}"), outcome=measures)
        for place in places
        for start in STARTS
    ]
    return {"name": "register.csv", "mimeType": "text/csv", "buffer": write_changes(changes)}


def unfold(page: Page, part: str) -> None:
    page.locator(f".st-key-{part}_part summary").first.click()


def not_reached(page: Page, words: Words) -> int:
    """How many questions the page says were not reached when the computing was stopped."""
    after = words("many.not_reached", n=2).removeprefix("2")
    told = re.search(rf"([\d\s]+){re.escape(after)}", page.locator(".st-key-many_part").inner_text())
    assert told
    return int(re.sub(r"\s", "", told[1]))


def test_the_computing_is_stopped_by_a_press_and_gone_on_with_from_where_it_was(page_factory: MakePage):
    page = page_factory("testa")
    words = words_on(page)
    unfold(page, "register")
    wait_until_drawn(page)
    page.locator(".st-key-register_part input[type=file]").set_input_files(long_register())
    expect(page.get_by_text(words("change.opened", n=78))).to_be_visible()
    wait_until_drawn(page)
    unfold(page, "many")
    of_page = page.get_by_test_id("stMain")  # Streamlit has a button of the same name above
    stop = of_page.get_by_role("button", name=words("page.test.many_stop"), exact=True)
    go_on = page.get_by_role("button", name=words("page.test.many_go_on"), exact=True)
    stop.click()
    expect(go_on).to_be_visible()
    wait_until_drawn(page)
    expect(stop).to_have_count(0)
    first = not_reached(page, words)
    assert first > 0
    assert not axe(page)
    go_on.click()
    expect(stop).to_be_visible()
    page.wait_for_timeout(500)
    stop.click()
    expect(go_on).to_be_visible()
    wait_until_drawn(page)
    assert 0 < not_reached(page, words) < first
