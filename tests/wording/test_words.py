"""Numbers, months and sentences are written the way each language writes them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.remarks import Caveat, Place
from core.wording import words_of

SV, EN = words_of("sv"), words_of("en")


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (4.8, 1, "4,8", "4.8"),
        (12765, None, "12\u00a0765", "12,765"),
        (1234.56, 2, "1\u00a0234,56", "1,234.56"),
        (-0.7, 1, "−0,7", "−0.7"),
        (-0.04, 1, "0,0", "0.0"),
        (0.0, None, "0", "0"),
        (float("nan"), 1, "–", "–"),
    ],
)
def test_numbers_follow_the_language(value, decimals, swedish, english):
    assert SV.number(value, decimals) == swedish
    assert EN.number(value, decimals) == english


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_swedish_number_reads_back_as_the_rounded_value(value, decimals):
    text = SV.number(value, decimals)
    assert float(text.replace("\u00a0", "").replace("−", "-").replace(",", ".")) == pytest.approx(
        round(value, decimals)
    )


@pytest.mark.parametrize(
    ("value", "text"), [(0.04, "0,040"), (3.14159, "3,14"), (31.4159, "31,4"), (314.159, "314"), (5.0, "5")]
)
def test_without_decimals_three_significant_figures_are_kept(value, text):
    assert SV.number(value) == text


def test_months_are_named_in_each_language():
    march = np.datetime64("2025-03")
    assert (SV.month(march), EN.month(march)) == ("mars 2025", "March 2025")
    assert SV.month(np.datetime64("2025-10"), short=True) == "okt 2025"
    assert SV.month(np.datetime64("NaT")) == "–"
    assert SV.month(np.datetime64("1969-12")) == "december 1969"


@pytest.mark.parametrize(
    ("period_type", "text"), [("quarter", "kvartal 3 2025"), ("half_year", "halvår 2 2025"), ("year", "2025")]
)
def test_longer_periods_are_named_by_their_first_month(period_type, text):
    assert SV.period(np.datetime64("2025-07"), period_type) == text


def test_plural_forms_follow_n():
    assert SV("period_count.month", n=1) == "1 månad"
    assert SV("period_count.month", n=12) == "12 månader"
    assert EN("period_count.quarter", n=1) == "1 quarter"


def test_a_long_list_is_cut_and_says_how_many_more():
    assert SV.some(["a", "b", "c"]) == "a, b och c"
    assert SV.some("abcdefgh", most=6) == "a, b, c, d, e, f och 2 till"


def test_a_place_names_sheet_row_and_column():
    assert SV.place(Place("Tabell 1", 14, "Täljare")) == "Blad Tabell 1, rad 14, kolumn Täljare"
    assert EN.place(Place(row=1204)) == "Row 1204"
    assert SV.place(Place()) == ""


def test_an_unknown_key_or_language_is_an_error_that_names_it():
    with pytest.raises(KeyError, match=r"no\.such\.key"):
        SV("no.such.key")
    with pytest.raises(ValueError, match="fi"):
        words_of("fi")


def test_every_caveat_becomes_a_sentence_with_its_values():
    text = SV.caveat(Caveat("few_points", {"n": 9, "minimum": 12}))
    assert "9" in text


@pytest.mark.parametrize(
    ("value", "written"), [(7.5, "7,5"), (10.0, "10"), (7.000000001, "7"), (0.25, "0,2")]
)
def test_a_short_number_has_a_decimal_only_where_it_needs_one(value, written):
    assert words_of("sv")._written(value, "short") == written


def test_a_percent_sign_stands_as_the_language_writes_it():
    told = {"value": "88,5", "unit_text": "%"}
    assert words_of("sv")("overview.value", **told).endswith("88,5\u00a0%")
    assert words_of("en")("overview.value", value="88.5", unit_text="%").endswith("88.5%")
    assert words_of("en")("overview.value", value="1.1", unit_text="days").endswith("1.1 days")


def test_the_name_of_a_column_is_written_with_the_space_that_people_type_in_their_own_code():
    assert words_of("sv")("compare.column_limits_95") == "Gränser 95 %"
