"""The sample county before it is published: every recipe drawn for every municipality.

The generator runs from January 2020; the year before ``FIRST`` only fills the twelve-month windows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.simulate import changes, draws
from core.simulate.bases import BASES, Setting
from core.simulate.cohort import run_roster
from core.simulate.patterns import Floats, Months, deviations
from core.simulate.places import TOWNS
from core.simulate.recipes import RECIPES, Recipe
from core.simulate.subgroups import profile_mask

SEED = 20261
WARM_UP = 12
_RUN: Months = np.arange(np.datetime64("2020-01", "M"), np.datetime64("2026-11", "M"))
MONTHS: Months = _RUN[WARM_UP:]

Medians = list[list[np.ndarray]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One indicator's numerator and denominator, leaves × ``MONTHS``; a count may have no denominator."""

    numerator: Floats
    denominator: Floats | None


@dataclass(frozen=True, slots=True)
class County:
    """Everything drawn from one seed.

    ``counts`` by indicator. ``lead_days``: for each municipality and month the days from enrolment of each
    joint visit. ``index``: the continuity index, municipalities × ``MONTHS``. ``listed``: its weights.
    """

    seed: int
    counts: Mapping[str, Drawn]
    lead_days: Medians
    index: Floats
    listed: Floats

    def bad_months_start(self) -> str:
        """When the worried municipality starts, given the numbers it saw."""
        drawn = self.counts["akutbesok_hsh"]
        assert drawn.denominator is not None
        visits, enrolled = _by_town(drawn.numerator), _by_town(drawn.denominator)
        me = [town.code for town in TOWNS].index(changes.BAD_MONTHS_UNIT)
        return changes.start_after_bad_months(visits[me] / enrolled[me], MONTHS)


def draw_county(seed: int = SEED) -> County:
    """Draw all indicators; the same seed gives the same county."""
    settings = [Setting(seed, town, _RUN, run_roster(seed, town, _RUN)) for town in TOWNS]
    bases = {name: [make(s) for s in settings] for name, make in BASES.items()}
    sizes = {town.code: float(town.enrolled) for town in TOWNS}
    deviation = {r.indicator: deviations(r.pattern, seed, r.indicator, sizes, _RUN) for r in RECIPES}
    numerators: dict[str, list[Floats]] = {}
    for recipe in RECIPES:
        numerators |= _numerators(recipe, settings, bases, deviation[recipe.indicator])
    lead, index = (next(r for r in RECIPES if r.draw == draw) for draw in ("lead", "index"))
    visited = numerators["gemensamt_hembesok"]
    return County(
        seed,
        {r.indicator: _drawn(r, numerators, bases) for r in RECIPES if r.indicator in numerators},
        [
            draws.lead_days(s, lead, visited[i], deviation[lead.indicator][i])[WARM_UP:]
            for i, s in enumerate(settings)
        ],
        draws.continuity(index, deviation[index.indicator])[:, WARM_UP:],
        _by_town(_join(bases["listed"])),
    )


def _numerators(
    recipe: Recipe, settings: list[Setting], bases: Mapping[str, list[Floats]], deviation: Floats
) -> dict[str, list[Floats]]:
    """Numerators by indicator, one array a municipality; two indicators where they share persons."""
    if recipe.draw in draws.TAKEN:
        return {recipe.indicator: [_meant(recipe, base) for base in bases[draws.TAKEN[recipe.draw]]]}
    if recipe.draw not in draws.DRAWN:
        return {}
    draw, *also = draws.DRAWN[recipe.draw]
    base = [_meant(recipe, base) for base in bases[recipe.base or "enrolled"]]
    by_town = [draw(s, recipe, base[i], deviation[i]) for i, s in enumerate(settings)]
    return {name: [drawn[k] for drawn in by_town] for k, name in enumerate((recipe.indicator, *also))}


def _drawn(
    recipe: Recipe, numerators: Mapping[str, list[Floats]], bases: Mapping[str, list[Floats]]
) -> Drawn:
    base = _join([_meant(recipe, base) for base in bases[recipe.base]]) if recipe.base else None
    return Drawn(_join(numerators[recipe.indicator]), base)


def _meant(recipe: Recipe, leaves: Floats) -> Floats:
    """``leaves`` with 0 for the people the indicator is not about."""
    mask = profile_mask(recipe.only)
    return leaves * np.tile(mask, leaves.shape[0] // mask.size)[:, None]


def _join(by_town: list[Floats]) -> Floats:
    return np.concatenate(by_town)[:, WARM_UP:]


def _by_town(leaves: Floats) -> Floats:
    """Sum leaves to municipalities."""
    sizes = [town.n_leaves for town in TOWNS]
    return np.add.reduceat(leaves, np.cumsum([0, *sizes[:-1]]), axis=0)
