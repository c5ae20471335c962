"""Numbers to take along: the table of the page, as numbers, with what it is; nothing hidden, no formula."""

import csv
import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from core.figures.control_figure import control_figure
from core.figures.panels_figure import panels_figure
from core.observations.readers import open_file
from core.share.numbers import csv_numbers
from core.share.numbers_excel import excel_numbers
from core.share.numbers_read import Number, reader
from core.share.picture import svg_picture
from core.share.taken import Taken, take
from core.spc.for_series import chart_for
from core.wording import LANGUAGES, Words, words_of
from tests.observations.suppression.made_hidden import TOWNS, UNITS, VISITS, made_dataset
from tests.share.made_figures import figures

SV, EN = words_of("sv"), words_of("en")
DAY = dt.date(2026, 11, 22)
KINDS = tuple(figures("sv", "light"))
SIGNS = {"sv": (";", ","), "en": (",", ".")}


def taken(kind: str, language: str = "sv", **more: object) -> Taken:
    return take(words_of(language), replace(figures(language, "light")[kind], **more), DAY)


def lines_of(along: Taken) -> list[list[str]]:
    content = csv_numbers(along)
    assert content.startswith(b"\xef\xbb\xbf")
    delimiter, _ = SIGNS[along.words.language]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def table_of(along: Taken) -> list[list[str]]:
    """What stands below the empty line."""
    lines = lines_of(along)
    return lines[lines.index([]) + 1 :]


def sheets_of(along: Taken) -> tuple[list[list[object]], list[list[object]]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(excel_numbers(along)))
    numbers, about = (workbook.get_sheet_by_index(k).to_python() for k in (0, 1))
    return numbers, about


# The same table


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_excel_holds_the_table_of_the_page_with_true_numbers_and_months(kind: str, language: str):
    along = taken(kind, language)
    table, words = along.figure.table, words_of(language)
    head, *rows = sheets_of(along)[0]
    assert head == list(table.columns)
    assert len(rows) == len(table)
    for written, shown in zip(rows, table.itertuples(index=False), strict=True):
        for cell, text in zip(written, shown, strict=True):
            assert same(words, cell, str(text), along)


def same(words: Words, cell: object, text: str, along: Taken) -> bool:
    """Whether a cell of a workbook says what the page shows."""
    if isinstance(cell, dt.date):
        return words.month(np.datetime64(cell, "M")) == text
    if isinstance(cell, float):
        number = reader(words)(text)
        assert isinstance(number, Number)
        return math.isclose(cell, number.value / 100 if number.percent else number.value)
    if cell == words("take.hidden"):
        return text == "–"
    assert isinstance(reader(words)(text), str), f"{text} stands as text"
    return cell == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_csv_holds_the_same_and_says_what_it_is(kind: str, language: str):
    along = taken(kind, language)
    words, figure = words_of(language), along.figure
    head, *rows = table_of(along)
    assert [name.removesuffix(" (%)") for name in head] == list(figure.table.columns)
    assert len(rows) == len(figure.table)
    told = [cell for line in lines_of(along) for cell in line]
    for text in (figure.title, figure.facts, *figure.notes, " ".join(along.when)):
        assert text in told
    decimal = SIGNS[language][1]
    for row, shown in zip(rows, figure.table.itertuples(index=False), strict=True):
        for name, cell, text in zip(head, row, shown, strict=True):
            number = reader(words)(str(text))
            if isinstance(number, Number) and (not number.percent or name.endswith(" (%)")):
                assert float(cell.replace(decimal, ".")) == number.value


def test_months_in_csv_are_written_the_same_in_every_language():
    assert table_of(taken("control"))[1][0] == table_of(taken("control", "en"))[1][0] == "2025-12"


