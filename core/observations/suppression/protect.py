"""Which counts to hide so that no small one follows from those that are shown.

A hidden small count is safe when the table could just as well have been another one: one that has the same
shown counts, obeys the same sums, and holds a larger or smaller count in that cell. Such tables are built
here by moving persons: a few more with this label in this unit and a few fewer in another, the reverse with
another label, so that no sum over units or groups notices. Whatever such a move touches has to be hidden,
nothing else has. So the hiding is its own proof: for each small count in turn the move that costs the reader
least is looked for, among units in the same larger unit first, and the counts it touches are hidden.

A count from 1 to limit − 1 is protected both ways: it could be limit − 1 with every hidden count still at
least 1 (zeros are shown, so who reads knows that), and it could be 1 with none below 0. Everything between
is possible too, since a move can be made by fewer persons.

That a hidden cell is safe when an alternative table exists is how Cox (1980, Suppression methodology and
statistical disclosure control) puts it; moves that are products of one along units and one along groups are
the rectangles of the hypercube method (Repsilber 1994), here for hierarchies as well.
"""

from dataclasses import dataclass, replace

import numpy as np

from core.observations.schema import ALL, TOTAL
from core.observations.suppression.elsewhere import unsafe
from core.observations.suppression.hiding import Bools, Floats, Hiding
from core.observations.suppression.moves import Groups, groups_of
from core.observations.suppression.sums import filled, sums_of
from core.observations.suppression.tree import Tree

TOTAL_LOSS = 100.0
"""What a value for all people is worth, when one for a group is worth 1."""
SPOILT = 0.9
"""How much less a value is worth in a series of which all others are small anyway."""
_ROUNDING = 1e-6
_LOOKS = 30
"""As often, at most, it is looked whether a period has come to cost more than its groups are worth."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Counts of one sort: arrays of shape (units, groups, periods).

    counts : NaN where not known
    gone : cells that are not shown for another reason; their counts may be known all the same
    unknown : hidden where the numbers came from; nobody here knows how many
    published : they were hidden by this rule, so that they are safe
    """

    tree: Tree
    groups: Groups
    counts: Floats
    gone: Bools
    unknown: Bools
    published: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Protected:
    """small : counts that are hidden since they are small; beside : those hidden to protect them."""

    small: Bools
    beside: Bools


def protect(table: Table, below: int) -> Protected:
    """Hide the counts from 1 up to but not including ``below``, and what would give one of them away.

    In a period where hiding cell by cell would cost the reader more than the groups are worth (they drag
    totals with them), no group is shown, zeros included, and only the totals are protected.
    """
    if below <= 1:
        return Protected(*np.zeros((2, *table.counts.shape), dtype=bool))
    counts = filled(table.counts, sums_of(table.tree, table.groups))
    small = (counts > 0) & (counts < below)
    if not small.any() and (table.published or not table.unknown.any()):
        return Protected(small, np.zeros_like(small))
    loss = _loss(table, counts, small)
    shown = np.isfinite(table.counts) & ~table.gone
    plain = _without_groups(table, counts, small, loss, below)
    most = np.full(counts.shape[2], np.inf) if plain is None else _lost(loss, plain & shown)
    hidden = _hidden(table, counts, small, loss, below, most=most)
    if plain is not None:
        hidden = np.where(most < _lost(loss, hidden & shown), plain, hidden)
    return Protected(small & shown, hidden & shown & ~small)


def _lost(loss: Floats, hidden: Bools) -> Floats:
    """What a reader loses, (periods,)."""
    return (loss[:, :, None] * hidden).sum(axis=(0, 1))


def _hidden(
    table: Table, counts: Floats, small: Bools, loss: Floats, below: int, *, most: Floats | None = None
) -> Bools:
    """All that is hidden, when it is chosen cell by cell. most : (periods,) a period that costs more is given
    up, and all of it hidden."""
    divided = _too_finely_divided(table)
    gone = table.gone | (divided & (small & divided).any(axis=(0, 1)))
    hiding = Hiding(
        *(table.tree, table.groups, counts, table.unknown),
        loss=loss,
        hidden=small | gone,
        dear=TOTAL_LOSS * (1.0 - SPOILT),
    )
    shown = np.isfinite(table.counts) & ~table.gone
    given_up = np.zeros(counts.shape[2], dtype=bool)
    cells = _in_order(table, small & ~divided)
    for i, (unit, group) in enumerate(cells):
        if most is not None and i % (1 + len(cells) // _LOOKS) == 0:
            given_up |= _lost(loss, hiding.hidden & shown) > most + _ROUNDING
        hiding.protect(unit, group, np.flatnonzero(small[unit, group] & ~given_up), below)
    hiding.hidden[:, :, given_up] = True
    if not table.published:
        _hide_beside_unknown(replace(table, unknown=table.unknown & ~given_up), hiding, divided, below)
    return hiding.hidden


def _hide_beside_unknown(table: Table, hiding: Hiding, divided: Bools, below: int) -> None:
    """Hide, in place, what gives away counts that were hidden where the numbers came from."""
    sums = sums_of(table.tree, table.groups)
    shown = np.isfinite(hiding.counts) & ~hiding.hidden
    found = unsafe(sums, hiding.counts, shown, table.unknown, below)
    if found is None:
        return
    hiding.hidden[:] |= divided & (found.cells & divided).any(axis=(0, 1))
    hiding = replace(hiding, counts=found.counts)
    for unit, group in _in_order(table, found.cells & ~divided):
        hiding.protect(unit, group, np.flatnonzero(found.cells[unit, group]), below)


def _without_groups(table: Table, counts: Floats, small: Bools, loss: Floats, below: int) -> Bools | None:
    """All that is hidden, when no group is shown; None where there are no groups beside a total."""
    total = np.flatnonzero(table.groups.total)
    if not total.size or len(table.groups.groups) == 1:
        return None
    alone = Table(
        *(table.tree, groups_of((TOTAL,)), counts[:, total], table.gone[:, total], table.unknown[:, total]),
        published=table.published,
    )
    hidden = np.ones(counts.shape, dtype=bool)
    hidden[:, total] = _hidden(alone, counts[:, total], small[:, total], loss[:, total], below)
    return hidden


def _too_finely_divided(table: Table) -> Bools:
    """Cells of groups that are not protected one by one: in a period with a small one all are hidden."""
    divided = np.zeros(table.counts.shape, dtype=bool)
    if table.groups.too_fine:
        divided[:, ~table.groups.moves.any(axis=0)] = True
    return divided


def _loss(table: Table, counts: Floats, small: Bools) -> Floats:
    """What a reader loses with a value, (units, groups): more of large counts and totals, less where much of
    the series is hidden anyway."""
    known = np.isfinite(counts)
    n = np.maximum(known.sum(axis=2), 1)
    usual = np.where(known, counts, 0.0).sum(axis=2) / n
    total = np.array([all(label == ALL for label in group.values) for group in table.groups.groups])
    worth = np.where(total, TOTAL_LOSS, 1.0)
    return (1.0 + np.log2(1.0 + usual)) * worth * (1.0 - SPOILT * small.sum(axis=2) / n)


def _in_order(table: Table, small: Bools) -> list[tuple[int, int]]:
    """The series with small counts: totals before groups, larger units before those within them."""
    depth = [len(table.tree.above(unit)) for unit in range(len(table.tree.parents))]
    divisions = [sum(label != ALL for label in group.values) for group in table.groups.groups]
    cells = [(int(u), int(g)) for u, g in np.argwhere(small.any(axis=2))]
    return sorted(cells, key=lambda cell: (divisions[cell[1]], depth[cell[0]], *cell))
