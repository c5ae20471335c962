"""What was said of a file's columns is offered to the next such file, and to no other."""

from dataclasses import replace

import pytest

from core.observations.guess import guess_mapping
from core.observations.mapping import Mapping, NewIndicator
from core.observations.mapping_memory import recalled, remembered, shape_of
from core.observations.readers import open_file
from tests.observations.made_extracts import BASE


def opened(text: str):
    return open_file("fil.csv", text.encode()).tables[0]


def csv(*rows: str, header: str = "Månad;Kommun;A;B") -> str:
    return "\n".join((header, *rows, ""))


MARCH = opened(csv("2025-03;0680;12;400", "2025-03;0604;7;120"))
SAID = Mapping(
    period="Månad",
    unit="Kommun",
    numerator="B",
    denominator="A",
    indicator=NewIndicator("Väntan", "rate", 100.0),
)


def again(table, said: Mapping = SAID, first=MARCH) -> Mapping | None:
    guess = guess_mapping(first, BASE, "fil.csv")
    if shape_of(table) != shape_of(first):
        return None
    return recalled(remembered(said, guess, first), guess_mapping(table, BASE, "fil.csv"), table, BASE)


def test_the_next_file_of_the_same_shape_is_read_as_was_said():
    april = opened(csv("2025-04;0680;13;402", "2025-04;0604;9;121"))
    assert again(april) == SAID


def test_a_year_in_a_heading_may_differ():
    first = opened(csv("2025-03;0680;12;400", header="Månad;Kommun;A;Antal 2025"))
    said = replace(SAID, numerator="Antal 2025")
    found = again(opened(csv("2026-03;0680;12;400", header="Månad;Kommun;A;Antal 2026")), said, first)
    assert found is not None
    assert found.numerator == "Antal 2026"


@pytest.mark.parametrize(
    "header", ["Månad;Kommun;B;A", "Månad;Kommun;A", "Månad;Kommun;A;B;C", "Månad;Kommun;A;Total"]
)
def test_other_headings_are_another_shape(header):
    n = header.count(";") - 1
    assert again(opened(csv("2025-04;0680" + ";9" * n, header=header))) is None


def test_a_column_that_holds_something_else_now_is_not_taken_for_what_it_was():
    assert again(opened(csv("2025-04;0680;ja;402", "2025-04;0604;nej;121"))) is None
    assert again(opened(csv("2025-04;0680;4 %;402", "2025-04;0604;5 %;121"))) is None
    assert again(opened(csv("vet ej;0680;4;402", "vet ej;0604;5;121"))) is None


def test_a_share_that_was_in_percent_is_asked_about_when_none_is_above_one():
    first = opened(csv("2025-03;0680;4,8;400", header="Månad;Kommun;Andel;B"))
    said = Mapping(
        period="Månad", unit="Kommun", value="Andel", indicator="akutbesok_hsh", share_scale="as_shown"
    )
    assert again(opened(csv("2025-04;0680;5,1;400", header="Månad;Kommun;Andel;B")), said, first) == replace(
        said, decimal=","
    )
    assert again(opened(csv("2025-04;0680;0,051;400", header="Månad;Kommun;Andel;B")), said, first) is None


def test_the_decimal_sign_a_file_shows_goes_before_the_one_remembered():
    header = "Månad;Kommun;Andel;B"
    first = opened(csv("2025-03;0680;1.234;400", header=header))
    said = Mapping(period="Månad", unit="Kommun", value="Andel", indicator="akutbesok_hsh", decimal=",")
    found = again(opened(csv("2025-04;0680;1.23;400", header=header)), said, first)
    assert found is not None
    assert found.decimal == "."


def test_an_indicator_the_catalogue_has_lost_is_not_offered():
    guess = guess_mapping(MARCH, BASE, "fil.csv")
    body = remembered(replace(SAID, indicator="gone"), guess, MARCH)
    assert recalled(body, guess, MARCH, BASE) is None


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"columns": 3}', "null", '{"columns": {"period": [99, "x"]}}']
)
def test_what_cannot_be_understood_is_not_offered(body):
    assert recalled(body, guess_mapping(MARCH, BASE, "fil.csv"), MARCH, BASE) is None


def test_no_value_is_remembered():
    body = remembered(SAID, guess_mapping(MARCH, BASE, "fil.csv"), MARCH)
    assert not any(cell in body for cell in ("0680", "0604", "120", "2025"))
