"""What the overview costs the server, step by step: python benchmarks/bench_overview.py [-n 5]

Processor time for the sample county: 26 indicators in 13 municipalities and their county, 70 months.
"""

import argparse
import time
from collections.abc import Callable
from typing import TypeVar

from harness import HEAD, row

from core.figures.matrix_html import Matrix, cells_html, matrix_html
from core.observations.dataset import Dataset
from core.overview.attention import attention
from core.overview.chance import chance_of_new, chance_of_signals
from core.overview.county import county, latest_settled, series_of, usual_since
from core.overview.running import running
from core.simulate.register import load_changes
from core.simulate.sample import load_sample
from core.wording import words_of

Answer = TypeVar("Answer")


class Clock:
    """Processor time of each step, a list a step."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}

    def timed(self, what: str, work: Callable[[], Answer]) -> Answer:
        begun = time.process_time()
        answer = work()
        self.times.setdefault(what, []).append((time.process_time() - begun) * 1000)
        return answer


def once(clock: Clock, whole: Dataset) -> int:
    """All that the first visit to the overview computes; how many series there are."""
    timed, words, dataset = clock.timed, words_of("sv"), whole.for_showing()
    units = [unit for unit in dataset.units if unit.level in {"municipality", "county"}]
    measured = timed("what may be shown of every series, first time", lambda: series_of(dataset, units))
    timed("the same again", lambda: series_of(dataset, units))
    since, latest = usual_since(measured), latest_settled(measured)
    assert since is not None
    assert latest is not None
    found = timed("now and then: two charts of every series", lambda: county(measured, since))
    changes = timed("a unit's changes", lambda: running(dataset, "0683", load_changes(), latest))
    mine = found.of_unit("0683")
    timed("attention", lambda: attention(mine, changes))
    timed("chance", lambda: (chance_of_new(mine), chance_of_signals(found.cells)))
    cells = timed("cells of the table", lambda: cells_html(words, found, lambda i, u: f"/folj?i={i}&u={u}"))
    columns = [(unit, unit.name.sv) for unit in units]
    matrix = Matrix([("", found.indicators)], columns, "0683", cells)
    timed("the table", lambda: matrix_html(words, matrix))
    return len(measured)


def main(n: int) -> None:
    clock, whole = Clock(), load_sample()
    load_changes()
    n_series = 0
    for _ in range(n):
        n_series = once(clock, whole)
    print(f"{n_series} series")
    print(HEAD)
    for what, milliseconds in clock.times.items():
        print(row(what, milliseconds))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=5, help="times")
    main(parser.parse_args().n)
