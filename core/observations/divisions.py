"""Which divisions of the people counted a person can choose, so that no choice leads to where nothing is."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from core.indicators.text import alphabetical
from core.observations.schema import ALL, SUBGROUP_COLUMNS, TOTAL, Subgroup


@dataclass(frozen=True, slots=True)
class Option:
    """A value of one division, and the group that choosing it shows.

    ``together``: whether all else that was chosen stays as it is. Where the numbers are not divided both ways
    at once, the value is there to be chosen but something else has to give way.
    """

    value: str
    group: Subgroup
    together: bool


@dataclass(frozen=True, slots=True)
class Division:
    """One way the people counted are divided: a column of ``SUBGROUP_COLUMNS`` with what can be chosen in it.

    ``chosen`` is the value in view, ``usual`` the one until somebody chooses.
    """

    dimension: str
    chosen: str
    usual: str
    options: tuple[Option, ...]


def divisions(groups: Collection[Subgroup], chosen: Subgroup) -> tuple[Division, ...]:
    """The divisions that have more than one value among ``groups``, the undivided whole first in each.

    groups : all that have numbers. Every group can be reached, and no option leads to any other.
    """
    usual = usual_group(groups)
    found = []
    for dimension in SUBGROUP_COLUMNS:
        values = {getattr(group, dimension) for group in groups}
        if len(values) > 1:
            options = tuple(_option(groups, chosen, dimension, value) for value in sorted(values, key=_order))
            found.append(Division(dimension, getattr(chosen, dimension), getattr(usual, dimension), options))
    return tuple(found)


def usual_group(groups: Collection[Subgroup]) -> Subgroup:
    """The undivided whole, or the first group where nobody gave the whole."""
    return TOTAL if TOTAL in groups or not groups else min(groups)


def with_value(groups: Collection[Subgroup], chosen: Subgroup, dimension: str, value: str) -> Subgroup:
    """The group with ``value`` in ``dimension`` that keeps most of what is chosen.

    What cannot be kept becomes undivided if it can. Earlier columns are kept before later ones: whoever
    chooses column by column reaches every group.
    Raises ValueError where no group has the value.
    """
    others = [name for name in SUBGROUP_COLUMNS if name != dimension]

    def distance(group: Subgroup) -> tuple[int, ...]:
        return tuple(_step(getattr(group, name), getattr(chosen, name)) for name in others)

    having = [group for group in groups if getattr(group, dimension) == value]
    if not having:
        raise ValueError(f"no group has {dimension} {value!r}")
    return min(having, key=lambda group: (distance(group), group))


def nearest_group(groups: Collection[Subgroup], wanted: Subgroup) -> Subgroup:
    """``wanted``, or the group that keeps most of its divisions and adds none; else the usual one."""
    wider = [
        group
        for group in groups
        if all(own in (ALL, asked) for own, asked in zip(group.values, wanted.values, strict=True))
    ]
    if not wider:
        return usual_group(groups)
    return min(
        wider, key=lambda group: tuple(own != a for own, a in zip(group.values, wanted.values, strict=True))
    )


def _option(groups: Collection[Subgroup], chosen: Subgroup, dimension: str, value: str) -> Option:
    group = with_value(groups, chosen, dimension, value)
    return Option(value, group, together=group == replace(chosen, **{dimension: value}))


def _step(own: str, chosen: str) -> int:
    return 0 if own == chosen else 1 if own == ALL else 2


def _order(value: str) -> tuple[bool, str]:
    """The whole first, then ages by their first year and names by the alphabet."""
    return value != ALL, alphabetical(value)
