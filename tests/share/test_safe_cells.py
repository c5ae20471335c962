"""Text never begins a formula in a spreadsheet, and numbers are numbers."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.share.safe_cells import as_written, csv_bytes, safe, safe_frame

FORMULA = st.builds(
    lambda before, sign, after: before + sign + after,
    st.text(alphabet=" \t\r\n\u00a0\u200b'", max_size=3),
    st.sampled_from("=+-@＝＋－＠"),
    st.text(min_size=1),
)


@given(FORMULA)
def test_no_text_begins_with_a_sign_that_a_spreadsheet_computes(text):
    made = safe(text)
    assert made == text or made == f"'{text}"
    if made == text:
        float(text.replace(",", "."))  # nothing but a negative number is left as it is


@pytest.mark.parametrize("text", ["Aneby", "", "2025-01", "65-79", "<5", "-", "–", "-4,5", "'80-tal", "a=b"])
def test_ordinary_text_is_left_alone(text):
    assert safe(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+46 36", "-2+3", "\t=1", " =1", "'=1", "-cmd|' /C calc'!A0"]
)
def test_what_would_be_computed_becomes_text(text):
    assert safe(text) == f"'{text}"


@given(st.lists(st.text(), unique=True, min_size=2, max_size=6))
def test_two_texts_never_become_the_same(texts):
    assert len({safe(text) for text in texts}) == len(texts)


@given(st.one_of(FORMULA, st.text()))
def test_what_was_made_safe_is_read_back_as_it_was_written(text):
    assert as_written(safe(text)) == text


def test_headings_and_texts_of_a_table_are_made_safe_and_numbers_and_gaps_stay():
    frame = pd.DataFrame({"=evil": pd.Series(["@x", None, "fine"], dtype="str"), "n": [-1.5, np.nan, 0.0]})
    made = safe_frame(frame)
    assert list(made.columns) == ["'=evil", "n"]
    assert made["'=evil"].tolist()[::2] == ["'@x", "fine"]
    assert made["'=evil"].isna().tolist() == [False, True, False]
    pd.testing.assert_series_equal(made["n"], frame["n"])


def test_a_csv_file_has_swedish_numbers_and_empty_cells_for_what_is_not_known():
    data = csv_bytes(["Enhet", "=Värde"], [["+Aneby", -4.5], ["Habo", np.nan], ["Åsa", None], ["Ö", 1e-7]])
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert lines == [["Enhet", "'=Värde"], ["'+Aneby", "-4,5"], ["Habo", ""], ["Åsa", ""], ["Ö", "0,0000001"]]


@given(st.lists(st.lists(st.one_of(st.text(), st.floats(), st.none()), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_a_csv_file_is_a_formula_whatever_stands_in_it(rows):
    text = csv_bytes(["a", "b"], rows).decode("utf-8-sig")
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        for cell in line:
            assert not cell.strip().startswith(("=", "+", "@"))
            if cell.strip().startswith("-") and cell not in ("-",):
                float(cell.replace(",", "."))
