"""Workbooks as people make them, and as nobody should: every number right, or its reason told."""

import io
import re
import zipfile
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from made_files import NOTHING, csv_of, workbook_of

from core.observations.guess import guess_mapping, likeliest_table
from core.observations.mapping import NewIndicator
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.remarks import Refused

RATE = NewIndicator("Besök", "rate", 100)


def saved(book: openpyxl.Workbook, **cached: str) -> bytes:
    """The workbook's bytes; ``cached`` gives formulas the values that Excel would have saved with them."""
    file = io.BytesIO()
    book.save(file)
    if not cached:
        return file.getvalue()
    return rewritten(
        file.getvalue(),
        lambda name, data: _with_values(data, cached) if name.startswith("xl/worksheets/") else data,
    )


def _with_values(xml: bytes, cached: dict[str, str]) -> bytes:
    for address, value in cached.items():
        pattern = rf'(<c r="{address}"[^>]*><f>[^<]*</f>)<v ?/>'.encode()
        xml = re.sub(pattern, rb"\g<1><v>" + value.encode() + b"</v>", xml)
    return xml


def rewritten(data: bytes, change, **added: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


def ugly() -> bytes:
    """Three sheets: one to read, a wide one with merged cells and much else, a hidden one of lists."""
    book = openpyxl.Workbook()
    about = book.active
    about.title = "Om"
    for line in ("Sammanställt för hand", "Fråga Kvalitetsenheten", "Sparas varje månad"):
        about.append([line])
    sheet = book.create_sheet("Besök 2025")
    rows = [
        ["Akutbesök per 100 inskrivna"],
        ["Uttaget: 2025-05-02"],
        [],
        ["Område", "Kommun", "Mått", "jan 2025", "2025-02", "mars 2025", "202504", "Totalt"],
        ["Höglandet", "Aneby", "Täljare", 6, "<5", "7", None, 17],
        [None, None, "Nämnare", 124, 126, "=125", 127, None],
        [None, "Eksjö", "Täljare", "1 234", 12, "#SAKNAS!", 14, None],
        [None, None, "Nämnare", "2\u00a0251", 2260.0, 2266, "2.270", None],
        ["Länet", None, "Täljare", 309, 301, 322, 330, None],
        [None, None, "Nämnare", 6240, 6255, 6262, 6270, None],
        [],
        ["* april är preliminär"],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:H1")
    for area in ("A5:A8", "B5:B6", "B7:B8", "A9:A10"):
        sheet.merge_cells(area)
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["H"].hidden = True
    lists = book.create_sheet("Listor")
    lists.append(["Val", "Text"])
    lists.append(["a", "b"])
    lists.sheet_state = "hidden"
    return saved(book, F6="125")


def test_the_ugly_workbook_is_read_to_the_last_number():
    tables = open_file("bok.xlsx", ugly()).tables
    table = tables[likeliest_table(tables, NOTHING)]
    assert table.sheet == "Besök 2025"
    mapping = guess_mapping(table, NOTHING)
    assert (mapping.unit, mapping.numerator, mapping.denominator) == ("Kommun", "Täljare", "Nämnare")
    reading = read_observations(table, replace(mapping, indicator=RATE, other=None), NOTHING)
    frame = reading.observations.frame
    frame = frame[frame["unit"] != "06"]
    assert frame[["unit", "numerator", "denominator", "status"]].fillna(-1).to_numpy().tolist() == [
        ["0604", 6, 124, "ok"],
        ["0604", -1, 126, "suppressed"],
        ["0604", 7, 125, "ok"],
        ["0604", -1, 127, "missing"],
        ["0686", 1234, 2251, "ok"],
        ["0686", 12, 2260, "ok"],
        ["0686", -1, 2266, "missing"],
        ["0686", 14, 2270, "ok"],
    ]
    told = {problem.code for problem in table.problems}
    assert {
        "hidden_rows",
        "hidden_columns",
        "wide_unfolded",
        "total_column_left_out",
        "notes_skipped",
    } <= told


def test_a_formula_without_its_value_is_missing_and_told_by_its_cell():
    book = openpyxl.Workbook()
    for row in (["Kommun", "Månad", "Antal"], ["Aneby", "2025-01", "=2+3"], ["Habo", "2025-01", 7]):
        book.active.append(row)
    table = open_file("a.xlsx", saved(book)).tables[0]
    assert [p.values["cells"] for p in table.problems if p.code == "formulas_without_values"] == [("C2",)]
    frame = read_observations(
        table, replace(guess_mapping(table, NOTHING), indicator=NewIndicator("X", "count")), NOTHING
    ).observations.frame
    assert frame["status"].tolist() == ["missing", "ok"]


def test_a_formula_is_read_by_the_value_that_was_saved_with_it():
    book = openpyxl.Workbook()
    for row in (["Kommun", "Månad", "Antal"], ["Aneby", "2025-01", "=2+3"], ["Habo", "2025-01", 7]):
        book.active.append(row)
    table = open_file("a.xlsx", saved(book, C2="5")).tables[0]
    assert table.cells["Antal"].tolist() == ["5", "7"]


def test_a_number_in_merged_cells_is_nobodys():
    book = openpyxl.Workbook()
    for row in (["Kommun", "jan-25", "feb-25"], ["Aneby", 6, None], ["Habo", 9, 8]):
        book.active.append(row)
    book.active.merge_cells("B2:C2")
    table = open_file("a.xlsx", saved(book)).tables[0]
    assert table.cells["Värde"].tolist() == ["", "", "9", "8"]
    assert [p.values["cells"] for p in table.problems if p.code == "merged_numbers"] == [("B2",)]


def test_leading_zeros_that_a_spreadsheet_ate_are_the_same_municipality():
    table = open_file(
        "a.xlsx",
        workbook_of(Blad=[["Kommunkod", "Månad", "Antal"], [604, "2025-01", 5], [680, "2025-01", 6]]),
    ).tables[0]
    frame = read_observations(
        table, replace(guess_mapping(table, NOTHING), indicator=NewIndicator("X", "count")), NOTHING
    ).observations.frame
    assert frame["unit"].tolist() == ["0604", "0680"]


# Hostile files


PLAIN = workbook_of(Blad=[["Kommun", "Månad", "Antal"], ["Aneby", "2025-01", 5]])


def same(_: str, data: bytes) -> bytes:
    return data


def test_macros_are_not_run_and_told():
    data = rewritten(PLAIN, same, xl__vbaProject_DOT_bin=b"\x00macro")
    table = open_file("a.xlsm", data).tables[0]
    assert "macros_ignored" in {p.code for p in table.problems}
    assert table.cells["Antal"].tolist() == ["5"]


def test_links_to_other_files_are_not_followed_and_told():
    data = rewritten(PLAIN, same, xl__externalLinks__externalLink1_DOT_xml=b"<externalLink/>")
    assert "external_links" in {p.code for p in open_file("a.xlsx", data).tables[0].problems}


def test_an_encrypted_workbook_is_refused_as_that():
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\x00" * 600
    )
    with pytest.raises(Refused) as caught:
        open_file("a.xlsx", data)
    assert caught.value.problems[0].code == "is_protected"


def test_ten_thousand_columns_are_refused():
    wide = ["Kommun", *(f"k{i}" for i in range(10_000))]
    with pytest.raises(Refused) as caught:
        open_file("a.csv", csv_of(";".join(wide), ";".join(["Aneby", *["1"] * 10_000])))
    assert caught.value.problems[0].code == "too_many_columns"


def test_marks_that_turn_text_round_are_removed_and_told():
    table = open_file(
        "a.csv", csv_of("Kommun;Månad;Antal", "\u202eAneby\u202c;2025-01;5", "Ha\u200bbo;2025-01;6")
    ).tables[0]
    assert table.cells["Kommun"].tolist() == ["Aneby", "Habo"]
    assert [p.code for p in table.problems] == ["invisible_characters"]


def test_marks_in_a_spreadsheet_are_removed_too():
    table = open_file(
        "a.xlsx", workbook_of(Blad=[["Kommun", "Månad", "Antal"], ["\u200fAneby", "2025-01", 5]])
    ).tables[0]
    assert table.cells["Kommun"].tolist() == ["Aneby"]
    assert "invisible_characters" in {p.code for p in table.problems}


def test_an_unclosed_quotation_mark_is_refused_since_it_swallows_rows():
    with pytest.raises(Refused) as caught:
        open_file("a.csv", csv_of("Kommun;Månad;Antal", 'Aneby;2025-01;"5', "Habo;2025-01;6"))
    assert caught.value.problems[0].code == "quote_unclosed"


@pytest.mark.parametrize("formula", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+5+5"])
def test_a_formula_in_a_text_file_is_no_number(formula):
    table = open_file(
        "a.csv", csv_of("Kommun;Månad;Antal", f"Aneby;2025-01;{formula}", "Habo;2025-01;6")
    ).tables[0]
    reading = read_observations(
        table, replace(guess_mapping(table, NOTHING), indicator=NewIndicator("X", "count")), NOTHING
    )
    assert reading.dropped["code"].tolist() == ["unreadable_number"]


# One unit for the whole file


def test_a_file_without_units_is_about_the_one_that_is_chosen():
    table = open_file("a.csv", csv_of("Månad;Antal", "2025-01;5", "2025-02;6")).tables[0]
    mapping = replace(guess_mapping(table, NOTHING), indicator=NewIndicator("X", "count"))
    with pytest.raises(Refused):
        read_observations(table, mapping, NOTHING)
    frame = read_observations(table, replace(mapping, whole_unit="0604"), NOTHING).observations.frame
    assert set(frame["unit"]) == {"0604"}
    own = read_observations(table, replace(mapping, whole_unit="Rosengården"), NOTHING)
    assert [unit.name.sv for unit in own.units] == ["Rosengården"]
    np.testing.assert_array_equal(own.observations.frame["value"], [5, 6])


def test_the_unit_that_the_file_is_called_is_offered_only_where_no_column_could_hold_one():
    table = open_file("Aneby.csv", csv_of("Månad;Antal", "2025-01;5")).tables[0]
    assert guess_mapping(table, NOTHING, "Aneby.csv").whole_unit == "0604"
    table = open_file("Aneby.csv", csv_of("Plats;Månad;Antal", "Gula huset;2025-01;5")).tables[0]
    assert guess_mapping(table, NOTHING, "Aneby.csv").whole_unit is None


# Large files


def test_a_large_text_file_is_read_as_line_by_line():
    rows = [
        f"Enhet {i % 290};{1990 + i // 3480}-{i // 290 % 12 + 1:02d};{i};{i + 50};{i / 7:.1f}"
        for i in range(8000)
    ]
    text = "\r\n".join(
        ["Uttag: 2025", "Enhet;Månad;Täljare;Nämnare;Värde", *(row.replace(".", ",") for row in rows)]
    )
    from core.observations.readers import delimited, regular

    fast = regular.regular_table(text, ";")
    slow = delimited._line_by_line(text, ";")
    assert fast is not None
    assert fast.header == slow.header
    assert fast.problems == slow.problems
    np.testing.assert_array_equal(fast.rows, slow.rows)
    assert fast.cells.equals(slow.cells)
