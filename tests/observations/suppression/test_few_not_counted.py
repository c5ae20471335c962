"""Where the catalogue says so, few who are not counted are hidden as few who are."""

from dataclasses import replace

import numpy as np
import pytest
from attacker import Attack, listed_sums
from hypothesis import given, settings
from hypothesis import strategies as st
from made_hidden import TOWNS, UNITS, observed, rows_of

from core.indicators import Catalogue, Indicator, Text
from core.observations.dataset import Dataset
from core.observations.schema import Subgroup
from core.observations.suppression import limits_of

PLAN = Indicator(
    "plan", Text.of("har en plan"), "proportion", multiply=100.0, direction="up", complement_sensitive=True
)
CELLS = [(unit, sex) for unit in ("county", *TOWNS) for sex in ("all", "K", "M")]


def planned(seed, share, indicator=PLAN):
    """People with a plan, and all people, in four towns by sex; three years of months."""
    rng = np.random.default_rng(seed)
    whole = {}
    for k, town in enumerate(TOWNS):
        for sex in ("K", "M"):
            people = 1 + rng.poisson(5 + 10 * k, 36)
            counts = np.array([rng.binomial(people, share), people], float)
            for cell in ((town, sex), (town, "all"), ("county", sex), ("county", "all")):
                whole[cell] = whole.get(cell, 0) + counts
    frames = [
        rows_of(n, d, unit=unit, sex=sex).assign(indicator="plan", value=100 * n / d)
        for (unit, sex), (n, d) in whole.items()
    ]
    return whole, Dataset(observed(frames), Catalogue([indicator]), UNITS, "made", made_up=False)


@settings(max_examples=3)
@given(seed=st.integers(0, 2**32 - 1), share=st.sampled_from([0.5, 0.85, 0.97]))
def test_neither_those_counted_nor_those_not_can_be_told_where_they_are_few(seed, share):
    true, dataset = planned(seed, share)
    seen = dataset.for_showing()
    shown = {cell: seen.series("plan", cell[0], Subgroup(sex=cell[1])) for cell in CELLS}
    parents, attacked = dict.fromkeys(TOWNS, "county"), 0
    for t in (0, 18):
        for count in (lambda n, _: n, lambda n, d: d - n):
            now = {cell: count(one.numerator[t], one.denominator[t]) for cell, one in shown.items()}
            now = {cell: None if np.isnan(n) else int(n) for cell, n in now.items()}
            assert all(n is None or n == 0 or n >= 5 for n in now.values())
            small = [cell for cell in CELLS if 0 < count(*true[cell][:, t]) < 5]
            for low, high in Attack(now, listed_sums(now, parents, [("K", "M")])).ranges(small).values():
                assert (low <= 1, high >= 4) == (True, True)
            attacked += len(small)
    assert attacked


def test_where_the_catalogue_does_not_say_so_they_are_shown():
    true, dataset = planned(1, 0.97, replace(PLAN, complement_sensitive=False))
    county = dataset.for_showing().series("plan", "county")
    n, d = true["county", "all"]
    few = (d - n > 0) & (d - n < 5)
    assert few.any()
    assert (county.numerator[few] == n[few]).all()


@pytest.mark.parametrize(("kind", "limit"), [("proportion", 5), ("rate", 0), ("mean", 0), ("count", 0)])
def test_only_a_share_has_people_who_are_not_counted(kind, limit):
    assert limits_of(replace(PLAN, kind=kind)).complement == limit
