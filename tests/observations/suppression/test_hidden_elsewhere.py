"""Counts that came hidden, without enough beside them, are protected as those that are hidden here."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_persons import LIMIT, SHAPES, Made

from core.observations.schema import TOTAL, Subgroup
from core.observations.suppression.moves import groups_of
from core.observations.suppression.protect import Table, protect
from core.observations.suppression.tree import Tree

SEXES = (TOTAL, Subgroup(sex="K"), Subgroup(sex="M"))
COUNTY = Tree((-1, 0, 0, 0, 0))
H = np.nan
"""Hidden where the numbers came from."""


def came(*rows):
    """A county and four towns, total, women and men; one period."""
    counts = np.array(rows, float)[:, :, None]
    groups = groups_of(SEXES[: counts.shape[1]])
    return Table(COUNTY, groups, counts, np.isnan(counts), np.isnan(counts))


def hidden_beside(table):
    found = protect(table, LIMIT)
    assert not found.small.any()
    return {(int(u), int(g)) for u, g, _ in np.argwhere(found.beside)}


def bridge(count):
    """Four towns by four ages. In two of them two ages came hidden, in two the other two: every sum has two
    that are hidden at least. And ``count``, the third age of the first town, hangs between these rings."""
    ages = np.array([[20, 30, count, 40], [25, 35, 45, 55], [15, 25, 35, 20], [30, 10, 20, 60]], float)
    towns = np.concatenate([ages.sum(axis=1, keepdims=True), ages], axis=1)
    counts = np.concatenate([towns.sum(axis=0, keepdims=True), towns])[:, :, None]
    unknown = np.zeros(counts.shape, bool)
    unknown[1:3, 1:3] = unknown[3:5, 3:5] = unknown[1, 3] = True
    groups = (TOTAL, *(Subgroup(age=age) for age in ("0-17", "18-64", "65-79", "80-")))
    hidden = np.where(unknown, np.nan, counts)
    return Table(COUNTY, groups_of(groups), hidden, unknown.copy(), unknown)


def test_a_count_that_follows_from_several_sums_together():
    """Those of the first two ages in all towns, less those of the first two towns in all ages but it."""
    assert hidden_beside(bridge(3))
    assert not hidden_beside(bridge(30))


def test_two_counts_whose_sum_is_small():
    """Together 3, and none of them 0: one is 1 and the other 2, and neither can be 4."""
    assert hidden_beside(came((103,), (H,), (H,), (60,), (40,)))
    assert not hidden_beside(came((105,), (H,), (H,), (60,), (40,)))


def test_counts_that_are_one_each_for_who_knows_that_zeros_are_shown():
    assert hidden_beside(came((64,), (H,), (H,), (H,), (61,)))
    assert hidden_beside(came((65,), (H,), (H,), (H,), (61,))) == set()


def test_what_is_published_by_this_rule_is_not_looked_through_again():
    table = came((103,), (H,), (H,), (60,), (40,))
    published = Table(table.tree, table.groups, table.counts, table.gone, table.unknown, published=True)
    assert not hidden_beside(published)


def test_sums_that_do_not_add_up_tell_nothing():
    """The towns shown have more people than the county: a source that rounds, or adds noise."""
    assert not hidden_beside(came((90,), (H,), (H,), (60,), (40,)))


def hidden_by_source(made, seed, share):
    """The source hides some of the small counts and a few others, and looks no further."""
    rng = np.random.default_rng(seed)
    counts = made.grid()
    chosen = (counts > 0) & (counts < LIMIT) & (rng.random(counts.shape) < share)
    return chosen | ((counts > 0) & (rng.random(counts.shape) < 0.1))


def protected(made, unknown):
    found = protect(made.table(unknown), LIMIT)
    return found.small | found.beside | unknown


def cells_of(made, chosen):
    return [
        (unit, *group)
        for (unit, *group) in made.counts
        if chosen[made.units.index(unit), made.groups.index(tuple(group)), 0]
    ]


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=4)
@given(
    seed=st.integers(0, 2**32 - 1),
    mean=st.sampled_from([1.0, 3.0, 8.0]),
    share=st.sampled_from([0.5, 1.0]),
)
def test_what_came_hidden_is_as_safe_as_what_is_hidden_here(shape, seed, mean, share):
    made = Made(shape, seed, mean)
    unknown = hidden_by_source(made, seed, share)
    hidden = protected(made, unknown)
    attack, came = made.attack(hidden), cells_of(made, unknown)
    for cell, (low, high) in attack.ranges(came).items():
        if 1 <= high < LIMIT:
            assert (low <= 1, high) == (True, LIMIT - 1), ("surely small", cell, made.counts[cell], low, high)
    small = [cell for cell, n in made.counts.items() if 0 < n < LIMIT and cell not in came]
    for cell, (low, high) in attack.ranges(small).items():
        assert low <= 1, (cell, made.counts[cell], low, high)
        assert high >= LIMIT - 1, (cell, made.counts[cell], low, high)
    if (hidden & (made.grid() == 0)).any():
        return  # no group is shown, not even zeros
    for cell, ends in attack.ranges([*small, *came], least=1).items():
        assert ends is not None
        assert ends[0] < ends[1] or ends[0] >= LIMIT, ("zeros are shown", cell, made.counts[cell], ends)
