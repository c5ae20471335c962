"""Reports with time from left to right: every number at its unit and month, every remark at its cell."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_files import NOTHING, csv_of, workbook_of

from core.observations.guess import guess_mapping
from core.observations.mapping import NewIndicator
from core.observations.readers import open_file
from core.observations.readers.preamble import about
from core.observations.reading import Reading, read_observations
from core.observations.suggestion import suggested_indicator
from core.remarks import Refused

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
RATE = NewIndicator("Besök", "rate", 100)


def table_of(*rows: str):
    (table,) = open_file("a.csv", csv_of(*rows)).tables
    return table


def sheet_of(*rows, name: str = "Blad1"):
    (table,) = open_file("a.xlsx", workbook_of(**{name: rows})).tables
    return table


def read(table, indicator: NewIndicator | None = RATE, **changes) -> Reading:
    mapping = guess_mapping(table, NOTHING, "a.csv")
    if indicator is not None:
        mapping = replace(mapping, indicator=indicator, indicator_column=None)
    return read_observations(table, replace(mapping, **changes), NOTHING, "a.csv")


def cells_of(table) -> list[list[str]]:
    return table.cells.to_numpy().tolist()


def values_of(reading: Reading) -> dict[tuple[str, str], float]:
    frame = reading.observations.frame
    months = frame["period"].dt.strftime("%Y-%m")
    return dict(zip(zip(frame["unit"], months, strict=True), frame["value"], strict=True))


def codes_of(problems) -> set[str]:
    return {problem.code for problem in problems}


# The files of the notes


def test_the_countys_report_is_read_without_edits():
    table = open_file("diver.csv", (FIXTURES / "diver_bred_cp1252.csv").read_bytes()).tables[0]
    assert guess_mapping(table, NOTHING).indicator == "mangbesokare_akut"  # by the report's title
    draft = suggested_indicator(table, guess_mapping(table, NOTHING), "diver.csv")
    reading = read(table, None)
    frame = reading.observations.frame
    assert frame[["unit", "numerator", "denominator", "status"]].to_numpy().tolist() == [
        ["06", 309, 6240, "ok"],
        ["06", 301, 6255, "provisional"],  # the catalogue knows that the latest two months come in late
        ["06", 322, 6262, "provisional"],
        ["0604", 6, 124, "ok"],
        ["0604", pytest.approx(np.nan, nan_ok=True), 126, "suppressed"],
        ["0604", 7, 125, "provisional"],
        ["0680", 112, 2251, "ok"],
        ["0680", 109, 2260, "provisional"],
        ["0680", 118, 2266, "provisional"],
    ]
    assert frame["period"].dt.strftime("%Y-%m").tolist() == ["2025-01", "2025-02", "2025-03"] * 3
    np.testing.assert_allclose(frame["value"], 100 * frame["numerator"] / frame["denominator"])
    assert (draft.kind, draft.multiply) == ("rate", 100)
    assert draft.name == "Mångbesökare akutmottagning per 100 inskrivna i hemsjukvård"
    assert {"wide_unfolded", "total_column_left_out", "preamble_skipped"} <= codes_of(reading.problems)


def test_what_stands_above_the_table_is_kept_as_facts():
    table = open_file("diver.csv", (FIXTURES / "diver_bred_cp1252.csv").read_bytes()).tables[0]
    known = about(table.preamble)
    assert known.title == "Mångbesökare akutmottagning per 100 inskrivna i hemsjukvård"
    assert known.selection == "Kommun: samtliga; Ålder: 65+"
    assert known.extracted == np.datetime64("2025-04-03")


def test_the_day_of_the_extract_is_kept_with_the_source():
    table = open_file("diver.csv", (FIXTURES / "diver_bred_cp1252.csv").read_bytes()).tables[0]
    assert set(read(table, None).observations.frame["source"]) == {"a.csv, 2025-04-03"}


def test_the_long_files_of_the_notes_are_read_without_edits():
    table = open_file("a.csv", (FIXTURES / "lang_utf8bom_semikolon.csv").read_bytes()).tables[0]
    frame = read(table).observations.frame
    assert frame[["unit", "numerator", "denominator", "status"]].fillna(-1).to_numpy().tolist() == [
        ["0604", 6, 124, "ok"],
        ["0604", -1, 126, "missing"],
        ["0680", 112, 2251, "ok"],
    ]
    table = open_file("a.csv", (FIXTURES / "lang_cp1252_tab.csv").read_bytes()).tables[0]
    frame = read(table, NewIndicator("X", "mean")).observations.frame
    assert frame[["unit", "value", "status"]].fillna(-1).to_numpy().tolist() == [
        ["0683", 5.1, "ok"],
        ["0684", -1, "missing"],
        ["0687", 1234.5, "ok"],
    ]


# Spellings of the headings


@pytest.mark.parametrize(
    "headings",
    [
        ("2025-01", "2025-02", "2025-03"),
        ("202501", "202502", "202503"),
        ("2025M01", "2025M02", "2025M03"),
        ("jan-25", "feb-25", "mar-25"),
        ("jan 2025", "feb 2025", "mars 2025"),
        ("januari 2025", "februari 2025", "mars 2025"),
        ("2025 Januari", "2025 Februari", "2025 Mars"),
        ("2025-01-01", "2025-02-01", "2025-03-01"),
        ("45658", "45689", "45717"),
    ],
)
def test_months_among_the_headings_are_read_in_every_spelling(headings):
    table = table_of(";".join(("Kommun", *headings)), "Aneby;6;7;8", "Habo;9;..;0")
    values = values_of(read(table, NewIndicator("X", "count")))
    assert [values["0604", f"2025-0{m}"] for m in (1, 2, 3)] == [6, 7, 8]
    assert values["0643", "2025-03"] == 0
    assert np.isnan(values["0643", "2025-02"])


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("2025 kv 1", "2025 kv 2"), "quarter"),
        (("2025K1", "2025K2"), "quarter"),
        (("2024", "2025"), "year"),
        (("2025 H1", "2025 H2"), "half_year"),
    ],
)
def test_longer_periods_among_the_headings_are_read_as_what_they_are(headings, kind):
    table = table_of(";".join(("Kommun", *headings)), "Aneby;6;7", "Habo;9;8")
    assert set(read(table, NewIndicator("X", "count")).observations.frame["period_type"]) == {kind}


def test_weeks_among_the_headings_are_refused_with_a_word():
    with pytest.raises(Refused) as caught:
        open_file("a.csv", csv_of("Kommun;V 2025-05;V 2025-06", "Aneby;6;7", "Habo;8;9"))
    assert caught.value.problems[0].code == "weeks_as_columns"


def test_years_above_their_months_belong_to_the_months_below():
    table = table_of(";2024;;2025;", "Kommun;nov;dec;jan;feb", "Aneby;1;2;3;4", "Habo;5;6;7;8")
    values = values_of(read(table, NewIndicator("X", "count")))
    assert values["0604", "2024-12"] == 2
    assert values["0643", "2025-01"] == 7


def test_months_without_a_year_take_the_one_that_the_sheet_is_called():
    table = sheet_of(["Kommun", "jan", "feb"], ["Aneby", 1, 2], ["Habo", 3, 4], name="2025")
    assert values_of(read(table, NewIndicator("X", "count")))["0643", "2025-02"] == 4


def test_dates_of_a_spreadsheet_are_headings_too():
    import datetime as dt

    table = sheet_of(
        ["Kommun", dt.date(2025, 1, 1), dt.datetime(2025, 2, 1)], ["Aneby", 1, 2], ["Habo", 3, 4]
    )
    assert values_of(read(table, NewIndicator("X", "count")))["0604", "2025-02"] == 2


# Numerators and denominators


def test_measures_under_each_month_are_told_apart():
    table = table_of(
        ";jan-25;;feb-25;",
        "Kommun;Täljare;Nämnare;Täljare;Nämnare",
        "Aneby;6;124;7;125",
        "Habo;9;180;<5;181",
    )
    frame = read(table).observations.frame
    assert frame["denominator"].tolist() == [124, 125, 180, 181]
    assert frame["status"].tolist() == ["ok", "ok", "ok", "suppressed"]


def test_months_under_each_measure_are_told_apart():
    table = table_of(";Täljare;;Nämnare;", "Kommun;jan-25;feb-25;jan-25;feb-25", "Aneby;6;7;124;125")
    frame = read(table).observations.frame
    assert frame[["numerator", "denominator"]].to_numpy().tolist() == [[6, 124], [7, 125]]


def test_a_count_beside_its_rate_keeps_both():
    table = table_of("Kommun;Mått;jan-25;feb-25", "Aneby;Antal;6;7", ";Per 100;4,8;5,6")
    frame = read(table).observations.frame
    assert frame["value"].tolist() == [4.8, 5.6]
    assert frame["numerator"].tolist() == [6, 7]


def test_units_that_stand_above_their_measures_are_the_units():
    table = table_of(
        "Etiketter;jan-25;feb-25", "Aneby;;", "Täljare;6;7", "Nämnare;124;125", "Habo;;", "Täljare;9;8",
        "Nämnare;180;181",
    )  # fmt: skip
    frame = read(table).observations.frame
    assert frame[["unit", "numerator", "denominator"]].to_numpy().tolist() == [
        ["0604", 6, 124],
        ["0604", 7, 125],
        ["0643", 9, 180],
        ["0643", 8, 181],
    ]


def test_a_lost_first_row_never_lends_its_numbers_to_the_unit_above():
    table = table_of(
        "Kommun;Mått;jan-25;feb-25", "Aneby;Täljare;6;7", ";Nämnare;124;125", ";Nämnare;2251;2260",
        "Habo;Täljare;9;8", ";Nämnare;180;181",
    )  # fmt: skip
    assert set(table.cells["Kommun"]) == {"Habo"}
    assert [(p.code, p.values["rows"]) for p in table.problems if p.severity == "dropped"] == [
        ("measure_twice", (2, 3, 4))
    ]


def test_a_row_that_says_no_measure_is_left_out_and_the_rows_below_it_do_not_guess():
    table = table_of(
        "Kommun;Mått;jan-25;feb-25",
        "Habo;Täljare;9;8",
        ";Nämnare;180;181",
        "Aneby;Tälj..;6;7",
        ";Nämnare;124;125",
    )
    reading = read(table)
    assert "measure_unclear" in codes_of(reading.problems)
    assert "0604" not in set(reading.observations.frame["unit"])
    assert reading.observations.frame["denominator"].tolist() == [180, 181]


# Totals


def test_the_countys_row_is_its_own_and_an_unnamed_sum_is_no_unit():
    table = table_of("Kommun;jan-25;feb-25;Totalt", "Aneby;6;7;13", "Länet;60;70;130", "Summa;66;77;143")
    reading = read(table, NewIndicator("X", "count"), unknown_units="keep")
    assert set(reading.observations.frame["unit"]) == {"0604", "06"}
    assert reading.observations.frame["value"].sum() == 6 + 7 + 60 + 70
    assert {"unit_total", "total_column_left_out"} <= codes_of(reading.problems)


def test_an_unnamed_sum_is_no_unit_in_a_long_file_either():
    table = table_of("Kommun;Månad;Antal", "Aneby;2025-01;6", "Habo;2025-01;7", "Totalt;2025-01;13")
    reading = read(table, NewIndicator("X", "count"), unknown_units="keep")
    assert reading.observations.frame["value"].tolist() == [6, 7]


def test_a_quarter_among_months_is_left_out_and_told():
    table = table_of("Kommun;2025-01;2025-02;2025-03;2025 kv 1", "Aneby;1;2;3;6", "Habo;4;5;6;15")
    assert len(table) == 6
    assert [p.values["columns"] for p in table.problems if p.code == "longer_periods_left_out"] == [
        ("2025 kv 1",)
    ]


# What is no such report


@pytest.mark.parametrize(
    "rows",
    [
        ("Kommun;Från;Till;Värde", "Aneby;2025-01-01;2025-03-31;5", "Habo;2025-04-01;2025-06-30;6"),
        ("Kommun;Från;Till;Värde", "Aneby;202501;202502;5", "Habo;202503;202504;6"),
        ("Kommun;Månad;2025", "Aneby;2025-01;6", "Aneby;2025-02;7"),
        ("Kommun;Månad;Antal", "Aneby;2025-01;2024", "Aneby;2025-02;2025"),
    ],
)
def test_dates_and_numbers_in_a_long_file_are_no_headings(rows):
    assert table_of(*rows).places is None


def test_a_month_that_stands_above_two_columns_is_refused():
    with pytest.raises(Refused) as caught:
        open_file("a.csv", csv_of("Kommun;jan-25;jan 2025;feb-25", "Aneby;6;7;8", "Habo;8;9;8"))
    assert caught.value.problems[0].code == "period_column_twice"
    assert caught.value.problems[0].values["columns"] == ("jan-25", "jan 2025")


# Places


def test_every_remark_names_the_cell_of_the_file():
    table = table_of(
        "Rapport: X", "", "Kommun;Mått;jan-25;feb-25", "Aneby;Täljare;6;sju", ";Nämnare;124;125",
        "Habo;Täljare;9;8", ";Nämnare;180;x y",
    )  # fmt: skip
    reading = read(table)
    unreadable = [p for p in reading.problems if p.code == "unreadable_number"]
    assert [(p.place.row, p.place.column) for p in unreadable] == [(4, "feb-25"), (7, "feb-25")]
    assert reading.dropped[["row", "column", "text"]].to_numpy().tolist() == [
        [4, "feb-25", "sju"],
        [7, "feb-25", "x y"],
    ]


# Several tables on one sheet


def test_tables_below_each_other_become_one_with_what_stands_above_each():
    table = table_of(
        "Antibiotikarecept;;", "Kommun;jan-25;feb-25", "Aneby;6;7", "Habo;9;8", ";;",
        "Akutbesök;;", "Kommun;jan-25;feb-25", "Aneby;1;2", "Habo;3;4",
    )  # fmt: skip
    assert table.header == ("Indikator", "Kommun", "Period", "Värde")
    mapping = guess_mapping(table, NOTHING)
    assert mapping.indicator_column == "Indikator"
    frame = read_observations(table, mapping, NOTHING).observations.frame
    assert frame.groupby("indicator")["value"].sum().to_dict() == {"akutbesok_hsh": 10, "antibiotika_hsh": 30}


def test_a_title_that_nobody_knows_becomes_an_indicator_of_its_own_with_its_own_scale():
    table = table_of(
        *("Antibiotikarecept;;;", "Kommun;Mått;jan-25;feb-25", "Aneby;Täljare;6;7", "Aneby;Nämnare;100;100"),
        *(";;;", "Möten per 1 000 inskrivna;;;", "Kommun;Mått;jan-25;feb-25"),
        *("Aneby;Täljare;1;2", "Aneby;Nämnare;400;500"),
    )
    reading = read_observations(table, guess_mapping(table, NOTHING), NOTHING)
    (new,) = reading.indicators
    assert (new.name.sv, new.kind, new.multiply) == ("Möten per 1 000 inskrivna", "rate", 1000)
    frame = reading.observations.frame
    assert frame.loc[frame["indicator"] == new.id, "value"].tolist() == [2.5, 4.0]
    assert (frame["indicator"] == "antibiotika_hsh").sum() == 2


def test_a_year_in_a_table_of_its_own_goes_on_where_the_first_ends():
    table = table_of(
        "Kommun;2024-11;2024-12",
        "Aneby;1;2",
        "Habo;3;4",
        ";;",
        "Kommun;2025-01;2025-02",
        "Aneby;5;6",
        "Habo;7;8",
    )
    values = values_of(read(table, NewIndicator("X", "count")))
    assert values["0643", "2024-12"] == 4
    assert values["0604", "2025-02"] == 6


def test_notes_below_the_table_are_no_rows():
    table = table_of(
        "Kommun;jan-25;feb-25", "Aneby;6;7", "Habo;9;8", ";;", "Källa: Diver;;", "* preliminära siffror;;"
    )
    assert len(table) == 4
    assert [p.values["rows"] for p in table.problems if p.code == "notes_skipped"] == [(5, 6)]


def test_a_person_number_in_a_note_below_a_report_is_refused():
    with pytest.raises(Refused) as caught:
        open_file("a.csv", csv_of("Kommun;jan-25;feb-25", "Aneby;6;7", "Habo;9;8", "Fråga 19900101-1239;;"))
    assert caught.value.problems[0].code == "person_number"


@pytest.mark.parametrize("sign", ["²", "①"])
def test_a_sign_that_only_looks_like_a_digit_is_no_month(sign):
    """Signs that Python calls digits and cannot count with: a footnote on its own in a cell."""
    table = table_of(f"Kommun;Månad;Täljare;Nämnare;{sign}", "Aneby;2025-01;6;124;", "Aneby;2025-02;5;126;")
    assert values_of(read(table)) == {("0604", "2025-01"): 600 / 124, ("0604", "2025-02"): 500 / 126}
