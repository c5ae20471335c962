import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.observations.parsing.periods import parse_periods, read_period

SWEDISH = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
SHORT = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

MONTH_SPELLINGS = [
    "{y}-{m:02}",
    "{y}{m:02}",
    "{y}M{m:02}",
    "{y}/{m:02}",
    "{y}.{m:02}",
    "{m:02}/{y}",
    "{y}-{m}",
    "{sv} {y}",
    "{y} {sv}",
    "{en} {y}",
    "{short}-{yy:02}",
    "{short} {y}",
    "{short}. {y}",
    "{SHORT} {y}",
    "{y}-{m:02}-01",
    "{y}-{m:02}-01 00:00:00",
    "{y}-{m:02}-01T00:00",
    "{y}{m:02}01",
    "1 {sv} {y}",
    " {y}-{m:02} ",
    "{y}\u00a0{sv}",
    "{y}-{m:02}-28",
    "{y}{m:02}.0",
]


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


@given(year=st.integers(1970, 2069), month=st.integers(1, 12), spelling=st.sampled_from(MONTH_SPELLINGS))
def test_every_spelling_of_a_month_is_that_month(year, month, spelling):
    text = spelling.format(
        y=year,
        m=month,
        yy=year % 100,
        sv=SWEDISH[month - 1],
        en=ENGLISH[month - 1],
        short=SHORT[month - 1],
        SHORT=SHORT[month - 1].upper(),
    )
    assert read_period(text) == (np.datetime64(f"{year:04d}-{month:02d}", "M"), "month")


@given(st.dates(min_value=pd.Timestamp("1970-01-01").date(), max_value=pd.Timestamp("2099-12-31").date()))
def test_an_excel_serial_is_the_month_of_its_day(day):
    serial = (day - pd.Timestamp("1899-12-30").date()).days
    assert read_period(str(serial)) == (np.datetime64(day, "M"), "month")


def test_the_serial_everyone_knows():
    assert read_period("45658") == (np.datetime64("2025-01", "M"), "month")


@pytest.mark.parametrize(
    ("text", "start", "period_type"),
    [
        ("2025 kv 1", "2025-01", "quarter"),
        ("K1-25", "2025-01", "quarter"),
        ("kvartal 1, 2025", "2025-01", "quarter"),
        ("2025, kvartal 3", "2025-07", "quarter"),
        ("1 kv 2025", "2025-01", "quarter"),
        ("kv1 2025", "2025-01", "quarter"),
        ("2:a kvartalet 2025", "2025-04", "quarter"),
        ("1st quarter 2025", "2025-01", "quarter"),
        ("1:a halvåret 2025", "2025-01", "half_year"),
        ("H1 2025", "2025-01", "half_year"),
        ("H2 2025", "2025-07", "half_year"),
        ("helår 2025", "2025-01", "year"),
        ("2025 helår", "2025-01", "year"),
        ("2025, januari", "2025-01", "month"),
        ("2025 - 01", "2025-01", "month"),
        *((f"2025{dash}02", "2025-02", "month") for dash in "\u2010\u2011\u2012\u2013\u2212"),
        ("2025\u201102\u201101", "2025-02", "month"),
        ("2025K2", "2025-04", "quarter"),
        ("2025Q3", "2025-07", "quarter"),
        ("Q4 2025", "2025-10", "quarter"),
        ("kvartal 2 2024", "2024-04", "quarter"),
        ("2025 halvår 2", "2025-07", "half_year"),
        ("2025H1", "2025-01", "half_year"),
        ("2025", "2025-01", "year"),
        ("2025.0", "2025-01", "year"),
        ("år 2024", "2024-01", "year"),
    ],
)
def test_longer_periods_say_how_long_they_are(text, start, period_type):
    assert read_period(text) == (np.datetime64(start, "M"), period_type)


@pytest.mark.parametrize(
    "text",
    [
        "2025-13",
        "2025-00",
        "25-01",
        "2025:1",
        "2025 - 2026",
        "kv 5 2025",
        "3:e halvåret 2025",
        "2501",
        "20250132",
        "2025-02-30",
        "2025K5",
        "2025H3",
        "hej",
        "12",
        "2025.1",
        "1850-01",
        "Totalt",
    ],
)
def test_what_is_no_period_is_not_read_as_one(text):
    assert read_period(text) is None


@pytest.mark.parametrize("text", ["V 2025-05", "2025W05", "v5 2025", "2025 vecka 12", "vecka 2025-05"])
def test_a_week_is_told_and_not_taken_for_a_month(text):
    periods = parse_periods(column(text))
    assert periods.week.all()
    assert np.isnat(periods.start).all()
    assert not periods.unreadable.any()


def test_mixed_spellings_stand_side_by_side():
    periods = parse_periods(column("2025-01", "feb-25", "2025M03", "45748", "2025 kv 2", ""))
    months = np.array(["2025-01", "2025-02", "2025-03", "2025-04", "2025-04", "NaT"], "datetime64[M]")
    np.testing.assert_array_equal(periods.start, months)
    assert list(periods.period_type) == ["month"] * 4 + ["quarter", ""]
    assert list(periods.missing) == [False] * 5 + [True]


def test_a_day_above_twelve_shows_which_number_is_the_day():
    assert str(parse_periods(column("01/02/2025", "31/03/2025")).start[0]) == "2025-02"
    assert str(parse_periods(column("01/02/2025", "03/31/2025")).start[0]) == "2025-01"


def test_in_a_table_of_months_the_day_is_always_the_first():
    assert [str(m) for m in parse_periods(column("01/01/2025", "01/02/2025", "01/03/2025")).start] == [
        "2025-01",
        "2025-02",
        "2025-03",
    ]


def test_a_date_with_two_meanings_is_left_unread():
    periods = parse_periods(column("03/04/2025", "05/06/2025"))
    assert periods.ambiguous.all()
    assert np.isnat(periods.start).all()


@given(st.lists(st.text(max_size=14), max_size=8))
def test_any_text_is_a_period_missing_or_told(texts):
    periods = parse_periods(column(*texts))
    told = periods.missing | periods.unreadable | periods.ambiguous | periods.week
    np.testing.assert_array_equal(told, np.isnat(periods.start))
