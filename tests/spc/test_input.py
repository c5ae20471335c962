"""Numbers that cannot be are refused in words that name positions; missing is never zero."""

import numpy as np
import pandas as pd
import pytest

from core import spc


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([1, 5, 9], [4, 4, 9], "p"), "y is above n.*position 1$"),
        (([5, 5, 9, 6, 7, 8, 9], [4] * 7, "pprime"), "position 0, 1, 2, 3, 4 and 2 more"),
        (([1, -2, 3], [4, 4, 4], "u"), "cannot be negative: position 1"),
        (([1, -2, 3], None, "c"), "y counts something in a c chart and cannot be negative: position 1"),
        (([1, 2, 3], [4, 0, 4], "u"), "n is 0 where y is not: position 1"),
        (([1, 2, 3], [4, -1, 4], "u"), "n cannot be negative: position 1"),
        (([1, 2, 3], [4, 0, 4], "run"), "n is 0 where y is not: position 1"),
        (([1, np.inf, 3], None, "i"), "y is infinite: position 1"),
        (([1, 2, 3], None, "p"), "a p chart needs denominators n"),
        (([1, 2, 3], [4, 4, 4], "c"), "a c chart has no denominators; use kind='u'"),
        (([1, 2, 3], [4, 4], "p"), "n has shape"),
        (([], None, "i"), "y holds no points"),
        (([[1, 2], [3, 4]], None, "i"), "y must be one number a point"),
        ((["a", 2], None, "i"), "y must hold numbers"),
        (([1, 2], None, "xyz"), "kind 'xyz' is none of run, i, iprime, mr, xbar, s, p, .* c, g, t$"),
    ],
)
def test_impossible_numbers_are_named(arguments, words):
    y, n, kind = arguments
    with pytest.raises(ValueError, match=words):
        spc.control_chart(y, n, kind=kind)


def test_in_a_batch_the_series_is_named_too():
    with pytest.raises(ValueError, match="position 1 of series 2"):
        spc.control_charts([[1, 2], [3, 4], [5, -6]], kind="c")


def test_subgroups_and_unknown_rules_are_refused():
    with pytest.raises(ValueError, match="subgroup belongs to xbar and s charts"):
        spc.control_chart([1, 2], kind="i", subgroup=[1, 1])
    with pytest.raises(ValueError, match="rules 'anhoj' is none of anhoej, ihi"):
        spc.control_chart([1, 2], kind="i", rules="anhoj")


@pytest.mark.parametrize("kind", ["p", "pprime", "u", "uprime"])
def test_nothing_of_nothing_is_missing(kind):
    points = spc.control_chart([3, 0, 4, 5], [10, 0, 12, 10], kind=kind).points
    assert points["y"].isna().tolist() == [False, True, False, False]
    assert points["included"].tolist() == [True, False, True, True]
    assert points["cl"].tolist() == pytest.approx([12 / 32] * 4)


def test_a_missing_numerator_keeps_its_limits_and_a_missing_denominator_has_none():
    points = spc.control_chart([3, None, 4, 5], [10, 11, None, 10], kind="p").points
    assert points["ucl"].isna().tolist() == [False, False, True, False]
    assert points["included"].tolist() == [True, False, False, True]


def test_columns_with_missing_values_of_any_kind_are_read():
    expected = spc.control_chart([1, np.nan, 3, 5], kind="i").points
    for column in (pd.array([1, None, 3, 5], dtype="Int64"), pd.Series([1, None, 3, 5]), (1, None, 3, 5)):
        assert spc.control_chart(column, kind="i").points.equals(expected)


def test_the_numbers_given_are_left_as_they_were():
    y = np.array([1.0, 2, 3, np.nan])
    y.flags.writeable = False
    chart = spc.control_chart(y, kind="run", multiply=100)
    assert chart.points["y"].tolist()[:3] == [100, 200, 300]
    assert y.tolist()[:3] == [1, 2, 3]


def test_a_series_without_any_number_is_a_chart_that_says_so():
    for kind in spc.KINDS:
        n = [10, 10] if spc.KINDS[kind].denominator == "needed" else None
        subgroup = [1, 2] if spc.KINDS[kind].subgroups else None
        chart = spc.control_chart([None, None], n, kind=kind, subgroup=subgroup)
        assert {"missing", "no_baseline"} <= {c.code for c in chart.caveats}
        assert chart.points[["cl", "lcl", "ucl"]].isna().all(axis=None)
        assert chart.baseline is None
        assert not chart.has_limits
        assert chart.summary["runs_signal"].tolist() == [False]
