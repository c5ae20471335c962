"""Periods written as their ends or marked as provisional, and numbers with footnotes: read where certain."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import NOTHING, csv_of

from core.observations.guess import guess_mapping
from core.observations.mapping import NewIndicator
from core.observations.parsing.numbers import parse_numbers
from core.observations.parsing.periods import names_part_of_year, parse_periods, read_period
from core.observations.readers import open_file
from core.observations.reading import Reading, read_observations

RATE = NewIndicator("Besök per 100", "rate", 100, "down")
SPANS = {
    ("2025-01 – 2025-03", "2025-01", "quarter"),
    ("2025-01-2025-03", "2025-01", "quarter"),
    ("202504-202506", "2025-04", "quarter"),
    ("jan–mars 2025", "2025-01", "quarter"),
    ("Januari - mars 2025", "2025-01", "quarter"),
    ("2025 okt-dec", "2025-10", "quarter"),
    ("okt 2024 - dec 2024", "2024-10", "quarter"),
    ("2025-01-01 – 2025-03-31", "2025-01", "quarter"),
    ("2024-02-01 till 2024-02-29", "2024-02", "month"),
    ("2025-07 till 2025-12", "2025-07", "half_year"),
    ("2025-01-01 t.o.m. 2025-12-31", "2025-01", "year"),
    ("apr-jun 2025 (prel)", "2025-04", "quarter"),
}


@pytest.mark.parametrize(("written", "first", "kind"), sorted(SPANS))
def test_the_ends_of_a_period_of_the_calendar_are_that_period(written, first, kind):
    assert read_period(written) == (np.datetime64(first, "M"), kind)


@pytest.mark.parametrize(
    "written",
    [
        *("2025-02 – 2025-04", "2024-12 – 2025-02", "2024-04 – 2025-03", "2025-03 – 2025-01"),
        *("2025-01-01 – 2025-03-30", "2025-01-02 – 2025-03-31", "2025-01 – 2025-03-31", "2025-01 – 2025-01"),
        *("jan-feb 2025", "dec-feb 2025", "jan-mar-25", "jan-mar", "2024-2025", "1-3 2025", "2025-01 – "),
        *("2023-02-01 – 2023-02-29", "2025-13 – 2025-15", "mån-ons 2025"),
    ],
)
def test_any_other_span_is_none(written):
    assert read_period(written) is None


@given(st.integers(1900, 2100 * 12 + 11), st.integers(0, 40))
def test_a_span_of_months_is_read_only_when_it_is_a_quarter_half_year_or_year(start, more):
    first = np.datetime64("0000-01", "M") + max(start, 1900 * 12)
    last = first + more
    expected = {3: "quarter", 6: "half_year", 12: "year"}.get(more + 1)
    aligned = expected is not None and int(str(first)[-2:]) % (more + 1) == 1 % (more + 1)
    found = read_period(f"{first} – {last}") if str(last) <= "2100-12" else None
    assert found == ((first, expected) if aligned and str(last) <= "2100-12" else None)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("feb-25 (prel)", "2025-02"),
        ("feb-25 prel.", "2025-02"),
        ("2025-02 [preliminär]", "2025-02"),
        ("2025-02, preliminärt", "2025-02"),
        ("February 2025 (provisional)", "2025-02"),
    ],
)
def test_a_period_that_says_it_is_provisional_is_the_period_and_provisional(written, period):
    periods = parse_periods(pd.Series([written, "2025-01"], dtype="str"))
    assert periods.start.astype(str).tolist() == [period, "2025-01"]
    assert periods.provisional.tolist() == [True, False]


def test_a_mark_alone_is_no_period_and_a_month_with_a_mark_is_a_part_of_a_year():
    assert read_period("prel") is None
    assert names_part_of_year("feb (prel)")
    assert read_period("feb-25 (rev)") is None


def read(data: bytes) -> Reading:
    table = open_file("a.csv", data).tables[0]
    guessed = replace(guess_mapping(table, NOTHING), indicator=RATE)
    return read_observations(table, guessed, NOTHING, "a.csv")


def told(reading: Reading) -> dict[str, dict]:
    return {problem.code: dict(problem.values) for problem in reading.problems}


def test_a_column_of_a_report_that_is_provisional_makes_its_numbers_so_and_nobody_elses():
    reading = read(
        csv_of(
            *("Kommun;Mått;jan-25;feb-25 (prel)", "Aneby;Täljare;6;<5", "Aneby;Nämnare;124;126"),
            *("Habo;Täljare;9;8", "Habo;Nämnare;180;181"),
        )
    )
    frame = reading.observations.frame
    assert frame["period"].dt.strftime("%Y-%m").tolist() == ["2025-01", "2025-02"] * 2
    assert frame["status"].tolist() == ["ok", "suppressed", "ok", "provisional"]
    assert told(reading)["period_provisional"]["n"] == 2
    assert told(reading)["period_provisional"]["texts"] == ("feb-25 (prel)",)
    assert reading.preview["status"].tolist() == ["ok", "suppressed", "ok", "provisional"]


def test_a_year_of_quarters_written_as_spans_is_read_as_quarters():
    spans = ("2024-01 – 2024-03", "2024-04 – 2024-06", "2024-07 – 2024-09", "2024-10 – 2024-12")
    reading = read(csv_of("Kommun;Period;Täljare;Nämnare", *(f"Habo;{one};9;180" for one in spans)))
    frame = reading.observations.frame
    assert set(frame["period_type"]) == {"quarter"}
    assert frame["period"].dt.month.tolist() == [1, 4, 7, 10]


FOOTNOTED = {
    "12¹": 12,
    "12 1)": 12,
    "1 234²)": 1234,
    "12 345 12)": 12345,
    "4,8 % ³": 4.8,
    "9¹": 9,
    "-5 1)": -5,
}


@pytest.mark.parametrize("written", FOOTNOTED)
def test_a_footnote_is_no_part_of_a_number(written):
    numbers = parse_numbers(pd.Series([written, "7"], dtype="str"))
    assert numbers.values.tolist() == [FOOTNOTED[written], 7]
    assert numbers.footnoted.tolist() == [True, False]


def test_a_footnote_beside_a_missing_or_hidden_number_leaves_it_so():
    numbers = parse_numbers(pd.Series([".. 1)", "x²", "7"], dtype="str"))
    assert numbers.missing.tolist() == [True, False, False]
    assert numbers.suppressed.tolist() == [False, True, False]


@pytest.mark.parametrize(
    "written", ["12*", "12 *", "10³", "-10²", "12(1)", "12 (1)", "121)", "1)", "¹", "m²", "12a¹"]
)
def test_what_may_mean_something_else_is_not_read_as_a_number(written):
    numbers = parse_numbers(pd.Series([written, "7"], dtype="str"))
    assert numbers.unreadable.tolist() == [True, False]


def test_footnotes_are_told_with_their_rows_and_what_stood_there():
    rows = ("Aneby;2025-01;6 1);124", "Habo;2025-01;9;180¹", "Habo;2025-02;12*;180")
    reading = read(csv_of("Kommun;Månad;Täljare;Nämnare", *rows))
    notes = [problem for problem in reading.problems if problem.code == "footnotes"]
    assert [(note.place.column, note.values["texts"]) for note in notes] == [
        ("Täljare", ("6 1)",)),
        ("Nämnare", ("180¹",)),
    ]
    frame = reading.observations.frame
    assert frame["numerator"].tolist()[:2] == [6, 9]
    assert "unreadable_number" in told(reading)
