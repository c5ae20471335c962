"""Files as tired people bring them: what the page says of them, and what it takes them for."""

import io
from collections.abc import Sequence

import openpyxl
import pytest
from conftest import MakePage
from playwright.sync_api import expect
from visitor import choice, finding, seen, table_cells, upload, wait_for_page

from core.wording import words_of

MONTHS = [f"20{23 + at // 12}-{at % 12 + 1:02d}" for at in range(30)]


def csv_of(*rows: str) -> bytes:
    return "\r\n".join(rows).encode("utf-8-sig")


def workbook_of(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("language", "shown"), [("sv", "81,5\u00a0%"), ("en", "81.5\u00a0%")])
def test_a_share_in_percent_is_shown_in_percent_and_named_after_the_file(
    page_factory: MakePage, language: str, shown: str
):
    page, words = page_factory("data", language=language, width=390), words_of(language)
    rows = [f"Gula huset;{month};{81 + at % 5},5" for at, month in enumerate(MONTHS)]
    upload(page, "nöjda_patienter_2025.csv", csv_of("Vårdcentral;Månad;Andel (%)", *rows, "Gula huset;;7"))
    expect(choice(page, words("page.data.new_kind"))).to_have_value(words("page.data.kind_proportion"))
    expect(page.get_by_role("textbox", name=words("page.data.new_name"))).to_have_value("Nöjda patienter")
    expect(page.get_by_role("textbox", name=words("page.data.new_unit"))).to_have_value("%")
    assert words("page.data.value_read", written="81,5", shown=shown) in seen(page)
    assert words("page.data.kept_and_dropped", n=30, left="1") in seen(page)

    unit = page.get_by_role("textbox", name=words("page.data.new_unit"))
    unit.fill("% av *svaren*")
    unit.press("Enter")
    expect(page.get_by_text("% av *svaren*").first).to_be_visible()
    page.get_by_role("button", name=words("page.data.accept")).click()
    expect(page.get_by_text(words("page.data.accepted"))).to_be_visible()
    page.get_by_role("link", name=words("page.data.to_follow")).click()
    wait_for_page(page, "follow")
    assert "% av *svaren*" in finding(page)


def test_of_several_sheets_the_one_with_the_numbers_is_open_and_named(page_factory: MakePage):
    page, words = page_factory("data"), words_of("sv")
    numbers = [["Enhet", "Månad", "Täljare", "Nämnare"], *[["Värnamo", m, 11, 80] for m in MONTHS]]
    about = [["Om filen", "Kommentar"], ["Ansvarig", "Analysenheten"], ["Uttag", "varje månad"]]
    upload(page, "ut.xlsx", workbook_of(Läsmig=about, Återinskrivningar=numbers))
    text = seen(page)
    assert words("page.data.seen_sheet", n=30, row="2", sheet="Återinskrivningar") in text
    assert words("page.data.fact_encoding") not in text
    assert words("page.data.fact_delimiter") not in text
    expect(page.get_by_role("combobox", name=words("page.data.sheet"), exact=True)).to_have_count(0)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("Enhet;jan;feb;mar", "Aneby;6;7;8", "Habo;9;8;7"), "months_as_columns"),
        (("Enhet;Värde", "Aneby;4,8", "Habo;5,1"), "no_period_at_all"),
    ],
)
def test_what_a_file_lacks_is_one_row_with_what_to_do(
    page_factory: MakePage, rows: tuple[str, ...], code: str
):
    page, words = page_factory("data"), words_of("sv")
    upload(page, "fil.csv", csv_of(*rows))
    what, remedy = (
        words(f"problem.{code}.{part}", columns=("jan", "feb", "mar")) for part in ("what", "remedy")
    )
    assert [cell for cell in table_cells(page) if cell] == [what, remedy]
