"""The other methods on exactly the months and units that a verdict was given."""

from typing import cast

import numpy as np

from core.change.compare import choose
from core.change.for_dataset import Posed
from core.change.peers import Kind, PeerAnswer, all_peers
from core.change.question import Question
from core.change.table import starts_on
from core.change.usable import MonthRules, usable_months, without_overlap


def peers_of(posed: Posed) -> tuple[PeerAnswer, ...]:
    """What every method says of the first unit that is judged; empty where numbers are not counts.

    The same months are left out as for the verdict, and a comparison unit's months from its own change on.
    """
    options = posed.options
    if not posed.counted or not posed.start:
        return ()
    cells = posed.cells
    start = starts_on(cells, {**options["other_changes"], **posed.start})
    unit = next(iter(posed.start))
    row = cells.row(unit)
    rules = MonthRules.of(options["exclude"], options["breaks"], options["window_months"])
    cells, _ = usable_months(cells, start, int(start[row]), rules)
    cells, _ = without_overlap(cells, start, int(start[row]), rules)
    question = Question(options["kind"], "abrupt", False, 0.1, "neutral", False)
    chosen = choose(cells, start, posed.start, options["compare"], question)
    before_own = np.arange(len(cells.months)) < start[:, None]
    before_own[row] = True
    cells = cells.without(~before_own)
    rows = [row, *(other for other in chosen.others if other != row)]
    return all_peers(cells.y[rows], cells.n[rows], int(start[row]), cast(Kind, options["kind"]))
