"""Cells and how they add up.

Everything is drawn in the smallest cells, a *leaf* being one place (a health centre, or a whole
municipality that has none in the sample) and one profile (target group × age × sex). Poisson counts
drawn leaf by leaf are the same as a total split by a multinomial, and a share can never have more in
the numerator than in the denominator. Published rows are sums of leaves, so margins and hierarchy
agree exactly; ``Table.equations`` lists every such sum, and suppression.py sees to it that none of
them gives a hidden cell away.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from core.simulate.places import N_PROFILES, Places
from core.simulate.recipes import Margin

LABELS: Mapping[Margin, tuple[str, ...]] = {
    "target_group": ("ordinart", "sabo"),
    "age": ("18-64", "65-79", "80-"),
    "sex": ("K", "M"),
}
PROFILES: tuple[tuple[str, str, str], ...] = tuple(
    product(LABELS["target_group"], LABELS["age"], LABELS["sex"])
)
assert len(PROFILES) == N_PROFILES

_AGE_SHARE = {"ordinart": (0.16, 0.36, 0.48), "sabo": (0.03, 0.22, 0.75)}
_TARGET_SHARE = {"ordinart": 0.78, "sabo": 0.22}
_WOMEN = {"18-64": 0.5, "65-79": 0.55, "80-": 0.66}


def profile_shares() -> NDArray[np.float64]:
    """Share of the enrolled with each profile, in the order of ``PROFILES``; sums to 1."""
    shares = []
    for target, age, sex in PROFILES:
        women = _WOMEN[age]
        of_age = _AGE_SHARE[target][LABELS["age"].index(age)]
        shares.append(_TARGET_SHARE[target] * of_age * (women if sex == "K" else 1.0 - women))
    return np.array(shares)


def profile_mask(only: Mapping[Margin, tuple[str, ...]]) -> NDArray[np.bool_]:
    """Which profiles an indicator is about, e.g. only people aged 65 or more."""
    allowed = {margin: only.get(margin, labels) for margin, labels in LABELS.items()}
    return np.array([all(x in ok for x, ok in zip(p, allowed.values(), strict=True)) for p in PROFILES])


def profile_factors(factors: Mapping[str, float]) -> NDArray[np.float64]:
    """Relative rate of each profile: the product of the factors of its labels."""
    return np.array([math.prod(factors.get(label, 1.0) for label in p) for p in PROFILES])


@dataclass(frozen=True, slots=True)
class Cell:
    """A published row's unit (index in ``Places``) and subgroup, at most one dimension divided."""

    unit: int
    target_group: str = "all"
    age: str = "all"
    sex: str = "all"

    @property
    def is_total(self) -> bool:
        return self.target_group == self.age == self.sex == "all"


@dataclass(frozen=True, slots=True)
class Table:
    """The published cells of one indicator and how they hang together.

    ``sums`` is cells × leaves (0/1): ``sums @ leaves`` gives the published counts. Each equation is
    (parent cell, child cells): the parent is the sum of the children.
    """

    cells: tuple[Cell, ...]
    sums: NDArray[np.int64]
    equations: tuple[tuple[int, tuple[int, ...]], ...]


def build_table(
    places: Places,
    margins: tuple[Margin, ...] = (),
    *,
    centres: bool = False,
    only: Mapping[Margin, tuple[str, ...]] | None = None,
) -> Table:
    """Lay out the cells: every unit's total, its margins (not for health centres), and the sums."""
    wanted = {m: (only or {}).get(m, LABELS[m]) for m in margins}
    groups = [(m, label) for m, labels in wanted.items() if len(labels) > 1 for label in labels]
    cells = [
        cell
        for unit, level in enumerate(places.levels)
        if centres or level != "health_centre"
        for cell in _cells_of(unit, [] if level == "health_centre" else groups)
    ]
    index = {cell: i for i, cell in enumerate(cells)}
    equations = [*_margin_equations(index, groups), *_hierarchy_equations(index, places)]
    sums = np.stack([_leaves_of(cell, places) for cell in cells])
    return Table(tuple(cells), sums, tuple(equations))


def _cells_of(unit: int, groups: Sequence[tuple[str, str]]) -> list[Cell]:
    return [Cell(unit), *(Cell(unit, **{margin: label}) for margin, label in groups)]


def _margin_equations(
    index: Mapping[Cell, int], groups: Sequence[tuple[str, str]]
) -> list[tuple[int, tuple[int, ...]]]:
    margins: dict[str, list[str]] = {}
    for margin, label in groups:
        margins.setdefault(margin, []).append(label)
    out = []
    for cell, i in index.items():
        for margin, labels in margins.items():
            children = tuple(index.get(Cell(cell.unit, **{margin: label}), -1) for label in labels)
            if cell.is_total and -1 not in children:
                out.append((i, children))
    return out


def _hierarchy_equations(index: Mapping[Cell, int], places: Places) -> list[tuple[int, tuple[int, ...]]]:
    out = []
    for cell, i in index.items():
        children = tuple(
            index[below]
            for child, parent in enumerate(places.parents)
            if parent == cell.unit and (below := Cell(child, cell.target_group, cell.age, cell.sex)) in index
        )
        if children:
            out.append((i, children))
    return out


def _leaves_of(cell: Cell, places: Places) -> NDArray[np.int64]:
    group = (cell.target_group, cell.age, cell.sex)
    profile = np.array([all(w in ("all", x) for w, x in zip(group, p, strict=True)) for p in PROFILES])
    return (places.inside(cell.unit)[:, None] & profile[None, :]).ravel().astype(np.int64)
