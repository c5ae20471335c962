import datetime as dt
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import csv_of, emergency_departments, workbook_of

from core.observations.readers import open_file
from core.observations.readers.delimited import guess_delimiter
from core.remarks import Refused

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def only_table(data: bytes, name: str = "file.csv"):
    (table,) = open_file(name, data).tables
    return table


def refusal(data: bytes, name: str = "file.csv") -> str:
    with pytest.raises(Refused) as caught:
        open_file(name, data)
    return caught.value.problems[0].code


def test_utf8_with_mark_and_semicolons_is_read_as_it_stands():
    table = only_table((FIXTURES / "lang_utf8bom_semikolon.csv").read_bytes())
    assert table.header == ("kommun", "kommunkod", "period", "täljare", "nämnare", "värde")
    assert table.cells.to_numpy().tolist() == [
        ["Aneby", "604", "2025M01", "6", "124", "4,84"],
        ["Aneby", "604", "2025M02", "..", "126", ""],
        ["Jönköping", "680", "2025M01", "112", "2 251", "4,98"],
    ]
    assert table.rows.tolist() == [2, 3, 4]


def test_cp1252_with_tabs_is_read_as_it_stands():
    opened = open_file("x", (FIXTURES / "lang_cp1252_tab.csv").read_bytes())
    assert opened.facts == {"encoding": "cp1252", "delimiter": "\t"}
    assert opened.tables[0].cells.to_numpy().tolist() == [
        ["Värnamo", "2025-01", "5,1"],
        ["Sävsjö", "2025-02", "–"],
        ["Tranås", "202503", "1\u00a0234,5"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_every_encoding_offices_use_gives_the_same_names(encoding):
    data = csv_of("Kommun;Månad;Antal", "Jönköping;2025-01;5", "Sävsjö;2025-01;–", encoding=encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    assert list(only_table(data).cells["Kommun"]) == ["Jönköping", "Sävsjö"]


def test_letters_garbled_once_are_mended_and_told():
    garbled = "Kommun;Månad;Antal\nJönköping;2025-01;5\n".encode().decode("cp1252").encode()
    table = only_table(garbled)
    assert list(table.cells["Kommun"]) == ["Jönköping"]
    assert [p.code for p in table.problems] == ["encoding_mended"]


def test_an_encoding_nobody_knows_is_refused():
    assert refusal(b"Kommun;Antal\nJ\x81nk\x8fping;5\n") == "encoding_unknown"


@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_the_delimiter_is_the_one_that_divides_lines_alike(delimiter):
    text = "\n".join(
        delimiter.join(row) for row in (["Kommun", "Månad", "Värde"], ["Aneby", "2025-01", '"5,1;2"'])
    )
    assert guess_delimiter(text) == delimiter


def test_decimal_commas_do_not_pass_for_delimiters():
    table = only_table(csv_of("Kommun;Värde", "Aneby;4,84", "Habo;5,10", "Eksjö;5,12"))
    assert list(table.cells["Värde"]) == ["4,84", "5,10", "5,12"]


def test_quoted_cells_keep_delimiters_and_line_breaks_and_rows_keep_their_numbers():
    table = only_table(csv_of("Kommun;Antal;Text", 'Aneby;5;"a;b\nc"', "", "Habo;6;x"))
    assert table.cells["Text"].tolist() == ["a;b\nc", "x"]
    assert table.rows.tolist() == [2, 4]


def test_lines_above_the_headings_are_skipped_told_and_kept_apart():
    data = csv_of(
        "Rapport:;Uttag;;;",
        "Urval:;Kommun: alla; Ålder: 65+;;",
        "",
        "Kommun;Månad;Täljare;Nämnare",
        "Aneby;2025-01;6;124",
    )
    table = only_table(data)
    assert table.header == ("Kommun", "Månad", "Täljare", "Nämnare")
    assert table.first_row == 5
    assert table.preamble[0] == ("Rapport:", "Uttag")
    assert [(p.code, p.values["n"]) for p in table.problems] == [("preamble_skipped", 3)]


def test_excels_own_line_about_the_delimiter_is_obeyed():
    table = only_table(b"sep=|\r\nKommun|Antal\r\nAneby|5;1\r\n")
    assert table.header == ("Kommun", "Antal")
    assert table.rows.tolist() == [3]


def test_null_characters_are_removed_and_told():
    table = only_table(b"Kommun;Antal\nAne\x00by;5\nHabo;6\nEksj\xc3\xb6;7\nTran\xc3\xa5s;7\nVetlanda;7\n")
    assert table.cells["Kommun"][0] == "Aneby"
    assert [p.code for p in table.problems] == ["null_characters"]


def test_a_row_with_more_cells_than_headings_is_left_out_and_told():
    table = only_table(
        csv_of("Kommun,Månad,Värde", "Aneby,2025-01,5,1", "Habo,2025-01,6", "Habo,2025-02,6,,")
    )
    assert table.rows.tolist() == [3, 4]
    assert [(p.code, p.severity, p.values["rows"]) for p in table.problems] == [
        ("row_too_long", "dropped", (2,))
    ]


def test_repeated_and_blank_headings_get_names_of_their_own():
    table = only_table(csv_of("Kommun;Värde;;Värde;Värde", "Aneby;1;2;3;4"))
    assert table.header == ("Kommun", "Värde", "#3", "Värde (2)", "Värde (3)")


def test_a_table_without_headings_is_refused():
    assert refusal(csv_of("Aneby;2025-01;5;124", "Habo;2025-01;6;180")) == "no_header"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty_file"),
        (b"Kommun;Antal\n", "no_rows"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is_pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "is_old_excel"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "is_image"),
        (b"<html><table><tr><td>Kommun</td></tr></table></html>", "is_web_page"),
        (b'{"values": [1, 2]}', "is_json"),
        (bytes(range(256)) * 20, "is_binary"),
        (b"PK\x03\x04" + b"\x00" * 100, "is_other_zip"),
    ],
)
def test_what_is_no_table_is_refused_by_its_content_whatever_its_name(data, code):
    assert refusal(data, "siffror.xlsx") == code


def test_a_zip_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(file.getvalue(), "a.xlsx") == "is_other_zip"


def test_a_workbook_cut_short_is_refused():
    data = workbook_of(Blad=[["Kommun", "Antal"], ["Aneby", 5]])
    assert refusal(data[: len(data) // 2], "a.xlsx") in ("is_other_zip", "damaged_workbook")


def test_a_workbook_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("core.observations.readers.content.MAX_INFLATED", 2000)
    assert (
        refusal(workbook_of(Blad=[["Kommun", "Antal"]] + [["Aneby", 5]] * 500), "a.xlsx") == "unpacks_too_big"
    )


def test_a_cell_in_the_farthest_corner_is_refused_before_it_is_laid_out():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["XFD1048576"] = "Kommun", 1
    file = io.BytesIO()
    book.save(file)
    assert refusal(file.getvalue(), "a.xlsx") == "sheet_too_big"


def test_a_file_too_big_is_refused(monkeypatch):
    monkeypatch.setattr("core.observations.readers.content.MAX_BYTES", 10)
    assert refusal(b"Kommun;Antal\nAneby;5\n") == "file_too_big"


def test_cells_of_a_sheet_are_text_as_a_person_sees_them():
    rows = [
        ["Kommun", "Månad", "Antal", "Värde", "Tid"],
        ["Aneby", dt.date(2025, 1, 1), 6.0, 4.84, dt.datetime(2025, 1, 1, 8, 30)],
        ["Habo", dt.datetime(2025, 2, 1), 1234567, "4,8 %", None],
    ]
    (table,) = open_file("a.xlsx", workbook_of(Tabell=rows)).tables
    assert table.sheet == "Tabell"
    assert table.cells.to_numpy().tolist() == [
        ["Aneby", "2025-01-01", "6", "4.84", "2025-01-01 08:30:00"],
        ["Habo", "2025-02-01", "1234567", "4,8 %", ""],
    ]
    np.testing.assert_array_equal(table.native_in("Värde"), [True, False])


def test_every_sheet_with_a_table_is_opened_and_a_hidden_one_is_told():
    book = openpyxl.load_workbook(
        io.BytesIO(
            workbook_of(
                Ett=[["Rapport"], [], ["Kommun", "Månad", "Antal"], ["Aneby", "2025-01", 5]],
                Tomt=[],
                Två=[["Kommun", "Månad", "Antal"], ["Habo", "2025-01", 6]],
            )
        )
    )
    book["Två"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    first, second = open_file("a.xlsx", file.getvalue()).tables
    assert (first.sheet, first.first_row) == ("Ett", 4)
    assert (second.sheet, [p.code for p in second.problems]) == ("Två", ["hidden_sheet"])


def test_an_empty_workbook_is_refused():
    assert refusal(workbook_of(Blad=[]), "a.xlsx") == "empty_file"


def test_a_made_up_national_file_is_opened_whole():
    table = only_table(emergency_departments(organisations=12, months=24))
    assert table.header == ("period", "org_code", "type", "attendances", "breaches", "admissions")
    assert len(table) == 12 * 2 * 24


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.text(alphabet="abÅö;,\t|\n\r\"' 0159-.", max_size=200).map(lambda text: text.encode("cp1252")),
    )
)
def test_no_bytes_raise_anything_but_a_refusal(data):
    try:
        opened = open_file("okänd.xlsx", data)
    except Refused:
        return
    assert all(len(table) for table in opened.tables)


@settings(max_examples=60)
@given(at=st.integers(0, 5000), byte=st.integers(0, 255))
def test_a_workbook_with_any_byte_changed_opens_or_is_refused(at, byte):
    data = bytearray(workbook_of(Blad=[["Kommun", "Månad", "Antal"], ["Aneby", "2025-01", 5]]))
    data[at % len(data)] = byte
    with suppress(Refused):
        open_file("a.xlsx", bytes(data))
