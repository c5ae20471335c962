"""Variation and assurance now: which of them, why, and the same for one series as for thousands."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import spc
from core.figures.states import point_states
from core.indicators import Target
from core.spc.for_series import Choices, chart_for
from core.spc.standing import standing_of, standings
from tests.figures.made_charts import (
    MEAN,
    PLACE,
    RATE,
    broken_in,
    made_chart,
    made_series,
    series_of_any_kind,
)

QUIET = (19, 25, 17, 21, 24, 20, 17, 16, 18, 21, 16, 19, 19, 22, 21, 21, 17, 19, 23, 26)
HIGH = [24, 23, 25, 24, 23, 25, 24, 23, 24]
BASE = np.datetime64("2023-08")


def now(numbers, direction="up", target=None, rules="mdc", kind="i", freeze=BASE, **more):
    targets = () if target is None else (Target(target),)
    indicator = replace(more.pop("indicator", MEAN), direction=direction, targets=targets)
    charted = made_chart(indicator, numbers, choices=Choices(kind=kind, rules=rules, freeze=freeze), **more)
    return standing_of(charted)


# Variation


@pytest.mark.parametrize(
    ("direction", "variation"), [("up", "improving"), ("down", "worsening"), ("neutral", "signal")]
)
def test_a_shift_that_goes_on_is_good_or_bad_by_the_indicators_direction(direction, variation):
    standing = now([*QUIET, *HIGH], direction)
    assert standing.variation == variation
    assert standing.evidence.rules == ("mdc_shift",)
    assert standing.evidence.moved == "up"
    assert standing.evidence.latest == np.datetime64("2024-05")


def test_a_shift_below_the_mean_is_the_other_way():
    assert now([*QUIET, *[40 - v for v in HIGH]], "down").variation == "improving"


def test_a_quiet_series_has_common_variation():
    standing = now(QUIET, freeze=None)
    assert (standing.variation, standing.evidence.rules, standing.evidence.earlier) == ("common", (), False)


def test_a_signal_that_has_ended_is_earlier_and_not_now():
    standing = now([*QUIET, *HIGH, 19])
    assert standing.variation == "common"
    assert standing.evidence.earlier


def test_a_latest_point_outside_the_limits_is_a_signal():
    standing = now([*QUIET, 20, 20, 34], "down")
    assert (standing.variation, standing.evidence.rules) == ("worsening", ("beyond_limits",))


def test_a_rising_trend_improves_where_up_is_better():
    standing = now([*QUIET, 15, 17, 18, 19, 20, 22, 23], "up")
    assert (standing.variation, standing.evidence.rules) == ("improving", ("mdc_trend",))


def test_signals_that_point_both_ways_are_a_signal_without_direction():
    standing = now([*QUIET, 14, 15, 16, 17, 18, 19, 19.5], "up")
    assert standing.evidence.rules == ("mdc_shift", "mdc_trend")
    assert (standing.variation, standing.evidence.moved) == ("signal", None)


def test_few_crossings_are_a_signal_without_direction():
    wandering = [25, 26, 24, 26, 25, 27, 25, 16, 15, 17, 15, 16, 14, 16] * 3
    standing = now([*wandering, 25, 26], rules="anhoej", kind="run", freeze=None)
    assert (standing.variation, standing.evidence.rules) == ("signal", ("anhoej_crossings",))


def test_provisional_and_excluded_points_are_not_the_latest():
    status = ["ok"] * 29 + ["provisional"] * 2
    standing = now([*QUIET, *HIGH, 60, 1], status=status)
    assert standing.variation == "improving"
    assert standing.evidence.latest == np.datetime64("2024-05")


def test_only_the_latest_part_counts():
    standing = now([*QUIET, *HIGH, *QUIET], indicator=broken_in(MEAN, "2024-06"), freeze=None)
    assert standing.variation == "common"
    assert not standing.evidence.earlier
    assert standing.evidence.n_counted == len(QUIET)


@pytest.mark.parametrize(
    ("reason", "case"),
    [
        ("few", {"numbers": QUIET[:8], "freeze": None}),
        ("nothing", {"numbers": QUIET, "status": ["missing"] * 20, "freeze": None}),
        ("short_baseline", {"numbers": [*QUIET, *HIGH], "freeze": np.datetime64("2022-06")}),
        ("flat_baseline", {"numbers": [20] * 20 + HIGH}),
        ("hidden", {"numbers": [*QUIET, *HIGH], "status": ["suppressed"] * 9 + ["ok"] * 20}),
    ],
)
def test_what_cannot_be_told_is_unknown_and_says_why(reason, case):
    standing = now(**case, target=20)
    assert standing.variation == "unknown"
    assert standing.evidence.unknown == reason
    assert standing.assurance == "unknown"
    assert standing.evidence.rules == ()


# Assurance


@pytest.mark.parametrize(
    ("direction", "target", "assurance"),
    [
        ("up", 5, "met"),
        ("up", 20, "either"),
        ("up", 40, "missed"),
        ("down", 5, "missed"),
        ("down", 20, "either"),
        ("down", 40, "met"),
        ("up", None, "no_target"),
        ("neutral", None, "no_target"),
        ("neutral", 5, "unknown"),
    ],
)
def test_a_target_against_the_limits(direction, target, assurance):
    assert now(QUIET, direction, target, freeze=None).assurance == assurance


def test_a_target_at_a_limit_can_go_either_way():
    upper = now(QUIET, freeze=None, target=0).evidence.upper
    assert now(QUIET, "down", upper, freeze=None).assurance == "either"
    assert now(QUIET, "down", upper + 1e-6, freeze=None).assurance == "met"


def test_a_goal_of_no_events_is_never_sure_to_be_missed_on_a_chart_whose_limit_is_cut_at_zero():
    chart = made_chart(replace(RATE, direction="down", targets=(Target(0.0),)), [3, 5, 2, 4, 6, 3] * 4)
    assert standing_of(chart).assurance == "either"


def test_a_run_chart_and_a_part_without_limits_give_no_assurance():
    run = now(QUIET, target=40, kind="run", freeze=None)
    assert (run.assurance, run.evidence.unsure) == ("unknown", "no_limits")
    assert run.variation == "common"
    short = now([*QUIET, *QUIET[:9]], target=40, indicator=broken_in(MEAN, "2023-09"), freeze=None)
    assert (short.assurance, short.evidence.unsure) == ("unknown", "no_limits")


def test_the_target_of_the_last_period_is_the_one_that_holds():
    targets = (Target(5.0, None, 2022), Target(40.0, 2023, None))
    indicator = replace(MEAN, direction="up", targets=targets)
    standing = standing_of(made_chart(indicator, QUIET, choices=Choices(kind="i")))
    assert (standing.assurance, standing.evidence.target) == ("missed", 40.0)
    ended = replace(indicator, targets=targets[:1])
    assert standing_of(made_chart(ended, QUIET, choices=Choices(kind="i"))).assurance == "no_target"


# One and many


@pytest.mark.parametrize("rules", spc.RULE_SETS)
@pytest.mark.parametrize("kind", ["i", "run"])
def test_many_series_at_once_stand_as_each_alone(rules, kind):
    rng = np.random.default_rng(5)
    y = np.cumsum(rng.normal(size=(80, 36)) * rng.choice([0, 0.3, 1], size=(80, 1)), axis=1).round(1) + 20
    y += rng.normal(size=y.shape).round(1)
    y[0] = 7.0
    y[1, 30:] = np.nan
    y[2] = np.nan
    status = np.where(np.isnan(y), "missing", "ok")
    direction = rng.choice(["up", "down", "neutral"], size=80).tolist()
    target = rng.choice([np.nan, 10, 20, 30], size=80)
    months = np.datetime64("2022-01") + np.arange(36)
    charts = spc.control_charts(y, kind=kind, x=months, rules=rules, parts=["2022-11"])
    many = standings(charts, direction, target)
    assert len(many) == 80
    for row in range(80):
        targets = () if np.isnan(target[row]) else (Target(float(target[row])),)
        indicator = replace(broken_in(MEAN, "2022-11"), direction=direction[row], targets=targets)
        series = made_series(indicator, y[row], status=status[row].tolist())
        alone = standing_of(chart_for(indicator, PLACE, series, Choices(kind=kind, rules=rules)))
        if row != 2:  # without any value there is no chart to compare
            assert many[row] == alone, row
    assert len(set(many.variation)) >= 4


@pytest.mark.parametrize("rules", ["mdc", "western_electric", "nelson"])
def test_rules_about_zones_have_no_say_in_a_short_part_among_many_either(rules):
    numbers = [*QUIET, 20, 20, 21, 20, 21, 20, 21, 28, 28]
    charts = spc.control_charts([numbers], kind="i", rules=rules, parts=[20])
    zones = [rule.code for rule in spc.RULE_SETS[rules].rules if rule.zones]
    assert any(charts.rule_points[code][0, -1] for code in zones)
    assert standings(charts, "up")[0].evidence.rules == ()
    assert standings(charts, "up")[0].variation == "unknown"


def test_what_is_hidden_is_unknown_also_among_many():
    charts = spc.control_charts(np.tile(QUIET, (2, 1)), kind="i")
    many = standings(charts, "up", 5.0, hidden=[False, True])
    assert many.variation.tolist() == ["common", "unknown"]
    assert many.assurance.tolist() == ["met", "unknown"]
    assert many[1].evidence.lower is None
    with pytest.raises(ValueError, match="direction"):
        standings(charts, "upwards")


@settings(max_examples=80, deadline=None)
@given(series_of_any_kind(), st.sampled_from(list(spc.RULE_SETS)), st.sampled_from(["up", "down", "neutral"]))
def test_a_standing_agrees_with_the_signs_on_the_chart(made, rules, direction):
    indicator, series = made
    charted = chart_for(replace(indicator, direction=direction), PLACE, series, Choices(rules=rules))
    standing, states = standing_of(charted), point_states(charted)
    counted = np.flatnonzero(charted.points["included"] & charted.points["y"].notna())
    if standing.evidence.latest is None:
        assert not counted.size
        return
    assert series.months[counted[-1]] == standing.evidence.latest
    marked = states[counted[-1]] in ("beyond", "pattern")
    pointing = [code for code in standing.evidence.rules if code != "anhoej_crossings"]
    assert marked == bool(pointing)
    assert (standing.variation in ("improving", "worsening", "signal")) == bool(standing.evidence.rules)
    if direction == "neutral":
        assert standing.variation not in ("improving", "worsening")