def test_a_csv_file_can_be_opened_again_by_skifte_itself():
    (table,) = open_file("siffror.csv", csv_numbers(taken("control"))).tables
    assert list(table.header[:4]) == ["Period", "Värde", "Täljare", "Nämnare"]
    assert len(table.cells) == len(taken("control").figure.table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_sheet_tells_title_facts_finding_caveats_and_time(language: str):
    along = take(words_of(language), figures(language, "light")["control"], DAY, ("Något annat.",))
    told = {text for _, text in sheets_of(along)[1]}
    figure = along.figure
    assert {figure.title, figure.facts, figure.sentence, *figure.notes, "Något annat."} <= told
    assert words_of(language)("figure.facts_made_up") in figure.facts
    assert " ".join(along.when) in told


def test_the_heading_is_bold_and_stays_when_one_scrolls():
    book = openpyxl.load_workbook(io.BytesIO(excel_numbers(taken("control"))))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet["A2"].number_format == "[$-41D]mmmm yyyy"
    assert sheet["B2"].number_format == "#,##0.0"


# What is hidden


def test_a_hidden_month_is_a_word_and_a_missing_one_a_dash_never_empty_and_never_zero():
    head, *rows = table_of(taken("control"))
    status = head.index("Status")
    hidden = next(row for row in rows if row[status] == SV("state.suppressed"))
    missing = next(row for row in rows if row[status] == SV("state.missing"))
    assert hidden[1:4] == ["dolt", "dolt", "dolt"]
    assert missing[1:4] == ["–", "–", "–"]
    numbers, _ = sheets_of(taken("control"))
    assert next(row for row in numbers if row[status] == SV("state.suppressed"))[1:4] == ["dolt"] * 3


def test_no_hidden_number_is_in_any_file():
    whole = made_dataset()
    shown, secret, along = whole.for_showing(), set(), []
    chartings = []
    for town in TOWNS:
        open_series, all_of_it = shown.series("visits", town), whole.series("visits", town)
        chartings.append(chart_for(VISITS, UNITS[town], open_series))
        gone = np.flatnonzero(open_series.status == "suppressed")
        secret |= {str(int(all_of_it.denominator[at])) for at in gone}
        along.append(take(SV, control_figure(SV, chartings[-1]), DAY))
    along.append(take(SV, panels_figure(SV, chartings), DAY))
    assert len(secret) > 10
    for one in along:
        book = zipfile.ZipFile(io.BytesIO(excel_numbers(one)))
        parts = [book.read(name).decode("utf-8") for name in book.namelist()]
        everything = "".join([svg_picture(one), csv_numbers(one).decode("utf-8-sig"), *parts])
        assert not [number for number in secret if number in re.sub(r"\s", "", everything)]


# Formulas


EVIL = ("=1+1", "@SUM(A1)", "+cmd", "-2+3", "\t=1", '=HYPERLINK("http://x")')


def evil() -> Taken:
    frame = pd.DataFrame({"=namn": list(EVIL), "Värde": ["1,5"] * len(EVIL)})
    return taken("starts", make_table=lambda: frame, title="=1+1", notes=("@x",))


def test_text_in_csv_never_begins_a_formula():
    head, *rows = table_of(evil())
    assert [row[0] for row in rows] == [f"'{text}" for text in EVIL]
    assert head[0] == "'=namn"
    assert [line[1] for line in lines_of(evil())[:1]] == ["'=1+1"]


def test_text_in_excel_is_text_that_stays_text_when_it_is_edited():
    book = openpyxl.load_workbook(io.BytesIO(excel_numbers(evil())))
    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(EVIL)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    parts = zipfile.ZipFile(io.BytesIO(excel_numbers(evil())))
    assert b"<f>" not in b"".join(parts.read(name) for name in parts.namelist())
    assert not [name for name in parts.namelist() if "externalLink" in name or "hyperlink" in name.lower()]


# Reading what people read


@given(st.floats(-1e9, 1e9), st.integers(0, 4), st.sampled_from(LANGUAGES))
def test_every_number_that_words_write_is_read_as_the_number_that_is_shown(value, decimals, language):
    words = words_of(language)
    text = words.number(value, decimals)
    read = reader(words)(text)
    assert isinstance(read, Number)
    assert read.value == pytest.approx(round(value, decimals), rel=1e-12, abs=1e-12)
    assert words.number(read.value, read.decimals) == text


@pytest.mark.parametrize(
    "text", ["", "–", "0683", "1 000", "1.5", "<0,001", "2024", "28 av 100", "−29 till −5 %"]
)
def test_what_is_not_written_as_a_number_stays_text(text: str):
    assert reader(SV)(text) == text


@pytest.mark.parametrize(("text", "value"), [("−18 %", -18), ("+2\u00a0%", 2), ("0,4 %", 0.4)])
def test_per_cent_is_a_number_of_per_cent(text: str, value: float):
    read = reader(SV)(text)
    assert isinstance(read, Number)
    assert (read.value, read.percent) == (value, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_is_read_and_no_other_period_is(language: str):
    words = words_of(language)
    for month in np.arange("2023-11", "2025-02", dtype="datetime64[M]"):
        assert reader(words)(words.month(month)) == month
        for longer in ("quarter", "half_year", "year"):
            text = words.period(month, longer)
            assert reader(words)(text) == text


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_text_can_be_taken_along(texts: Sequence[str]):
    frame = pd.DataFrame({"Namn": pd.Series(list(texts), dtype="str")})
    along = taken("starts", make_table=lambda: frame)
    assert len(table_of(along)) == len(texts) + 1
    assert excel_numbers(along).startswith(b"PK")
