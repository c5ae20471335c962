"""How large and how small counts can be that have to obey equations: linear and integer programming (HiGHS).

Many counts are asked about at once: each solution is an answer for all those that reach their goal in it, and
one count of every part of the equations weighs more than all others, so that it is decided whether it can.
"""

from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array, eye_array
from scipy.sparse.linalg import lsqr

from core.observations.suppression.equations import Equations
from core.observations.suppression.hiding import Bools, Floats, Ints

_SECONDS = 2.0
"""As long may one solution take; a count not found by then counts as one that cannot be."""
_OFF = 1e-6


def possible(of: Equations, near: Floats | None = None) -> tuple[Floats, Bools]:
    """Counts that can be, and for each whether the equations of its part can be obeyed at all.

    near : (counts, 2) between these a count is wanted, if it can be had; NaN where it does not matter
    """
    n_rows, n = len(of.sides), len(of.cells)
    low, high = (np.full((n, 2), np.nan) if near is None else near).T
    minded = np.flatnonzero(np.isfinite(low))
    slack, one = eye_array(n_rows), eye_array(len(minded))
    blocks: list[list[Any]] = [[of.matrix, slack, -slack]]
    if len(minded):
        wanted = _picking(minded, n)
        blocks[0] += [None, None]
        blocks += [[wanted, None, None, one, None], [wanted, None, None, None, -one]]
    no_end = np.full(len(minded), np.inf)
    counts = _solved(
        np.concatenate([np.zeros(n), np.full(2 * n_rows, 1e3), np.ones(2 * len(minded))]),
        blocks,
        (np.concatenate([of.sides, low[minded], -no_end]), np.concatenate([of.sides, no_end, high[minded]])),
        n if of.whole else 0,
    )
    if counts is None:
        return np.full(n, np.nan), np.zeros(n, dtype=bool)
    wrong = np.abs(of.matrix @ counts[:n] - of.sides) > _OFF * np.maximum(1.0, np.abs(of.sides))
    bad = np.zeros(of.part.max(initial=-1) + 1, dtype=bool)
    bad[of.part[of.matrix[np.flatnonzero(wrong)].indices]] = True
    return counts[:n], ~bad[of.part]


def nearest(of: Equations, asked: Bools, goal: float, sign: int, start: Floats) -> Floats:
    """The count nearest to ``goal``, or beyond it, that each of the ``asked`` can have, (counts,).

    sign : 1 where the goal is to be reached from below, −1 from above. start : counts that can be
    """
    best = start.copy()
    undecided = asked & (sign * (goal - best) > _OFF)
    while undecided.any():
        open_ = np.zeros(of.part.max() + 1, dtype=bool)
        open_[of.part[undecided]] = True
        kept, part = np.flatnonzero(open_[of.part]), of.only(open_)
        left = np.flatnonzero(undecided[kept])
        first = np.unique(part.part[left], return_index=True)[1]
        counts = _toward(part, left, first, goal, sign)
        if counts is not None:
            best[kept] = sign * np.maximum(sign * best[kept], sign * counts)
        undecided &= sign * (goal - best) > _OFF
        undecided[kept[left[first]]] = False
    return best


def _toward(of: Equations, wanted: Ints, first: Ints, goal: float, sign: int) -> Floats | None:
    """Counts of which the ``first`` of those ``wanted`` are as near to the goal as they can be."""
    n, k = len(of.cells), len(wanted)
    weights = np.full(k, 0.1 / max(1.0, k * float(np.abs(of.sides).max(initial=goal))))
    weights[first] = 1.0
    found = _solved(
        np.concatenate([np.zeros(n), weights]),
        [[of.matrix, None], [sign * _picking(wanted, n), eye_array(k)]],
        (
            np.concatenate([of.sides, np.full(k, sign * goal)]),
            np.concatenate([of.sides, np.full(k, np.inf)]),
        ),
        n if of.whole else 0,
    )
    return None if found is None else found[:n]


def one_value(of: Equations, least: Floats) -> Floats:
    """The only value that a count can have, (counts,), where none is below ``least``; NaN where there are
    several, or none.

    One solution has as many counts above their least as can be (Freund, Roundy and Todd 1985: scaled so that
    being above means by 1). Counts that are not have one value; of the others, those that follow from the
    equations when these are taken away.
    """
    n, n_parts = len(of.cells), of.part.max(initial=-1) + 1
    of_row = of.part[of.matrix.indices[of.matrix.indptr[:-1]]]
    sides = of.sides - of.matrix @ least
    scaled = csr_array((-sides, (np.arange(len(sides)), of_row)), shape=(len(sides), n_parts))
    one, each = eye_array(n), eye_array(n_parts)
    found = _solved(
        np.concatenate([np.zeros(n + n_parts), -np.ones(n + n_parts)]),
        [[of.matrix, scaled, None, None], [one, None, -one, None], [None, each, None, -each]],
        (np.zeros(len(sides) + n + n_parts), np.repeat([0.0, np.inf], [len(sides), n + n_parts])),
        0,
        np.concatenate([np.full(n + n_parts, np.inf), np.ones(n + n_parts)]),
    )
    if found is None:
        return np.full(n, np.nan)
    above, scale = found[n + n_parts : -n_parts] > 0.5, found[n : n + n_parts][of.part]
    value = least + found[:n] / np.maximum(scale, _OFF)
    return np.where((scale > 0.5) & ~_moving(of, above), value, np.nan)


def _moving(of: Equations, above: Bools) -> Bools:
    """Which counts can change when only those ``above`` their least may.

    A change at random, less what the equations forbid of it, is a change in all counts that can.
    """
    free = of.matrix[:, np.flatnonzero(above)]
    change = np.random.default_rng(1).standard_normal(free.shape[1])
    forbidden = lsqr(free, free @ change, atol=1e-13, btol=1e-13, conlim=0, iter_lim=10 * len(above))[0]
    moving = np.zeros(len(above), dtype=bool)
    moving[above] = np.abs(change - forbidden) > _OFF
    return moving


def _picking(columns: Ints, n: int) -> csr_array:
    """A matrix that picks ``columns`` of ``n``."""
    return csr_array((np.ones(len(columns)), (np.arange(len(columns)), columns)), shape=(len(columns), n))


def _solved(
    goal: Floats, blocks: Any, between: tuple[Any, Any], n_whole: int, most: Any = np.inf
) -> Floats | None:
    """Numbers from 0 to ``most`` for which ``goal`` is smallest; None if there were none in time.

    blocks : what is to lie ``between`` two limits. n_whole : so many, the first, are whole numbers
    """
    matrix = block_array(blocks).tocsc()
    integral = np.where(np.arange(len(goal)) < n_whole, 1, 0)
    for integrality in (None, integral):
        found = milp(
            goal,
            constraints=LinearConstraint(matrix, *between),
            bounds=Bounds(0.0, most),
            integrality=integrality,
            options={"time_limit": _SECONDS},
        )
        if found.x is None:
            return None
        rounded = np.rint(found.x[:n_whole])
        if (np.abs(rounded - found.x[:n_whole]) < _OFF).all():
            return np.concatenate([rounded, found.x[n_whole:]])
    return None
