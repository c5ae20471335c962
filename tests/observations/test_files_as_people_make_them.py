"""Shapes of files that were read wrongly once, or with advice that led astray."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter
from made_files import NOTHING, csv_of, workbook_of

from core.observations.guess import guess_mapping
from core.observations.mapping import NewIndicator
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.observations.sheets import Sheets, sheets_of
from core.observations.suggestion import suggested_indicator
from core.remarks import Refused

COUNT = NewIndicator("Besök", "count")


def read(data: bytes, sheet: int = 0, **changes):
    table = open_file("a", data).tables[sheet]
    mapping = replace(guess_mapping(table, NOTHING), **{"indicator": COUNT, **changes})
    return read_observations(table, mapping, NOTHING)


def refused(data: bytes, **changes):
    with pytest.raises(Refused) as caught:
        read(data, **changes)
    return {problem.code: problem for problem in caught.value.problems}


# One day is not its month


@pytest.mark.parametrize("second", ["6", "8"])
def test_a_row_a_day_is_refused_whether_or_not_the_days_have_the_same_number(second):
    file = csv_of(
        "Kommun;Datum;Antal", "Aneby;2025-03-01;6", f"Aneby;2025-03-13;{second}", "Habo;2025-04-02;7"
    )
    problem = refused(file)["days_not_months"]
    assert problem.values["rows"] == (2, 3)
    assert (problem.place.row, problem.place.column) == (2, "Datum")


def test_days_as_a_spreadsheet_counts_them_and_days_written_by_name_are_days_too():
    assert "days_not_months" in refused(
        workbook_of(Blad=[["Kommun", "Datum", "Antal"], ["Aneby", 45658, 5], ["Aneby", 45660, 5]])
    )
    assert "days_not_months" in refused(
        csv_of("Kommun;Datum;Antal", "Aneby;13/3/2025;5", "Aneby;14/3/2025;5")
    )
    assert "days_not_months" in refused(
        csv_of("Kommun;Datum;Antal", "Aneby;3 mars 2025;5", "Aneby;4 mars 2025;5")
    )


def test_a_day_a_month_names_the_month_and_the_same_day_twice_is_said_twice():
    file = csv_of("Kommun;Datum;Antal", "Aneby;2025-03-31;6", "Aneby;2025-04-30;8", "Aneby;2025-04-30;8")
    reading = read(file)
    assert reading.observations.frame["value"].tolist() == [6, 8]
    assert reading.dropped["code"].tolist() == ["duplicate_same"]


def test_days_of_different_units_are_no_days_of_one():
    file = csv_of("Kommun;Datum;Antal", "Aneby;2025-03-01;6", "Habo;2025-03-13;6")
    assert read(file).n_kept == 2


# Workbooks that count their days from 1904


def from_1904(*dates: object) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"date_1904": True})
    sheet, style = book.add_worksheet("Blad"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["Kommun", "Datum", "Antal"])
    for row, date in enumerate(dates, start=1):
        sheet.write(row, 0, "Aneby")
        sheet.write(row, 1, date, style if isinstance(date, dt.date) else None)
        sheet.write(row, 2, 10 + row)
    book.close()
    return file.getvalue()


def test_dates_of_a_workbook_from_1904_are_the_dates_that_a_person_sees():
    frame = read(from_1904(dt.date(2025, 1, 1), dt.date(2025, 2, 1))).observations.frame
    assert frame["period"].dt.strftime("%Y-%m").tolist() == ["2025-01", "2025-02"]


def test_a_date_as_a_bare_number_in_such_a_workbook_is_never_read_four_years_wrong():
    reading = read(from_1904(dt.date(2025, 1, 1), 44227))
    assert reading.n_kept == 1
    assert reading.dropped[["row", "code", "column", "text"]].to_numpy().tolist() == [
        [3, "serial_counted_otherwise", "Datum", "44227"]
    ]


# Several tables and several units across a sheet


def beside() -> bytes:
    return workbook_of(
        Blad1=[
            ["Akutbesök", None, None, None, "Inläggningar"],
            ["Kommun", "Månad", "Antal", None, "Kommun", "Månad", "Antal"],
            ["Aneby", "2025-01", 12, None, "Aneby", "2025-01", 3],
            ["Habo", "2025-01", 22, None, "Habo", "2025-01", "<5"],
        ]
    )


def test_tables_beside_each_other_are_each_read_for_itself():
    tables = open_file("a.xlsx", beside()).tables
    assert [table.sheet for table in tables] == ["Blad1 (A–C)", "Blad1 (E–G)"]
    assert all("tables_beside" in {problem.code for problem in table.problems} for table in tables)
    assert [suggested_indicator(t, guess_mapping(t, NOTHING)).name for t in tables] == [
        "Akutbesök",
        "Inläggningar",
    ]
    assert read(beside()).observations.frame["value"].tolist() == [12, 22]
    second = read(beside(), sheet=1).observations.frame
    assert second["status"].tolist() == ["ok", "suppressed"]
    assert second["value"].iloc[0] == 3


BOTH = ["Kommun", "Månad", "Antal"]


def test_a_note_between_two_tables_does_not_join_them():
    rows = [[*BOTH, None, *BOTH]]
    rows += [
        ["Aneby", f"2025-0{m}", 12, "se not" if m == 2 else None, "Habo", f"2025-0{m}", 3] for m in (1, 2)
    ]
    left, right = open_file("a.xlsx", workbook_of(Blad=rows)).tables
    assert (left.sheet, right.sheet) == ("Blad (A–D)", "Blad (E–G)")
    assert (len(left), len(right)) == (1, 2)
    assert "row_too_long" in {problem.code for problem in left.problems}


def test_the_same_headings_again_begin_a_table_also_without_a_column_between():
    rows = [[*BOTH, *BOTH], ["Aneby", "2025-01", 12, "Habo", "2025-01", 3]]
    file = workbook_of(Blad=rows)
    frames = [read(file, sheet=i).observations.frame for i in (0, 1)]
    assert [frame[["unit", "value"]].to_numpy().tolist() for frame in frames] == [
        [["0604", 12]],
        [["0643", 3]],
    ]


@pytest.mark.parametrize("rows", [1, 40])
def test_two_tables_beside_each_other_in_a_text_file_are_refused(rows):
    file = csv_of(
        ";".join([*BOTH, "", *BOTH]), *(f"Aneby;20{i + 10}-01;12;;Habo;20{i + 10}-01;3" for i in range(rows))
    )
    with pytest.raises(Refused) as caught:
        open_file("a.csv", file)
    problem = caught.value.problems[0]
    assert (problem.code, problem.values["columns"]) == ("headings_repeated", ("Kommun", "Månad", "Antal"))


def test_measures_that_come_again_under_each_year_are_no_tables_beside_each_other():
    rows = [["", "Antal", "Andel", "Antal", "Andel"], ["Aneby", 12, 4.8, 13, 4.9], ["Habo", 9, 5, 8, 4.4]]
    assert len(open_file("a.xlsx", workbook_of(Blad=rows)).tables) == 1
    assert len(open_file("a.xlsx", workbook_of(Blad=[r[1:] for r in rows])).tables) == 1


def test_a_blank_column_within_a_table_does_not_part_it():
    rows = [["Kommun", "Månad", None, "Antal"], ["Aneby", "2025-01", None, 12]]
    assert len(open_file("a.xlsx", workbook_of(Blad=rows)).tables) == 1


def test_units_as_columns_are_named_and_no_column_of_one_is_offered_as_all():
    file = workbook_of(Blad=[["Månad", "Aneby", "Habo"], ["2025-01", 12, 22], ["2025-02", 14, 20]])
    problems = refused(file)
    assert problems["units_as_columns"].values["columns"] == ("Aneby", "Habo")
    assert "no_number_column" not in problems
    one = read(file, value="Habo", whole_unit="0643").observations.frame
    assert one["value"].tolist() == [22, 20]


def test_headings_that_are_nearly_months_are_named_and_not_said_to_lack_a_year():
    rows = [["Kommun", "jan-25", "febr (prel) 25", "2025"], ["Aneby", 6, 7, 13], ["Habo", 9, 8, 17]]
    problems = refused(workbook_of(Blad=rows))
    assert problems["month_headings_unclear"].values["columns"] == ("febr (prel) 25",)


# Numbers


def test_a_thousand_with_a_point_among_thousands_with_spaces_is_told_and_never_taken_for_certain():
    rows = ["Kommun;Månad;Värde", "Aneby;2025-01;1 234", "Aneby;2025-02;1246", "Aneby;2025-03;1.250"]
    reading = read(csv_of(*rows), indicator=NewIndicator("Besök", "mean"))
    assert "decimal_unsure_point" in {problem.code for problem in reading.problems}


def test_a_value_that_counts_something_is_whole_so_that_a_point_divides_thousands():
    rows = ["Kommun;Månad;Värde", "Aneby;2025-01;1 234", "Aneby;2025-02;1.250"]
    reading = read(csv_of(*rows))
    assert reading.observations.frame["value"].tolist() == [1234, 1250]
    assert "decimal_unsure_comma" in {problem.code for problem in reading.problems}


def test_a_report_whose_title_ends_with_antal_is_of_a_count_so_that_small_ones_are_protected():
    book = openpyxl.Workbook()
    for row in (["Inskrivningar, antal"], [], ["Kommun", "2025-01", "2025-02"], ["Aneby", 3, 12]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    table = open_file("a.xlsx", file.getvalue()).tables[0]
    assert suggested_indicator(table, guess_mapping(table, NOTHING)).kind == "count"


# A sheet of numerators and one of denominators


OVER = [["Kommun", "2025-01", "2025-02"], ["Aneby", 6, "<5"], ["Habo", 9, 8], ["Eksjö", 19, 20]]
UNDER = [["Kommun", "2025-01", "2025-02"], ["Habo", 180, "oklart"], ["Aneby", 124, 126], ["Tranås", 380, 381]]


def together(file: bytes) -> Sheets:
    return sheets_of(open_file("a.xlsx", file).tables, NOTHING, "a.xlsx")


def test_numerators_and_denominators_on_sheets_of_their_own_are_read_as_one():
    found = together(workbook_of(Täljare=OVER, Nämnare=UNDER, Info=[["Kontakt", "Enheten"], ["a", "b"]]))
    assert (found.named, found.together.sheets) == ("measures", ("Täljare", "Nämnare"))
    mapping = replace(guess_mapping(found.together, NOTHING), indicator=NewIndicator("Besök", "rate", 100))
    reading = read_observations(found.together, mapping, NOTHING)
    frame = reading.observations.frame
    assert frame[["unit", "numerator", "denominator", "status"]].fillna(-1).to_numpy().tolist() == [
        ["0604", 6, 124, "ok"],
        ["0604", -1, 126, "suppressed"],
        ["0643", 9, 180, "ok"],
        ["0643", -1, -1, "missing"],
        ["0686", -1, -1, "missing"],
        ["0686", -1, -1, "missing"],
        ["0687", -1, 380, "missing"],
        ["0687", -1, 381, "missing"],
    ]
    wrong = next(problem for problem in reading.problems if problem.code == "unreadable_number")
    assert (wrong.place.sheet, wrong.place.row, wrong.place.column) == ("Nämnare", 2, "2025-02")


def test_a_row_a_period_and_any_order_of_the_sheets_will_do():
    found = together(
        workbook_of(
            Inskrivna=[["Månad", "Kommun", "Nämnare"], ["2025-01", "Aneby", 124], ["2025-02", "Aneby", 126]],
            Täljare=[["Kommun", "Månad", "Antal"], ["Aneby", "2025-02", 7], ["Aneby", "2025-01", 6]],
        )
    )
    mapping = replace(guess_mapping(found.together, NOTHING), indicator=NewIndicator("Besök", "rate", 100))
    frame = read_observations(found.together, mapping, NOTHING).observations.frame
    assert frame[["numerator", "denominator"]].to_numpy().tolist() == [[6, 124], [7, 126]]


@pytest.mark.parametrize(
    "under",
    [
        [*UNDER, ["Aneby", 125, 127]],  # which of the two?
        [UNDER[0], ["Gnosjö", 160, 161]],  # about others
        [["Kommun", "2024-01", "2024-02"], *UNDER[1:]],  # another year
    ],
)
def test_sheets_that_are_not_about_the_same_things_once_are_no_pair(under):
    assert together(workbook_of(Täljare=OVER, Nämnare=under)).named != "measures"
