"""How often Testa and the other methods are wrong, and what they see: the worst of each group of families.

Read from the two committed tables of measurements; nothing is measured or typed here.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from core.change.calibration import FEWER, MORE, NOTHING, Design, Measured, calibration
from core.change.peers.answer import Method
from core.change.peers.measured import of_methods, peer_error_rates

if TYPE_CHECKING:
    from core.simulate.families import Group

Answer = Literal["clear", "likely", "alone"]
"""Testa says "clear" (p_verdict); at least "likely" (p_ctl); "likely" without units to compare with."""
ANSWERS: tuple[Answer, ...] = get_args(Answer)
COMPARISONS = 12
EFFECTS = (FEWER.effect, MORE.effect)


@dataclass(frozen=True, slots=True)
class Worst:
    """The family of a group in which an answer is wrong most often, and how often (a share)."""

    family: str
    rate: float


@dataclass(frozen=True, slots=True)
class Seen:
    """Least and greatest share, over the families of a group, in which a change that is there is found."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measuring:
    """How the tables were measured.

    before, after, units : of each made-up panel. families : kinds of panels
    replicates, replicates_with_change : panels behind each number, the fewest; and the same of_methods
    standard_error : of a share, the largest of all
    seed : of the random numbers. measured : the last day, ISO
    """

    before: int
    after: int
    units: int
    families: int
    replicates: int
    replicates_with_change: int
    replicates_of_methods: int
    replicates_of_methods_with_change: int
    standard_error: float
    seed: int
    measured: str


def standard(design: Design = NOTHING) -> tuple[Measured, ...]:
    """The measured rows of a design beside twelve units, one a family."""
    wanted = (design.before, design.after, design.effect, design.shape)
    return tuple(
        row
        for row in calibration()
        if (row.before, row.after, row.effect, row.shape) == wanted and row.comparisons == COMPARISONS
    )


def groups() -> tuple["Group", ...]:
    """The groups of families, in the order of the table."""
    return tuple(dict.fromkeys(row.group for row in standard()))  # pyright: ignore[reportReturnType] - a test holds the words of the file


def share(row: Measured, answer: Answer) -> float:
    """How often p of a row's panels gives an answer, graded or not, so that errors are not counted too few.

    Alone: abrupt or gradual, whichever was told more often.
    """
    if answer == "alone":
        return max(row.alone_abrupt, row.alone_gradual)
    return row.p_verdict if answer == "clear" else row.p_ctl


@cache
def wrong(asked: Answer | Method, group: "Group | None" = None) -> Worst:
    """Where an answer or a method is wrong most often in a group, None: in all; where nothing happened.

    ValueError for a method that was never measured there.
    """
    if asked in ANSWERS:
        rows = [row for row in standard() if group in (None, row.group)]
        found = [Worst(row.family, share(row, asked)) for row in rows]  # pyright: ignore[reportArgumentType] - held above
    else:
        rates = [row for row in peer_error_rates() if row.method == asked and group in (None, row.group)]
        found = [Worst(row.family, row.rate) for row in rates]
    if not found:
        raise ValueError(f"{asked} was never measured in {group or 'any group'}")
    return max(found, key=lambda worst: worst.rate)


def told(row: Measured, answer: Answer) -> float:
    """How often a row's panels got an answer and were graded: what is not graded is not found."""
    return {"clear": row.clear, "likely": row.likely}.get(answer, share(row, answer))


def seen(answer: Answer, effect: float, group: "Group") -> Seen:
    """How often a step of that size is found in the families of a group. ValueError for any other size."""
    rates = [told(row, answer) for row in standard(Design(effect=effect)) if row.group == group]
    if not rates:
        raise ValueError(f"a change of {effect} was never measured in {group}")
    return Seen(min(rates), max(rates))


def seen_by(method: Method, effect: float, group: "Group") -> Seen | None:
    """How often a method finds a step of that size in the families of a group; None if it never answers."""
    rows = [row for row in of_methods(Design(effect=effect)) if (row.method, row.group) == (method, group)]
    rates = [row.rate for row in rows]
    return Seen(min(rates), max(rates)) if rates else None


def most_bias(group: "Group") -> float:
    """Greatest mean error of the estimate, log scale, in the worst family and for any size of step."""
    rows = [row for design in (NOTHING, FEWER, MORE) for row in standard(design) if row.group == group]
    return max((row.bias for row in rows), key=abs)


def least_coverage(group: "Group", *, wide: bool) -> float:
    """Share of the 95 % intervals that hold the true effect, in the worst family and for any size of step."""
    rows = [row for design in (NOTHING, FEWER, MORE) for row in standard(design) if row.group == group]
    return min(row.wide_interval if wide else row.interval for row in rows)


def group_of(family: str) -> "Group":
    """The group of a measured family."""
    return next(row.group for row in standard() if row.family == family)  # pyright: ignore[reportReturnType]


def _largest_error(row: Measured) -> float:
    """√(r(1 − r)/n), the largest of a row's answers."""
    return max(math.sqrt(r * (1 - r) / row.replicates) for r in (share(row, answer) for answer in ANSWERS))


def measuring() -> Measuring:
    """How the numbers came about."""
    none, some = standard(), [*standard(FEWER), *standard(MORE)]
    methods, methods_some = peer_error_rates(), [*of_methods(FEWER), *of_methods(MORE)]
    return Measuring(
        before=NOTHING.before,
        after=NOTHING.after,
        units=COMPARISONS + 1,
        families=len(none),
        replicates=min(row.replicates for row in none),
        replicates_with_change=min(row.replicates for row in some),
        replicates_of_methods=min(row.replicates for row in methods),
        replicates_of_methods_with_change=min(row.replicates for row in methods_some),
        standard_error=max(
            *map(_largest_error, (*none, *some)), *(row.standard_error for row in (*methods, *methods_some))
        ),
        seed=none[0].seed,
        measured=max(row.measured for row in (*none, *some, *methods, *methods_some)),
    )
