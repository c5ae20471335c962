"""The observation store at the size of a country: made in a folder of its own, then asked what a page asks.

python benchmarks/bench_store.py                 # 50 million rows, some minutes and about 2 GB
python benchmarks/bench_store.py --indicators 2  # a million rows, seconds
python benchmarks/bench_store.py --folder /tmp/skifte-store  # keeps the store and uses it again
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.indicators import Text, Unit, UnitRegister, load_catalogue
from core.indicators.indicator import Indicator
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import Subgroup, empty_frame
from core.observations.store.database import transaction
from core.observations.store.definitions import written
from core.observations.store.store import Store

COUNTIES, MONTHS, FIRST = 21, 120, 552  # January 2016
AGES = ("all", "0-17", "18-64", "65-79", "80-84", "85-89", "90-")
SEXES = ("all", "K", "M")
GROUPS = [(age, sex) for age in AGES for sex in SEXES if age != "85-89" or sex == "all"][:14]


def units(n: int) -> UnitRegister:
    counties = [Unit(f"L{i:02}", Text.of(f"Län {i}"), "county") for i in range(COUNTIES)]
    below = [
        Unit(f"M{i:04}", Text.of(f"Kommun {i}"), "municipality", parent=f"L{i % COUNTIES:02}")
        for i in range(n)
    ]
    return UnitRegister([*counties, *below])


def fill(store: Store, n_indicators: int, n_units: int) -> int:
    """One collection of every indicator, unit, group and month, as a first load of it would lay the rows."""
    indicators = [
        Indicator(f"i{i:03}", Text.of(f"Mått {i}"), "rate", multiply=1000.0) for i in range(n_indicators)
    ]
    with transaction(store._connection) as cursor:
        cursor.execute("INSERT INTO collections VALUES (1, 'bench', 'Riket', now()::TIMESTAMP)")
        cursor.execute("INSERT INTO loads VALUES (1, 'v1', 1, 'riket.csv', 'd', now()::TIMESTAMP, '{}')")
        cursor.execute("INSERT INTO sources VALUES (1, 'riket.csv')")
        cursor.executemany(
            "INSERT INTO definitions VALUES (1, ?, ?, ?)",
            [("indicator", one.id, written(one)) for one in indicators],
        )
        cursor.execute("CREATE TEMP TABLE groups (g INTEGER, age VARCHAR, sex VARCHAR)")
        cursor.executemany("INSERT INTO groups VALUES (?, ?, ?)", [(i, *one) for i, one in enumerate(GROUPS)])
        cursor.execute(
            """INSERT INTO series SELECT row_number() OVER (ORDER BY i, u, g), 1, format('i{:03d}', i),
                   format('M{:04d}', u), 'all', age, sex, 'all', 'month'
               FROM range(?) a(i), range(?) b(u), groups""",
            [n_indicators, n_units],
        )
        n_series = n_indicators * n_units * len(GROUPS)
        step = 20_000
        for start in range(0, n_series, step):
            cursor.execute(
                """INSERT INTO observations
                   SELECT s + 1, ? + m, n, 400 + s % 90, 1000 * n / (400 + s % 90), 0, 1, 1 FROM
                   (SELECT s, m, floor(20 * random()) + s % 7 AS n FROM range(?, ?) a(s), range(?) b(m))
                   ORDER BY s, m""",
                [FIRST, start, min(start + step, n_series), MONTHS],
            )
    return n_series * MONTHS


def timed(what: str, ask: Callable[[int], object], n: int = 9) -> None:
    """Median and worst of ``n`` different questions of a kind, and the median of their processor time."""
    took: list[float] = []
    worked: list[float] = []
    for i in range(n):
        start, worked_before = time.perf_counter(), time.process_time()
        ask(i)
        took.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - worked_before))
    print(f"{what:75} {statistics.median(took):8.1f} {max(took):8.1f} {statistics.median(worked):8.1f}")


def ask(store: Store, base: Dataset, n_indicators: int) -> None:
    print(f"{'milliseconds':75} {'median':>8} {'worst':>8} {'processor':>8}")
    timed("opening the collection", lambda _: store.dataset(1, base), 1)
    dataset = store.dataset(1, base)
    groups = [Subgroup(age=age, sex=sex) for age, sex in GROUPS]

    def indicator(i: int) -> str:
        return f"i{(37 * i) % n_indicators:03}"

    def county(i: int, group: Subgroup) -> None:
        county = dataset.series(indicator(i), f"L{i % COUNTIES:02}", group)
        assert county is not None
        assert len(county) == MONTHS

    timed(
        "another indicator: a municipality of all, and its county summed for comparison",
        lambda i: (dataset.comparison(dataset.series(indicator(i), f"M{i:04}")),),
    )
    timed(
        "the same indicators once more",
        lambda i: dataset.comparison(dataset.series(indicator(i), f"M{i:04}")),
    )
    timed("another group of one indicator: a county summed", lambda i: county(0, groups[1 + i]))
    timed("the units to choose among", lambda i: dataset.units_of(indicator(i)), 3)
    timed("the groups to choose among", lambda i: dataset.subgroups_of(indicator(i), f"M{i:04}"))
    timed("every group of one indicator, as rows", lambda i: dataset.observations.select(indicator(i)), 2)
    timed("a history of the store's collections", lambda _: store.loads(1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indicators", type=int, default=100)
    parser.add_argument("--units", type=int, default=290)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = (chosen.folder or Path(temporary)) / "skifte.duckdb"
        there = path.exists()
        store = Store(path)
        if not there:
            start = time.perf_counter()
            n = fill(store, chosen.indicators, chosen.units)
            print(f"{n:,} rows written in {time.perf_counter() - start:.0f} s")
            store.close()
            store = Store(path)
        print(f"{path.stat().st_size / 1e6:,.0f} MB")
        base = Dataset(
            Observations(empty_frame()), load_catalogue(), units(chosen.units), label="", made_up=False
        )
        ask(store, base, chosen.indicators)
        store.close()


if __name__ == "__main__":
    main()
