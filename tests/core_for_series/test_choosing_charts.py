"""Parts that a person begins, kinds for data between events, and why a run chart took another's place."""

from dataclasses import replace

import numpy as np
import pytest

from core.observations.mapping import NewIndicator
from core.spc.for_series import Choices, advice_for, chart_for, parts_of, possible_kinds, recommended_for
from core.spc.rolling import overlapping_periods
from tests.figures.made_charts import MEAN, PLACE, RATE, SHARE, STEADY, broken_in, made_chart, made_series


def month(text: str) -> np.datetime64:
    return np.datetime64(text, "M")


def test_a_chosen_part_begins_beside_the_documented_ones():
    indicator = broken_in(RATE, "2023-01")
    series = made_series(indicator, (*STEADY, *STEADY))
    chosen = (month("2024-03"), month("2023-01"))
    assert parts_of(indicator, series, chosen) == [month("2023-01"), month("2024-03")]
    parts = chart_for(indicator, PLACE, series, Choices(parts=chosen)).points["part"]
    assert parts.value_counts().to_dict() == {1: 12, 2: 14, 3: 22}


def test_parts_outside_the_series_and_at_its_first_month_divide_nothing():
    series = made_series(RATE, STEADY)
    assert parts_of(RATE, series, (month("2022-01"), month("2019-05"), month("2030-01"))) == []


def test_a_part_chosen_inside_a_quarter_begins_with_that_quarter():
    series = made_series(RATE, STEADY, period_type="quarter")
    assert parts_of(RATE, series, (month("2023-05"),)) == [month("2023-04")]


def test_a_frozen_baseline_governs_the_parts_that_begin_in_it():
    choices = Choices(freeze=month("2022-12"), parts=(month("2022-07"), month("2024-01")))
    points = made_chart(RATE, (*STEADY, *(2 * y for y in STEADY)), choices).points
    assert points["cl"].nunique() == 2
    assert points["cl"][:24].nunique() == 1


@pytest.mark.parametrize("choices", [Choices(), Choices(kind="i")])
def test_a_run_chart_in_anothers_place_says_so(choices):
    charted = made_chart(RATE, STEADY[:9], choices)
    assert charted.recommendation.kind == charted.chart.kind == "run"
    assert charted.recommendation.reason == "too_few_for_limits"
    assert charted.recommendation.values == {"n": 9, "minimum": 12, "kind": "u"}


def test_a_run_chart_that_was_chosen_keeps_the_recommendation():
    assert made_chart(RATE, STEADY[:9], Choices(kind="run")).recommendation.kind == "u"


GAPS = replace(MEAN, chart="t")


def test_times_between_events_get_a_t_chart():
    series = made_series(GAPS, [31, 27, 35, 29, 33, 30, 20, 28, 32, 26, 11, 34] * 2)
    assert possible_kinds(GAPS, series) == ("t", "i", "run")
    charted = chart_for(GAPS, PLACE, series)
    assert charted.chart.kind == charted.recommendation.kind == "t"
    assert charted.has_limits


def test_a_time_of_zero_leaves_the_t_chart_out():
    series = made_series(GAPS, [31, 0, *STEADY])
    assert possible_kinds(GAPS, series) == ("i", "run")
    assert chart_for(GAPS, PLACE, series, Choices(kind="t")).chart.kind == "i"


def test_a_mean_with_denominators_can_have_limits_that_follow_them():
    n = np.where(np.arange(24) % 2, 40.0, 90.0)
    days = 5.0 * n + np.array(STEADY)
    series = replace(made_series(MEAN, days / n), numerator=days, denominator=n)
    assert possible_kinds(MEAN, series) == ("i", "iprime", "run")
    charted = chart_for(MEAN, PLACE, series, Choices(kind="iprime"))
    assert charted.chart.kind == "iprime"
    np.testing.assert_allclose(charted.points["y"], series.value)
    assert "unequal_denominators" in [reason.code for reason in advice_for(MEAN, series).reasons]


def test_provisional_and_overlapping_periods_say_nothing_about_the_chart():
    wild_end = (*STEADY, *([5, 60] * 6))
    status = ["ok"] * 24 + ["provisional"] * 12
    assert recommended_for(RATE, made_series(RATE, wild_end, status=status)).kind == "u"
    rolling = replace(SHARE, window_months=12)
    assert recommended_for(rolling, made_series(rolling, wild_end)).kind == "p"


def kept(window, period_type, status):
    indicator = replace(SHARE, window_months=window)
    series = made_series(indicator, [40] * len(status), status=status, period_type=period_type)
    overlapping = overlapping_periods(indicator, series)
    return [i for i, each in enumerate(series.months) if each not in overlapping]


@pytest.mark.parametrize(
    ("window", "period_type", "step"),
    [
        (3, "month", 3),
        (12, "month", 12),
        (36, "month", 36),
        (36, "year", 3),
        (12, "quarter", 4),
        (4, "quarter", 2),
    ],
)
def test_windows_of_any_length_keep_periods_that_share_no_month(window, period_type, step):
    assert kept(window, period_type, ["ok"] * 40) == sorted(range(39, -1, -step))


@pytest.mark.parametrize(
    ("window", "period_type"), [(3, "quarter"), (12, "year"), (1, "month"), (6, "half_year")]
)
def test_windows_no_longer_than_a_period_keep_everything(window, period_type):
    assert kept(window, period_type, ["ok"] * 10) == list(range(10))


def test_where_a_period_was_not_reported_the_one_before_it_is_kept():
    status = ["ok"] * 9
    status[5] = "missing"
    assert kept(3, "month", status) == [1, 4, 8]


def test_a_hidden_period_keeps_its_place():
    status = ["ok"] * 9
    status[5] = "suppressed"
    assert kept(3, "month", status) == [2, 5, 8]


def test_no_catalogue_is_named_where_nobody_has_recommended_a_chart():
    described = NewIndicator("Väntat mer än fyra timmar", "proportion", multiply=100).indicator()
    series = made_series(described, STEADY)
    assert recommended_for(described, series).kind == "pprime"
    assert recommended_for(described, series).reason == "usual"
    assert advice_for(described, series).reasons[0].code == "usual"
    assert recommended_for(RATE, series).reason == "catalogue"
