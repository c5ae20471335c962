"""The table of false alarms is what a new simulation gives, the docstrings say what the table says, and the
Western Electric rules come when Champ & Woodall 1987 computed that they do."""

import re

import numpy as np
import pytest

from core.spc.false_alarm_trials import PEOPLE, SHARE, _correlated, rules_counted
from core.spc.false_alarms import CHARTS, LENGTHS, PHIS, false_alarm_table, simulate
from core.spc.rules import RULE_SETS
from core.spc.rules.limits_rule import beyond_limits
from core.spc.rules.part import Part

TABLE = {(row.rules, row.rule, row.chart, row.n, row.phi): row for row in false_alarm_table()}
BOUND = 4  # binomial standard errors


def test_the_table_holds_every_rule_on_every_chart_at_every_length_once():
    wanted = {
        (name, rule, chart, n, phi)
        for name, rules in RULE_SETS.items()
        for rule in rules_counted(rules)
        for chart in CHARTS
        for n in LENGTHS
        for phi in PHIS
    }
    assert set(TABLE) == wanted
    assert len(false_alarm_table()) == len(wanted)
    assert {row.replicates for row in false_alarm_table()} == {1_000_000}
    assert max(row.standard_error for row in false_alarm_table()) < 0.0006


def off(rows):
    """Rows whose rate is farther from the table's than ``BOUND`` standard errors of this simulation."""
    found = []
    for row in rows:
        known = TABLE[row.rules, row.rule, row.chart, row.n, row.phi]
        spread = known.rate * (1 - known.rate) * (1 / row.replicates + 1 / known.replicates)
        if abs(row.rate - known.rate) > BOUND * np.sqrt(spread) + 1 / row.replicates:
            found.append((row, known.rate))
    return found


def test_a_few_hundred_new_series_agree_with_the_table():
    assert off(simulate(500, seed=1)) == []


@pytest.mark.slow
def test_many_thousand_new_series_agree_with_the_table():
    assert off(simulate(40_000, seed=2)) == []


def test_every_rule_of_a_set_alone_signals_less_often_than_all_of_them():
    for row in false_alarm_table():
        together = TABLE[row.rules, "any", row.chart, row.n, row.phi]
        assert row.signals <= together.signals


def test_zones_and_limits_never_signal_on_a_run_chart():
    zones = {rule.code for rules in RULE_SETS.values() for rule in rules.rules if rule.zones}
    rows = [row for row in TABLE.values() if row.chart == "run" and row.rule in {*zones, "beyond_limits"}]
    assert rows
    assert {row.signals for row in rows} == {0}


@pytest.mark.parametrize("phi", PHIS)
def test_the_made_series_have_the_variance_and_the_correlation_they_say(phi):
    z = _correlated(np.random.default_rng(3), 20_000, 12, phi)
    assert z.std(axis=0) == pytest.approx(np.ones(12), abs=0.03)
    assert np.corrcoef(z[:, 5], z[:, 6])[0, 1] == pytest.approx(phi, abs=0.03)
    assert PEOPLE * SHARE == 40


# What the docstrings say


RATES = re.compile(r"on an? (I|run) chart (\S+), (\S+), (\S+) and (\S+) %")


def told(text):
    """The rates in a docstring: chart → four rates in per cent."""
    found = RATES.findall(" ".join((text or "").split()))
    return {chart.lower(): tuple(float(rate) for rate in rates) for chart, *rates in found}


def known(rules, rule, chart):
    return tuple(round(100 * TABLE[rules, rule, chart, n, 0.0].rate, 1) for n in LENGTHS)


@pytest.mark.parametrize("name", ["ihi", "mdc", "western_electric", "nelson"])
def test_docstrings_say_what_the_table_says(name):
    from core.spc import rules as package

    module = getattr(package, name)
    assert told(module.__doc__) == {chart: known(name, "any", chart) for chart in ("i", "run")}
    for rule in RULE_SETS[name].rules:
        charts = ("i",) if rule.zones else ("i", "run")
        assert told(rule.points.__doc__) == {chart: known(name, rule.code, chart) for chart in charts}


# Run lengths with known limits: Champ & Woodall 1987, Exact results for Shewhart control charts with
# supplementary runs rules (Technometrics 29:393–399), table of average run lengths without a shift.


def average_run_length(codes, series, length, seed):
    """Average number of points until a rule of ``codes``, or the limits, is first complete."""
    z = np.random.default_rng(seed).normal(size=(series, length))
    zero, one = np.zeros((series, 1)), np.ones((series, 1))
    part = Part.of(z, zero, (zero - 3, zero + 3), np.ones(z.shape, dtype=bool), one)
    least = {"western_electric_2": 2, "western_electric_3": 4, "western_electric_4": 8}
    first = _complete(beyond_limits(part), 1)
    for rule in RULE_SETS["western_electric"].rules:
        if rule.code in codes:
            first = np.minimum(first, _complete(rule.points(part), least[rule.code]))
    return first.mean()


def _complete(marked, least):
    """When the first pattern of ``least`` marked points is complete; the whole length where none is."""
    seen = np.cumsum(marked, axis=1) >= least
    return np.where(seen.any(axis=1), seen.argmax(axis=1) + 1, marked.shape[1])


def test_the_four_rules_of_western_electric_come_once_in_92_points_by_chance():
    found = average_run_length({f"western_electric_{k}" for k in (2, 3, 4)}, 4000, 800, seed=7)
    assert found == pytest.approx(91.75, abs=4 * 91.75 / np.sqrt(4000))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rules", "points"),
    [((2,), 225.44), ((3,), 166.05), ((4,), 152.73), ((2, 3), 132.89), ((2, 4), 122.05), ((3, 4), 105.78)],
)
def test_run_lengths_of_some_of_the_rules_are_the_published_ones(rules, points):
    found = average_run_length({f"western_electric_{k}" for k in rules}, 10_000, 2000, seed=8)
    assert found == pytest.approx(points, abs=4 * points / np.sqrt(10_000))
