"""Answers saved from public sources, and what Skifte saved itself: brought, named, saved and opened again."""

import io
import zipfile
from pathlib import Path

import pytest
from conftest import MakePage
from page_tools import axe, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import alerts, go_to, seen, table_cells, upload, words_on

from core.wording import LANGUAGES

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def fixture(name: str) -> tuple[str, bytes]:
    return name, (FIXTURES / name).read_bytes()


def accept(page: Page) -> None:
    page.get_by_role("button", name=words_on(page)("page.data.accept")).click()
    expect(page.get_by_role("link", name=words_on(page)("page.data.to_follow"))).to_be_visible()
    wait_until_drawn(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_of_kolada_is_named_and_taken_into_use_as_it_was_saved(
    page_factory: MakePage, language: str
):
    page = page_factory("data", language=language)
    words = words_on(page)
    upload(page, *fixture("kolada_v3_data_page1.json"))
    assert words("found.answer", called="Kolada") in alerts(page).first.inner_text()
    assert words("problem.pages_missing.what", called="Kolada") in " ".join(table_cells(page))
    assert axe(page) == []
    accept(page)
    assert "Kolada" in seen(page)


def test_a_broken_answer_is_refused_in_words_and_the_sample_county_stays(page_factory: MakePage):
    page = page_factory("data", language="sv")
    words = words_on(page)
    upload(page, "svar.json", b'{"values": [{"kpi": "N20403",')
    assert words("page.data.refused") in seen(page)
    assert any("trasig" in cell for cell in table_cells(page))
    assert words("page.data.sample_label") in seen(page)


def test_what_is_in_view_is_saved_and_opened_again(page_factory: MakePage):
    page = page_factory("data", language="sv")
    words = words_on(page)
    page.get_by_text(words("save.title"), exact=True).click()
    wait_until_drawn(page)
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button", name=words("save.button")).click()
    saved = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        assert [name.split(".")[-1] for name in archive.namelist()] == ["txt", "parquet", "csv"]
    upload(page, download.value.suggested_filename, saved)
    assert words("found.own") in alerts(page).first.inner_text()
    accept(page)
    go_to(page, "follow")
    assert axe(page) == []
