"""Shown values, targets and overlapping windows of one indicator."""

import dataclasses
import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from core.indicators import Indicator, Target, Text

NAN = np.nan
NAME = Text.of("Namn", "Name")
SHARE = Indicator("share", NAME, "proportion", multiply=100)
COUNT = Indicator("count", NAME, "count")
MEAN = Indicator("mean", NAME, "mean")
SCORE = Indicator("score", NAME, "score")


def test_a_share_is_multiplied_to_its_scale():
    assert_allclose(SHARE.shown([6, 112], [124, 2251], [NAN, NAN]), [4.8387097, 4.9755664], rtol=1e-7)


def test_counts_that_are_known_win_over_the_reported_value():
    assert_array_equal(SHARE.shown([1.0], [4.0], [99.0]), [25.0])


def test_nothing_measured_is_unknown_and_never_zero():
    assert_array_equal(SHARE.shown([0, 3], [0, 0], [NAN, 7.0]), [NAN, NAN])


def test_a_true_zero_is_shown_as_zero():
    assert_array_equal(SHARE.shown([0], [120], [NAN]), [0.0])


@pytest.mark.parametrize("indicator", [SHARE, MEAN, SCORE])
def test_a_suppressed_numerator_is_unknown_and_never_zero(indicator):
    assert_array_equal(indicator.shown([NAN], [120], [NAN]), [NAN])


@pytest.mark.parametrize("indicator", [SHARE, MEAN, SCORE])
def test_the_reported_value_stands_where_counts_are_not_known(indicator):
    assert_array_equal(indicator.shown([NAN, NAN], [NAN, 31], [4.8, 0.5]), [4.8, 0.5])


def test_a_count_shows_its_numerator_whatever_the_denominator():
    assert_array_equal(COUNT.shown([3, NAN, NAN], [0, 10, 10], [NAN, 8, NAN]), [3, 8, NAN])


def test_a_score_given_as_sum_and_respondents_is_their_mean():
    assert_array_equal(SCORE.shown([60], [12], [NAN]), [5.0])


def test_a_negative_denominator_gives_no_value():
    assert_array_equal(SHARE.shown([1], [-4], [NAN]), [NAN])


def test_arrays_of_any_shape_and_scalars_work():
    assert SHARE.shown(np.ones((13, 5)), 4, NAN).shape == (13, 5)


@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=1),
    st.sampled_from([1.0, 100.0, 1000.0, 100_000.0]),
)
def test_no_shown_value_is_infinite_and_only_an_empty_denominator_makes_it_unknown(pairs, multiply):
    numerator, denominator = np.array(pairs, dtype=float).T
    shown = dataclasses.replace(SHARE, multiply=multiply).shown(numerator, denominator, NAN)
    assert not np.isinf(shown).any()
    assert_array_equal(np.isnan(shown), denominator == 0)


def test_a_target_holds_only_in_its_years():
    indicator = dataclasses.replace(MEAN, targets=(Target(0.8, 2026, 2026), Target(0.6, 2027)))
    values = [t and t.value for t in map(indicator.target_for, ("2025-12", "2026-01", "2026-12", "2031-05"))]
    assert values == [None, 0.8, 0.8, 0.6]


def test_a_target_is_found_from_any_way_of_writing_a_month():
    indicator = dataclasses.replace(MEAN, targets=(Target(0.8, 2026, 2026),))
    for month in (
        np.datetime64("2026-03", "M"),
        "2026-03",
        datetime.date(2026, 3, 1),
        np.datetime64("2026-03-31"),
    ):
        assert indicator.target_for(month) == Target(0.8, 2026, 2026)


def test_a_target_before_1970_does_not_slip_a_year():
    assert dataclasses.replace(MEAN, targets=(Target(1, 1969, 1969),)).target_for("1969-12")


@pytest.mark.parametrize(
    ("window", "frequency", "rolling"),
    [
        (None, "month", False),
        (1, "month", False),
        (12, "month", True),
        (12, "year", False),
        (36, "year", True),
    ],
)
def test_a_window_longer_than_the_time_between_values_is_rolling(window, frequency, rolling):
    assert dataclasses.replace(MEAN, window_months=window, frequency=frequency).is_rolling is rolling


def test_a_twelve_month_window_does_not_overlap_year_by_year():
    indicator = dataclasses.replace(MEAN, window_months=12)
    overlaps = [indicator.overlaps_at(p) for p in ("month", "quarter", "half_year", "year")]
    assert overlaps == [True, True, True, False]


def test_only_shares_and_rates_need_a_denominator():
    needs = {
        k: Indicator("x", NAME, k).needs_denominator for k in ("proportion", "rate", "count", "mean", "score")
    }
    assert needs == {"proportion": True, "rate": True, "count": False, "mean": False, "score": False}
