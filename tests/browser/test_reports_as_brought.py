"""A report with its months as columns, from the uploader to the chart; and a file that names no unit."""

from pathlib import Path

import pytest
from conftest import MakePage
from playwright.sync_api import expect
from visitor import choice, choose, finding, seen, upload, wait_for_page

from core.indicators import load_catalogue
from core.wording import LANGUAGES, words_of

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
MONTHS = [f"20{23 + at // 12}-{at % 12 + 1:02d}" for at in range(30)]


def csv_of(*rows: str) -> bytes:
    return "\r\n".join(rows).encode("utf-8-sig")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_countys_report_is_right_the_first_time(page_factory: MakePage, language: str):
    page, words = page_factory("data", language=language), words_of(language)
    upload(page, "diver_bred_cp1252.csv", (FIXTURES / "diver_bred_cp1252.csv").read_bytes())
    known = load_catalogue()["mangbesokare_akut"].name.in_(language)
    expect(choice(page, words("page.data.which_indicator"))).to_have_value(known)
    expect(choice(page, words("page.data.is_numerator"))).to_have_value("Täljare")
    said = seen(page)
    assert words("page.data.kept", n=9, total="9") in said
    assert words("problem.wide_unfolded.what", first="jan-25", last="mar-25", n=3) in said
    assert words("problem.total_column_left_out.what", n=1, columns="Totalt") in said
    page.get_by_role("button", name=words("page.data.accept")).click()
    expect(page.get_by_text(words("page.data.accepted"))).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_without_units_asks_for_the_one_it_is_about(page_factory: MakePage, language: str):
    page, words = page_factory("data", language=language, width=390), words_of(language)
    upload(
        page, "besok.csv", csv_of("Månad;Antal besök", *(f"{m};{40 + i % 7}" for i, m in enumerate(MONTHS)))
    )
    assert words("problem.no_unit_at_all.what") in seen(page)
    choose(page, words("page.data.whole_unit"), "Aneby")
    expect(page.get_by_text(words("page.data.kept", n=30, total="30"))).to_be_visible()
    page.get_by_role("button", name=words("page.data.accept")).click()
    expect(page.get_by_text(words("page.data.accepted"))).to_be_visible()
    page.get_by_role("link", name=words("page.data.to_follow")).click()
    wait_for_page(page, "follow")
    assert finding(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_weeks_as_columns_are_refused_with_a_word(page_factory: MakePage, language: str):
    page, words = page_factory("data", language=language), words_of(language)
    upload(page, "veckor.csv", csv_of("Kommun;v 2025-05;v 2025-06", "Aneby;6;7", "Habo;8;9"))
    expect(page.get_by_text(words("page.data.refused"))).to_be_visible()
    assert words("problem.weeks_as_columns.remedy") in seen(page)
