"""How often each rule set signals in the long run, by what is behind the chart.

``python -m core.simulate.exercises.long_run`` draws the charts of every kind again from the exercise's own
model and writes the table that ``long_run`` reads. A test holds what is written against new charts.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core.simulate.exercises.charts import KINDS, Kind, draw_one
from core.simulate.exercises.judged import JUDGES, judge
from core.simulate.streams import stream
from core.table_file import read_rows, write_rows

FILE = Path(__file__).parent / "data" / "long_run.csv"
REPLICATES = 20_000
_SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class Signals:
    """Of so many charts of a kind, how many had a signal by a rule set."""

    kind: str
    judge: str
    charts: int
    signals: int


@cache
def long_run() -> dict[tuple[Kind, str], float]:
    """Share of charts with a signal, 0 to 1, by kind and rule set."""
    found = {(row.kind, row.judge): row.signals / row.charts for row in read_rows(FILE, Signals)}
    return {(kind, rules): found[kind, rules] for kind in KINDS for rules in JUDGES}


def simulate(replicates: int, seed: int = _SEED) -> dict[tuple[Kind, str], int]:
    """How many of ``replicates`` new charts of each kind have a signal."""
    signals = {}
    for kind in KINDS:
        rng = stream(seed, "long_run", kind)
        values = np.array([draw_one(rng, kind)[1] for _ in range(replicates)])
        counts = judge(values).signals.sum(axis=1)
        signals |= {(kind, rules): int(count) for rules, count in zip(JUDGES, counts, strict=True)}
    return signals


if __name__ == "__main__":
    counted = simulate(REPLICATES).items()
    write_rows(FILE, Signals, (Signals(kind, rules, REPLICATES, n) for (kind, rules), n in counted))
