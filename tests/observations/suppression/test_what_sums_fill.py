"""Counts that follow from sums are filled in as if each sum were looked at in turn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.observations.schema import Subgroup
from core.observations.suppression.moves import groups_of
from core.observations.suppression.sums import filled, sums_of
from core.observations.suppression.tree import Tree

GROUPS = groups_of(
    [Subgroup(), Subgroup(sex="K"), Subgroup(sex="M"), Subgroup(age="0-64"), Subgroup(age="65-")]
)
COUNTY = Tree((-1, 0, 0, 1, 1, 2, 2))
SUMS = sums_of(COUNTY, GROUPS)


def filled_by_loops(counts):
    """Sum by sum and period by period, again until nothing more follows."""
    counts, before = counts.copy(), None
    while before is None or not np.array_equal(before, counts, equal_nan=True):
        before = counts.copy()
        for whole, *parts in SUMS:
            for t in range(counts.shape[2]):
                lacking = [cell for cell in (whole, *parts) if np.isnan(counts[*cell, t])]
                if len(lacking) != 1:
                    continue
                known = sum(counts[*cell, t] for cell in parts if cell != lacking[0])
                found = known if lacking[0] == whole else counts[*whole, t] - known
                if found >= 0:
                    counts[*lacking[0], t] = found
    return counts


@given(st.integers(0, 10_000), st.sampled_from((0.0, 0.1, 0.3, 0.6, 0.9)), st.booleans())
def test_what_follows_is_filled_and_nothing_else(seed, share, adds_up):
    rng = np.random.default_rng(seed)
    counts = rng.integers(0, 9, (7, 5, 4)).astype(float)
    if adds_up:
        people = rng.integers(0, 9, (7, 2, 2, 4)).astype(float)
        for above, below in ((1, (3, 4)), (2, (5, 6)), (0, (1, 2))):
            people[above] = sum(people[one] for one in below)
        by_sex, by_age = people.sum(axis=2), people.sum(axis=1)
        counts = np.concatenate([people.sum(axis=(1, 2))[:, None], by_sex, by_age], axis=1)
    lacking = counts.copy()
    lacking[rng.random(counts.shape) < share] = np.nan
    found = filled(lacking, SUMS)
    np.testing.assert_array_equal(found, filled_by_loops(lacking))
    if adds_up:
        there = np.isfinite(found)
        np.testing.assert_array_equal(found[there], counts[there])


def test_the_counts_given_stay_as_they_are():
    counts = np.full((7, 5, 1), np.nan)
    counts[0], counts[1] = 5.0, 2.0
    before = counts.copy()
    assert filled(counts, SUMS)[2, 0, 0] == pytest.approx(3.0)
    np.testing.assert_array_equal(counts, before)
