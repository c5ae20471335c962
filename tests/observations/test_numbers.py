import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.observations.parsing.numbers import parse_numbers

SPACES = [" ", "\u00a0", "\u202f", "\u2009"]


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


def written(number: float, decimals: int, thousands: str, decimal: str) -> str:
    return f"{number:,.{decimals}f}".replace(",", "\0").replace(".", decimal).replace("\0", thousands)


@given(
    numbers=st.lists(st.integers(-(10**8), 10**8), min_size=1, max_size=20),
    decimals=st.sampled_from([1, 2, 4]),
    style=st.sampled_from(
        [(s, ",") for s in [*SPACES, ".", "'", ""]] + [(s, ".") for s in [*SPACES, ",", "'", ""]]
    ),
    minus=st.sampled_from(["-", "−"]),
)
def test_numbers_written_one_way_throughout_a_column_are_read_back(numbers, decimals, style, minus):
    values = [number / 10**decimals for number in numbers]
    cells = column(*(written(value, decimals, *style).replace("-", minus) for value in values))
    read = parse_numbers(cells)
    np.testing.assert_allclose(read.values, np.round(values, decimals))
    assert read.decimal == style[1]
    assert not read.ambiguous


@given(
    counts=st.lists(st.integers(0, 10**7), min_size=1, max_size=20),
    thousands=st.sampled_from([*SPACES, ".", ",", "'", ""]),
)
def test_counts_are_read_back_whatever_divides_their_thousands(counts, thousands):
    cells = column(*(written(count, 0, thousands, "") for count in counts))
    np.testing.assert_array_equal(parse_numbers(cells, whole=True).values, counts)


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "..", ".", "UNK", "#SAKNAS!", "#N/A", "saknas"])
def test_a_missing_number_is_missing_and_never_zero(cell):
    read = parse_numbers(column(cell, "0"))
    assert list(read.missing) == [True, False]
    assert np.isnan(read.values[0])
    assert read.values[1] == 0


HIDDEN = [
    *(
        "<5",
        "< 5",
        "*",
        "X",
        "färre än 5",
        "sekretess",
        "≤4",
        "≤ 4",
        "<=4",
        "<10",
        "1-4",
        "1–4",
        "1 - 4",
        "0-4",
    ),
    *("1\u20114", "<5 %", "<5%", "<5,0", "<0,5", "färre än fem", "Under 5", "högst 4", "mindre än 10", "n<5"),
    *("n < 5", "5*", "max 4", "fewer than five"),
]


@pytest.mark.parametrize("cell", HIDDEN)
def test_a_hidden_number_is_suppressed_and_never_zero(cell):
    read = parse_numbers(column(cell, "0"))
    assert list(read.suppressed) == [True, False]
    assert np.isnan(read.values[0])
    assert not read.unreadable.any()


@pytest.mark.parametrize("cell", [">5", "65-79", "2025-01", "1-2-3", "1 234*", "under", "mer än 5", "-4"])
def test_what_is_not_small_is_not_taken_for_hidden(cell):
    assert not parse_numbers(column(cell, "0")).suppressed.any()


def test_the_user_may_say_that_two_dots_mean_hidden():
    read = parse_numbers(
        column("..", "7", "-"),
        suppressed_tokens=frozenset(
            (".."),
        )
        | {".."},
    )
    assert list(read.suppressed) == [True, False, False]
    assert list(read.missing) == [False, False, True]


def test_the_user_may_say_that_999_means_missing():
    read = parse_numbers(column("999", "7"), missing_tokens=frozenset(("999",)))
    assert list(read.missing) == [True, False]


@pytest.mark.parametrize(
    "cell", ["12 34", "1,23,4", "abc", "1.2.3", "5 st", "nan5", "0x10", "1e999", "--3", "1_000"]
)
def test_what_is_no_number_is_told(cell):
    read = parse_numbers(column("1", cell))
    assert list(read.unreadable) == [False, True]
    assert np.isnan(read.values[1])


@pytest.mark.parametrize("cell", ["z", "Z", "-Z", "Z5", "Z,5", "1 ZZZ"])
def test_a_letter_is_no_digit_whichever_it_is(cell):
    """Z is the sign for a first 0 while the shapes of numbers are compared."""
    read = parse_numbers(column("1,5", cell))
    assert list(read.unreadable) == [False, True]


@pytest.mark.parametrize("cell", ["<z", "färre än z", "z-4", "z*"])
def test_a_letter_hides_no_number(cell):
    assert not parse_numbers(column("1", cell)).suppressed.any()


def test_one_point_and_three_digits_is_a_thousand_among_counts_and_a_decimal_among_values():
    counts = parse_numbers(column("1.234", "2.500"), whole=True)
    values = parse_numbers(column("1.234", "2.500"))
    np.testing.assert_array_equal(counts.values, [1234, 2500])
    np.testing.assert_array_equal(values.values, [1.234, 2.5])
    assert counts.ambiguous
    assert values.ambiguous


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (("1.234", "2251"), 1.234),
        (("1.234", "0.5"), 1.234),
        (("1.234", "3.456,7"), 1234),
        (("1,234", "5,1"), 1.234),
        (("1.234.567",), 1234567),
    ],
)
def test_the_rest_of_the_column_settles_what_one_cell_leaves_open(cells, first):
    read = parse_numbers(column(*cells), whole=True)
    assert read.values[0] == first
    assert not read.ambiguous


def test_a_cell_with_the_other_sign_has_only_one_meaning():
    np.testing.assert_allclose(parse_numbers(column("4,84", "4.84"), ",").values, [4.84, 4.84])


def test_percent_signs_are_read_and_told():
    read = parse_numbers(column("4,8 %", "5%", "6"))
    np.testing.assert_allclose(read.values, [4.8, 5, 6])
    assert list(read.percent) == [True, True, False]


def test_a_number_the_spreadsheet_holds_as_a_number_has_a_decimal_point():
    cells, native = column("1.234", "4,8"), np.array([True, False])
    np.testing.assert_allclose(parse_numbers(cells, ",", native=native).values, [1.234, 4.8])


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_text_is_a_number_missing_hidden_or_told(texts):
    read = parse_numbers(column(*texts))
    told = read.missing.astype(int) + read.suppressed + read.unreadable
    np.testing.assert_array_equal(told, np.isnan(read.values).astype(int))
