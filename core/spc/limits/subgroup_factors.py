"""Factors for subgroups of normal values, and the standard deviation within subgroups."""

from math import exp, lgamma, sqrt

import numpy as np

from core.spc.block import Block, Bools, Floats, ratio


def c4(n: Floats) -> Floats:
    """Mean of a standard deviation of ``n`` normal values with sigma 1; NaN below 2.

    c4 = √(2 / (n − 1)) · Γ(n/2) / Γ((n − 1)/2) (Montgomery, ch. 4 and the table of factors), exact.
    """
    size = np.where((n >= 2) & (n < np.inf), n, 0.0).astype(np.int64)
    present = np.bincount(size.ravel())
    table = np.full(len(present), np.nan)
    for known in np.flatnonzero(present).tolist():
        table[known] = _c4(known)
    return table[size]


def _c4(n: float) -> float:
    return sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2)) if n >= 2 else float("nan")


def within(block: Block) -> tuple[Floats, Floats]:
    """Standard deviation within the base subgroups, S (series, 1), and c4 of every point.

    Of equal sizes S is s̄; of unequal ones it is pooled, √(Σ(n_i − 1)s_i² / Σ(n_i − 1)) (Montgomery,
    eq. 6.27–6.31). Subgroups of one measurement know no spread: they are in neither, and their c4 is NaN.
    With s̄ of equal sizes, c4 is theirs at every point, so that s̄ / c4 is sigma also where a later subgroup
    has another size.
    """
    n, spread = block.denominator, block.spread
    if spread is None:
        raise ValueError("this chart needs subgroups of several measurements")
    several = block.base & (n >= 2)
    freedom = np.where(several, n - 1, 0.0)
    s = np.where(several, spread, 0.0)
    count = several.sum(axis=1, keepdims=True, dtype=np.float64)
    pooled = np.sqrt(ratio((freedom * s**2).sum(axis=1, keepdims=True), freedom.sum(axis=1, keepdims=True)))
    equal, size = _equal_sizes(n, several)
    mean = ratio(s.sum(axis=1, keepdims=True), count)
    factor = c4(np.where(n >= 2, n, np.nan))
    return np.where(equal, mean, pooled), np.where(equal & (n >= 2), c4(size), factor)


def _equal_sizes(n: Floats, several: Bools) -> tuple[Bools, Floats]:
    """Whether ``several``, the base subgroups with a spread, are of one size, and that size; (series, 1)."""
    smallest = np.where(several, n, np.inf).min(axis=1, keepdims=True, initial=np.inf)
    largest = np.where(several, n, -np.inf).max(axis=1, keepdims=True, initial=-np.inf)
    return smallest == largest, smallest
