"""Measure families in designs: the verdict and the other methods on the same panels, kept row by row.

A run may be stopped and taken up: what stands in the files with enough panels is not measured again. A
longer run begins with the same panels as a shorter one, and replaces its rows.
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import get_context
from typing import Any

from core.change.calibration import hearing, judging
from core.change.calibration.designs import DESIGNS, Design, Key
from core.change.calibration.hearing import Heard, hear_many, joined
from core.change.calibration.judging import One, judge_many
from core.change.calibration.measured import FILE as VERDICT_FILE
from core.change.calibration.measured import Measured
from core.change.calibration.table import Row, Table
from core.change.peers import METHODS
from core.change.peers.measured import FILE as METHODS_FILE
from core.change.peers.measured import MethodMeasured
from core.simulate.families import FAMILIES, Family

PIECE = 50
"""Panels between two looks at how far it has come."""


@dataclass(frozen=True, slots=True)
class Task:
    """A family in a design: how many panels for the verdict and for the methods, 0 where enough is known."""

    family: Family
    design: Design
    for_verdict: int
    for_methods: int

    @property
    def panels(self) -> int:
        return max(self.for_verdict, self.for_methods)

    @property
    def key(self) -> Key:
        return self.design.key(self.family)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come. rows : what was entered into the files just now."""

    task: Task
    done: int
    total: int
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Both files."""

    verdict: Table[Measured]
    methods: Table[MethodMeasured]

    @classmethod
    def committed(cls) -> "Tables":
        return cls(Table.of(VERDICT_FILE, Measured, place), Table.of(METHODS_FILE, MethodMeasured, place))


def tasks(
    tables: Tables,
    designs: Iterable[Design],
    families: Iterable[Family],
    replicates: int | None = None,
    *,
    verdict: bool = True,
    methods: bool = True,
) -> tuple[Task, ...]:
    """What is not in the files yet with so many panels (None: the design's own number)."""
    families = tuple(families)
    found = []
    for design in designs:
        wanted = replicates or design.replicates
        for family in families:
            key = design.key(family)
            for_verdict = wanted if verdict and tables.verdict.replicates(key) < wanted else 0
            for_methods = wanted if methods and tables.methods.replicates(key) < wanted else 0
            if for_verdict or for_methods:
                found.append(Task(family, design, for_verdict, for_methods))
    return tuple(found)


def run(todo: Sequence[Task], tables: Tables, jobs: int = 1) -> Iterator[Progress]:
    """Measure, enter each finished task into the files, and tell after every piece."""
    total, done = sum(task.panels for task in todo), 0
    pieces = [(task, first) for task in todo for first in range(0, task.panels, PIECE)]
    with _workers(jobs) as over:
        measured = zip(pieces, over(_measure, pieces), strict=True)
        for task, group in groupby(measured, key=lambda one: one[0][0]):
            judged: list[One] = []
            heard: list[Heard] = []
            for (_, first), (ones, said) in group:
                judged += ones
                heard += said
                done += min(PIECE, task.panels - first)
                yield Progress(task, done, total)
            yield Progress(task, done, total, _enter(tables, task, judged, heard))


def _measure(piece: tuple[Task, int]) -> tuple[list[One], list[Heard]]:
    task, first = piece
    warnings.simplefilter("error")
    judged = range(first, min(first + PIECE, task.for_verdict))
    heard = range(first, min(first + PIECE, task.for_methods))
    return (
        judge_many(task.family, task.design, judged),
        [hear_many(task.family, task.design, heard)] if heard else [],
    )


def _enter(tables: Tables, task: Task, judged: list[One], heard: list[Heard]) -> tuple[Row, ...]:
    verdicts = [judging.row_of(task.family, task.design, judged)] if judged else []
    methods = hearing.rows_of(task.family, task.design, joined(heard)) if heard else []
    tables.verdict.put(verdicts)
    tables.methods.put(methods)
    return (*verdicts, *methods)


@contextmanager
def _workers(jobs: int) -> Iterator[Any]:
    """A ``map`` that yields results in order, over so many processes."""
    if jobs == 1:
        yield map
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield pool.imap


_DESIGN_ORDER = {
    (d.before, d.after, d.effect, d.shape, d.comparisons): at for at, d in enumerate(DESIGNS.values())
}
_METHOD_ORDER = {method: at for at, method in enumerate(METHODS)}
_FAMILY_ORDER = {name: at for at, name in enumerate(FAMILIES)}


def place(row: Row) -> tuple[Any, ...]:
    """Designs in their order, then methods and families in theirs."""
    _, before, after, effect, shape, comparisons = row.key
    whole = len(FAMILIES[row.family].sizes) - 1
    asked = (before, after, effect, shape, None if comparisons == whole else comparisons)
    method = _METHOD_ORDER[row.method] if isinstance(row, MethodMeasured) else 0
    return (_DESIGN_ORDER.get(asked, len(DESIGNS)), asked[:4], comparisons, method, _FAMILY_ORDER[row.family])
