"""Chance or change? Charts of the same process, in some of which something has happened.

Model: 24 monthly values y_t = 50 + 5 (z_t + s_t), z_t independent standard normal, rounded to one decimal.
What has happened, s_t in standard deviations, is one of ``KINDS``:

    chance   nothing, s = 0
    season   the same every year: s_t = a cos(2π (t - p) / 12), a from 1.0 to 1.6, any month p. No change.
    step     from month m on a new level: s = ±b, b from 1.5 to 2.5, m from 9 to 17
    drift    a slow slide over all months, from 0 to ±d, d from 2.5 to 4
    outlier  one month that stands out: s = ±o, o from 4 to 5.5, any month but the first and last two

Sizes, months and signs are uniform. Each chart is of a kind with the probabilities of ``MIX``, drawn again
until at least a quarter of the set is changed and a quarter is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from core.simulate.streams import stream

Kind = Literal["chance", "season", "step", "drift", "outlier"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CHANGED = frozenset({"step", "drift", "outlier"})
MIX = {"chance": 0.4, "season": 0.1, "step": 0.2, "drift": 0.15, "outlier": 0.15}
MONTHS, LEVEL, SD = 24, 50.0, 5.0
USUAL, FEWEST, MOST = 8, 4, 12
"""Charts in a set: as many unless something else is asked for, at least and at most."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is behind one chart.

    month : from which month on, or in which one, something happened; 1 is the first, 0 where nothing did.
    size : how large it is in standard deviations, with its sign; of a season half of high less low.
    """

    kind: Kind
    month: int = 0
    size: float = 0.0

    @property
    def changed(self) -> bool:
        """Whether something has happened. A season that comes back is no change."""
        return self.kind in CHANGED


@dataclass(frozen=True, slots=True, eq=False)
class Charts:
    """One set to guess. values : (charts, 24)."""

    seed: int
    truths: tuple[Truth, ...]
    values: Floats

    @property
    def changed(self) -> NDArray[np.bool_]:
        """(charts,) in which of them something has happened."""
        return np.array([truth.changed for truth in self.truths])


def draw_charts(seed: int, n: int = USUAL) -> Charts:
    """The set of a number from 1 on with ``n`` charts, 4 to 12; the same number and n give the same set."""
    if not FEWEST <= n <= MOST:
        raise ValueError(f"n is {n}; a set has {FEWEST} to {MOST} charts")
    rng = stream(seed, "exercise", "charts", str(n))
    kinds = _kinds(rng, n)
    truths, values = zip(*(draw_one(rng, kind) for kind in kinds), strict=True)
    return Charts(seed, truths, np.array(values))


def _kinds(rng: np.random.Generator, n: int) -> list[Kind]:
    least = -(-n // 4)
    shares = np.cumsum([MIX[kind] for kind in KINDS])
    while True:
        kinds = [KINDS[k] for k in np.searchsorted(shares[:-1], rng.random(n), side="right")]
        if least <= sum(kind in CHANGED for kind in kinds) <= n - least:
            return kinds


def draw_one(rng: np.random.Generator, kind: Kind) -> tuple[Truth, Floats]:
    """One chart of a kind: its truth and its values (24,)."""
    truth = _truth(rng, kind)
    values = LEVEL + SD * (rng.standard_normal(MONTHS) + signal_of(truth))
    return truth, np.round(values, 1)


def _truth(rng: np.random.Generator, kind: Kind) -> Truth:
    sign = 1 if rng.random() < 0.5 else -1
    if kind == "season":
        return Truth(kind, int(rng.integers(1, 13)), float(rng.uniform(1.0, 1.6)))
    if kind == "step":
        return Truth(kind, int(rng.integers(9, 18)), sign * float(rng.uniform(1.5, 2.5)))
    if kind == "drift":
        return Truth(kind, 1, sign * float(rng.uniform(2.5, 4.0)))
    if kind == "outlier":
        return Truth(kind, int(rng.integers(3, MONTHS - 1)), sign * float(rng.uniform(4.0, 5.5)))
    return Truth(kind)


def signal_of(truth: Truth) -> Floats:
    """What has happened in each month, (24,), in standard deviations."""
    return _SHAPES[truth.kind](np.arange(1, MONTHS + 1), truth.month).astype(np.float64) * truth.size


_SHAPES: dict[Kind, Callable[[NDArray[np.int64], int], NDArray[Any]]] = {
    "chance": lambda month, _: np.zeros(len(month)),
    "season": lambda month, high: np.cos(2 * np.pi * (month - high) / 12),
    "step": lambda month, first: month >= first,
    "drift": lambda month, _: (month - 1) / (MONTHS - 1),
    "outlier": lambda month, only: month == only,
}
"""What happens over the months, (24,), where its size is 1."""
