"""Files as tired people bring them: shares in percent, misspelt headings, several sheets, months across."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_files import NOTHING, csv_of, workbook_of

from core.observations.guess import guess_mapping, likeliest_table
from core.observations.mapping import NewIndicator
from core.observations.readers import open_file
from core.observations.reading import Reading, read_observations
from core.observations.suggestion import suggested_indicator
from core.remarks import Refused
from core.wording import LANGUAGES, words_of
from core.wording.file import dropped_counts, period_example, value_example

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
TOWNS = ("Aneby", "Habo", "Eksjö", "Tranås")


def table_of(*rows: str):
    return open_file("a.csv", csv_of(*rows)).tables[0]


def sheet_of(*rows):
    return open_file("a.xlsx", workbook_of(Blad1=rows)).tables[0]


def values_under(heading: str, *cells: str):
    """A file of one unit and one column of numbers."""
    rows = (f"Aneby;2025-{at:02d};{cell}" for at, cell in enumerate(cells, start=1))
    return table_of(f"Kommun;Månad;{heading}", *rows)


def as_guessed(table, called: str = "a.csv", **changes) -> Reading:
    mapping = guess_mapping(table, NOTHING, called)
    if mapping.indicator is None and mapping.indicator_column is None:
        draft = suggested_indicator(table, mapping, called)
        mapping = replace(mapping, indicator=replace(draft, name=draft.name or "Min indikator"))
    return read_observations(table, replace(mapping, **changes), NOTHING, called)


def draft_of(table, called: str = "a.csv") -> NewIndicator:
    return suggested_indicator(table, guess_mapping(table, NOTHING), called)


def lacking(table, **changes) -> dict[str, tuple[str, ...]]:
    with pytest.raises(Refused) as caught:
        as_guessed(table, **changes)
    return {p.code: p.values.get("columns", ()) for p in caught.value.problems}


# Percent


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Värde", ("4,8 %", "5,1 %", "0,5%")),
        ("Andel (%)", ("4,8", "5,1", "0,5")),
        ("Andel [%]", ("4,8", "5,1", "0,5")),
        ("Procent", ("4,8", "5,1", "0,5")),
        ("Andel i procent", ("4,8", "5,1", "0,5")),
        ("% nöjda", ("4,8", "5,1", "0,5")),
        ("Percentage", ("4.8", "5.1", "0.5")),
        ("Andel nöjda", ("4,8", "5,1", "0,5")),
        ("Nöjda", ("4,8 %", "5,1 %", "0,5 %")),
    ],
)
def test_percent_is_a_share_shown_in_percent_also_without_a_denominator(heading, cells):
    table = values_under(heading, *cells)
    draft, reading = draft_of(table), as_guessed(table)
    assert (draft.kind, draft.multiply, draft.unit) == ("proportion", 100, "%")
    np.testing.assert_allclose(reading.observations.frame["value"], [4.8, 5.1, 0.5])


def test_a_percentage_is_never_a_numerator_whatever_its_heading():
    table = table_of("Kommun;Månad;Antal;Nämnare", "Aneby;2025-01;4,8 %;124", "Aneby;2025-02;5 %;124")
    assert guess_mapping(table, NOTHING).numerator is None
    reading = as_guessed(
        table_of(
            "Kommun;Månad;Täljare;Nämnare",
            *("Aneby;2025-01;6;124", "Aneby;2025-02;7;124", "Aneby;2025-03;4,8 %;124"),
        )
    )
    assert reading.observations.frame["value"].notna().tolist() == [True, True, False]
    assert {p.code for p in reading.problems if p.severity == "dropped"} == {"count_in_percent"}


def test_a_sheets_percentages_come_as_fractions_and_are_asked_about_also_under_a_percent_heading():
    """A cell that shows 4,8 % holds 0.048, and nothing in the file says so."""
    rows = [["Kommun", "Månad", "Andel (%)"], ["Aneby", "2025-01", 0.048], ["Aneby", "2025-02", 0.051]]
    table = sheet_of(*rows)
    assert guess_mapping(table, NOTHING).share_scale is None
    assert "share_scale_needed" in lacking(table)
    shown = as_guessed(table, share_scale="fraction").observations.frame["value"]
    np.testing.assert_allclose(shown, [4.8, 5.1])


def test_signs_and_fractions_mixed_in_a_sheet_are_asked_about():
    table = sheet_of(["Kommun", "Månad", "Andel"], ["Aneby", "2025-01", "4,8 %"], ["Aneby", "2025-02", 0.051])
    assert "share_scale_needed" in lacking(table)


def test_a_percent_sign_means_hundredths_on_any_scale():
    table = values_under("Värde", "4,8 %", "5 %")
    rate = NewIndicator("Besök", "rate", 1000)
    np.testing.assert_allclose(as_guessed(table, indicator=rate).observations.frame["value"], [48, 50])


def test_the_scale_and_unit_that_a_heading_names_are_taken_over():
    per = draft_of(values_under("Besök per 1 000 invånare", "48,5", "51"))
    assert (per.kind, per.multiply, per.unit) == ("rate", 1000, "per 1 000 invånare")
    days = draft_of(values_under("Väntetid (dagar)", "12,25", "14"))
    assert (days.name, days.kind, days.unit, days.decimals) == ("Väntetid", "mean", "dagar", 2)


def test_more_counted_than_there_were_is_a_rate():
    rows = [f"Aneby;2025-{m:02d};{60 + m};40" for m in range(1, 9)]
    assert draft_of(table_of("Kommun;Månad;Täljare;Nämnare", *rows)).kind == "rate"


# A lone column of numbers


def test_the_only_column_of_numbers_is_the_value():
    mapping = guess_mapping(table_of("Kommun;Månad;Besök", "Aneby;2025-01;34", "Aneby;2025-02;41"), NOTHING)
    assert (mapping.value, mapping.numerator) == ("Besök", None)


def test_the_only_column_of_numbers_is_a_count_when_it_says_so():
    table = table_of("Kommun;Månad;Antal besök", "Aneby;2025-01;34", "Aneby;2025-02;41")
    assert guess_mapping(table, NOTHING).numerator == "Antal besök"
    assert draft_of(table).kind == "count"


def test_of_two_columns_of_numbers_none_is_guessed():
    table = table_of("Kommun;Månad;Besök;Samtal", "Aneby;2025-01;34;3", "Aneby;2025-02;41;4")
    mapping = guess_mapping(table, NOTHING)
    assert (mapping.value, mapping.numerator) == (None, None)


def test_a_count_given_as_value_is_counted():
    table = values_under("Värde", "34", "41")
    frame = as_guessed(table, indicator=NewIndicator("Besök", "count")).observations.frame
    assert frame["numerator"].tolist() == [34, 41]
    assert frame["value"].tolist() == [34, 41]


# Headings


def test_misspelt_headings_are_understood():
    rows = ["Aneby;2025-01;6;124", "Habo;2025-01;9;180"]
    mapping = guess_mapping(table_of("Komun;MANAD;Taljare (antal);Nämnre", *rows), NOTHING)
    assert mapping.columns == {
        "period": "MANAD",
        "unit": "Komun",
        "numerator": "Taljare (antal)",
        "denominator": "Nämnre",
    }


def test_a_right_heading_goes_before_a_misspelt_one():
    mapping = guess_mapping(table_of("Kommun;Månad;Verde;Värde", "Aneby;2025-01;1;2"), NOTHING)
    assert mapping.value == "Värde"


# Several sheets


def test_the_sheet_that_is_understood_best_opens_first():
    read_me = [["Om filen", "Kommentar"], ["Ansvarig", "Enheten för analys"], ["Uttag", "varje månad"]]
    numbers = [["Enhet", "Månad", "Täljare", "Nämnare"], *[[t, "2025-01", 6, 124] for t in TOWNS]]
    tables = open_file("a.xlsx", workbook_of(Om=read_me, Data=numbers, Kopia=numbers)).tables
    assert [table.sheet for table in tables] == ["Om", "Data", "Kopia"]
    assert likeliest_table(tables, NOTHING) == 1


# What is lacking


def test_a_mean_and_a_value_never_ask_for_a_denominator():
    table = table_of("Kommun;Månad;Täljare", "Aneby;2025-01;6", "Aneby;2025-02;7")
    for kind, code in (("mean", "no_value_column"), ("score", "no_value_column")):
        assert set(lacking(table, indicator=NewIndicator("X", kind))) == {code}
    assert set(lacking(table, indicator=NewIndicator("X", "rate"))) == {"no_denominator_at_all"}
    value = as_guessed(table, indicator=NewIndicator("X", "mean"), numerator=None, value="Täljare")
    assert value.n_kept == 2


@pytest.mark.parametrize("kind", ["proportion", "rate", "count", "mean", "score"])
def test_numbers_that_are_not_chosen_are_asked_for_once_with_the_columns_there_are(kind):
    table = table_of("Kommun;Månad;Besök;Samtal;Kommentar", "Aneby;2025-01;34;3;x", "Aneby;2025-02;41;4;y")
    asked = lacking(table, indicator=NewIndicator("X", kind))
    assert asked == {"no_number_column": ("Besök", "Samtal")}


def test_a_period_or_unit_that_is_not_chosen_is_asked_for_with_the_columns_there_are():
    table = table_of("Ställe;När;Värde", "Gula huset;jan 2025;34", "Röda huset;feb 2025;41")
    asked = lacking(table, period=None, unit=None)
    assert asked == {"no_period_column": ("När",), "no_unit_column": ("Ställe",)}


def test_a_file_without_a_period_says_so_and_what_to_add():
    asked = lacking(table_of("Enhet;Värde", "Aneby;4,8", "Habo;5,1"))
    assert asked == {"no_period_at_all": ()}


@pytest.mark.parametrize(
    ("rows", "months", "values"),
    [
        (("Enhet;jan-25;feb-25;mar-25", "Aneby;6;7;8"), ("2025-01", "2025-02", "2025-03"), [6, 7, 8]),
        (("Enhet;2025-01;2025-02;Totalt", "Aneby;6;7;13"), ("2025-01", "2025-02"), [6, 7]),
        (("Enhet;År;Januari;Februari", "Aneby;2024;7;8"), ("2024-01", "2024-02"), [7, 8]),
        (
            ("Enhet;Mått;2025 kv 1;2025 kv 2", "Aneby;Täljare;7;8", ";Nämnare;70;80"),
            ("2025-01", "2025-04"),
            [10, 10],
        ),
    ],
)
def test_months_as_columns_are_read_as_one_row_a_month(rows, months, values):
    frame = as_guessed(table_of(*rows), indicator=NewIndicator("X", "rate", 100)).observations.frame
    assert tuple(frame["period"].dt.strftime("%Y-%m")) == months
    assert frame["value"].tolist() == values


def test_months_across_without_a_year_anywhere_are_told_as_that_and_nothing_else():
    table = table_of("Enhet;Januari;Februari;Mars", "Aneby;7;8;9", "Habo;7;8;9")
    assert set(lacking(table)) == {"months_as_columns"}


def test_a_long_file_with_a_year_among_its_headings_is_not_taken_for_a_wide_one():
    reading = as_guessed(table_of("Kommun;Månad;2025", "Aneby;2025-01;6", "Aneby;2025-02;7"), value="2025")
    assert reading.n_kept == 2


# Year and month apart


@pytest.mark.parametrize(
    "months",
    [("1", "2", "12"), ("01", "02", "12"), ("jan", "feb", "dec"), ("Januari", "Februari", "December")],
)
def test_a_year_and_its_month_in_two_columns_are_read_together(months):
    rows = [f"Aneby;2025;{month};{at + 3},5" for at, month in enumerate(months)]
    table = table_of("Kommun;År;Månad;Värde", *rows)
    mapping = guess_mapping(table, NOTHING)
    assert (mapping.period, mapping.month) == ("År", "Månad")
    frame = as_guessed(table).observations.frame
    assert frame["period"].dt.strftime("%Y-%m").tolist() == ["2025-01", "2025-02", "2025-12"]
    assert set(frame["period_type"]) == {"month"}


def test_a_quarter_may_stand_in_a_column_of_its_own_too():
    rows = [f"Aneby;{year};kv {part};3,5" for year in (2024, 2025) for part in (1, 2, 3, 4)]
    frame = as_guessed(table_of("Kommun;År;Period;Värde", *rows)).observations.frame
    assert set(frame["period_type"]) == {"quarter"}
    assert len(frame) == 8


def test_a_year_without_its_month_is_not_the_whole_year():
    rows = ["Aneby;2025;1;3,5", "Aneby;2025;2;3,6", "Aneby;2025;;4", "Aneby;2025;13;4", "Aneby;2025-01;3;4"]
    reading = as_guessed(table_of("Kommun;År;Månad;Värde", *rows))
    assert (reading.n_kept, set(reading.dropped["code"])) == (2, {"period_blank", "unknown_period"})
    assert reading.dropped["row"].tolist() == [4, 5, 6]


def test_months_that_bear_their_year_need_no_column_of_years():
    rows = ["Aneby;2025;2025-01;3,5", "Aneby;2025;2025-02;3,5"]
    mapping = guess_mapping(table_of("Kommun;År;Månad;Värde", *rows), NOTHING)
    assert (mapping.period, mapping.month) == ("Månad", None)


# Said to a person


@pytest.mark.parametrize(("language", "shown"), [("sv", "4,8\u00a0%"), ("en", "4.8%")])
def test_the_page_says_how_a_value_is_written_and_shown(language, shown):
    table = values_under("Andel (%)", "-", "4,8")
    mapping = replace(guess_mapping(table, NOTHING), indicator=draft_of(table, "nöjda.csv"))
    reading = read_observations(table, mapping, NOTHING, "nöjda.csv")
    said = value_example(words_of(language), table, mapping, reading, NOTHING.with_reading(reading))
    assert "4,8" in said
    assert shown in said


def test_the_page_says_how_a_year_and_a_month_are_read():
    table = table_of("Kommun;År;Månad;Värde", "Aneby;2025;;4", "Aneby;2025;3;3,5", "Aneby;2025;4;3,5")
    mapping = replace(guess_mapping(table, NOTHING), indicator=draft_of(table, "vantetid.csv"))
    reading = read_observations(table, mapping, NOTHING, "x")
    assert "mars 2025" in period_example(words_of("sv"), table, mapping, reading)
    assert "2025 3" in period_example(words_of("sv"), table, mapping, reading)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_left_out_are_counted_reason_by_reason_and_all_of_them(language):
    rows = ["Aneby;2025-01;3,5", *(f"Okänd{i};2025-01;4" for i in range(3)), "Habo;hösten;4", "Habo;våren;4"]
    reading = as_guessed(
        table_of("Kommun;Månad;Värde", *rows), period="Månad", unit="Kommun", unknown_units="drop"
    )
    dropped = [p for p in reading.problems if p.severity == "dropped"]
    lines, left = dropped_counts(words_of(language), dropped)
    assert left == reading.n_rows - reading.n_kept == 5
    assert [line.rsplit(": ")[1][0] for line in lines] == ["3", "2"]


@pytest.mark.parametrize(
    ("cells", "decimals"),
    [((5.08, 5.1), 2), ((81.1, 82.0), 1), ((13.16542225, 12.41), 1), ((0.04838709, 0.05), 3), ((34, 41), 1)],
)
def test_values_keep_the_decimals_they_are_written_with_but_no_more_than_three_figures(cells, decimals):
    table = sheet_of(
        ["Enhet", "Månad", "Väntetid"], *[["A", f"2025-0{i}", c] for i, c in enumerate(cells, 1)]
    )
    assert draft_of(table).decimals == decimals


def test_a_number_of_a_spreadsheet_is_repeated_in_the_readers_own_form():
    table = sheet_of(
        ["Enhet", "Månad", "Väntetid (dagar)"], *[["A", f"2025-0{i}", 13.16542225] for i in (1, 2)]
    )
    mapping = replace(guess_mapping(table, NOTHING), indicator=draft_of(table))
    reading = read_observations(table, mapping, NOTHING, "x")
    said = value_example(words_of("sv"), table, mapping, reading, NOTHING.with_reading(reading))
    assert "”13,1654”" in said
    assert "13,2\u00a0dagar" in said


def test_numerators_and_denominators_on_rows_of_their_own_name_no_indicator():
    table = open_file("a.csv", (FIXTURES / "diver_bred_cp1252.csv").read_bytes()).tables[0]
    assert guess_mapping(table, NOTHING).indicator_column is None
