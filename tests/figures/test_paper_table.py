"""A table on paper: all of it, with nothing in it read as anything but text."""

import pandas as pd

from core.figures.paper_table import ON_PAPER, ON_PHONE, paper_table


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


def test_a_phone_gets_it_in_a_box_that_a_keyboard_can_scroll():
    frame = pd.DataFrame({"a": ["x"]})
    assert paper_table(frame, on_phone=True) == (
        f'<div class="{ON_PHONE}" tabindex="0">{paper_table(frame)}</div>'
    )
