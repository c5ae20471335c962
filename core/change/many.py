"""Every change of a register on every measure it was meant to touch, and how many answers chance alone gives.

    many(dataset, register) -> Many      .rows, .clear, .still_clear, .expected_false_clear

Whoever asks forty questions gets clear answers by chance now and then. Here they are counted, and each answer
is also given with the number of questions taken into account.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.change.for_dataset import Asked, Judged, judged
from core.change.grades import LEVEL, PICKED_LEVEL
from core.improvement.change import Change
from core.indicators import Unit
from core.indicators.indicator import Role
from core.observations.dataset import Dataset
from core.spc.block import Floats

Progress = Callable[[int, int], object]
"""Called with how many questions are answered and how many there are."""


@dataclass(frozen=True, slots=True)
class ToAsk:
    """One question of the register: a change, one of its measures, and the part this plays in it."""

    change: Change
    role: Role
    asked: Asked


@dataclass(frozen=True, slots=True, eq=False)
class ManyRow:
    """One answer among many.

    p : ``p_verdict`` of an answer that can be graded clear; None where there is none, where there is nothing
        to compare with and where events are too few to be graded
    p_adjusted : p with the number of questions taken into account, at least p; a start picked from the chart
        counts twice, since its p has to be below 0.025
    """

    change: Change
    role: Role
    judged: Judged
    p: float | None
    p_adjusted: float | None = None

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.judged.units

    @property
    def clear(self) -> bool:
        return self.judged.verdict.grade == "clear"

    @property
    def still_clear(self) -> bool:
        """Whether it is clear with the number of questions taken into account."""
        return self.clear and self.p_adjusted is not None and self.p_adjusted < LEVEL

    @property
    def level(self) -> float:
        """What p has to be below to be clear by itself."""
        return PICKED_LEVEL if self.judged.asked.picked_from_chart else LEVEL


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """All answers, in the register's order and never ranked by size.

    not_there : questions without an answer since the dataset lacks the measure or a unit
    not_reached : questions that were not answered since ``stop`` said so
    """

    rows: tuple[ManyRow, ...]
    not_there: int = 0
    not_reached: int = 0

    @property
    def tested(self) -> int:
        """Answers that could be clear, which are those that are controlled for."""
        return sum(row.p is not None for row in self.rows)

    @property
    def clear(self) -> int:
        return sum(row.clear for row in self.rows)

    @property
    def still_clear(self) -> int:
        return sum(row.still_clear for row in self.rows)

    @property
    def expected_false_clear(self) -> float:
        """Clear answers to expect by chance: Σ level over ``tested``, 0.05 each and 0.025 for a picked start.

        Assumes that no change moved anything and that each answer is clear by chance just as often as its
        level says. It holds also when the measures move together: expectations add up whatever they share.
        """
        return sum(row.level for row in self.rows if row.p is not None)


def many(
    dataset: Dataset,
    register: Sequence[Change],
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    so_far: dict[int, ManyRow] | None = None,
) -> Many:
    """Judge every change of the register on every measure it names, the units of a change together.

    The verdicts are brief: without ``counterfactual`` and ``months_needed``.

    stop : asked before each question; True ends it there. What was not reached counts as questions asked
        without a sign, so that no answer is stronger for having stopped.
    so_far : answers of an earlier call with the same arguments by their place among ``questions``; new ones
        are added. A call that was abandoned may still be at work on them: each question has one place, and
        is counted once whoever answers it.
    """
    asked, not_there = questions(dataset, register)
    known = _known(dataset, register)
    answered = {} if so_far is None else so_far
    for place, one in enumerate(asked):
        if place in answered:
            continue
        if stop is not None and stop():
            break
        answered[place] = _row(one, judged(dataset, one.asked, known, brief=True))
        if progress is not None:
            progress(len(answered), len(asked))
    rows = [answered[place] for place in range(len(asked)) if place in answered]
    not_reached = len(asked) - len(rows)
    return Many(tuple(_controlled(rows, not_reached)), not_there, not_reached)


def questions(dataset: Dataset, register: Sequence[Change]) -> tuple[tuple[ToAsk, ...], int]:
    """What ``many`` asks, and how many questions it cannot since the dataset lacks the measure or a unit."""
    there = {indicator.id for indicator in dataset.indicators()}
    found: list[ToAsk] = []
    for change in register:
        if all(unit in dataset.units for unit in change.units):
            found += [
                ToAsk(change, role, _asked(change, one)) for one, role in _roles(change) if one in there
            ]
    return tuple(found), sum(len(tuple(_roles(change))) for change in register) - len(found)


def benjamini_yekutieli(p: Floats) -> Floats:
    """p values adjusted for their number, so that those below α hold a share α of false ones at most.

    p : (m,), each in [0, 1]. In the order of size p₍₁₎ ≤ … ≤ p₍ₘ₎ the adjusted value is
    min over j ≥ i of p₍ⱼ₎·m·c/j, at most 1, with c = 1 + 1/2 + … + 1/m. The share is an expectation and holds
    whatever the dependence between the tests, and measures of one unit, or compared with the same units, do
    depend on each other. Benjamini and Yekutieli (2001), theorem 1.3.
    """
    rank = np.arange(1, len(p) + 1)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) * (1 / rank).sum() / rank
    adjusted = np.empty_like(scaled)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def _known(dataset: Dataset, register: Sequence[Change]) -> tuple[Change, ...]:
    """The register as far as the dataset knows its units: a register may outlive the file it was made for."""
    known = ((change, tuple(u for u in change.units if u in dataset.units)) for change in register)
    return tuple(replace(change, units=units) for change, units in known if units)


def _roles(change: Change) -> Iterator[tuple[str, Role]]:
    """Each measure once, as what it is named first."""
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("outcome", change.outcome),
        ("process", change.process),
        ("balancing", change.balancing),
    )
    first: dict[str, Role] = {}
    for role, indicators in roles:
        for indicator in indicators:
            first.setdefault(indicator, role)
    yield from first.items()


def _asked(change: Change, indicator: str) -> Asked:
    return Asked(
        indicator,
        tuple((unit, change.start) for unit in change.units),
        expected=change.expected,
        started_because_bad=change.started_because_bad,
        smallest_change=change.smallest_change,
        picked_from_chart=change.picked_from_chart,
    )


def _row(one: ToAsk, answer: Judged) -> ManyRow:
    verdict = answer.verdict
    graded = all(caveat.code != "verdict_pool" for caveat in verdict.caveats)
    p = verdict.p_verdict
    can_be_clear = p is not None and math.isfinite(p) and graded
    return ManyRow(one.change, one.role, answer, p if can_be_clear else None)


def _controlled(rows: Sequence[ManyRow], not_reached: int) -> Iterator[ManyRow]:
    """The rows with adjusted p: on a scale where each is clear by itself below ``LEVEL``."""
    counted = [min(1.0, row.p * LEVEL / row.level) for row in rows if row.p is not None]
    adjusted = iter(benjamini_yekutieli(np.array([*counted, *[1.0] * not_reached])))
    for row in rows:
        yield row if row.p is None else replace(row, p_adjusted=float(next(adjusted)))
