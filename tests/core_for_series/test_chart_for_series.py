"""Which chart a series gets, and that its numbers are those of the engine called directly."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.spc import control_chart
from core.spc.for_series import (
    Choices,
    breaks_within,
    chart_for,
    possible_kinds,
    recommended_for,
)
from core.spc.rolling import overlapping_periods
from tests.figures.made_charts import (
    COUNT,
    INDICATORS,
    MEAN,
    PLACE,
    RATE,
    ROLLING,
    SHARE,
    STEADY,
    broken_in,
    made_chart,
    made_series,
    series_of_any_kind,
)

COLUMNS = [
    "y",
    "n",
    "cl",
    "lcl",
    "ucl",
    "part",
    "included",
    "beyond_limits",
    "anhoej_run",
    "anhoej_crossings",
]


def month(text: str) -> np.datetime64:
    return np.datetime64(text, "M")


def directly(indicator, series, kind, **more):
    """The chart as someone at a notebook would ask for it."""
    counted = kind in ("p", "pprime", "u", "uprime")
    return control_chart(
        series.numerator if counted or kind == "c" else series.value,
        series.denominator if counted else None,
        kind=kind,
        x=[str(month) for month in series.months],
        multiply=indicator.multiply if counted else 1,
        provisional=np.flatnonzero(series.status == "provisional"),
        **more,
    )


def assert_same_numbers(charted, chart):
    for name in COLUMNS:
        np.testing.assert_array_equal(charted.chart.points[name], chart.points[name], err_msg=name)


# The numbers


@pytest.mark.parametrize(
    ("indicator", "kind"),
    [
        (RATE, "u"),
        (RATE, "uprime"),
        (RATE, "i"),
        (RATE, "run"),
        (SHARE, "p"),
        (SHARE, "pprime"),
        (COUNT, "c"),
        (COUNT, "i"),
        (MEAN, "i"),
        (MEAN, "run"),
    ],
)
def test_the_numbers_are_those_of_the_engine(indicator, kind):
    charted = made_chart(indicator, (*STEADY, 60, 61), choices=Choices(kind=kind))
    assert charted.chart.kind == kind
    assert_same_numbers(charted, directly(indicator, charted.series, kind))


@settings(max_examples=40)
@given(series_of_any_kind(), st.integers(0, 39), st.sets(st.integers(0, 39), max_size=4))
def test_choices_reach_the_engine_whatever_the_series(made, frozen, left_out):
    indicator, series = made
    months = series.months
    freeze = months[frozen] if frozen < len(months) else None
    exclude = tuple(months[i] for i in sorted(left_out) if i < len(months))
    charted = chart_for(indicator, PLACE, series, Choices(freeze=freeze, exclude=exclude))
    everything_out = sorted({*exclude, *overlapping_periods(indicator, series)})
    chart = directly(
        indicator,
        series,
        charted.chart.kind,
        freeze=None if freeze is None else str(freeze),
        exclude=[str(m) for m in everything_out] or None,
        parts=[str(m) for m in breaks_within(indicator, series)] or None,
    )
    assert_same_numbers(charted, chart)


def test_the_plotted_value_is_the_indicators_own():
    for indicator in (RATE, SHARE, COUNT, MEAN):
        charted = made_chart(indicator)
        np.testing.assert_allclose(charted.points["y"], charted.series.value)


# The kind


@pytest.mark.parametrize(("indicator", "kind"), [(RATE, "u"), (SHARE, "p"), (COUNT, "c"), (MEAN, "i")])
def test_without_a_choice_the_recommended_chart_is_drawn(indicator, kind):
    charted = made_chart(indicator)
    assert charted.chart.kind == charted.recommendation.kind == kind


@pytest.mark.parametrize(("indicator", "kind"), [(RATE, "uprime"), (SHARE, "pprime")])
def test_large_denominators_get_laneys_limits(indicator, kind):
    charted = made_chart(indicator, of=2000)
    assert charted.chart.kind == kind
    assert charted.recommendation.reason == "large_denominators"


def test_a_ratio_without_counts_gets_an_i_chart_of_its_values():
    series = made_series(SHARE, STEADY)
    nothing = np.full(len(series), np.nan)
    series = replace(series, numerator=nothing, denominator=nothing)
    assert recommended_for(SHARE, series).reason == "no_denominator"
    assert possible_kinds(SHARE, series) == ("i", "run")
    charted = chart_for(SHARE, PLACE, series, Choices(kind="p"))
    assert charted.chart.kind == "i"
    np.testing.assert_array_equal(charted.points["y"], series.value)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_every_kind_that_can_be_chosen_can_be_drawn(indicator):
    series = made_series(indicator, STEADY)
    for kind in possible_kinds(indicator, series):
        assert chart_for(indicator, PLACE, series, Choices(kind=kind)).chart.kind in (kind, "run")
    assert recommended_for(indicator, series).kind in possible_kinds(indicator, series)


def test_a_kind_that_does_not_fit_gives_the_recommended_one():
    assert made_chart(COUNT, choices=Choices(kind="p")).chart.kind == "c"
    assert made_chart(choices=Choices(kind="nonsense")).chart.kind == "u"


# Too little


@pytest.mark.parametrize(("n", "kind"), [(1, "run"), (11, "run"), (12, "u")])
def test_limits_need_twelve_points(n, kind):
    charted = made_chart(numbers=STEADY[:n])
    assert charted.chart.kind == kind
    assert charted.has_limits == (kind != "run")


def test_only_points_that_count_make_up_the_twelve():
    status = ["ok"] * 11 + ["provisional"] * 5
    assert made_chart(numbers=STEADY[:16], status=status).chart.kind == "run"
    one_out = Choices(exclude=(month("2022-02"),))
    assert made_chart(numbers=STEADY[:12], choices=one_out).chart.kind == "run"


def test_a_short_part_has_no_limits_and_no_points_beyond_them_beside_a_long_one():
    numbers = [*STEADY[:5], 90, *STEADY]
    charted = made_chart(broken_in(RATE, "2022-07"), numbers)
    points = charted.points
    assert charted.chart.kind == "u"
    assert points["ucl"].isna().tolist() == [True] * 6 + [False] * 24
    assert not points["beyond_limits"][:6].any()
    assert charted.chart.points["ucl"].notna().all()


def test_a_short_baseline_gives_a_run_chart():
    charted = made_chart(choices=Choices(freeze=month("2022-06")))
    assert charted.chart.kind == "run"
    assert charted.chart.n_baseline == 6


# Parts, baseline, exclusions


def test_every_documented_break_begins_a_part_with_limits_of_its_own():
    charted = made_chart(broken_in(RATE, "2023-01", "2024-01"), [*STEADY[:12], *[60, 64] * 6, *STEADY])
    assert charted.points["part"].tolist() == [1] * 12 + [2] * 12 + [3] * 24
    assert charted.points.groupby("part")["cl"].first().round(1).tolist() == [5.2, 15.5, 5.2]


def test_breaks_before_after_and_at_the_first_month_divide_nothing():
    indicator = broken_in(RATE, "2019-01", "2022-01", "2024-01")
    assert breaks_within(indicator, made_series(indicator, STEADY)) == []


def test_a_break_inside_a_quarter_begins_a_part_with_that_quarter():
    indicator = broken_in(RATE, "2023-05")
    series = made_series(indicator, STEADY, period_type="quarter")
    assert breaks_within(indicator, series) == [month("2023-04")]


def test_a_frozen_baseline_sets_the_limits_for_what_follows():
    numbers = [*STEADY[:18], *[60] * 6]
    charted = made_chart(numbers=numbers, choices=Choices(freeze=month("2023-06")))
    assert charted.chart.baseline == (month("2022-01"), month("2023-06"))
    assert charted.chart.n_baseline == 18
    assert charted.points["cl"].nunique() == 1
    assert charted.points["beyond_limits"].tolist()[-6:] == [True] * 6


def test_excluded_months_are_in_no_limit_and_no_rule():
    numbers = [*STEADY[:23], 500]
    charted = made_chart(numbers=numbers, choices=Choices(exclude=(month("2023-12"),)))
    clean = made_chart(numbers=STEADY[:23])
    assert charted.points["cl"].iloc[0] == clean.points["cl"].iloc[0]
    assert not charted.points["included"].iloc[-1]
    assert not charted.points["beyond_limits"].any()
    assert charted.points["y"].iloc[-1] == 125


def test_provisional_months_are_in_no_limit_and_no_rule():
    charted = made_chart(numbers=[*STEADY[:23], 500], status=["ok"] * 23 + ["provisional"])
    assert not charted.points["included"].iloc[-1]
    assert not charted.points["beyond_limits"].any()


# Rolling measures


@pytest.mark.parametrize(("period_type", "step"), [("month", 12), ("quarter", 4), ("half_year", 2)])
def test_of_a_rolling_measure_only_periods_a_whole_window_apart_count(period_type, step):
    series = made_series(ROLLING, [n * 4 for n in (*STEADY, *STEADY)], period_type=period_type)
    charted = chart_for(ROLLING, PLACE, series)
    counted = np.flatnonzero(charted.points["included"])
    assert counted[-1] == len(series) - 1
    assert (np.diff(counted) == step).all()
    assert any(caveat.code == "rolling" for caveat in charted.caveats)


@settings(max_examples=60)
@given(
    st.integers(2, 30),
    st.sampled_from(["month", "quarter", "half_year", "year"]),
    st.lists(st.sampled_from(["ok", "ok", "provisional", "missing", "suppressed"]), min_size=1, max_size=60),
)
def test_kept_periods_of_a_rolling_measure_never_share_a_month(window, period_type, status):
    indicator = replace(ROLLING, window_months=window)
    series = made_series(indicator, [40] * len(status), status=status, period_type=period_type)
    overlapping = set(overlapping_periods(indicator, series))
    kept = [m for m in series.months if m not in overlapping]
    settled = series.months[series.status == "ok"]
    if settled.size:
        assert settled[-1] in kept
        assert all(int((b - a).astype(int)) >= window for a, b in itertools.pairwise(kept))
    included = chart_for(indicator, PLACE, series).points["included"].to_numpy()
    counted = series.months[included]
    assert (np.diff(counted.astype(int)) >= window).all()


def test_a_rolling_measure_a_year_apart_is_used_whole():
    series = made_series(ROLLING, STEADY, period_type="year", first="1990-01")
    assert overlapping_periods(ROLLING, series) == ()


def test_months_a_person_leaves_out_are_told_apart_from_those_that_overlap():
    charted = made_chart(ROLLING, [80] * 48, choices=Choices(exclude=(month("2024-12"),)))
    told = [caveat for caveat in charted.caveats if caveat.code == "excluded"]
    assert [caveat.values["n"] for caveat in told] == [1]
    assert told[0].values["at"] == (month("2024-12"),)


# Hidden values


@pytest.mark.parametrize(("hidden", "too_many"), [(0, False), (2, False), (3, True)])
def test_with_more_than_a_tenth_hidden_no_level_is_told(hidden, too_many):
    status = ["suppressed"] * hidden + ["ok"] * (24 - hidden)
    charted = made_chart(status=status)
    assert charted.hidden.too_many == too_many
    assert charted.points["cl"].isna().all() == too_many
    assert charted.has_limits != too_many


def test_a_hidden_month_is_never_a_zero_in_any_number():
    status = ["suppressed"] + ["ok"] * 23
    charted = made_chart(status=status)
    without = made_chart(numbers=STEADY[1:], first="2022-02")
    assert charted.points["cl"].iloc[-1] == without.points["cl"].iloc[-1]
    assert np.isnan(charted.points["y"].iloc[0])


def test_a_frozen_baseline_under_twelve_points_gives_no_signal():
    moved = made_chart(RATE, (*STEADY[:6], *(3 * y for y in STEADY[:18])), Choices(freeze=month("2022-06")))
    assert moved.chart.points["anhoej_run"].any(), "the engine itself sees a long run"
    assert moved.short_baseline
    assert not moved.points[["beyond_limits", "runs_signal", "anhoej_run"]].to_numpy().any()


def test_with_more_than_a_tenth_hidden_there_is_no_line_and_no_signal():
    hidden = ["suppressed", "ok"] * 3 + ["ok"] * 18
    charted = made_chart(RATE, (*STEADY[:12], *(3 * y for y in STEADY[:12])), status=hidden)
    assert charted.hidden.too_many
    assert charted.points[["cl", "lcl", "ucl"]].isna().to_numpy().all()
    assert not charted.points[["beyond_limits", "anhoej_run"]].to_numpy().any()


def test_with_a_tenth_hidden_or_less_the_level_is_told_with_a_caveat():
    charted = made_chart(RATE, STEADY, status=["suppressed", *["ok"] * 23])
    assert charted.points["cl"].notna().all()
    assert "hidden" in {caveat.code for caveat in charted.caveats}


def test_a_hidden_value_has_no_limits_that_would_give_its_denominator_away():
    charted = made_chart(RATE, STEADY, status=["ok", "suppressed", *["ok"] * 22])
    assert charted.points[["lcl", "ucl"]].iloc[1].isna().all()
    assert charted.points[["lcl", "ucl"]].iloc[2].notna().all()


def test_a_summed_series_says_so_and_names_the_periods_where_a_unit_is_missing():
    covered = np.array([1.0] * 23 + [0.95])
    series = replace(made_series(RATE, STEADY), made_of=("a", "b", "c"), coverage=covered)
    caveats = {caveat.code: caveat.values for caveat in chart_for(RATE, PLACE, series).caveats}
    assert caveats["summed"]["n"] == 3
    assert caveats["summed_partly"]["at"] == (month("2023-12"),)
