"""Changes that go on in a unit, each with the verdict on what it was first of all meant to move."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.change.for_dataset import Judged, judged
from core.change.many import ToAsk, questions
from core.improvement.change import Change
from core.observations.dataset import Dataset
from core.observations.months import Month
from core.observations.schema import TOTAL, Subgroup

MOST = 4
"""Verdicts on one page: the latest changes. Each takes about 15 ms."""


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """A change and the verdict on one of its measures: its first outcome, or else the first it names."""

    change: Change
    judged: Judged


def running(
    dataset: Dataset, unit: str, register: Sequence[Change], latest: Month, group: Subgroup = TOTAL
) -> tuple[Running, ...]:
    """The changes that the unit takes part in and that had begun by ``latest``, the newest first.

    A change that the dataset has no measure of, or lacks a unit of, is not among them. The verdict is the one
    that the page for changes gives for all units of the change together, in the same group of people.
    """
    here = [change for change in register if unit in change.units and change.month <= latest]
    newest = sorted(here, key=lambda change: change.month, reverse=True)
    asked = [first for change in newest if (first := _first_question(dataset, change)) is not None]
    return tuple(
        Running(one.change, judged(dataset, replace(one.asked, group=group), register, brief=True))
        for one in asked[:MOST]
    )


def _first_question(dataset: Dataset, change: Change) -> ToAsk | None:
    return next(iter(questions(dataset, [change])[0]), None)
