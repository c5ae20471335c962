from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import NOTHING, csv_of

from core.observations.guess import guess_mapping
from core.observations.mapping import NewIndicator
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.observations.schema import MONTHS_IN
from core.observations.spacing import spacing


def months(*texts: str) -> np.ndarray:
    return np.array(texts, "datetime64[M]")


@given(
    name=st.sampled_from(["quarter", "half_year", "year"]),
    first=st.integers(10, 100),
    n=st.integers(3, 40),
    units=st.integers(1, 3),
)
def test_periods_a_quarter_half_year_or_year_apart_are_that_long(name, first, n, units):
    step = MONTHS_IN[name]
    starts = (np.arange(first, first + n) * step).astype("datetime64[M]")
    assert spacing(np.tile(starts, units)) == name


@pytest.mark.parametrize(
    "starts",
    [
        months("2025-01", "2025-04"),  # two periods show no step
        months("2025-02", "2025-05", "2025-08"),  # off the calendar's quarters
        months("2025-01", "2025-02", "2025-03"),
        months("2025-01", "2025-04", "2025-05"),
        months("2019-01", "2021-04", "2024-10"),  # irregular
        months("2025-01"),
    ],
)
def test_other_periods_stay_months(starts):
    assert spacing(starts) is None


def test_a_quarter_nobody_reported_is_a_gap_of_one_quarter():
    assert spacing(months("2024-01", "2024-04", "2024-10", "2025-01", "2025-04")) == "quarter"


def read(periods, indicator):
    rows = [f"{town};{period};6;124" for town in ("Aneby", "Habo") for period in periods]
    table = open_file("a.csv", csv_of("Kommun;Månad;Täljare;Nämnare", *rows)).tables[0]
    mapping = replace(guess_mapping(table, NOTHING), indicator=indicator)
    return read_observations(table, mapping, NOTHING)


OF_THE_CATALOGUE = next(i.id for i in NOTHING.catalogue if i.frequency == "month" and i.kind == "rate")


@pytest.mark.parametrize("indicator", [NewIndicator("Eget", "rate", 100), OF_THE_CATALOGUE])
@pytest.mark.parametrize("day", ["-01", ""])
def test_quarterly_dates_become_quarters_without_gaps_and_that_is_told(indicator, day):
    reading = read([f"{y}-{m:02d}{day}" for y in (2019, 2020) for m in (1, 4, 7, 10)], indicator)
    dataset = NOTHING.with_reading(reading)
    series = dataset.series(dataset.indicators()[0].id, "0604")
    assert (series.period_type, len(series), len(series.missing)) == ("quarter", 8, 0)
    (note,) = (p for p in reading.problems if p.code == "months_are_quarters")
    assert (note.severity, note.values["periods"], note.place.column) == ("note", 8, "Månad")


def test_yearly_dates_become_years():
    reading = read([f"{y}-01-01" for y in range(2019, 2024)], NewIndicator("Eget", "rate", 100))
    assert set(reading.observations.frame["period_type"]) == {"year"}
    assert "months_are_years" in {p.code for p in reading.problems}


def test_quarters_written_as_quarters_need_no_note():
    reading = read(["2019 kv 1", "2019 kv 2", "2019 kv 3"], NewIndicator("Eget", "rate", 100))
    assert set(reading.observations.frame["period_type"]) == {"quarter"}
    assert not {p.code for p in reading.problems} & {"months_are_quarters"}
