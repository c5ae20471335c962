"""Whoever knows all shown counts and all sums can tell nothing of a hidden small one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_persons import LIMIT, SHAPES, Made

from core.observations.suppression.protect import protect


def hidden_in(made):
    found = protect(made.table(), LIMIT)
    return found, found.small | found.beside


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=4)
@given(seed=st.integers(0, 2**32 - 1), mean=st.sampled_from([0.3, 1.0, 3.0, 8.0]))
def test_every_hidden_small_count_could_be_any_small_count(shape, seed, mean):
    made = Made(shape, seed, mean)
    found, hidden = hidden_in(made)
    assert (found.small == ((made.grid() > 0) & (made.grid() < LIMIT))).all()
    attack = made.attack(hidden)
    small = [cell for cell, n in made.counts.items() if 0 < n < LIMIT]
    for cell, (low, high) in attack.ranges(small).items():
        assert low <= 1, (cell, made.counts[cell], low, high)
        assert high >= LIMIT - 1, (cell, made.counts[cell], low, high)
    if (hidden & (made.grid() == 0)).any():
        return  # no group is shown, not even zeros
    for cell, ends in attack.ranges(small, least=1).items():
        assert ends is not None
        assert ends[0] < ends[1], ("who knows that zeros are shown", cell, made.counts[cell], ends)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=4)
@given(seed=st.integers(0, 2**32 - 1))
def test_zeros_are_shown_where_any_group_is(shape, seed):
    made = Made(shape, seed, 0.5)
    _, hidden = hidden_in(made)
    zero = made.grid() == 0
    total = [set(group) <= {"all"} for group in made.groups]
    assert not (hidden & zero)[:, total].any()
    groups = np.isfinite(made.grid())[:, np.logical_not(total)]
    no_group = hidden[:, np.logical_not(total)][groups].all()
    assert no_group or not (hidden & zero).any()


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_hidden_where_nothing_is_small(shape):
    made = Made(shape, 1, 400.0)
    assert not (made.grid() < LIMIT).any()
    _, hidden = hidden_in(made)
    assert not hidden.any()


def test_the_attack_succeeds_where_only_small_counts_are_hidden():
    """Or it would prove nothing."""
    found_out = 0
    for seed in range(20):
        made = Made("by sex", seed, 4.0)
        found, _ = hidden_in(made)
        small = [cell for cell, n in made.counts.items() if 0 < n < LIMIT]
        ends = made.attack(found.small).ranges(small)
        found_out += sum(low == high for low, high in ends.values())
    assert found_out > 10
