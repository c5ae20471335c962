"""The county's own row in a long file: a county and no municipality."""

from dataclasses import replace

import pytest
from made_files import NOTHING, csv_of

from core.observations.guess import guess_mapping
from core.observations.mapping import NewIndicator
from core.observations.readers import open_file
from core.observations.reading import Reading, read_observations

HEAD = "Län;Kommun;Månad;Täljare;Nämnare"
TOWNS = (
    "Jönköpings län;Aneby;2025-01;6;124",
    "Jönköpings län;Jönköping;2025-01;112;2251",
    "Jönköpings län;Aneby;2025-02;7;125",
    "Jönköpings län;Jönköping;2025-02;109;2260",
)
RATE = NewIndicator("Besök", "rate", 100)


def read(*rows: str) -> Reading:
    table = open_file("a.csv", csv_of(*rows)).tables[0]
    mapping = replace(guess_mapping(table, NOTHING), indicator=RATE, indicator_column=None)
    assert mapping.unit == "Kommun"
    return read_observations(table, mapping, NOTHING)


def numbers(reading: Reading) -> dict[tuple[str, str], float]:
    frame = reading.observations.frame
    months = frame["period"].dt.strftime("%Y-%m")
    return dict(zip(zip(frame["unit"], months, strict=True), frame["denominator"], strict=True))


def told(reading: Reading) -> dict[str, tuple[int, ...]]:
    return {p.code: p.values["rows"] for p in reading.problems if p.code in ("unit_blank", "unit_from_above")}


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_row_of_the_county_alone_is_the_countys_own_and_told(blank):
    reading = read(
        HEAD, *TOWNS, f"Jönköpings län;{blank};2025-01;309;6240", f"Jönköpings län;{blank};2025-02;301;6255"
    )
    assert numbers(reading)["06", "2025-01"] == 6240
    assert numbers(reading)["06", "2025-02"] == 6255
    assert told(reading) == {"unit_from_above": (6, 7)}


def test_a_row_too_small_for_the_whole_county_is_of_people_nobody_can_place():
    reading = read(HEAD, *TOWNS, "Jönköpings län;;2025-01;3;60")
    assert ("06", "2025-01") not in numbers(reading)
    assert told(reading) == {"unit_blank": (6,)}


def test_a_column_that_is_no_unit_above_fills_in_nothing():
    reading = read(
        HEAD, *(row.replace("Jönköpings län", "Kalmar län") for row in TOWNS), "Kalmar län;;2025-01;309;6240"
    )
    assert told(reading) == {"unit_blank": (6,)}


def test_a_blank_in_both_columns_is_left_out():
    assert told(read(HEAD, *TOWNS, ";;2025-01;309;6240")) == {"unit_blank": (6,)}


def test_a_countys_share_lies_between_those_of_its_municipalities():
    head, towns = "Län;Kommun;Månad;Värde", [row.rsplit(";", 2)[0] for row in TOWNS]
    shares = [f"{row};{value}" for row, value in zip(towns, (4.8, 5.6, 5.0, 5.2), strict=True)]
    table = open_file("a.csv", csv_of(head, *shares, "Jönköpings län;;2025-01;5.1")).tables[0]
    mean = replace(guess_mapping(table, NOTHING), indicator=NewIndicator("X", "mean"))
    assert told(read_observations(table, mean, NOTHING)) == {"unit_from_above": (6,)}
    table = open_file("a.csv", csv_of(head, *shares, "Jönköpings län;;2025-01;3.1")).tables[0]
    assert told(read_observations(table, mean, NOTHING)) == {"unit_blank": (6,)}
