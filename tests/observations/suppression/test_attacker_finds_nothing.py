"""Whoever knows all shown counts and all sums can tell nothing of a hidden small one."""

from itertools import product

import numpy as np
import pytest
from attacker import Attack, listed_sums
from hypothesis import given, settings
from hypothesis import strategies as st

from core.observations.schema import Subgroup
from core.observations.suppression.moves import groups_of
from core.observations.suppression.protect import Table, protect
from core.observations.suppression.tree import Tree

LIMIT = 5
COUNTY = {"a": "county", "b": "county", "c": "county"}
AREAS = {"north": "county", "south": "county", "a": "north", "b": "north", "c": "south", "d": "south"}
CENTRES = {**COUNTY, "a1": "a", "a2": "a", "b1": "b", "b2": "b"}
SEX, AGE = ("K", "M"), ("18-64", "65-79", "80-")

SHAPES = {
    "a county": (COUNTY, (), (), False),
    "units without a whole": ({"a": None, "b": None}, (SEX,), ("total", "margins"), False),
    "one unit by sex": ({"a": None}, (SEX,), ("total", "margins"), False),
    "areas": (AREAS, (), (), False),
    "by sex": (COUNTY, (SEX,), ("total", "margins"), False),
    "by sex and age": (COUNTY, (SEX, AGE), ("total", "margins"), False),
    "by sex and age, crossed": (COUNTY, (SEX, AGE), ("total", "margins", "crossed"), False),
    "crossed without margins": (COUNTY, (SEX, AGE), ("crossed",), False),
    "areas by age": (AREAS, (AGE,), ("total", "margins"), False),
    "centres with totals only": (CENTRES, (SEX,), ("total", "margins"), True),
}


class Made:
    """A made table: persons in the smallest units and finest groups, everything else their sums."""

    def __init__(self, shape, seed, mean):
        parents, self.labels, levels, centres = SHAPES[shape]
        self.parents = {unit: above for unit, above in parents.items() if above is not None}
        self.units = sorted({*parents, *self.parents.values()})
        profiles = list(product(*self.labels))
        groups = [("all",) * len(self.labels)]
        if "margins" in levels:
            groups += [
                tuple(label if i == d else "all" for i in range(len(self.labels)))
                for d, division in enumerate(self.labels)
                for label in division
            ]
        if "crossed" in levels:
            groups += profiles
        if levels and "total" not in levels:
            groups.remove(("all",) * len(self.labels))
        self.groups = groups
        leaves = [unit for unit in self.units if unit not in self.parents.values()]
        rng = np.random.default_rng(seed)
        people = {(leaf, p): int(rng.poisson(mean * rng.gamma(1.0))) for leaf in leaves for p in profiles}
        self.counts = {
            (unit, *group): sum(
                n
                for (leaf, profile), n in people.items()
                if self.lies_in(leaf, unit)
                and all(w in ("all", x) for w, x in zip(group, profile, strict=True))
            )
            for unit in self.units
            for group in groups
            if not (centres and len(unit) == 2 and set(group) != {"all"})
        }

    def lies_in(self, unit, above):
        return unit == above or (unit in self.parents and self.lies_in(self.parents[unit], above))

    def grid(self):
        counts = np.full((len(self.units), len(self.groups), 1), np.nan)
        for (unit, *group), n in self.counts.items():
            counts[self.units.index(unit), self.groups.index(tuple(group)), 0] = n
        return counts

    def table(self):
        counts = self.grid()
        names = ("sex", "age")[: len(self.labels)]
        groups = [Subgroup(**dict(zip(names, group, strict=True))) for group in self.groups]
        above = tuple(self.units.index(self.parents[u]) if u in self.parents else -1 for u in self.units)
        nothing = np.zeros(counts.shape, bool)
        return Table(
            *(Tree(above), groups_of(groups), counts, np.isnan(counts), nothing),
        )

    def attack(self, hidden):
        cells = {
            (unit, *group): None if hidden[self.units.index(unit), self.groups.index(tuple(group)), 0] else n
            for (unit, *group), n in self.counts.items()
        }
        return Attack(cells, listed_sums(cells, self.parents, self.labels))


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
