"""What can be chosen in the data in view: worked out once, for as long as the same data are in view."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from core.indicators import Indicator, Unit
from core.indicators.indicator import ROLES
from core.indicators.text import alphabetical
from core.indicators.units import LEVELS
from core.observations.dataset import Dataset
from core.observations.schema import Subgroup
from core.wording import Words
from core.wording.titles import unit_choice

_KEY = "offered"
_PARTED = " · "
Known = TypeVar("Known")


def indicators(dataset: Dataset) -> Mapping[str, Indicator]:
    """The indicators that have numbers, by id."""
    return _once(dataset, "indicators", lambda: {one.id: one for one in dataset.indicators()})


def units(words: Words, dataset: Dataset, indicator: str) -> Mapping[str, Unit]:
    """The units with numbers of the indicator, by id: the largest first, then by whom they belong to."""
    return _once(
        dataset,
        ("units", words.language, indicator),
        lambda: {one.id: one for one in sorted(dataset.units_of(indicator), key=_by_level(words, dataset))},
    )


def groups(dataset: Dataset, indicator: str, unit: str) -> tuple[Subgroup, ...]:
    """The groups that the indicator's numbers in the unit are divided into, the whole first."""
    return _once(dataset, ("groups", indicator, unit), lambda: dataset.subgroups_of(indicator, unit))


def indicator_names(words: Words, dataset: Dataset, unit: Unit) -> Mapping[str, str]:
    """How the indicators stand in a list: by role, marked with it, and whether the unit has no numbers."""
    return _once(dataset, ("names", words.language, unit.id), lambda: _indicator_names(words, dataset, unit))


def unit_names(words: Words, dataset: Dataset, indicator: str) -> Mapping[str, str]:
    """How the units stand in a list, in its order."""
    return _once(
        dataset,
        ("places", words.language, indicator),
        lambda: {
            one.id: unit_choice(words, one, dataset.units)
            for one in units(words, dataset, indicator).values()
        },
    )


def _indicator_names(words: Words, dataset: Dataset, unit: Unit) -> Mapping[str, str]:
    there = indicators(dataset)
    lacking = dataset.without_numbers(unit.id)
    several = len({one.role for one in there.values()}) > 1
    place = unit.name.in_(words.language)
    names = {}
    for one in sorted(there.values(), key=lambda one: ROLES.index(one.role)):
        parts = [one.name.in_(words.language)]
        if several:
            parts.append(words(f"catalogue.role_{one.role}").lower())
        if one.id in lacking:
            parts.append(words("filters.not_for", unit=place))
        names[one.id] = _PARTED.join(parts)
    return names


def unit_order(words: Words) -> Callable[[Unit], tuple[int, str]]:
    """County first, then areas, municipalities, health centres; by name within a level, å ä ö last."""
    return lambda unit: (LEVELS.index(unit.level), alphabetical(unit.name.in_(words.language)))


def _by_level(words: Words, dataset: Dataset) -> Callable[[Unit], tuple[int, list[str]]]:
    """The same, but those below a municipality stand together, municipality by municipality."""
    by_name = unit_order(words)

    def order(unit: Unit) -> tuple[int, list[str]]:
        level, own = by_name(unit)
        if unit.level not in ("health_centre", "other") or unit.parent is None:
            return level, [own]
        return level, [
            alphabetical(dataset.units[unit.parent].name.in_(words.language)),
            own,
        ]

    return order


def _once(dataset: Dataset, key: object, compute: Callable[[], Known]) -> Known:
    """What ``compute`` gave for this key of this dataset, in the session: never shared between visitors."""
    held: tuple[Dataset, dict[object, Any]] | None = st.session_state.get(_KEY)
    if held is None or held[0] is not dataset:
        held = (dataset, {})
        st.session_state[_KEY] = held
    if key not in held[1]:
        held[1][key] = compute()
    return held[1][key]
