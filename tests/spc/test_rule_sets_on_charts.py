"""Rule sets on whole charts: their columns, run and control charts, parts, baselines, constant series."""

import numpy as np
import pytest

from core import spc

STEADY = [1, 3, 2, 1, 3, 2, 3, 1, 2, 3, 1, 2, 1, 3, 2, 1, 3, 2, 3, 1]
# No rule of any set finds anything in these.
QUIET = [19, 25, 17, 21, 24, 20, 17, 16, 18, 21, 16, 19, 19, 22, 21, 21, 17, 19, 23, 26]
SETS = list(spc.RULE_SETS)


def marked(chart, column):
    return np.flatnonzero(chart.points[column]).tolist()


@pytest.mark.parametrize("rules", SETS)
def test_a_set_gives_a_column_a_rule_and_the_limits_besides(rules):
    chart = spc.control_chart(STEADY, kind="i", rules=rules)
    codes = [rule.code for rule in spc.RULE_SETS[rules].rules]
    assert [name for name in chart.points if name in codes] == codes
    assert chart.rules == rules
    assert not chart.points["beyond_limits"].any()
    outlier = spc.control_chart([*STEADY, 40], kind="i", rules=rules, freeze=20)
    assert marked(outlier, "beyond_limits") == [20]


def test_an_ihi_shift_needs_six_points_on_a_run_chart_and_eight_on_a_control_chart():
    def shifted(n, kind):
        return marked(
            spc.control_chart([*STEADY, *[4, 3] * (n // 2)], kind=kind, rules="ihi", freeze=20), "ihi_shift"
        )

    assert shifted(6, "run") == list(range(20, 26))
    assert shifted(6, "i") == []
    assert shifted(8, "i") == list(range(20, 28))


def test_rules_about_zones_never_fire_on_a_run_chart():
    drift = [*STEADY, *range(4, 40)]
    for rules in SETS:
        chart = spc.control_chart(drift, kind="run", rules=rules, freeze=20)
        zones = [rule.code for rule in spc.RULE_SETS[rules].rules if rule.zones]
        assert not chart.points[[*zones, "beyond_limits"]].to_numpy().any()


@pytest.mark.parametrize("rules", SETS)
@pytest.mark.parametrize("kind", ["run", "i"])
def test_a_constant_baseline_never_signals_whatever_comes_after(rules, kind):
    chart = spc.control_chart([2.0] * 12 + list(range(3, 30)), kind=kind, rules=rules, freeze=12)
    assert not chart.points["runs_signal"].any()
    assert not spc.control_chart([2.0] * 30, kind=kind, rules=rules).points["runs_signal"].any()


@pytest.mark.parametrize("rules", SETS)
def test_each_part_is_judged_alone_and_a_frozen_baseline_as_one(rules):
    shifted = QUIET + [v + 20 for v in QUIET]
    whole = spc.control_chart(shifted, kind="i", rules=rules)
    parted = spc.control_chart(shifted, kind="i", rules=rules, parts=[20])
    frozen = spc.control_chart(shifted, kind="i", rules=rules, freeze=20)
    assert whole.summary["runs_signal"].tolist() == [True]
    assert parted.summary["runs_signal"].tolist() == [False, False]
    assert frozen.points["runs_signal"].to_numpy()[20:].any()


@pytest.mark.parametrize("rules", SETS)
def test_many_series_at_once_are_marked_as_each_alone(rules):
    rng = np.random.default_rng(4)
    y = np.cumsum(rng.normal(size=(60, 40)), axis=1)
    y[rng.random(y.shape) < 0.08] = np.nan
    exclude = rng.random(y.shape) < 0.05
    charts = spc.control_charts(y, kind="i", rules=rules, exclude=exclude, parts=[15])
    for row in range(0, 60, 7):
        alone = spc.control_chart(y[row], kind="i", rules=rules, exclude=exclude[row], parts=[15])
        assert alone.points.equals(charts[row].points)


@pytest.mark.parametrize("rules", SETS)
def test_moving_and_stretching_the_numbers_moves_no_mark(rules):
    y = np.random.default_rng(11).normal(size=(200, 36)).round(3)
    charts = spc.control_charts(y, kind="i", rules=rules)
    moved = spc.control_charts(256 * y + 4096, kind="i", rules=rules)
    assert (charts.runs_signal == moved.runs_signal).all()


@pytest.mark.parametrize("rules", SETS)
def test_excluded_missing_and_provisional_points_are_in_no_pattern(rules):
    y = np.r_[STEADY, np.full(20, 9.0) + np.arange(20)]
    y[23] = np.nan
    chart = spc.control_chart(y, kind="i", rules=rules, freeze=20, exclude=[25], provisional=[38, 39])
    assert chart.points["runs_signal"].any()
    assert not chart.points["runs_signal"][[23, 25, 38, 39]].any()
