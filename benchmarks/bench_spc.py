"""Time of one chart and of many, on one core.

    python benchmarks/bench_spc.py

Processor time, best of several runs: other programs on the machine disturb it little.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from core import change, spc

MONTHS = 48
SERIES = 100_000
SUBGROUP = 5
UNITS, INDICATORS, SCAN_MONTHS = 290, 100, 60


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
        "EWMA chart, arrays": lambda: spc.ewma_chart(y, kind="c"),
        "CUSUM chart, arrays": lambda: spc.cusum_chart(y, kind="c"),
        "signal_after": lambda: change.signal_after(y, n, kind="p", x=x, start="2023-01"),
    }
    for name, work in rows.items():
        print(f"{name:<48}{best(work, 5, 100) * 1000:8.2f} ms")
    for kind in spc.KINDS:
        values, over, subgroup = of_kind(kind, y[None].astype(float) + 1, n[None])
        single: dict[str, Any] = {"n": None if over is None else over[0], "kind": kind, "subgroup": subgroup}
        rows = values.reshape(-1)
        took = best(lambda v=rows, s=single: spc.control_chart(v, **s), 5, 50)
        print(f"{kind:<7} chart, arrays{took * 1000:36.2f} ms")


def of_kind(kind: str, y: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray | None, Any]:
    """y and n (series, points) as the kind takes them, and the subgroup of every row of one series."""
    if spc.KINDS[kind].subgroups:
        labels = np.repeat(np.arange(y.shape[1]), SUBGROUP)
        return y[..., None] + np.arange(SUBGROUP), None, labels
    return y, n if spc.KINDS[kind].denominator == "needed" else None, None


def many_charts(rng: np.random.Generator) -> None:
    for series in (10_000, SERIES):
        y = rng.normal(size=(series, MONTHS))
        took = best(lambda values=y: spc.control_charts(values, kind="i"), 3)
        print(f"{series:>7} i charts of {MONTHS} months{took:24.3f} s")
    counts = rng.poisson(200, size=(SERIES, MONTHS)).astype(float)
    n = rng.integers(900, 1100, size=counts.shape).astype(float)
    for kind in spc.KINDS:
        values, over, _ = of_kind(kind, counts, n)
        took = best(lambda k=kind, v=values, d=over: spc.control_charts(v, d, kind=k), 3)
        print(f"{SERIES:>7} {kind:<7} charts{took:38.3f} s")
        del values
    for rules in spc.RULE_SETS:
        took = best(lambda r=rules: spc.control_charts(counts, kind="i", rules=r), 2)
        print(f"{SERIES:>7} i       charts, {rules:<17}{took:20.3f} s")
    for name, work in {"EWMA": spc.ewma_charts, "CUSUM": spc.cusum_charts}.items():
        took = best(lambda w=work: w(counts, kind="c"), 2)
        print(f"{SERIES:>7} {name:<7} charts{took:38.3f} s")
    counts[rng.random(counts.shape) < 0.03] = np.nan
    took = best(lambda: spc.control_charts(counts, n, kind="pprime", freeze=24, parts=[36]), 2)
    print(f"{SERIES:>7} pprime  charts, 3 % missing, baseline, two parts{took:7.3f} s")


def a_country(rng: np.random.Generator) -> None:
    """Every municipality and indicator: p′ charts with rules, and beside them a loop over series."""
    series = UNITS * INDICATORS
    n = rng.integers(900, 1100, size=(series, SCAN_MONTHS)).astype(float)
    y = rng.binomial(n.astype(int), 0.2).astype(float)
    took = best(lambda: spc.control_charts(y, n, kind="pprime"), 3)
    print(f"{UNITS} units × {INDICATORS} indicators × {SCAN_MONTHS} months, p′{took:20.3f} s")
    some = 200
    loop = best(lambda: [by_hand(y[row], n[row]) for row in range(some)], 2) / some
    ours = best(lambda: [spc.control_chart(y[row], n[row], kind="pprime") for row in range(some)], 2) / some
    for name, each in {"a plain loop with pandas": loop, "control_chart": ours}.items():
        print(f"one at a time, {name:<26}{each * 1000:8.3f} ms a series, {each * series:6.1f} s in all")
    print(f"the batch is {loop * series / took:.0f} times as fast as the plain loop")


def by_hand(y: np.ndarray, n: np.ndarray) -> tuple[pd.DataFrame, bool]:
    """A p′ chart with Anhøj's rules as a person with numpy and pandas writes it, one series at a time."""
    frame = pd.DataFrame({"y": y, "n": n})
    frame["value"] = frame["y"] / frame["n"]
    centre = frame["y"].sum() / frame["n"].sum()
    sigma = np.sqrt(centre * (1 - centre) / frame["n"])
    ranges = ((frame["value"] - centre) / sigma).diff().abs()
    spread = ranges[~(ranges >= 3.267 * ranges.mean())].mean() / 1.128
    frame["ucl"] = (centre + 3 * sigma * spread).clip(upper=1)
    frame["lcl"] = (centre - 3 * sigma * spread).clip(lower=0)
    frame["beyond"] = (frame["value"] > frame["ucl"]) | (frame["value"] < frame["lcl"])
    longest = crossings = length = 0
    last = 0.0
    useful = 0
    for side in np.sign(frame["value"] - centre):
        if side == 0:
            continue
        useful += 1
        crossings += last not in {0, side}
        length = length + 1 if side == last else 1
        longest, last = max(longest, length), side
    from scipy.stats import binom

    signal = longest > round(np.log2(useful)) + 3 or crossings < binom.ppf(0.05, useful - 1, 0.5)
    return frame, bool(signal)


if __name__ == "__main__":
    generator = np.random.default_rng(1)
    one_chart(generator)
    many_charts(generator)
    a_country(generator)
