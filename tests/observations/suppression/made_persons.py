"""Tables made from persons: everything in them is a sum of persons, so that all sums hold."""

from itertools import product

import numpy as np
from attacker import Attack, listed_sums

from core.observations.schema import Subgroup
from core.observations.suppression.moves import groups_of
from core.observations.suppression.protect import Table
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
    """Persons in the smallest units and finest groups, everything else their sums."""

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

    def table(self, unknown=None):
        """As it came: ``unknown`` cells were hidden already."""
        counts = self.grid()
        unknown = np.zeros(counts.shape, bool) if unknown is None else unknown
        counts[unknown] = np.nan
        names = ("sex", "age")[: len(self.labels)]
        groups = [Subgroup(**dict(zip(names, group, strict=True))) for group in self.groups]
        above = tuple(self.units.index(self.parents[u]) if u in self.parents else -1 for u in self.units)
        return Table(Tree(above), groups_of(groups), counts, np.isnan(counts), unknown)

    def attack(self, hidden):
        cells = {
            (unit, *group): None if hidden[self.units.index(unit), self.groups.index(tuple(group)), 0] else n
            for (unit, *group), n in self.counts.items()
        }
        return Attack(cells, listed_sums(cells, self.parents, self.labels))
