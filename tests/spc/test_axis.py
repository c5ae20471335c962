"""Months, dates and positions: how the time axis is read and completed."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from core import spc

MONTHS = ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04"]
Y = [3, 5, 4, 6, 5, 9]


def chart(x, y=Y, **choices):
    return spc.control_chart(y, kind="i", x=x, **choices)


def shown(x, **choices):
    return chart(x, **choices).points["x"].dt.strftime("%Y-%m-%d").tolist()


@pytest.mark.parametrize(
    "x",
    [
        MONTHS,
        pd.PeriodIndex(MONTHS, freq="M"),
        list(pd.PeriodIndex(MONTHS, freq="M")),
        pd.Series(pd.PeriodIndex(MONTHS, freq="M")),
        pd.to_datetime(MONTHS),
        pd.Series(pd.to_datetime(MONTHS)),
        pd.Series(MONTHS),
        np.array(MONTHS, dtype="datetime64[M]"),
        np.array(MONTHS, dtype="datetime64[D]"),
        [date(int(m[:4]), int(m[5:]), 1) for m in MONTHS],
        [datetime(int(m[:4]), int(m[5:]), 1) for m in MONTHS],
        [pd.Timestamp(m, tz="Europe/Stockholm") for m in MONTHS],
        [f"{m}-01" for m in MONTHS],
        pd.date_range("2024-11-30", periods=6, freq="ME"),
    ],
)
def test_months_are_understood_however_they_are_written(x):
    assert chart(x).x.tolist() == np.array(MONTHS, dtype="datetime64[M]").tolist()
    assert shown(x) == [f"{m}-01" for m in MONTHS]


def test_without_labels_points_are_numbered_from_zero():
    assert chart(None).points["x"].tolist() == [0, 1, 2, 3, 4, 5]


def test_numbers_are_labels_without_a_calendar():
    assert chart([1, 2, 3, 5, 8, 13]).points["x"].tolist() == [1, 2, 3, 5, 8, 13]


def test_weekly_dates_keep_their_days():
    weeks = pd.date_range("2025-01-06", periods=6, freq="7D")
    assert chart(weeks).points["x"].dt.day.tolist() == weeks.day.tolist()


def test_a_lacking_month_becomes_a_gap_and_is_named():
    x = [m for m in MONTHS if m != "2025-02"]
    result = chart(x, y=[3, 5, 4, 5, 9])
    assert result.points["y"].isna().tolist() == [False, False, False, True, False, False]
    assert result.caveats[0].code == "calendar_gap"
    assert result.caveats[0].values["at"] == (np.datetime64("2025-02"),)


def test_quarters_and_years_have_no_gaps_between_them():
    quarters = ["2024-01", "2024-04", "2024-07", "2025-01", "2025-04", "2025-07"]
    assert shown(quarters)[3] == "2024-10-01"
    assert len(chart(["2019-01", "2020-01", "2021-01", "2022-01", "2023-01", "2024-01"]).x) == 6


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (["2025-01", "2025-03", "2025-02", *MONTHS[:3]], "2025-02 at position 2 does not come after 2025-03"),
        (["2025-01", "2025-01", "2025-02", *MONTHS[:3]], "2025-01 at position 1 does not come after 2025-01"),
        ([1, 2, 2, 3, 4, 5], "2 at position 2 does not come after 2"),
        (["mars", *MONTHS[1:]], "x at position 0: 'mars' is not a month"),
        (["202503", *MONTHS[1:]], "x at position 0: '202503' is not a month"),
        (["2025-13", *MONTHS[1:]], "x at position 0: '2025-13' is not a month"),
        ([*MONTHS[:-1], None], "x at position 5: None is not a month"),
        (pd.to_datetime([*MONTHS[:-1], None]), "x: the date at position 5 is missing"),
        ([1.0, 2.0, np.nan, 4.0, 5.0, 6.0], "x: the value at position 2 is not a number"),
        (MONTHS[:-1], "x has 5 points and y has 6"),
    ],
)
def test_labels_that_cannot_be_are_refused_by_name(x, words):
    with pytest.raises(ValueError, match=words):
        chart(x)


def test_positions_count_among_the_points_as_given():
    x = ["2024-11", "2025-01", "2025-02", "2025-03", "2025-04", "2025-05"]
    frozen = chart(x, freeze=2, exclude=[1], parts=[4])
    points = frozen.points
    assert points["included"].tolist() == [True, False, False, True, True, True, True]
    assert points["part"].tolist() == [1, 1, 1, 1, 1, 2, 2]
    assert chart(x, freeze=2).baseline == (np.datetime64("2024-11"), np.datetime64("2025-01"))


@pytest.mark.parametrize(
    "mark",
    ["2025-01", pd.Period("2025-01"), date(2025, 1, 15), np.datetime64("2025-01"), pd.Timestamp("2025-01")],
)
def test_a_month_can_be_marked_in_any_spelling(mark):
    marked = chart(MONTHS, freeze=mark, exclude=[mark])
    assert np.flatnonzero(~marked.points["included"]).tolist() == [2]
    assert chart(MONTHS, freeze=mark).n_baseline == 3  # the last month of the baseline belongs to it
    assert chart(MONTHS, parts=mark).points["part"].tolist() == [1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"exclude": ["2019-01"]}, "exclude: 2019-01 is not between 2024-11 and 2025-04"),
        ({"exclude": [6]}, "exclude: position 6 is outside 0 to 5"),
        ({"exclude": [-1]}, "exclude: position -1 is outside 0 to 5"),
        ({"exclude": [1.5]}, "exclude: 1.5 is neither a position nor a month"),
        ({"exclude": [True, False]}, "exclude has 2 truth values for 6 points"),
        ({"parts": ["2030-01"]}, "parts: 2030-01 is not between"),
        ({"provisional": ["2030-01"]}, "provisional: 2030-01 is not between"),
        ({"freeze": "2030-01"}, "freeze: 2030-01 is not between"),
        ({"freeze": 0}, "freeze: 0 is not a number of leading points from 1 to 6"),
        ({"freeze": 7}, "freeze: 7 is not a number of leading points"),
        ({"freeze": True}, "freeze: True is neither"),
        ({"target": [1, 2]}, "target must be one number or 6"),
    ],
)
def test_marks_that_are_not_there_are_refused_never_ignored(choice, words):
    with pytest.raises(ValueError, match=words):
        chart(MONTHS, **choice)


def test_a_month_cannot_mark_points_without_months():
    with pytest.raises(ValueError, match="freeze: 2025-01 is a month, but x holds no months"):
        chart(None, freeze="2025-01")


def test_truth_values_mark_points():
    assert np.flatnonzero(~chart(MONTHS, exclude=np.array(Y) > 5).points["included"]).tolist() == [3, 5]
