"""Time of the verdict, on one core.

    python benchmarks/bench_verdict.py

Processor time, best of several runs: other programs on the machine disturb it little.
"""

import gc
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
from core.change.for_dataset import Asked, judged, pose
from core.change.many import many
from core.change.panel import Panel
from core.change.plan_for_dataset import Wish, plan_for
from core.improvement import Change
from core.indicators import Indicator, Text, Unit, load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import COLUMNS
from core.simulate import load_changes, load_sample
from core.simulate.families import FAMILIES
from core.simulate.panels import Panel as Drawn
from core.simulate.panels import draw

INDICATORS, CHANGES = 40, 4
UNITS, CENTRES = 13, 139
MONTHS, START = 60, "2024-07"
NAMES = ["indicator", "unit", "period"]
PARTS = ("target_group", "age", "sex", "other")


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
    gc.collect()
    gc.freeze()  # as the app does after its imports
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
    county, register = county_of(INDICATORS, UNITS), changes_of(INDICATORS, CHANGES)
    questions = len(many(county, register).rows)
    took = best(lambda: many(county, register), 3)
    print(f"{f'{INDICATORS} indicators × {CHANGES} changes, {questions} answers':<48}{took / 1000:8.2f} s")
    asked = Asked("measure_00", (("unit_000", START),))
    for what, data in (("a county", county), (f"{CENTRES} health centres", county_of(1, CENTRES))):
        print(f"{f'the question of {what} made ready':<48}{best(lambda d=data: pose(d, asked)):8.1f} ms")
        print(f"{f'the answer to it, {what}':<48}{best(lambda d=data: judged(d, asked), 3):8.1f} ms")
    page_of(load_sample(), load_changes())


def county_of(indicators: int, units: int) -> Dataset:
    """Made-up indicators of some units, five years of months."""
    rng, months = np.random.default_rng(1), np.datetime64("2021-01", "M") + np.arange(MONTHS)
    ids = [f"measure_{i:02d}" for i in range(indicators)]
    places = [f"unit_{i:03d}" for i in range(units)]
    size = rng.integers(200, 2000, units)
    table = pd.MultiIndex.from_product([ids, places, months.astype("datetime64[us]")], names=NAMES)
    frame = table.to_frame(index=False)
    frame["denominator"] = np.tile(np.repeat(size, MONTHS), indicators).astype(float)
    frame["numerator"] = rng.poisson(0.08 * frame["denominator"]).astype(float)
    frame["value"] = 100 * frame["numerator"] / frame["denominator"]
    frame = frame.assign(period_type="month", status="ok", source="made", **dict.fromkeys(PARTS, "all"))
    text = {n: "str" for n in COLUMNS if n not in ("period", "numerator", "denominator", "value")}
    known = [Indicator(one, Text(one, one), "rate", multiply=100.0, direction="down") for one in ids]
    return Dataset(
        Observations(frame[list(COLUMNS)].astype(text)),
        load_catalogue().with_indicators(*known),
        load_units().with_units(*(Unit(one, Text(one, one), "municipality", None) for one in places)),
        label="made",
        made_up=True,
    )


def changes_of(indicators: int, changes: int) -> list[Change]:
    """Changes in units of their own, each meant to touch every indicator."""
    touched = tuple(f"measure_{i:02d}" for i in range(indicators))
    return [
        Change(f"change {i}", (f"unit_{i:03d}",), START, Text(f"{i}", f"{i}"), outcome=touched)
        for i in range(changes)
    ]


def page_of(dataset: Dataset, register: tuple[Change, ...]) -> None:
    """What a page asks of the sample county: the answer, moved starts, whether units moved alike, a plan."""
    asked = Asked("akutbesok_hsh", (("0683", "2024-04"),), compare=None)
    posed = pose(dataset, asked, register)
    assert posed is not None
    wish = Wish("akutbesok_hsh", ("0683",))
    parts = {
        "sample county: the answer": lambda: judged(dataset, asked, register),
        "sample county: the answer with moved starts": lambda: judged(dataset, asked, register, shifts=True),
        "sample county: whether they moved alike": lambda: moved_alike(
            posed.table, posed.start, **posed.beside
        ),
        "sample county: a plan and what would help": lambda: plan_for(dataset, wish, register),
        "sample county: the whole register": lambda: many(dataset, register),
    }
    for name, work in parts.items():
        print(f"{name:<48}{best(work, 5):8.1f} ms")


if __name__ == "__main__":
    main()
