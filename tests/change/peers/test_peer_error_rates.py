"""The committed table of error rates is what the methods really do."""

from typing import get_args

import pytest

from core.change.peers import METHODS, peer_error_rates
from core.change.peers.error_rates import REPLICATES, SEED, measure
from core.change.peers.measured import worst_in_group
from core.simulate.families import FAMILIES, Group


def test_the_table_has_a_row_for_every_method_and_family_it_can_answer():
    there = {(row.method, row.family) for row in peer_error_rates()}
    for method in METHODS:
        kinds = ("rate",) if method == "negative_binomial" else ("rate", "proportion")
        assert {f for m, f in there if m == method} == {f.name for f in FAMILIES.values() if f.kind in kinds}


def test_rates_and_their_errors_fit_together():
    for row in peer_error_rates():
        assert row.group == FAMILIES[row.family].group
        assert (row.replicates, row.seed) == (REPLICATES, SEED)
        assert 0.0 <= row.unanswered < 1.0
        assert row.standard_error == pytest.approx(
            (row.rate * (1 - row.rate) / row.replicates) ** 0.5, abs=1e-5
        )


@pytest.mark.parametrize("family", ["iid_rate", "iid_share", "everything"])
def test_the_first_panels_measured_again_fit_the_table(family: str):
    """Forty of the same panels: a method that changed shows at once, a rounded rate does not."""
    again = measure(FAMILIES[family], range(40), SEED)
    for row in (row for row in peer_error_rates() if row.family == family):
        moved = again[row.method][0]
        # Of all replicates, these forty are a part: neither more than all, nor more calm than all.
        assert moved <= round(row.rate * row.replicates)
        assert 40 - moved <= row.replicates - round(row.rate * row.replicates)
        expected, spread = 40 * row.rate, (40 * row.rate * (1 - row.rate)) ** 0.5
        assert abs(moved - expected) <= 4 * spread + 1, row.method


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_the_whole_table_measured_again_is_the_same(family: str):
    again = measure(FAMILIES[family], range(REPLICATES), SEED)
    for row in (row for row in peer_error_rates() if row.family == family):
        # Two of 500 for the last bits of another processor.
        assert abs(again[row.method][0] - row.rate * REPLICATES) <= 2


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
