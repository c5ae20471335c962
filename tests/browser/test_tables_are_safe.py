"""A table is saved by buttons of ours, whose files hold no formula; Streamlit's own button is not there."""

import csv
import io

import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import upload, words_on

from core.wording import words_of

EVIL = "=HYPERLINK(1)"


def no_way_out(page: Page) -> None:
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.hover()
    expect(page.get_by_role("button", name="Sök").last).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)


@pytest.mark.parametrize("path", ["folj", "data"])
def test_no_table_has_a_way_out_that_is_not_ours(page_factory: MakePage, path: str):
    page = page_factory(path)
    key = "table.caption" if path == "folj" else "hidden.title"
    page.get_by_text(words_of("sv")(key), exact=True).first.click()
    wait_until_drawn(page)
    no_way_out(page)


def test_rows_left_out_are_saved_with_no_cell_a_formula(page_factory: MakePage):
    page = page_factory("data")
    words = words_on(page)
    rows = "\n".join(f"2025-{month:02};0680;{month + 4};400" for month in range(1, 7))
    upload(
        page,
        "x.csv",
        f"Månad;Kommun;Täljare;Inskrivna\n{rows}\n2025-07;{EVIL};3;400\n{EVIL};0680;3;400".encode(),
    )
    page.get_by_text(words("page.data.all_dropped"), exact=True).click()
    no_way_out(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name=words("page.data.dropped_save")).click()
    assert saved.value.suggested_filename == words("page.data.dropped_file")
    text = saved.value.path().read_bytes().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert f"'{EVIL}" in cells
    assert EVIL not in cells
