"""The quality report and the catalogue as people meet them: read, searched, added to by a file."""

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import FilePayload, Page, expect

from core.indicators import load_catalogue
from core.indicators.added import indicators_csv
from core.wording import Words, words_of

HEADER = indicators_csv(()).decode("utf-8-sig").strip()
NEW = "vantetid_test;Väntetid på prov;Waiting time for tests;;;;;;;mean;;;;;month;down"


def file_of(line: str) -> FilePayload:
    cells = line.split(";")
    padded = ";".join([*cells, *[""] * (HEADER.count(";") + 1 - len(cells))])
    content = f"{HEADER}\r\n{padded}\r\n".encode("utf-8-sig")
    return {"name": "indicators.csv", "mimeType": "text/csv", "buffer": content}


def bring(page: Page, words: Words, line: str) -> None:
    page.locator(".st-key-catalogue_file input[type=file]").set_input_files(file_of(line))
    wait_until_drawn(page)


@pytest.fixture(params=["sv", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    return words_of(request.param)


def test_the_report_unfolds_and_can_be_read_by_all(page_factory: MakePage, words: Words):
    page = page_factory("data", language=words.language)
    expect(page.get_by_text(words("quality.sound"))).to_be_visible()
    page.get_by_text(words("quality.open")).click()
    expect(page.get_by_role("heading", name=words("quality.severity_know"))).to_be_visible()
    expect(page.get_by_role("button", name=words("quality.download"))).to_be_visible()
    wait_until_drawn(page)
    assert axe(page) == []


def test_the_catalogue_is_found_searched_and_leads_to_the_chart(page_factory: MakePage, words: Words):
    page = page_factory("data", language=words.language)
    page.get_by_role("radio", name=words("catalogue.open")).click()
    search = page.get_by_role("textbox", name=words("catalogue.search"))
    search.fill("mangbesok")
    search.press("Enter")
    expect(page.get_by_text(words("catalogue.shown", n=1))).to_be_visible()
    assert "part=catalogue" in page.url
    wait_until_drawn(page)
    assert axe(page) == []
    page.get_by_role("button", name=words("catalogue.follow")).click()
    name = load_catalogue()["mangbesokare_akut"].name.in_(words.language)
    expect(page.get_by_role("combobox", name=words("choose.indicator"))).to_be_visible()
    wait_until_drawn(page)
    assert name in page.locator("body").inner_text() or "mangbesokare_akut" in page.url


def test_back_from_the_catalogue_is_back_to_the_numbers(page_factory: MakePage):
    words = words_of("sv")
    page = page_factory("data")
    page.get_by_role("radio", name=words("catalogue.open")).click()
    expect(page.get_by_role("textbox", name=words("catalogue.search"))).to_be_visible()
    wait_until_drawn(page)
    page.go_back()
    expect(page.get_by_role("heading", name=words("page.data.load"))).to_be_visible()


def test_a_wrong_row_is_named_and_a_right_one_is_in_the_catalogue_at_once(
    page_factory: MakePage, words: Words
):
    page = page_factory("data", language=words.language, part="catalogue")
    page.get_by_text(words("catalogue.edit")).click()
    wait_until_drawn(page)
    bring(page, words, NEW.replace(";mean;", ";medel;"))
    expect(page.get_by_text(words("catalogue.refused"))).to_be_visible()
    told = page.get_by_test_id("stTable").inner_text()
    assert "kind" in told
    assert "proportion, rate, count, mean, score" in told
    bring(page, words, NEW)
    name = "Väntetid på prov" if words.language == "sv" else "Waiting time for tests"
    expect(page.get_by_text(words("catalogue.new", n=1, names=name))).to_be_visible()
    search = page.get_by_role("textbox", name=words("catalogue.search"))
    search.fill("vantetid_test")
    search.press("Enter")
    expect(page.get_by_text(words("catalogue.shown", n=1))).to_be_visible()
    expect(page.get_by_text(words("catalogue.added"))).to_be_visible()
