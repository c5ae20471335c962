"""Time of the verdict, on one core.

    python benchmarks/bench_verdict.py

Processor time, best of several runs: other programs on the machine disturb it little.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # helper threads would count as processor time
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import pandas as pd

from core.change import evaluate, moved_alike, plan, shifts, trend
from core.change.alone import alone
from core.change.controlled import controlled
from core.change.family import RATES
from core.change.panel import Panel
from core.simulate.families import FAMILIES
from core.simulate.panels import Panel as Drawn
from core.simulate.panels import draw

INDICATORS, CHANGES = 25, 4


def best(work: Callable[[], object], times: int = 7) -> float:
    """Least processor time of ``times`` runs, milliseconds."""
    took = []
    for _ in range(times):
        begin = process_time()
        work()
        took.append(1000 * (process_time() - begin))
    return min(took)


def table_of(drawn: Drawn) -> tuple[pd.DataFrame, dict[str, str]]:
    units, months = drawn.numerator.shape
    names = [f"{i:04d}" for i in range(units)]
    table = pd.DataFrame(
        {
            "unit": np.repeat(names, months),
            "month": np.tile(drawn.months.astype("datetime64[us]"), units),
            "numerator": drawn.numerator.ravel(),
            "denominator": drawn.denominator.ravel(),
        }
    )
    return table, {names[drawn.target_row]: str(drawn.months[drawn.start_index])}


def panel_of(drawn: Drawn) -> Panel:
    start = np.full(len(drawn.numerator), drawn.numerator.shape[1])
    start[drawn.target_row] = drawn.start_index
    names = tuple(str(i) for i in range(len(start)))
    return Panel(names, drawn.months, drawn.numerator, drawn.denominator, start)


def main() -> None:
    drawn = draw(FAMILIES["everything"], np.random.default_rng(1), effect=-0.2)
    (table, start), panel = table_of(drawn), panel_of(drawn)
    unit = next(iter(start))
    before = table[table["month"] < np.datetime64(start[unit])]
    months = drawn.months
    y, n = drawn.numerator[drawn.target_row], drawn.denominator[drawn.target_row]
    rows = {
        "the four p of a controlled change, arrays": lambda: controlled(panel, RATES),
        "the two p of a single series, arrays": lambda: alone(panel, RATES),
        "evaluate, 13 units, without shifted starts": lambda: evaluate(table, start, shifts=()),
        "evaluate, 13 units, with four shifted starts": lambda: evaluate(table, start),
        "evaluate, alone, without shifted starts": lambda: evaluate(table, start, compare=(), shifts=()),
        "moved_alike": lambda: moved_alike(table, start),
        "plan, with three suggestions to pool": lambda: plan(before, unit),
        "trend": lambda: trend(y, n, months=months),
        "shifts": lambda: shifts(y, n, months=months),
    }
    for name, work in rows.items():
        print(f"{name:<48}{best(work):8.1f} ms")
    many = [
        table_of(draw(FAMILIES["everything"], np.random.default_rng(i), effect=-0.2))
        for i in range(INDICATORS)
    ]

    def county() -> None:
        for made, when in many:
            for _ in range(CHANGES):
                evaluate(made, when, shifts=())

    print(f"{f'{INDICATORS} indicators × {CHANGES} changes, evaluate':<48}{best(county, 2) / 1000:8.2f} s")


if __name__ == "__main__":
    main()
