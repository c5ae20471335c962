"""Signals after a change, against limits frozen before it."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from core.change import signal_after
from core.spc import control_chart
from core.wording import Words

MONTHS = np.arange(np.datetime64("2022-01"), np.datetime64("2025-01"))
START = "2024-01"
# 24 months around 50 that signal by no rule of their own, then the months after.
BEFORE = [50, 53, 48, 51, 46, 54, 49, 52, 47, 51, 50, 48, 53, 49, 52, 47, 51, 54, 46, 50, 53, 48, 52, 49]
STEADY = [51, 48, 52, 49, 53, 47, 51, 50, 48, 53, 49, 51]


def answer(after, kind="i", start=START, before=BEFORE, **choices):
    y = [*before, *after]
    return signal_after(y, kind=kind, x=MONTHS[: len(y)], start=start, **choices)


def test_the_same_as_before_is_no_signal():
    result = answer(STEADY)
    assert result.outcome == "no_signal"
    assert (result.moved, result.rules, result.signals, result.first_signal) == (None, (), (), None)
    assert (result.n_before, result.n_after, result.n_more, result.reason) == (24, 12, None, None)
    assert result.centre_before == pytest.approx(np.mean(BEFORE))
    assert result.centre_after == pytest.approx(np.mean(STEADY))
    assert result.caveats == ()


@pytest.mark.parametrize(
    ("direction", "outcome"), [("down", "better"), ("up", "worse"), ("neutral", "changed")]
)
def test_a_lower_level_is_better_or_worse_by_the_direction(direction, outcome):
    result = answer([v - 3 for v in STEADY[:2]] + [v - 5.5 for v in STEADY[2:]], direction=direction)
    assert result.outcome == outcome
    assert result.moved == "down"
    assert "anhoej_run" in result.rules


def test_limits_are_frozen_before_the_start():
    result = answer([80, *STEADY[1:]], direction="up")
    frozen = control_chart(BEFORE, kind="i")
    assert result.chart.points["ucl"].tolist() == [frozen.points["ucl"][0]] * 36
    assert result.chart.frozen
    assert result.chart.baseline == (np.datetime64("2022-01"), np.datetime64("2023-12"))
    assert (result.outcome, result.rules) == ("better", ("beyond_limits",))
    assert result.signals == (np.datetime64("2024-01"),)
    assert result.first_signal == np.datetime64("2024-01")


def test_a_signal_before_the_start_is_a_caveat_and_never_an_answer():
    result = answer(STEADY, before=[90, *BEFORE[1:]])
    assert result.outcome == "no_signal"
    assert result.caveats[0].code == "unstable_before"
    assert result.caveats[0].values == {"rules": ("beyond_limits",)}


def test_signals_in_both_directions_are_a_change_without_verdict():
    result = answer([80, 20, *STEADY[2:]], direction="up")
    assert (result.outcome, result.moved) == ("changed", "both")


def test_a_run_counts_only_its_points_after_the_start():
    # Four low points end the baseline; eight more follow: twelve in all, eight after, and eight are allowed.
    low_end = [*BEFORE[:20], 49, 48, 47, 49]
    after = [48, 47, 49, 48, 47, 49, 48, 47, 53, 51, 52, 51]
    result = answer(after, before=low_end)
    assert result.chart.summary["longest_run"].tolist() == [12]
    assert "anhoej_run" not in result.rules
    longer = answer([*after[:8], 49, *after[9:]], before=low_end)
    assert "anhoej_run" in longer.rules
    assert longer.signals == tuple(MONTHS[24:33])


def test_too_few_crossings_point_where_most_points_after_lie():
    slow = [v for i, run in enumerate([2] * 6 + [3] * 4) for v in [52 if i % 2 == 0 else 48] * run]
    assert not control_chart(slow, kind="i").summary["runs_signal"].any()
    result = answer([*([53] * 8), 48, *([53] * 3)], direction="up", before=slow)
    assert result.rules == ("anhoej_crossings",)
    assert (result.outcome, result.moved) == ("better", "up")
    assert result.first_signal is None


def test_too_few_crossings_already_before_are_no_signal_after():
    drifting = ([52] * 6 + [48] * 6) * 2
    result = answer([*([53] * 5), *([47] * 5), 53, 53], before=drifting)
    assert result.chart.points["anhoej_crossings"].all()
    assert "anhoej_crossings" not in result.rules
    assert "anhoej_crossings" in result.caveats[0].values["rules"]


def test_too_few_months_after_says_how_many_more():
    result = answer(STEADY[:3])
    assert (result.outcome, result.reason, result.n_after, result.n_more) == (
        "too_little_data",
        "few_after",
        3,
        6,
    )
    # 24 + 9 months allow a run of 8: with nine after the start the rule could speak.
    assert answer(STEADY[:8]).n_more == 1
    assert answer(STEADY[:9]).outcome == "no_signal"


def test_a_signal_counts_however_few_the_months_after():
    result = answer([80], direction="down")
    assert (result.outcome, result.n_after, result.n_more) == ("worse", 1, None)


# When a pattern begins and when it could be seen


LOWER = [v - 6 for v in STEADY]


def test_a_run_begins_with_its_first_month_and_shows_only_when_it_is_long_enough():
    result = answer(LOWER)
    [run] = [pattern for pattern in result.patterns if pattern.rule == "anhoej_run"]
    assert (run.first, run.n) == (np.datetime64("2024-01"), 12)
    # Of 24 + 9 points a run of 8 is allowed: the ninth month is the first that shows it.
    assert run.seen == np.datetime64("2024-09")


@pytest.mark.parametrize("months", range(1, 13))
def test_a_pattern_could_be_seen_when_the_test_made_in_that_month_says_so(months):
    then = {pattern.rule for pattern in answer(LOWER[:months]).patterns}
    told = {p.rule for p in answer(LOWER).patterns if p.seen <= MONTHS[23 + months]}
    assert told <= then
    if "anhoej_run" in then:
        assert "anhoej_run" in told


def test_a_month_on_the_line_or_without_a_number_does_not_hasten_a_run():
    gap = [*LOWER[:4], np.nan, *LOWER[5:]]
    [run] = [pattern for pattern in answer(gap).patterns if pattern.rule == "anhoej_run"]
    assert (run.first, run.n, run.seen) == (np.datetime64("2024-01"), 11, np.datetime64("2024-10"))


def test_two_runs_are_two_patterns():
    y = [*([46] * 10), *([55] * 10)]
    x = np.arange(np.datetime64("2022-01"), np.datetime64("2022-01") + 44)
    result = signal_after([*BEFORE, *y], kind="i", x=x, start=START)
    runs = [(p.first, p.n) for p in result.patterns if p.rule == "anhoej_run"]
    assert runs == [(x[24], 10), (x[34], 10)]


def test_points_outside_are_seen_the_month_they_come():
    result = answer([*STEADY[:5], 80, *STEADY[6:9], 82, 51, 49])
    [outside] = result.patterns
    assert (outside.rule, outside.n) == ("beyond_limits", 2)
    assert outside.first == outside.seen == np.datetime64("2024-06")


def test_few_crossings_have_a_month_when_they_could_be_seen_and_no_first_point():
    slow = [v for i, run in enumerate([2] * 6 + [3] * 4) for v in [52 if i % 2 == 0 else 48] * run]
    after = [*([53] * 8), 48, *([53] * 3)]
    [few] = answer(after, before=slow).patterns
    assert (few.rule, few.first) == ("anhoej_crossings", None)
    for months in range(1, 13):
        fires = "anhoej_crossings" in answer(after[:months], before=slow).rules
        if MONTHS[23 + months] >= few.seen:
            assert fires
    assert "anhoej_crossings" not in answer(after[: int(few.seen - MONTHS[24])], before=slow).rules


def test_one_point_outside_and_nothing_else_is_a_lone_point():
    assert answer([80, *STEADY[1:]]).lone_point
    assert not answer([80, 81, *STEADY[2:]]).lone_point
    assert not answer(LOWER).lone_point
    assert not answer(STEADY).lone_point


def test_without_a_signal_there_is_no_pattern():
    assert answer(STEADY).patterns == ()
    assert answer(STEADY[:3]).patterns == ()


def test_fewer_than_twelve_before_is_too_little_whatever_comes_after():
    y = [50, 53, 48, 51, 46, 54, 49, 52, 47, 51, 50, *([90] * 12)]
    result = signal_after(y, kind="i", x=MONTHS[:23], start=MONTHS[11])
    assert (result.outcome, result.reason, result.n_before) == ("too_little_data", "few_before", 11)
    assert result.rules == ()


@pytest.mark.parametrize(
    ("start", "reason", "codes"),
    [
        ("2022-01", "no_points_before", set()),
        ("2019-05", "no_points_before", {"start_outside"}),
        ("2025-01", "no_points_after", {"start_outside"}),
    ],
)
def test_nothing_on_one_side_is_an_answer_and_no_error(start, reason, codes):
    result = answer(STEADY, start=start)
    assert (result.outcome, result.reason) == ("too_little_data", reason)
    assert {"start_outside"} & {c.code for c in result.caveats} == codes
    assert np.isnan(result.centre_before) or np.isnan(result.centre_after)
    for language in ("sv", "en"):
        assert all(Words(language).caveat(caveat) for caveat in result.caveats)


def test_months_without_numbers_on_one_side_are_too_little():
    assert answer([np.nan] * 12).reason == "no_points_after"
    assert answer(STEADY, before=[np.nan] * 24).reason == "no_points_before"


def test_a_constant_time_before_gives_nothing_to_judge_by():
    result = answer([9] * 12, before=[4] * 24, kind="c")
    assert (result.outcome, result.reason) == ("too_little_data", "constant_before")


def test_provisional_and_excluded_months_count_on_neither_side():
    result = answer([80, *STEADY[1:10], 90, 95], exclude=["2022-03", "2024-01"], provisional=MONTHS[-2:])
    assert (result.n_before, result.n_after) == (23, 9)
    assert result.outcome == "no_signal"
    assert result.chart.points["provisional"].sum() == 2


def test_a_start_in_a_month_without_a_number_is_where_it_is():
    x = np.delete(MONTHS, 24)
    result = signal_after([*BEFORE, 80, *STEADY[2:]], kind="i", x=x, start=START)
    assert (result.n_before, result.n_after) == (24, 11)
    assert result.first_signal == np.datetime64("2024-02")
    assert result.chart.n_baseline == 24


def test_centres_are_ratios_of_sums_on_the_shown_scale():
    n = np.array([100.0] * 24 + [50.0] * 6 + [200.0] * 6)
    y = np.array([*BEFORE, *([30.0] * 6), *([90.0] * 6)])
    result = signal_after(y, n, kind="u", x=MONTHS, start=START, multiply=100)
    assert result.centre_before == pytest.approx(100 * sum(BEFORE) / 2400)
    assert result.centre_after == pytest.approx(100 * 720 / 1500)


def test_a_run_chart_compares_medians_and_has_no_limits_to_be_beyond():
    result = answer([80, *STEADY[1:]], kind="run")
    assert result.outcome == "no_signal"
    assert result.centre_after == np.median([80, *STEADY[1:]])


@pytest.mark.parametrize(
    "start", [pd.Period("2024-01"), np.datetime64("2024-01"), pd.Timestamp("2024-01-15")]
)
def test_the_start_may_be_written_in_any_way(start):
    assert answer(STEADY, start=start).n_before == 24


def test_without_months_the_start_is_a_position():
    result = signal_after([*BEFORE, *STEADY], kind="i", x=None, start=24)
    assert (result.n_before, result.n_after, result.outcome) == (24, 12, "no_signal")


def test_a_direction_that_is_none_is_refused():
    with pytest.raises(ValueError, match="direction 'lower' is none of up, down, neutral"):
        answer(STEADY, direction="lower")


def shares(kind, mean, series, seed=20251):
    rng = np.random.default_rng(seed)
    outcomes = Counter(
        signal_after(rng.poisson(mean, 36), kind=kind, x=MONTHS, start=START).outcome for _ in range(series)
    )
    return 1 - outcomes["no_signal"] / series


def test_without_a_change_few_answers_are_signals():
    assert 0.04 < shares("c", 20, 400) < 0.14


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "mean", "stated"), [("c", 20, 0.09), ("c", 5, 0.11), ("i", 20, 0.16)])
def test_false_alarms_are_as_often_as_the_docstring_says(kind, mean, stated):
    assert shares(kind, mean, 4000) == pytest.approx(stated, abs=0.015)
