"""The committed table of error rates is what the methods really do."""

from typing import get_args

import numpy as np
import pytest

from core.change.calibration import DESIGNS, MORE, NOTHING, SEED
from core.change.calibration.hearing import hear_many, rows_of
from core.change.peers import METHODS, all_peers, peer_error_rates
from core.change.peers.measured import peers_measured, worst_in_group
from core.simulate.families import FAMILIES, Group
from core.simulate.panels import draw_many


def test_the_table_has_a_row_for_every_method_and_family_it_can_answer():
    there = {(row.method, row.family) for row in peer_error_rates()}
    for method in METHODS:
        kinds = ("rate",) if method == "negative_binomial" else ("rate", "proportion")
        assert {f for m, f in there if m == method} == {f.name for f in FAMILIES.values() if f.kind in kinds}


def test_rates_and_their_errors_fit_together():
    for row in peers_measured():
        assert row.group == FAMILIES[row.family].group
        assert row.seed == SEED
        assert row.replicates >= (400 if row.key[1:3] == (24, 12) and row.comparisons == 12 else 100)
        assert 0.0 <= row.unanswered < 1.0
        assert row.standard_error == pytest.approx(
            (row.rate * (1 - row.rate) / row.replicates) ** 0.5, abs=1e-5
        )


@pytest.mark.parametrize("family", ["iid_rate", "iid_share", "everything"])
def test_the_first_panels_measured_again_fit_the_table(family: str):
    """Forty of the same panels: a method that changed shows at once, a rounded rate does not."""
    again = hear_many(FAMILIES[family], NOTHING, range(40))
    for row in (row for row in peer_error_rates() if row.family == family):
        moved = int(again.moved[:, list(METHODS).index(row.method)].sum())
        # Of all replicates, these forty are a part: neither more than all, nor more calm than all.
        assert moved <= round(row.rate * row.replicates)
        assert 40 - moved <= row.replicates - round(row.rate * row.replicates)
        expected, spread = 40 * row.rate, (40 * row.rate * (1 - row.rate)) ** 0.5
        assert abs(moved - expected) <= 4 * spread + 1, row.method


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_the_whole_table_measured_again_is_the_same(family: str):
    kept = {row.method: row for row in peer_error_rates() if row.family == family}
    replicates = max(row.replicates for row in kept.values())
    for row in rows_of(FAMILIES[family], NOTHING, hear_many(FAMILIES[family], NOTHING, range(replicates))):
        # Two panels for the last bits of another processor.
        assert abs(row.rate - kept[row.method].rate) * replicates <= 2


def test_a_method_covers_and_errs_as_its_answers_say():
    """Told from all_peers' own answers, panel by panel."""
    family = FAMILIES["iid_rate"]
    rows = {row.method: row for row in rows_of(family, MORE, hear_many(family, MORE, range(12)))}
    panels = list(draw_many(family, SEED, range(12), effect=0.25))
    for at, method in enumerate(METHODS):
        answers = [all_peers(p.numerator, p.denominator, 24, "rate", p.target_row)[at] for p in panels]
        held = [a.interval[0] <= 0.25 <= a.interval[1] for a in answers if a.interval]
        row = rows[method]
        assert row.rate == pytest.approx(np.mean([a.moved is True for a in answers]), abs=1e-5)
        assert row.intervals == pytest.approx(len(held) / 12, abs=1e-5)
        if not held:
            assert np.isnan([row.interval, row.bias]).all()
            continue
        assert row.interval == pytest.approx(np.mean(held), abs=1e-5)
        errors = [np.log1p(a.effect) - np.log(1.25) for a in answers if a.effect is not None]
        assert row.bias == pytest.approx(np.mean(errors), abs=1e-4)


def test_only_rules_have_no_interval():
    rules = {row.method for row in peers_measured() if row.intervals == 0 and row.shape == "step"}
    assert rules == {"anhoej_frozen", "shewhart_frozen"}


def test_where_the_change_is_no_step_a_step_is_not_held_against_it():
    family = FAMILIES["iid_rate"]
    rows = rows_of(family, DESIGNS["ramp"], hear_many(family, DESIGNS["ramp"], range(4)))
    assert all(row.intervals == 0 and np.isnan(row.bias) for row in rows)


def test_what_the_text_books_know_shows_in_the_table():
    """Heaps of months ignore that months resemble each other; errors by Newey and West are too small."""
    for method in ("before_after_rates", "difference_in_differences"):
        assert worst_in_group(method, "autocorrelated").rate > 0.2
        assert worst_in_group(method, "target_drifts").rate > 0.4
    assert worst_in_group("newey_west", "stationary").rate > 0.1
    assert worst_in_group("difference_in_differences", "county_trend").rate < 0.1
    assert worst_in_group("controlled_reml_ar1", "shock").rate < 0.1


def test_every_group_has_its_worst_family():
    for method in METHODS:
        for group in get_args(Group):
            assert worst_in_group(method, group).group == group
