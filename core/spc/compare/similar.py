"""Which units are like another: nearest in what the register and the data know of them, and why they are.

Nothing is predicted or scored. Two things are known of a place without asking anybody: how many live there,
and, where an indicator is counted among the old, how many of them there are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.indicators import Indicator, Unit
from core.observations.dataset import Dataset
from core.observations.schema import TOTAL
from core.spc.block import Floats

Likeness = Literal["size", "old", "all", "chosen"]
"""Nearest in inhabitants; in inhabitants and in the share of old people; all of the level; a person's own."""
NEAREST = 7
"""Units that are near: enough for a median and quartiles, few enough to be named."""
FAR = 2.0
"""How many times larger or smaller another unit is when nearest no longer means alike."""
INHABITANTS = "N01951"
"""Kolada's key figure for inhabitants, which its data may hold of units that the register does not know."""
_EVERYBODY = re.compile(r"(invånare|folkmängd|medelbefolkning)", re.IGNORECASE)
_OLD = re.compile(r"invånare (\d+) år och äldre", re.IGNORECASE)
_USUAL_AGE = 65


@dataclass(frozen=True, eq=False, slots=True)
class Traits:
    """What is known of units: inhabitants, and the share from ``age`` on, 0 to 1. By id; absent: unknown."""

    size: Mapping[str, float]
    old: Mapping[str, float]
    age: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Peers:
    """Whom a unit is set beside, and why.

    by : how they were found
    units : nearest first; all and chosen ones in the order given
    unknown : units of the level that could not be among the nearest, since their size or age is not known
    """

    by: Likeness
    unit: Unit
    units: tuple[Unit, ...]
    traits: Traits
    unknown: tuple[Unit, ...] = ()

    @property
    def far(self) -> tuple[Unit, ...]:
        """Those of the nearest that are more than twice as large, or less than half."""
        if self.by not in ("size", "old"):
            return ()
        own = self.traits.size[self.unit.id]
        return tuple(one for one in self.units if not 1 / FAR <= self.traits.size[one.id] / own <= FAR)


def traits_of(dataset: Dataset, units: Sequence[Unit]) -> Traits:
    """What the register and the data know of the units.

    Inhabitants: the register's; else the latest of an indicator of inhabitants. The share of the old: the
    latest denominator of an indicator counted among "Invånare 65 år och äldre", or another age where more
    of the units have that, over the inhabitants.
    """
    size = _sizes(dataset, units)
    best: dict[str, float] = {}
    age = 0
    for indicator in dataset.indicators():
        named = _OLD.fullmatch(indicator.denominator.sv) if indicator.denominator else None
        if named is None:
            continue
        found = _shares(dataset, indicator, units, size)
        begins = int(named.group(1))
        if (len(found), begins == _USUAL_AGE) > (len(best), age == _USUAL_AGE):
            best, age = found, begins
    return Traits(size, best, age)


def likenesses(traits: Traits, unit: Unit, others: Sequence[Unit]) -> tuple[Likeness, ...]:
    """What a unit's others can be chosen by, the best known first. No fewer than all are ever called near."""
    found: list[Likeness] = []
    for by, known in (("old", traits.old), ("size", traits.size)):
        if unit.id in known and sum(one.id in known for one in others) > NEAREST:
            found.append(by)  # type: ignore[arg-type]
    return (*found, "all", "chosen")


def peers_of(
    traits: Traits, unit: Unit, others: Sequence[Unit], by: str = "", chosen: Sequence[str] = ()
) -> Peers:
    """The units that one is set beside. by : a ``Likeness``; what cannot be had becomes the best known."""
    there = likenesses(traits, unit, others)
    picked = tuple(one for one in others if one.id in set(chosen))
    if by not in there or (by == "chosen" and not picked):
        by = there[0]
    if by == "chosen":
        return Peers("chosen", unit, picked, traits)
    if by == "all":
        return Peers("all", unit, tuple(others), traits)
    known = traits.old if by == "old" else traits.size
    able = [one for one in others if one.id in known]
    away = distances(traits, unit, able, old=by == "old")
    order = sorted(range(len(able)), key=lambda k: (away[k], able[k].id))[:NEAREST]
    unknown = tuple(one for one in others if one.id not in known)
    return Peers("old" if by == "old" else "size", unit, tuple(able[k] for k in order), traits, unknown)


def distances(traits: Traits, unit: Unit, others: Sequence[Unit], *, old: bool = False) -> Floats:
    """How far others are from a unit, (others,).

    √(Σ ((x − x₀) / s)²) over ln inhabitants and, where asked for, the share of the old: the Euclidean
    distance of standardised characteristics, s being the standard deviation among them all. Logarithms, so
    that twice as large is as far away as half as large. What is alike everywhere adds nothing.
    """
    every = [unit, *others]
    columns = [np.log([traits.size[one.id] for one in every])]
    if old:
        columns.append(np.array([traits.old[one.id] for one in every]))
    squares = np.zeros(len(others))
    for column in columns:
        spread = float(column.std())
        if spread > 0:
            squares += ((column[1:] - column[0]) / spread) ** 2
    return np.sqrt(squares)


def _sizes(dataset: Dataset, units: Sequence[Unit]) -> dict[str, float]:
    found = {one.id: float(one.population) for one in units if one.population}
    lacking = [one for one in units if one.id not in found]
    for indicator in dataset.indicators() if lacking else ():
        values = _is_inhabitants(indicator)
        counted = indicator.denominator and _EVERYBODY.fullmatch(indicator.denominator.sv)
        if not (values or counted):
            continue
        for one in lacking:
            number = _latest(dataset, indicator, one, "value" if values else "denominator")
            if number is not None:
                found.setdefault(one.id, number)
    return found


def _is_inhabitants(indicator: Indicator) -> bool:
    return INHABITANTS in (*indicator.kolada[:1], *indicator.aliases) and indicator.multiply == 1


def _shares(
    dataset: Dataset, indicator: Indicator, units: Sequence[Unit], size: Mapping[str, float]
) -> dict[str, float]:
    found = {}
    for one in units:
        number = _latest(dataset, indicator, one, "denominator")
        if number is not None and one.id in size and number < size[one.id]:
            found[one.id] = number / size[one.id]
    return found


def _latest(dataset: Dataset, indicator: Indicator, unit: Unit, what: str) -> float | None:
    """The latest settled number that is shown and above 0, of all groups together."""
    series = dataset.series(indicator.id, unit.id, TOTAL)
    if series is None:
        return None
    numbers = getattr(series, what)
    there = np.flatnonzero((series.status == "ok") & np.isfinite(numbers) & (numbers > 0))
    return float(numbers[there[-1]]) if there.size else None
