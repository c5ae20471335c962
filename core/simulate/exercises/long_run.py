"""How often each rule set signals in the long run, by what is behind the chart.

``python -m core.simulate.exercises.long_run`` draws the charts of every kind again from the exercise's own
model and writes the table that ``long_run`` reads. A test holds what is written against new charts.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from core.simulate.exercises.charts import KINDS, Kind, draw_one
from core.simulate.exercises.judged import JUDGES, judge
from core.simulate.streams import stream

FILE = Path(__file__).parent / "data" / "long_run.csv"
REPLICATES = 20_000
_SEED = 20_261_122
_COLUMNS = ("kind", "judge", "charts", "signals")


@cache
def long_run() -> dict[tuple[Kind, str], float]:
    """Share of charts with a signal, 0 to 1, by kind and rule set."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {(row["kind"], row["judge"]): int(row["signals"]) / int(row["charts"]) for row in rows}
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


def _write(replicates: int) -> None:
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows([kind, rules, replicates, n] for (kind, rules), n in simulate(replicates).items())


if __name__ == "__main__":
    _write(REPLICATES)
