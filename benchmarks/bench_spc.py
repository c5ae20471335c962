"""Time of one chart and of many, on one core.

    python benchmarks/bench_spc.py

Processor time, best of several runs: other programs on the machine disturb it little.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from core import change, spc

MONTHS = 48


def best(work: Callable[[], object], times: int, each: int = 1) -> float:
    """Least processor time of ``times`` runs, seconds for one of the ``each`` calls in a run."""
    took = []
    for _ in range(times):
        begin = process_time()
        for _ in range(each):
            work()
        took.append((process_time() - begin) / each)
    return min(took)


def one_chart(rng: np.random.Generator) -> None:
    x = np.arange(np.datetime64("2021-01"), np.datetime64("2021-01") + MONTHS)
    n = np.full(MONTHS, 1500.0)
    y = rng.binomial(1500, 0.2, MONTHS)

    def whole() -> None:
        chart = spc.control_chart(y, n, kind="pprime", x=x, freeze=24, multiply=100)
        _ = chart.points, chart.summary, chart.caveats

    rows = {
        "i chart, arrays": lambda: spc.control_chart(y, kind="i"),
        "p′ chart with months and baseline, arrays": lambda: spc.control_chart(
            y, n, kind="pprime", x=x, freeze=24, multiply=100
        ),
        "the same with points, summary and caveats": whole,
        "signal_after": lambda: change.signal_after(y, n, kind="p", x=x, start="2023-01"),
    }
    for name, work in rows.items():
        print(f"{name:<48}{best(work, 5, 100) * 1000:8.2f} ms")


def many_charts(rng: np.random.Generator) -> None:
    for series in (10_000, 100_000):
        y = rng.normal(size=(series, MONTHS))
        took = best(lambda values=y: spc.control_charts(values, kind="i"), 3)
        print(f"{series:>7} i charts of {MONTHS} months{took:24.3f} s")
    counts = rng.poisson(200, size=(100_000, MONTHS)).astype(float)
    n = rng.integers(900, 1100, size=counts.shape).astype(float)
    for kind in spc.KINDS:
        over = n if spc.KINDS[kind].denominator == "needed" else None
        took = best(lambda k=kind, d=over: spc.control_charts(counts, d, kind=k), 2)
        print(f"{len(counts):>7} {kind:<7} charts{took:38.3f} s")
    counts[rng.random(counts.shape) < 0.03] = np.nan
    took = best(lambda: spc.control_charts(counts, n, kind="pprime", freeze=24, parts=[36]), 2)
    print(f"{len(counts):>7} pprime  charts, 3 % missing, baseline, two parts{took:7.3f} s")


if __name__ == "__main__":
    generator = np.random.default_rng(1)
    one_chart(generator)
    many_charts(generator)
