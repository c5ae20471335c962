"""Columns of words are as wide as what is in them, wherever it stands."""

import pandas as pd

from pages.parts.table_widths import text_widths


def widths(**columns) -> dict[str, int]:
    found = text_widths(pd.DataFrame(columns))
    return {name: one["width"] for name, one in found.items()}


def test_a_long_word_far_down_gives_its_column_room():
    short, long = widths(Status=["ok"] * 50), widths(Status=["ok"] * 49 + ["ingår i ett mönster"])
    assert long["Status"] > short["Status"] + 80


def test_a_heading_is_whole_too():
    assert widths(**{"Skillnad mot väntat": ["a"]})["Skillnad mot väntat"] > 130


def test_numbers_share_the_room_that_is_left():
    assert list(widths(Period=["januari 2024"], Värde=[1.5])) == ["Period"]


def test_nothing_is_wider_than_a_phone():
    assert widths(Varför=["x" * 500])["Varför"] <= 360


def test_a_column_without_a_word_takes_no_room():
    assert widths(Regler=pd.Series([None, None], dtype="str")) == {}
