"""The verdict on a change, from a table to a graded answer."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from core.change.compare import choose
from core.change.judge import judge, p_when_moved
from core.change.question import Better, Question, Shape
from core.change.table import Cells, Kind, read_cells, starts_on
from core.change.usable import MonthRules, usable_months, without_overlap
from core.change.verdict import Verdict
from core.change.why_not import why_few

SHIFTS = (-2, -1, 1, 2)


def evaluate(
    table: pd.DataFrame | Cells,
    start: Mapping[str, Any],
    *,
    kind: Kind = "rate",
    expected: Shape = "abrupt",
    started_because_bad: bool = False,
    smallest_change: float = 0.10,
    direction: Better = "neutral",
    compare: Iterable[str] | None = None,
    other_changes: Mapping[str, Any] | None = None,
    exclude: Iterable[Any] = (),
    breaks: Iterable[Any] = (),
    window_months: int | None = None,
    picked_from_chart: bool = False,
    shifts: tuple[int, ...] = SHIFTS,
    brief: bool = False,
) -> Verdict:
    """Did the change move the numbers, more than the other units moved and more than they move by themselves?

    table : unit, month, numerator, denominator (status); see ``table.read_cells``; or what that reads
    start : unit -> first month with the change, at least one; several are judged together
    kind : rate, proportion; mean, score (numerator = sum of values, or the value with no denominator)
    expected : how the change was expected to show; matters without comparison units
    started_because_bad : the last three months before the start are not held against the others, and count
        half where own drift is asked (regression to the mean)
    smallest_change : the smallest relative change that matters
    direction : which way is better
    compare : comparison units, None for all others, () for none
    other_changes : unit -> month; units with a change of their own, which count only before it
    exclude : months left out; breaks : first months of a new way of measuring
    window_months : length of the period behind one value of a rolling measure
    picked_from_chart : the start was chosen by looking at these numbers; p then has to be below 0.025
    shifts : also move the start by so many months; () saves time
    brief : leave out the months (``counterfactual``, ``months_needed``), where many answers are asked for

    Too little to go on is an answer (``cannot_tell`` with a reason). ValueError: a table that cannot be
    read, a unit that it does not hold, a kind or shape that is none.
    """
    question = Question(
        kind=kind,
        expected=expected,
        started_because_bad=started_because_bad,
        smallest=smallest_change,
        better=direction,
        picked=picked_from_chart,
    )
    if not start:
        raise ValueError("start names no unit; give each unit's first month with the change")
    cells = table if isinstance(table, Cells) else read_cells(table, kind)
    judged = tuple(start)
    start_of = starts_on(cells, {**(other_changes or {}), **start})
    rules = MonthRules.of(exclude, breaks, window_months)
    first = int(min(start_of[cells.row(unit)] for unit in judged))
    usable, caveats = usable_months(cells, start_of, first, rules)
    cells, thinned = without_overlap(usable, start_of, first, rules)
    chosen = choose(cells, start_of, judged, compare, question)
    verdict = judge(cells, start_of, chosen, question, brief)
    verdict = replace(verdict, caveats=(*thinned, *caveats, *verdict.caveats))
    if verdict.reason is not None:
        lack = verdict.reason
        if rules.rolling:
            lack = choose(usable, start_of, judged, compare, question).lack
        return replace(verdict, reason=why_few(verdict.reason, usable, judged, lack))
    # The windows of a rolling measure are laid out from the start: moving it would mix before and after.
    if verdict.p is None or rules.rolling:
        return verdict
    moved = {months: p_when_moved(cells, start_of, chosen, question, months) for months in shifts}
    return replace(verdict, p_by_shifted_start={m: p for m, p in moved.items() if p is not None})
