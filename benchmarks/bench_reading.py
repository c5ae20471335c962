"""A file of a million rows: from its bytes to a data set, in processor time and memory.

The made-up file has the form that a county's own extract has: 290 municipalities, months, age and sex,
numerator and denominator, some of them hidden. Every run is a process of its own, so that the memory is
the file's and not what was left by the run before. With ``--odd`` some lines lack a cell, hold a quotation
mark or are a note; with ``--quoted`` every cell stands within quotation marks.

    python benchmarks/bench_reading.py [--rows 1000000] [--runs 3] [--odd] [--quoted] [--profile]
"""

import argparse
import cProfile
import io
import pstats
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.indicators import load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.guess import guess_mapping
from core.observations.mapping import NewIndicator
from core.observations.observations import Observations
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.observations.schema import empty_frame

MEGABYTE = 1024 * 1024


def made_up_file(rows: int, encoding: str = "cp1252") -> bytes:
    """A semicolon file with ``rows`` rows, no two about the same unit, month, age and sex."""
    draw = np.random.default_rng(5)
    at = np.arange(rows)
    ages, sexes = ("65-69", "70-74", "75-79", "80-84", "85+"), ("Kvinnor", "Män")
    unit, rest = at % 290, at // 290
    sex, rest = rest % 2, rest // 2
    age, month = rest % 5, rest // 5
    denominator = draw.integers(40, 3000, rows)
    numerator = draw.binomial(denominator, 0.05)
    hidden = (numerator > 0) & (numerator < 5)
    head = "Enhet;Månad;Ålder;Kön;Täljare;Nämnare;Andel (%)\r\n"
    lines = (
        f"Enhet {u};{1990 + m // 12}-{m % 12 + 1:02d};{ages[a]};{sexes[s]};{'<5' if h else n};{d};"
        f"{'' if h else f'{100 * n / d:.1f}'.replace('.', ',')}\r\n"
        for u, m, a, s, n, d, h in zip(
            unit.tolist(),
            month.tolist(),
            age.tolist(),
            sex.tolist(),
            numerator.tolist(),
            denominator.tolist(),
            hidden.tolist(),
            strict=True,
        )
    )
    return (head + "".join(lines)).encode(encoding)


def with_odd_lines(data: bytes) -> bytes:
    """The file with a line in ten thousand that is not as the others are."""
    lines = data.split(b"\r\n")
    odd = (
        b"Enhet 1;2024-01;85+;Kvinnor;17",
        b'Enhet 7 "norra";1990-01;85+;Alla;1;90;',
        b"Anm: efter avst\xe4mning",
    )
    for number, at in enumerate(range(5_000, len(lines), 10_000)):
        lines.insert(at, odd[number % len(odd)])
    return b"\r\n".join(lines)


def quoted(data: bytes) -> bytes:
    """The file with quotation marks around every cell."""
    return b'"' + data.rstrip().replace(b";", b'";"').replace(b"\r\n", b'"\r\n"') + b'"\r\n'


def read_whole(data: bytes) -> Dataset:
    """What the page does: open, guess, read, make a data set, and work out its digest."""
    nothing = Dataset(
        Observations(empty_frame(), checked=True), load_catalogue(), load_units(), "", made_up=False
    )
    table = open_file("uttag.csv", data).tables[0]
    mapping = guess_mapping(table, nothing, "uttag.csv")
    own = NewIndicator("Återinskrivna", "proportion", 100.0)
    reading = read_observations(table, replace(mapping, indicator=own), nothing, "uttag.csv")
    dataset = nothing.with_reading(reading)
    assert dataset.observations.digest
    assert reading.n_kept >= 0.999 * len(table)
    return dataset


def peak() -> float:
    """The most memory the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one_run(path: Path, profile: bool) -> None:
    """Read the file once and print processor seconds, seconds by the clock, peak memory before and after."""
    data = path.read_bytes()
    before, wall, cpu = peak(), time.perf_counter(), time.process_time()
    profiler = cProfile.Profile(time.process_time) if profile else None
    if profiler is not None:
        profiler.enable()
    read_whole(data)
    if profiler is not None:
        profiler.disable()
        text = io.StringIO()
        pstats.Stats(profiler, stream=text).sort_stats("cumulative").print_stats(45)
        print(text.getvalue())
    print(time.process_time() - cpu, time.perf_counter() - wall, before, peak())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--odd", action="store_true")
    parser.add_argument("--quoted", action="store_true")
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.file:
        one_run(asked.file, asked.profile)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "uttag.csv"
        data = made_up_file(asked.rows)
        data = with_odd_lines(data) if asked.odd else data
        path.write_bytes(quoted(data) if asked.quoted else data)
        del data
        print(f"{asked.rows} rows, {path.stat().st_size / MEGABYTE:.0f} MB")
        command = [sys.executable, __file__, "--file", str(path), *(["--profile"] if asked.profile else [])]
        runs = [
            subprocess.run(command, check=True, capture_output=True, text=True).stdout
            for _ in range(1 if asked.profile else asked.runs)
        ]
    if asked.profile:
        print(runs[0])
        return
    figures = [[float(x) for x in run.split()] for run in runs]
    for name, column in zip(
        ("cpu s", "clock s", "MB before", "MB at most"), zip(*figures, strict=True), strict=True
    ):
        print(
            f"{name:>10}  median {statistics.median(column):8.2f}",
            f"  all {', '.join(f'{x:.2f}' for x in column)}",
        )


if __name__ == "__main__":
    main()
