"""Anhøj's rules: an unusually long run, or unusually few crossings, of the centre line.

Anhøj & Olesen 2014, Run charts revisited (PLoS ONE 9:e113825); Anhøj & Wentzel-Larsen 2018, Sense and
sensibility (BMC Med Res Methodol 18:140). Both limits follow the number of useful points, so the false-alarm
rate stays near the same level whatever the length of the series.
"""

from functools import lru_cache
from math import log2

import numpy as np

from core.spc.block import Bools, Ints
from core.spc.rules.part import Part
from core.spc.rules.runs import points_of_long_runs


def longest_run_max(n_useful: int) -> int:
    """Longest run that chance explains: round(log2 n) + 3 (Schilling 2012); 0 without useful points."""
    return round(log2(n_useful)) + 3 if n_useful > 0 else 0


@lru_cache(maxsize=4096)
def crossings_min(n_useful: int) -> int:
    """Fewest crossings that chance explains: the 5 % quantile of Binomial(n − 1, ½).

    Exact: the smallest k with 20 · Σ_{i≤k} C(n − 1, i) ≥ 2^(n − 1), in whole numbers.
    """
    trials = max(n_useful - 1, 0)
    k, term, below = 0, 1, 1
    while 20 * below < 2**trials:
        term = term * (trials - k) // (k + 1)
        k, below = k + 1, below + term
    return k


def run_limits(n_useful: Ints) -> tuple[Ints, Ints]:
    """Longest run allowed and fewest crossings allowed for every n (series,)."""
    present = np.flatnonzero(np.bincount(n_useful))
    table = np.zeros((2, int(n_useful.max(initial=0)) + 1), dtype=np.int64)
    for n in present.tolist():
        table[:, n] = longest_run_max(n), crossings_min(n)
    return table[0, n_useful], table[1, n_useful]


def long_run(part: Part) -> Bools:
    """Points of every run that is longer than chance explains.

    False alarms in 12, 24, 36 and 60 independent normal points: around their mean 0.2, 1.2, 3.1 and 3.2 %,
    around their median 0.0, 0.4, 1.9 and 2.4 % (a million simulated series each).
    """
    return points_of_long_runs(part.runs, run_limits(part.runs.n_useful)[0])


def few_crossings(part: Part) -> Bools:
    """Useful points of a part whose crossings are fewer than chance explains.

    False alarms in 12, 24, 36 and 60 independent normal points: around their mean 1.6, 3.4, 3.4 and 2.7 %,
    around their median 1.3, 3.0, 3.0 and 2.5 %. Together with ``long_run`` 1.6, 4.0, 5.6 and 5.4 %, and
    1.3, 3.1, 4.2 and 4.4 % (a million simulated series each).
    """
    too_few = part.runs.crossings < run_limits(part.runs.n_useful)[1]
    return part.runs.useful & too_few[:, None]
