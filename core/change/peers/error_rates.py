"""``python -m core.change.peers.error_rates [replicates]``: measure the methods' error rates anew.

24 months before, 12 after, no effect, every family of ``core.simulate.families``. A few minutes.
"""

import csv
import math
import sys
from collections.abc import Mapping
from dataclasses import astuple, fields
from datetime import UTC, datetime

import numpy as np

from core.change.peers import METHODS, all_peers
from core.change.peers.answer import Method
from core.change.peers.measured import FILE, ErrorRate
from core.simulate.families import FAMILIES, Family
from core.simulate.panels import draw_many

SEED = 20264
REPLICATES = 500


def measure(family: Family, replicates: range, seed: int = SEED) -> Mapping[Method, tuple[int, int]]:
    """How often each method called a change, and how often it had no answer, in panels without any change."""
    found = np.zeros((len(METHODS), 2), dtype=np.int64)
    for panel in draw_many(family, seed, replicates):
        answers = all_peers(
            panel.numerator, panel.denominator, panel.start_index, panel.kind, panel.target_row
        )
        found += [(a.moved is True, a.moved is None) for a in answers]
    return {method: (int(moved), int(none)) for method, (moved, none) in zip(METHODS, found, strict=True)}


def table(replicates: int) -> list[ErrorRate]:
    """Every method on every family; a method that never answers in a family has no row there."""
    rows: list[ErrorRate] = []
    for family in FAMILIES.values():
        counted = measure(family, range(replicates))
        print(family.name, {method: moved for method, (moved, _) in counted.items()}, flush=True)  # noqa: T201
        rows += [
            _row(method, family, moved, none, replicates)
            for method, (moved, none) in counted.items()
            if none < replicates
        ]
    return sorted(rows, key=lambda row: list(METHODS).index(row.method))


def _row(method: Method, family: Family, moved: int, none: int, replicates: int) -> ErrorRate:
    rate = moved / replicates
    error = round(math.sqrt(rate * (1.0 - rate) / replicates), 5)
    today = datetime.now(tz=UTC).date().isoformat()
    return ErrorRate(
        method, family.group, family.name, rate, none / replicates, replicates, error, SEED, today
    )


def main(replicates: int) -> None:
    """Measure and write the table."""
    rows = table(replicates)
    FILE.parent.mkdir(exist_ok=True)
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([f.name for f in fields(ErrorRate)])
        writer.writerows(astuple(row) for row in rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATES)
