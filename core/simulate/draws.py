"""From a recipe to numerators, in leaves × months, one function for each way of drawing."""

import math
from collections.abc import Callable, Mapping

import numpy as np

from core.simulate import truth
from core.simulate.bases import Setting
from core.simulate.patterns import Floats, expit, logit
from core.simulate.recipes import Recipe
from core.simulate.streams import steady
from core.simulate.subgroups import profile_factors

NEW_SOURCE_FROM = np.datetime64("2024-01", "M")
NEW_SOURCE_SHARE = 0.74  # telefon_samma_dag: the new source also counts calls that rang out
CODED = (0.9, 0.75)  # share of the visits of the last two months that has been coded


def coded_share(months: int, late: bool) -> Floats:
    """Share of each month's events that the register holds; below 1 only in the last two months."""
    coded = np.ones(months)
    if late:
        coded[-len(CODED) :] = CODED
    return coded


def poisson(s: Setting, recipe: Recipe, base: Floats, deviation: Floats) -> tuple[Floats]:
    """Events: base × level × exp(deviation), thinned by what has been coded."""
    rate = recipe.level * np.exp(deviation + truth.log_ratio(recipe.indicator, s.town.code, s.months))
    mean = base * rate * _leaf_factors(s, recipe, base)[:, None]
    made = s.rng("count", recipe.indicator).poisson(steady(mean))
    return (_as_coded(s, recipe, made),)


def binomial(s: Setting, recipe: Recipe, base: Floats, deviation: Floats) -> tuple[Floats]:
    """Persons out of the base, with the deviation and the subgroups' odds on the logit scale."""
    centre = logit(recipe.level) + _moved(s, recipe, deviation)
    leaf = np.log(_leaf_factors(s, recipe, base))
    share = expit(centre[None, :] + leaf[:, None])
    made = s.rng("count", recipe.indicator).binomial(base.astype(np.int64), steady(share))
    return (_as_coded(s, recipe, made),)


def _moved(s: Setting, recipe: Recipe, deviation: Floats) -> Floats:
    """Deviation on the logit scale, with a new level after a change or a change of source."""
    out = deviation / (1.0 - recipe.level)
    if (effect := truth.new_level(recipe.indicator, s.town.code)) is not None:
        # The unit's own usual level is left behind with the old way of working.
        before = logit(recipe.level) + out[s.months < np.datetime64(effect.start, "M")].mean()
        out = out + effect.reached(s.months) * (logit(effect.value) - before)
    if recipe.indicator == "telefon_samma_dag":
        out = out + (s.months >= NEW_SOURCE_FROM) * (logit(NEW_SOURCE_SHARE) - logit(recipe.level))
    return out


def _as_coded(s: Setting, recipe: Recipe, made: np.ndarray) -> Floats:
    coded = np.broadcast_to(coded_share(s.months.size, recipe.late), made.shape)
    return s.rng("coded", recipe.indicator).binomial(made, coded).astype(np.float64)


def _leaf_factors(s: Setting, recipe: Recipe, base: Floats) -> Floats:
    """Relative rate of each leaf, with mean 1 over the base."""
    factors = np.tile(profile_factors(recipe.factors), s.town.centre_shares().size)
    weight = base.sum(axis=1)
    return factors * weight.sum() / (factors @ weight)


def visits(s: Setting, recipe: Recipe, _base: Floats, deviation: Floats) -> tuple[Floats, Floats]:
    """Emergency visits and the frequent visitors among the enrolled, from the same persons."""
    rate = recipe.level * np.exp(deviation + truth.log_ratio(recipe.indicator, s.town.code, s.months))
    made, frequent = s.roster.visits(
        s.rng("count", recipe.indicator), rate, coded_share(s.months.size, recipe.late)
    )
    return made.astype(np.float64), frequent.astype(np.float64)


def look_back(s: Setting, recipe: Recipe, _base: Floats, deviation: Floats) -> tuple[Floats]:
    """Enrolled with a review in the last twelve months; each month's reviews depend on the staffing."""
    hazard = recipe.level * np.exp(deviation)
    return (s.roster.looked_back(s.rng("count", recipe.indicator), hazard).astype(np.float64),)


WAIT_MEAN = 2.0  # days, of those who wait at all
FREE_DAYS = 3  # the municipality pays from day four


def waiting_days(s: Setting, recipe: Recipe, base: Floats, deviation: Floats) -> tuple[Floats, Floats]:
    """Days ready for discharge, and those from day four on; stay by stay, most wait no day at all."""
    rng = s.rng("count", recipe.indicator)
    stays = base.astype(np.int64)
    cell = np.repeat(np.arange(stays.size), stays.ravel())
    share_waiting = np.clip(recipe.level * np.exp(deviation), 0.0, 0.95)
    waits = rng.random(cell.size) < steady(share_waiting)[cell % s.months.size]
    days = np.where(waits, rng.geometric(1.0 / WAIT_MEAN, cell.size), 0)
    return _days_by_cell(cell, days, stays.shape), _days_by_cell(
        cell, np.maximum(days - FREE_DAYS, 0), stays.shape
    )


def _days_by_cell(cell: np.ndarray, days: np.ndarray, shape: tuple[int, ...]) -> Floats:
    return np.bincount(cell, weights=days, minlength=math.prod(shape)).reshape(shape).astype(np.float64)


LONGEST_LEAD = 14  # days: a later visit is not a joint visit at enrolment


def lead_days(s: Setting, recipe: Recipe, visited: Floats, deviation: Floats) -> list[np.ndarray]:
    """Days from enrolment to each joint visit, one array a month."""
    rng = s.rng("count", recipe.indicator)
    typical = recipe.level * np.exp(deviation)
    if (effect := truth.new_level(recipe.indicator, s.town.code)) is not None:
        typical = typical * (effect.value / recipe.level) ** effect.reached(s.months)
    counts = visited.sum(axis=0).astype(np.int64)
    noise = np.exp(0.4 * rng.standard_normal(counts.sum()))
    days = np.clip(np.rint(np.repeat(typical, counts) * noise), 0, LONGEST_LEAD)
    return np.split(days, np.cumsum(counts)[:-1])


def continuity(recipe: Recipe, deviation: Floats) -> Floats:
    """Continuity of care, 0 to 1, municipalities × months."""
    return expit(logit(recipe.level) + deviation / (1.0 - recipe.level))


Draw = Callable[[Setting, Recipe, Floats, Floats], tuple[Floats, ...]]
DRAWN: Mapping[str, tuple[Draw, *tuple[str, ...]]] = {
    "poisson": (poisson,),
    "binomial": (binomial,),
    "look_back": (look_back,),
    "visits": (visits, "mangbesokare_akut"),
    "days": (waiting_days, "betalningsdagar"),
}
"""How a recipe's ``draw`` is done, and which further indicator comes out of the same persons."""

TAKEN: Mapping[str, str] = {"stock": "enrolled", "new": "new"}
"""Numerators that are a base already."""
