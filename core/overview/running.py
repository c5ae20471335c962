"""Changes that go on in a unit, each with the verdict on what it was first of all meant to move, now and
last time.

The answer of last time is given by the same rules from the numbers up to the end of that month, as they are
now, and from the changes that had begun by then. Each further month is one more look at the same question,
so that an answer can come and go by chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.change.for_dataset import Judged, judged, related
from core.change.many import ToAsk, questions
from core.improvement.change import Change
from core.observations.dataset import Dataset
from core.observations.months import Month
from core.observations.schema import TOTAL, Subgroup
from core.overview.as_of import AsOf

MOST = 4
"""Changes on one page: the latest. Each takes two verdicts of about 15 ms."""
Answer = tuple[str, str]
"""What a verdict says, and which way where it says a change; ("untold", "") where it says nothing yet."""


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """A change and the verdict on one of its measures: its first outcome, or else the first it names.

    then : the verdict at the end of ``since``, the month of last time; None where the change had not begun,
        or where nobody asked.
    """

    change: Change
    judged: Judged
    then: Judged | None = None
    since: Month | None = None

    @property
    def turned(self) -> bool:
        """Whether the answer is another than last time. That there was none and is none is no difference,
        whatever the reasons.
        """
        return self.then is not None and answer_of(self.then) != answer_of(self.judged)


def answer_of(one: Judged) -> Answer:
    """What a verdict says, so that two can be held against each other."""
    verdict = one.verdict
    if one.reason is not None or verdict.relative_effect is None or verdict.said == "cannot_tell":
        return "untold", ""
    if verdict.said not in ("clear", "likely"):
        return verdict.said, ""
    way = verdict.moved if verdict.direction in (None, "neutral") else verdict.direction
    return verdict.said, str(way)


def concerning(dataset: Dataset, unit: str, register: Sequence[Change], latest: Month) -> tuple[Change, ...]:
    """The changes begun by ``latest`` of the unit, those it holds and those that hold it, newest first."""
    here = [
        change
        for change in register
        if change.month <= latest and any(related(dataset, unit, one) for one in change.units)
    ]
    return tuple(sorted(here, key=lambda change: change.month, reverse=True))


def running(
    dataset: Dataset,
    unit: str,
    register: Sequence[Change],
    latest: Month,
    group: Subgroup = TOTAL,
    *,
    since: Month | None = None,
) -> tuple[Running, ...]:
    """The newest changes that concern the unit and had begun by ``latest``, at most ``MOST``.

    A change that the dataset has no measure of, or lacks a unit of, is not among them. The verdict is the one
    that the page for changes gives for all units of the change together, in the same group of people.
    since : the last month of last time; None to leave the answer of then out.
    """
    changes = concerning(dataset, unit, register, latest)
    asked = [first for change in changes if (first := _first_question(dataset, change)) is not None]
    return tuple(
        _running(dataset, replace(one, asked=replace(one.asked, group=group)), register, since)
        for one in asked[:MOST]
    )


def _running(dataset: Dataset, one: ToAsk, register: Sequence[Change], since: Month | None) -> Running:
    now = judged(dataset, one.asked, register, brief=True)
    if since is None or one.change.month > since:
        return Running(one.change, now)
    known = [change for change in register if change.month <= since]
    then = judged(AsOf(dataset, since), one.asked, known, brief=True)
    return Running(one.change, now, then, since)


def _first_question(dataset: Dataset, change: Change) -> ToAsk | None:
    return next(iter(questions(dataset, [change])[0]), None)
