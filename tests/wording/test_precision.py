"""Numbers told together have one precision: that of a value, or one more where two would look alike."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.wording import words_of
from core.wording.precision import decimals_together, target_number, value_number
from tests.figures.made_charts import COUNT, RATE

SV = words_of("sv")
NUMBERS = st.floats(-1e4, 1e4)


@pytest.mark.parametrize(
    ("values", "lines", "target", "decimals"),
    [
        ([88.5], [81.21, 90.32], 100.0, 1),
        ([81.18], [81.21, 90.32], 100.0, 2),  # both would be 81,2
        ([88.5], [81.21, 81.24], None, 2),
        ([88.5], [81.21, 90.32], 81.2, 2),
        ([88.5], [81.21, 90.32], 2.25, 2),  # 2,2 is not what was decided
        ([2.13, 2.14], [9.0], None, 1),  # values are not held against each other
        ([2.1], [2.1], None, 1),
        ([2.1], [float("nan")], None, 1),
        ([], [], None, 1),
    ],
)
def test_one_more_decimal_only_where_numbers_would_look_alike(values, lines, target, decimals):
    assert decimals_together(RATE, values, lines, target) == decimals


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_value_beyond_a_line_is_not_written_as_on_it_unless_two_decimals_cannot_tell(value, lower, upper):
    decimals = decimals_together(RATE, [value], [lower, upper])
    for line in (lower, upper):
        if round(value, 2) != round(line, 2):
            assert SV.number(value, decimals) != SV.number(line, decimals)


def test_a_count_and_a_target_that_are_whole_have_no_decimals():
    assert decimals_together(COUNT, [43.0], [4.1, 42.7]) == 1
    assert value_number(SV, COUNT, 43.0, 1) == "43"
    assert value_number(SV, replace(COUNT, kind="rate"), 43.0, 1) == "43,0"
    assert (target_number(SV, 100.0, 1), target_number(SV, 0.8, 1)) == ("100", "0,8")
