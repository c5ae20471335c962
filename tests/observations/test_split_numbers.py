"""Person numbers divided over two columns. All numbers are made up by their check digit."""

import pytest
from made_files import csv_of, workbook_of

from core.observations.person_numbers import is_person_number
from core.observations.readers import open_file
from core.remarks import Refused


def last_four(date: str, beginning: int) -> str:
    """Four digits that make a six-digit date a valid number."""
    return next(four for digit in range(10) if is_person_number(date + (four := f"{beginning:03d}{digit}")))


BORN = ("510203", "620815", "731130", "840229")
PAIRS = [(born, last_four(born, 120 + at)) for at, born in enumerate(BORN)]


def refusal(data: bytes, name: str = "a.csv"):
    with pytest.raises(Refused) as caught:
        open_file(name, data)
    return caught.value.problems[0]


@pytest.mark.parametrize("century", ["", "19"])
def test_a_birth_date_beside_the_last_four_is_refused(century):
    rows = [f"Aneby;{century}{born};{four};1" for born, four in PAIRS]
    problem = refusal(csv_of("Enhet;Född;Sista fyra;Antal", *rows))
    assert (problem.code, problem.values["rows"], problem.place.column) == (
        "person_number",
        (2, 3, 4, 5),
        "Född",
    )


def test_a_written_date_and_a_hyphen_make_no_difference():
    rows = [f"19{b[:2]}-{b[2:4]}-{b[4:]};-{four};Aneby" for b, four in PAIRS]
    assert refusal(csv_of("Född;Nr;Enhet", *rows)).code == "person_number"


def test_zeros_that_a_spreadsheet_dropped_are_put_back():
    dates = ("010203", "020815", "031130")
    rows = [[int(date), int(last_four(date, at)), "Aneby"] for at, date in enumerate(dates)]
    data = workbook_of(Blad=[["A", "B", "Enhet"], *rows])
    assert refusal(data, "a.xlsx").code == "person_number"


def test_a_single_pair_is_enough_when_its_date_does_not_begin_a_month():
    born, four = PAIRS[1]
    assert refusal(csv_of("A;B;Enhet", f"{born};{four};Aneby")).code == "person_number"


def test_months_beside_counts_of_four_digits_are_no_persons():
    for form in ("{y}-{m:02d}-01", "{y}{m:02d}01", "{y}{m:02d}"):
        rows = [
            f"Aneby;{form.format(y=year, m=month)};{1000 + 37 * month + year}"
            for year in (2019, 2020, 2021)
            for month in range(1, 13)
        ]
        assert len(open_file("a.csv", csv_of("Enhet;Månad;Antal", *rows)).tables[0]) == 36


def test_counts_beside_counts_are_no_persons():
    rows = [f"Aneby;2025-{m:02d};{10_000 + 311 * m};{1000 + 97 * m}" for m in range(1, 13)]
    assert len(open_file("a.csv", csv_of("Enhet;Månad;Nämnare;Täljare", *rows)).tables[0]) == 12
