"""What one person more or less means for the groups of a table: the moves that no sum over groups notices.

A person belongs to one label of every division (one age, one sex) and is counted in every group that these
labels fall in, the total among them. One person more adds 1 to all of those; one person of another age takes
1 from one age group and gives it to another. No sum of groups is broken by either, since persons are what the
sums are made of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from core.observations.schema import ALL, TOTAL, Subgroup

MOST_PROFILES = 64
"""Combinations of labels above which a table is too finely divided to protect cell by cell."""
_AGES = re.compile(r"\D*(\d+)\s*(?:[-–]\s*(\d+)?|(\+))\D*")
_OLDEST = 200


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The groups of a table and how they hang together.

    moves : (moves, groups) int8. Rows of 0 and 1 are one person more; rows that hold −1 too, another label
    sums : (whole, parts) as positions of groups: the whole is the sum of the parts
    total : (groups,) 1 for the group of all people, if there is one
    labels : for each division, (labels, groups) 0/1: the groups that a person with the label is counted in;
        None where some group is divided in two ways at once
    too_fine : more combinations of labels than ``MOST_PROFILES``; then ``moves`` knows totals only
    """

    groups: tuple[Subgroup, ...]
    moves: NDArray[np.int8]
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    total: NDArray[np.int8]
    labels: tuple[NDArray[np.int8], ...] | None
    too_fine: bool


def groups_of(groups: Sequence[Subgroup]) -> Groups:
    """How ``groups`` hang together, from their labels alone."""
    return _groups_of(tuple(groups))


@lru_cache(maxsize=32)
def _groups_of(groups: tuple[Subgroup, ...]) -> Groups:
    """Most indicators of a dataset are divided alike."""
    labels = [sorted({group.values[d] for group in groups} - {ALL}) for d in range(4)]
    finest = [_finest(found) for found in labels]
    n_profiles = int(np.prod([max(len(found), 1) for found in finest]))
    too_fine = n_profiles > MOST_PROFILES
    kept = [found or [ALL] for found in finest]
    profiles = [(ALL,) * 4] if too_fine else list(product(*kept))
    falls_in = np.array(
        [[_falls_in(profile, group) for group in groups] for profile in profiles], dtype=np.int8
    ).reshape(len(profiles), len(groups))
    more = np.unique(falls_in[falls_in.any(axis=1)], axis=0)
    other = [
        falls_in[i] - falls_in[j]
        for i, one in enumerate(profiles)
        for j, two in enumerate(profiles)
        if sum(a != b for a, b in zip(one, two, strict=True)) == 1
    ]
    moved = np.unique(np.array([row for row in other if row.any()] or np.zeros((0, len(groups)))), axis=0)
    moves = np.concatenate([more, moved.reshape(-1, len(groups))]).astype(np.int8)
    total = np.array([group == TOTAL for group in groups], dtype=np.int8)
    divided = [sum(label != ALL for label in group.values) for group in groups]
    by_label = None if max(divided) > 1 or too_fine else tuple(_by_label(groups, finest))
    return Groups(tuple(groups), moves, tuple(_sums(groups, finest)), total, by_label, too_fine)


def _by_label(groups: Sequence[Subgroup], finest: Sequence[Sequence[str]]) -> Iterator[NDArray[np.int8]]:
    for d, labels in enumerate(finest):
        if labels:
            wide = [group.values[d] for group in groups]
            yield np.array([[one != ALL and covers(one, label) for one in wide] for label in labels], np.int8)


def _falls_in(profile: tuple[str, ...], group: Subgroup) -> bool:
    pairs = zip(profile, group.values, strict=True)
    return all(wanted == ALL or covers(wanted, label) for label, wanted in pairs)


def covers(wide: str, narrow: str) -> bool:
    """Whether everybody with the label ``narrow`` also has ``wide``: the same, or an age within it."""
    if wide == narrow:
        return True
    outer, inner = _ages(wide), _ages(narrow)
    return outer is not None and inner is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


def _ages(label: str) -> tuple[int, int] | None:
    """First and last year of "65-79", "80-" or "80+"; None for what is not an age."""
    found = _AGES.fullmatch(label)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or _OLDEST)
    return (first, last) if first <= last else None


def _finest(labels: Sequence[str]) -> list[str]:
    """The labels that hold no other one."""
    return [one for one in labels if not any(one != other and covers(one, other) for other in labels)]


def _sums(
    groups: Sequence[Subgroup], finest: Sequence[Sequence[str]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every group that is the sum of its finest parts in one division, when all of these are there."""
    index: dict[tuple[str, ...], int] = {group.values: i for i, group in enumerate(groups)}
    for i, group in enumerate(groups):
        for d in range(4):
            whole = group.values[d]
            parts = [
                label for label in finest[d] if label != whole and (whole == ALL or covers(whole, label))
            ]
            found = [index.get((*group.values[:d], label, *group.values[d + 1 :]), -1) for label in parts]
            if len(found) > 1 and -1 not in found:
                yield i, tuple(found)
