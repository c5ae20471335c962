"""The rule set a person chose, on a series as the app charts it: which marks may be shown."""

import numpy as np
import pytest

from core.spc import RULE_SETS
from core.spc.for_series import Choices
from tests.figures.made_charts import MEAN, RATE, STEADY, broken_in, made_chart

SHIFTED = (*STEADY[:12], *(n + 12 for n in STEADY[:12]))


def rules_of(name):
    return RULE_SETS[name].rules


@pytest.mark.parametrize("rules", RULE_SETS)
def test_the_chosen_rules_are_the_charts(rules):
    charted = made_chart(numbers=SHIFTED, choices=Choices(rules=rules))
    assert charted.chart.rules == rules
    assert {rule.code for rule in rules_of(rules)} < set(charted.points)
    pointed_at = [rule.code for rule in rules_of(rules) if not rule.whole_part]
    assert (charted.points["pattern"] == charted.points[pointed_at].any(axis=1)).all()
    assert charted.points["pattern"].any()


def test_the_rules_are_anhoejs_where_nobody_chose():
    assert made_chart().chart.rules == "anhoej"


def test_crossings_are_of_the_whole_part_and_mark_no_point():
    wandering = [25, 26, 24, 26, 25, 27, 25, 16, 15, 17, 15, 16, 14, 16] * 3
    points = made_chart(numbers=wandering).points
    assert points["runs_signal"].all()
    assert not points["pattern"].any()


@pytest.mark.parametrize("rules", ["mdc", "western_electric", "nelson"])
def test_a_part_too_short_for_limits_has_no_marks_of_rules_about_zones(rules):
    high = [21, 20, 22, 21, 20, 22, 40, 40, 21]
    charted = made_chart(broken_in(MEAN, "2024-01"), [*STEADY, *high], choices=Choices(kind="i", rules=rules))
    zones = [rule.code for rule in rules_of(rules) if rule.zones]
    last = charted.points["part"] == 2
    assert charted.chart.points.loc[last, zones].to_numpy().any()
    assert not charted.points.loc[last, [*zones, "beyond_limits", "pattern"]].to_numpy().any()


@pytest.mark.parametrize("rules", RULE_SETS)
def test_a_short_baseline_and_hidden_values_leave_no_mark(rules):
    short = made_chart(numbers=SHIFTED, choices=Choices(freeze=np.datetime64("2022-05"), rules=rules))
    hidden = made_chart(RATE, SHIFTED, status=["suppressed"] * 4 + ["ok"] * 20, choices=Choices(rules=rules))
    for charted in (short, hidden):
        marks = [rule.code for rule in rules_of(rules)] + ["beyond_limits", "runs_signal", "pattern"]
        assert charted.chart.points["runs_signal"].any()
        assert not charted.points[marks].to_numpy().any()
