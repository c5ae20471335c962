"""How many signals chance alone would raise among so many series.

The table holds, for stable series of independent points, how often a signal goes on at the latest point and
how often there is one that was not there so many points ago: counted on the very charts and standings that
the overview shows. ``python -m core.overview.chance`` simulates it again. It is not the table of
``core.spc.false_alarms``, which counts series with a signal anywhere in them.

The expected number adds up whatever the series share. The span takes them for independent; series that move
together (a county and its municipalities, measures with the same denominator) spread more, so it is told as
about. Points that resemble their neighbours, and seasons, raise more signals than this.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from core.overview.batch import RULES
from core.overview.county import Cell
from core.spc.block import Floats, Ints
from core.spc.control import control_charts
from core.spc.for_series import FEWEST_FOR_LIMITS
from core.spc.standing import standings
from core.table_file import read_rows, write_rows

FILE = Path(__file__).parent / "data" / "chance.csv"
CHARTS = ("i", "run", "p")
LENGTHS = (12, 15, 18, 21, 24, 30, 36, 48, 60, 72, 96)
BACK = (1, 2, 3, 6, 12, 24)
REPLICATES = 100_000
SEED = 20_261_122
PEOPLE, SHARE = 200, 0.2
_AT_A_TIME = 10_000
_TABLE_OF = {"run": "run", "p": "p", "u": "p", "c": "p"}
"""Which row a chart kind is read from. The others take their limits from moving ranges, as I charts do."""

LOWEST, HIGHEST = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Rate:
    """Of ``replicates`` stable series of ``n`` points, how many have a signal at the latest point, and how
    many have one that was not there, or pointed another way, ``back`` points ago.
    """

    chart: str
    n: int
    back: int
    replicates: int
    standing: int
    new: int


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance alone gives among ``n`` series: the expected number, and a span that holds 95 of 100."""

    n: int
    expected: float
    low: int
    high: int


@cache
def rates() -> tuple[Rate, ...]:
    """Every row of the table: chart × points × points back."""
    return tuple(read_rows(FILE, Rate))


def could_signal(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells of which it can be told whether there is a signal."""
    return tuple(cell for cell in cells if cell.stand.standing.variation != "unknown")


def chance_of_signals(cells: Iterable[Cell]) -> Chance:
    """How many signals that go on chance alone would give among the cells."""
    return _chance([_rate(cell, "standing") for cell in could_signal(cells)])


def chance_of_new(cells: Iterable[Cell]) -> Chance:
    """How many new signals chance alone would give among the cells, since last time."""
    return _chance([_rate(cell, "new") if cell.points_since else 0.0 for cell in could_signal(cells)])


def _rate(cell: Cell, what: str) -> float:
    chart = _TABLE_OF.get(cell.stand.kind, "i")
    return rate_of(chart, cell.stand.standing.evidence.n_counted, cell.points_since, what)


@cache
def rate_of(chart: str, n: int, back: int, what: str) -> float:
    """The share of stable series with a signal (``standing``), or with a ``new`` one: between the rows of the
    table in a straight line, and beyond its ends as at them. ``back`` matters only for what is new.
    """
    across = [np.interp(n, LENGTHS, [_share(chart, length, one, what) for length in LENGTHS]) for one in BACK]
    return float(np.interp(back, BACK, across))


def _share(chart: str, n: int, back: int, what: str) -> float:
    row = _by_place()[chart, n, back]
    return (row.new if what == "new" else row.standing) / row.replicates


@cache
def _by_place() -> dict[tuple[str, int, int], Rate]:
    return {(row.chart, row.n, row.back): row for row in rates()}


def _chance(each: Sequence[float]) -> Chance:
    """Expectation and span of how many of independent series have what each has with its own chance."""
    spread = np.ones(1)
    for one in each:
        spread = np.convolve(spread, (1 - one, one))
    below = np.cumsum(spread)
    low, high = (int(np.searchsorted(below, share)) for share in (LOWEST, HIGHEST))
    return Chance(len(each), float(sum(each)), low, min(high, len(each)))


def simulate(replicates: int, seed: int = SEED) -> tuple[Rate, ...]:
    """The table from ``replicates`` new stable series for each chart and length."""
    rows = []
    for chart, n in product(CHARTS, LENGTHS):
        standing, new = count(chart, n, replicates, seed)
        rows += [
            Rate(chart, n, back, replicates, standing, many) for back, many in zip(BACK, new, strict=True)
        ]
    return tuple(rows)


def count(chart: str, n: int, replicates: int, seed: int) -> tuple[int, list[int]]:
    """Of so many stable series of ``n`` points: with a signal, and by ``BACK`` with a new one."""
    rng = np.random.default_rng([seed, n, *chart.encode()])
    standing, new = 0, np.zeros(len(BACK), dtype=np.int64)
    for first in range(0, replicates, _AT_A_TIME):
        shape = (min(_AT_A_TIME, replicates - first), n)
        y = rng.binomial(PEOPLE, SHARE, shape).astype(float) if chart == "p" else rng.normal(size=shape)
        moved = _signals(chart, y)
        standing += int((moved != _NONE).sum())
        for at, back in enumerate(BACK):
            before = _signals(chart, y[:, : n - back]) if back < n else _NONE
            turned = (moved != 0) & (moved != before)
            new[at] += int(((moved != _NONE) & ((before == _NONE) | turned)).sum())
    return standing, new.tolist()


_NONE = 9
"""No signal goes on, among the ways that one can point: up, down, neither."""


def _signals(chart: str, y: Floats) -> Ints:
    """Which way the signal at the latest point lies in each series, (series,); ``_NONE`` without one."""
    kind = chart if y.shape[1] >= FEWEST_FOR_LIMITS else "run"
    n = np.full(y.shape, float(PEOPLE)) if kind == "p" else None
    found = standings(control_charts(y, n, kind=kind, rules=RULES), "up")
    signal = np.isin(found.variation, ("improving", "worsening", "signal"))
    return np.where(signal, found.moved, _NONE)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--series", type=int, default=REPLICATES, help="how many for each chart and length")
    write_rows(FILE, Rate, simulate(parser.parse_args().series))
