"""Average run length of the Bernoulli CUSUM, and the limit that gives a wished one."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, floor, lgamma, log, log1p

import numpy as np

from core.spc.block import Floats, Ints

_STATES = 2000
_MOST_STATES = 100_000
_GROUPED_STATES = 400
_TINY = 1e-9  # rounding, in shares of the limit


@dataclass(frozen=True, slots=True)
class Steps:
    """What a case adds to the sum: ``event`` if it is one, ``other`` if not; logs of likelihood ratios."""

    event: float
    other: float


def steps_between(p0: float, p1: float) -> Steps:
    """log(p1/p0) for an event and log((1 − p1)/(1 − p0)) for none (Reynolds & Stoumbos 1999)."""
    return Steps(log(p1 / p0), log((1 - p1) / (1 - p0)))


@lru_cache(maxsize=256)
def bernoulli_run_length(p0: float, p1: float, h: float, p: float | None = None) -> float:
    """Cases until S ≥ h on average, when an event has probability ``p`` (``p0`` unless given).

    S moves on a lattice of which the shorter step is a whole number of spacings. The longer one lies between
    two whole numbers; with each, S is a Markov chain whose run length is exact, and the one in between is
    interpolated by its logarithm. Raises ValueError where the lattice would be too fine, for p0 or 1 − p0
    below about 0.00005.
    """
    steps = steps_between(p0, p1)
    chance = p0 if p is None else p
    event_is_up = steps.event > 0
    up, down = abs(steps.event), abs(steps.other)
    if not event_is_up:
        up, down, chance = down, up, 1 - chance
    short, long = min(up, down), max(up, down)
    fine = max(1, ceil(_STATES * short / h))
    spacing = short / fine
    states = ceil(h / spacing * (1 - _TINY))
    if states > _MOST_STATES:
        raise ValueError(
            f"p0 is {p0}: events are too rare for this chart; chart the cases between them instead"
        )
    low = floor(long / spacing * (1 + _TINY))
    share = max(long / spacing - low, 0.0)

    def lengths(long_steps: int) -> float:
        a, b = (fine, long_steps) if up <= down else (long_steps, fine)
        return _lattice_run_length(states, a, b, chance)

    below = lengths(low)
    if share < _TINY * low:
        return below
    return exp((1 - share) * log(below) + share * log(lengths(low + 1)))


def _lattice_run_length(states: int, up: int, down: int, chance: float) -> float:
    """Run length from 0 of a walk on 0 … states − 1: ``up`` with ``chance``, else ``down``, never below 0."""
    here = np.arange(states)
    rising = here[: max(states - up, 0)]
    rows = np.concatenate([here, here, rising])
    columns = np.concatenate([here, np.maximum(here - down, 0), rising + up])
    shares = np.concatenate([np.ones(states), np.full(states, chance - 1), np.full(len(rising), -chance)])
    return _from_zero(rows, columns, shares, states)


def _from_zero(rows: Ints, columns: Ints, shares: Floats, states: int) -> float:
    """First element of the solution of a system with ones to the right, its matrix given by its elements.

    Sparse elimination in one thread: the many threads of a dense one are slower on a busy machine.
    """
    # scipy is slow to import, and only a chart for slow drift needs it.
    from scipy.sparse import coo_array  # noqa: PLC0415
    from scipy.sparse.linalg import splu  # noqa: PLC0415

    matrix = coo_array((shares, (rows, columns)), shape=(states, states)).tocsc()
    return float(splu(matrix).solve(np.ones(states))[0])


@lru_cache(maxsize=256)
def grouped_run_length(p0: float, p1: float, h: float, n: int, p: float | None = None) -> float:
    """Groups of ``n`` cases until S ≥ h at the end of one, on average.

    L(s) = 1 + Σ_y P(y) L(max(0, s + step_y)) over binomial y, with L linear between 401 nodes.
    """
    chance = p0 if p is None else p
    steps = steps_between(p0, p1)
    counts, weights = _binomial(n, chance)
    moves = counts * steps.event + (n - counts) * steps.other
    node = np.linspace(0.0, h, _GROUPED_STATES + 1)
    spacing = node[1]
    landed = np.maximum(node[:, None] + moves, 0.0) / spacing
    rows, which = np.nonzero(landed < _GROUPED_STATES * (1 - _TINY))
    landed = landed[rows, which]
    left = np.minimum(landed.astype(np.int64), _GROUPED_STATES - 1)
    share, weight, here = landed - left, weights[which], np.arange(len(node))
    elements = np.concatenate([np.ones(len(node)), -weight * (1 - share), -weight * share])
    columns = np.concatenate([here, left, left + 1])
    return _from_zero(np.concatenate([here, rows, rows]), columns, elements, len(node))


def _binomial(n: int, p: float) -> tuple[Floats, Floats]:
    """Counts that are not negligible, and their probabilities."""
    y = np.arange(n + 1)
    log_factorial = np.array([lgamma(k + 1) for k in range(n + 1)])
    chance = np.exp(log_factorial[n] - log_factorial - log_factorial[::-1] + y * log(p) + (n - y) * log1p(-p))
    kept = chance > 1e-14
    return y[kept].astype(np.float64), chance[kept] / chance[kept].sum()


@lru_cache(maxsize=64)
def limit_for(p0: float, p1: float, run_length: float, n: int | None = None) -> float:
    """The lowest limit h, to three decimals upwards, whose run length is at least ``run_length``.

    In cases, or in groups of ``n``. By halving: the run length grows with h.
    """

    def reached(h: float) -> bool:
        length = bernoulli_run_length(p0, p1, h) if n is None else grouped_run_length(p0, p1, h, n)
        return length >= run_length

    low, high = 0.0, 1.0
    while not reached(high):
        low, high = high, 2 * high
    while high - low > 1e-3:
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return ceil(high * 1000) / 1000
