"""The sample county is published as any data are shown: by ``core.observations.suppression``.

Here its cells are laid out as that wants them. What is hidden, why, and what a reader can still work out is
said there.
"""

import numpy as np
from numpy.typing import NDArray

from core.observations.schema import Subgroup
from core.observations.suppression.moves import groups_of
from core.observations.suppression.protect import Table as Grid
from core.observations.suppression.protect import protect
from core.observations.suppression.tree import Tree
from core.simulate.patterns import Floats
from core.simulate.places import Places
from core.simulate.subgroups import Table

Bools = NDArray[np.bool_]


def small(counts: Floats, below: int) -> Bools:
    """Which counts are from 1 up to but not including ``below``."""
    return (counts > 0) & (counts < below)


def protected(
    counts: Floats,
    below: int,
    missing: Bools,
    table: Table,
    places: Places,
    *,
    gone: Bools | None = None,
) -> Bools:
    """Which counts, cells × periods, are hidden: small ones, and those beside them.

    missing : nobody reports these. gone : not shown for another reason, though the count is known
    """
    units = sorted({cell.unit for cell in table.cells})
    groups = sorted({_group(cell.target_group, cell.age, cell.sex) for cell in table.cells})
    u = np.array([units.index(cell.unit) for cell in table.cells])
    g = np.array([groups.index(_group(cell.target_group, cell.age, cell.sex)) for cell in table.cells])

    def laid(values: NDArray, nothing: object) -> NDArray:
        whole = np.full((len(units), len(groups), counts.shape[1]), nothing)
        whole[u, g] = values
        return whole

    none = np.zeros(counts.shape, dtype=bool)
    grid = Grid(
        Tree(tuple(units.index(above) if above in units else -1 for above in _parents(units, places))),
        groups_of(groups),
        laid(np.where(missing, np.nan, counts), np.nan),
        laid(missing | (none if gone is None else gone), True),
        laid(none, False),
    )
    found = protect(grid, below)
    return (found.small | found.beside)[u, g]


def _group(target_group: str, age: str, sex: str) -> Subgroup:
    return Subgroup(target_group=target_group, age=age, sex=sex)


def _parents(units: list[int], places: Places) -> list[int]:
    return [places.parents[unit] for unit in units]
