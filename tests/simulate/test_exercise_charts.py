"""Chance or change: the same set from a number, mixed as told, judged as the app judges, scored right."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.simulate.exercises.charts import (
    CHANGED,
    FEWEST,
    KINDS,
    LEVEL,
    MIX,
    MONTHS,
    MOST,
    SD,
    Truth,
    draw_charts,
    signal_of,
)
from core.simulate.exercises.judged import JUDGES, judge
from core.simulate.exercises.long_run import long_run, simulate
from core.simulate.exercises.score import majority, score
from core.spc import control_chart
from core.spc.false_alarms import false_alarm_table

SETS = [draw_charts(seed) for seed in range(1, 501)]
ALL = [(truth, values) for one in SETS for truth, values in zip(one.truths, one.values, strict=True)]


def test_the_same_number_gives_the_same_set_on_every_machine():
    one = draw_charts(1)
    assert " ".join(truth.kind for truth in one.truths) == (
        "chance chance step step step chance chance drift"
    )
    assert one.values[0, :6].tolist() == [66.2, 52.8, 51.7, 41.7, 51.6, 56.4]
    assert one.values.sum() == pytest.approx(9779.9)
    assert (draw_charts(2).values != one.values).any()
    assert draw_charts(1, 12).values.shape == (12, MONTHS)


@given(st.integers(1, 999_999), st.integers(FEWEST, MOST))
def test_at_least_a_quarter_is_changed_and_a_quarter_is_not(seed: int, n: int):
    changed = draw_charts(seed, n).changed
    assert len(changed) == n
    assert n / 4 <= changed.sum() <= 3 * n / 4


@pytest.mark.parametrize("n", [FEWEST - 1, MOST + 1])
def test_a_set_has_four_to_twelve_charts(n: int):
    with pytest.raises(ValueError, match="4 to 12"):
        draw_charts(1, n)


def test_kinds_are_mixed_as_told():
    found = Counter(truth.kind for truth, _ in ALL)
    for kind in KINDS:  # the condition of a quarter moves the shares by less than two hundredths
        assert found[kind] / len(ALL) == pytest.approx(MIX[kind], abs=0.035)
    assert sum(MIX.values()) == pytest.approx(1)


def test_without_what_has_happened_every_chart_is_the_same_chance():
    left = np.array([(values - LEVEL) / SD - signal_of(truth) for truth, values in ALL])
    assert left.mean() == pytest.approx(0, abs=4 / np.sqrt(left.size))
    assert left.std() == pytest.approx(1, abs=4 / np.sqrt(2 * left.size))
    assert np.mean(left[:, 1:] * left[:, :-1]) == pytest.approx(0, abs=0.015)


def test_sizes_and_months_are_as_told():
    sizes = {"season": (1.0, 1.6), "step": (1.5, 2.5), "drift": (2.5, 4.0), "outlier": (4.0, 5.5)}
    months = {"season": (1, 12), "step": (9, 17), "drift": (1, 1), "outlier": (3, 22)}
    for kind, (least, most) in sizes.items():
        those = [truth for truth, _ in ALL if truth.kind == kind]
        assert all(least <= abs(truth.size) <= most for truth in those)
        assert {min(x.month for x in those), max(x.month for x in those)} == set(months[kind])
        if kind in CHANGED:
            assert 0.4 < np.mean([truth.size > 0 for truth in those]) < 0.6


def test_what_happens_begins_when_it_is_said_to():
    assert signal_of(Truth("step", 12, 2.0)).tolist() == [0.0] * 11 + [2.0] * 13
    assert np.flatnonzero(signal_of(Truth("outlier", 5, -4.0))).tolist() == [4]
    assert signal_of(Truth("drift", 1, 3.0))[[0, -1]].tolist() == [0.0, 3.0]
    season = signal_of(Truth("season", 4, 1.5))
    assert season[:12] == pytest.approx(season[12:])
    assert season.argmax() % 12 == 3
    assert not signal_of(Truth("chance")).any()


def test_rule_sets_say_what_the_apps_own_charts_say():
    charts = draw_charts(7)
    judged = judge(charts.values)
    for k, values in enumerate(charts.values):
        run = control_chart(values, kind="run", rules="anhoej").points
        chart = control_chart(values, kind="i", rules="western_electric").points
        assert judged.signals[:, k].tolist() == [
            bool((run["anhoej_run"] | run["anhoej_crossings"]).any()),
            bool(chart["beyond_limits"].any()),
            bool((chart["beyond_limits"] | chart["runs_signal"]).any()),
        ]
        assert (judged.mean[k], judged.lower[k]) == pytest.approx((chart["cl"][0], chart["lcl"][0]))


def test_western_electric_sees_all_that_three_sigma_sees():
    judged = judge(np.array([values for _, values in ALL]))
    assert not (judged.signals[1] & ~judged.signals[2]).any()


def test_the_long_run_is_what_new_charts_give():
    shares, replicates = long_run(), 1_000
    for key, count in simulate(replicates, seed=3).items():
        share = shares[key]
        assert count / replicates == pytest.approx(
            share, abs=4 * np.sqrt(share * (1 - share) / replicates) + 0.004
        )


def test_the_long_run_of_chance_is_that_of_the_table_of_false_alarms():
    known = {
        (row.rules, row.rule, row.chart): row.rate
        for row in false_alarm_table()
        if row.n == MONTHS and row.phi == 0
    }
    shares = long_run()
    assert shares["chance", "western_electric"] == pytest.approx(
        known["western_electric", "any", "i"], abs=0.012
    )
    assert shares["chance", "shewhart"] == pytest.approx(
        known["western_electric", "beyond_limits", "i"], abs=0.01
    )
    assert set(shares) == {(kind, rules) for kind in KINDS for rules in JUDGES}


@given(st.lists(st.tuples(st.sampled_from([True, False, None]), st.booleans()), min_size=1, max_size=12))
def test_every_answer_is_right_wrong_in_one_way_or_open(pairs):
    said, truth = zip(*pairs, strict=True)
    found = score(said, truth)
    assert found.right + found.false_alarms + found.missed + found.open == found.n == len(pairs)
    assert found.changed == sum(truth)
    assert found.false_alarms <= found.unchanged
    assert found.missed <= found.changed


def test_a_score_counts_both_ways_of_being_wrong():
    found = score([True, True, False, False, None], [True, False, True, False, True])
    assert (found.right, found.false_alarms, found.missed, found.open) == (2, 1, 1, 1)


@pytest.mark.parametrize(
    ("hands", "people", "says"),
    [(6, 10, True), (4, 10, False), (5, 10, None), (None, 10, None), (0, 10, False), (10, 10, True)],
)
def test_a_room_says_what_most_hands_say_and_nothing_when_divided(hands, people, says):
    assert majority(hands, people) is says
