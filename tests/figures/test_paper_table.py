"""A table on paper: all of it, with nothing in it read as anything but text."""

import re

import pandas as pd
import pytest

from core.figures.paper_table import NARROW, ON_PAPER, ON_PHONE, paper_table


def test_every_row_and_column_is_there():
    frame = pd.DataFrame({"Månad": ["maj", "juni"], "Värde": ["4,8", "dold"]})
    html = paper_table(frame)
    assert ON_PAPER in html
    assert html.count("<tr>") == 3
    assert html.count('<th scope="col">') == 2
    for text in ("Månad", "Värde", "maj", "juni", "4,8", "dold"):
        assert f">{text}<" in html


def test_what_is_missing_is_empty_and_never_nan():
    html = paper_table(pd.DataFrame({"a": [1.5, None], "b": ["x", None]}))
    assert "nan" not in html.lower()
    assert "None" not in html
    assert html.count("<td></td>") == 2


def test_names_from_a_file_are_text():
    html = paper_table(pd.DataFrame({"<b>": ["<script>alert(1)</script>"]}))
    assert "<b>" not in html
    assert "<script>" not in html


def headings(html: str) -> list[list[str]]:
    return [re.findall('<th scope="col">(.*?)</th>', table) for table in html.split("<table ")[1:]]


def test_a_phone_gets_a_few_columns_at_a_time_each_beside_the_first():
    frame = pd.DataFrame({name: ["x", "y"] for name in "abcdefgh"})
    html = paper_table(frame, on_phone=True)
    assert html.startswith(f'<div class="{ON_PHONE}">{paper_table(frame)}<table class="{NARROW}">')
    whole, *narrow = headings(html)
    assert whole == list("abcdefgh")
    assert narrow == [list("abcd"), list("aef"), list("agh")]
    assert html.count("<tr>") == 4 * 3


@pytest.mark.parametrize("names", ["a", "abc", "abcd"])
def test_a_table_that_fits_on_a_phone_stays_whole(names: str):
    frame = pd.DataFrame({name: ["x"] for name in names})
    assert headings(paper_table(frame, on_phone=True)) == [list(names), list(names)]
