"""What deserves attention comes in the order that is written down, a measure once, at most eight in all."""

from dataclasses import replace

import numpy as np
import pytest

from core.improvement import matching
from core.indicators import Target
from core.overview.attention import MOST, REASONS, attention, months_old
from core.overview.county import county, latest_settled, series_of
from core.overview.running import running
from core.simulate.register import load_changes
from core.simulate.sample import load_sample
from tests.figures.made_charts import COUNT, MEAN, RATE, SHARE, STEADY
from tests.overview.made_cells import SINCE, measured, named

QUIET = list(STEADY)
LEAP, PASSED = [*QUIET[:-1], 60], [*QUIET[:-2], 60, 20]


def target(indicator, value):
    return replace(indicator, targets=(Target(value),))


def cells(*asked):
    return county(list(asked), np.datetime64(SINCE, "M")).cells


def told(*asked, **more):
    return [(card.reason, card.cell.indicator.id) for card in attention(cells(*asked), **more).cards]


def test_worse_comes_before_better_and_signals_before_targets():
    found = told(
        measured(target(named(MEAN, "missas"), 20.0), QUIET),
        measured(target(named(MEAN, "nås inte"), 2.0), QUIET),
        measured(named(SHARE, "bättre"), LEAP),
        measured(named(COUNT, "utan riktning"), LEAP),
        measured(named(RATE, "förbi"), PASSED),
        measured(named(RATE, "sämre"), LEAP),
    )
    assert found == [
        ("new_worse", "sämre"),
        ("new_signal", "utan riktning"),
        ("new_better", "bättre"),
        ("passed", "förbi"),
        ("target_missed", "nås inte"),
        ("target_at_risk", "missas"),
    ]


def test_outcomes_come_before_other_measures_and_otherwise_the_order_is_the_catalogues():
    roles = ("balancing", "process", "outcome", "experience", "outcome")
    found = told(*(measured(named(RATE, f"{k}", role=role), LEAP) for k, role in enumerate(roles)))
    assert [name for _, name in found] == ["2", "4", "3", "1", "0"]


def test_a_measure_has_one_card_for_the_first_reason_that_holds():
    assert told(measured(target(RATE, 1.0), LEAP)) == [("new_worse", "besok")]


def test_nothing_is_told_of_what_is_as_it_was():
    found = attention(cells(measured(RATE, QUIET), measured(target(named(MEAN, "nås"), 40.0), QUIET)))
    assert found.cards == ()
    assert (found.measures, found.told, found.new, found.missed, found.at_risk) == (2, 2, 0, 0, 0)


def test_there_are_eight_cards_at_most_and_the_rest_is_counted():
    found = attention(cells(*(measured(named(RATE, f"{k}"), LEAP) for k in range(11))))
    assert (len(found.cards), found.more, found.new) == (MOST, 3, 11)


@pytest.mark.parametrize(("this_month", "card"), [("2024-03", []), ("2024-04", [("old", "besok")])])
def test_numbers_are_old_from_the_age_that_quality_has(this_month, card):
    assert told(measured(RATE, QUIET), this_month=np.datetime64(this_month, "M")) == card


def test_numbers_of_no_day_are_of_no_age():
    assert told(measured(RATE, QUIET)) == []


def test_age_counts_from_the_end_of_the_latest_period_with_a_number():
    monthly = measured(RATE, QUIET, status=["ok"] * 22 + ["provisional", "missing"]).series
    quarters = measured(MEAN, QUIET[:8], period_type="quarter").series
    assert months_old(monthly, np.datetime64("2024-02", "M")) == 2
    assert months_old(quarters, np.datetime64("2024-02", "M")) == 1
    nothing = measured(RATE, QUIET, status=["missing"] * 24).series
    assert months_old(nothing, np.datetime64("2024-02", "M")) is None


def test_counts_say_how_many_can_be_judged():
    found = attention(
        cells(measured(RATE, QUIET), measured(named(RATE, "få"), QUIET, status=["missing"] * 20 + ["ok"] * 4))
    )
    assert (found.measures, found.told) == (2, 1)


# Changes


@pytest.fixture(scope="module")
def sample():
    return load_sample().for_showing()


def test_the_units_own_changes_are_judged_on_their_first_outcome(sample):
    asked = series_of(sample, [sample.units["0683"]])
    latest = latest_settled(asked)
    assert latest is not None
    found = running(sample, "0683", load_changes(), latest)
    assert [one.change.id for one in found] == ["hembesok-varnamo"]
    assert found[0].judged.indicator.id == "akutbesok_hsh"
    assert matching(load_changes(), "0683", "akutbesok_hsh") == (found[0].change,)
    cards = attention(county(asked, latest - 3).cells, found).cards
    change = next(card for card in cards if card.reason == "change")
    assert change.cell is not None
    assert change.cell.indicator.id == "akutbesok_hsh"


def test_a_change_that_has_not_begun_or_is_elsewhere_is_none(sample):
    assert running(sample, "0683", load_changes(), np.datetime64("2024-03", "M")) == ()
    assert running(sample, "0680", load_changes(), np.datetime64("2026-08", "M")) == ()


def test_every_reason_has_its_rank():
    assert REASONS[:3] == ("new_worse", "new_signal", "new_better")
    assert REASONS[-2:] == ("change", "old")
