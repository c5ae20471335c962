"""Which of a chart's marks may be shown, and what they come to."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import numpy as np
import pandas as pd

from core.spc.block import Bools
from core.spc.rules import RuleSet
from core.spc.rules.limits_rule import CODE as BEYOND


def shown_marks(points: pd.DataFrame, rules: RuleSet, *, allowed: bool, limited: Bools) -> dict[str, Bools]:
    """The marks of a chart's ``points`` that may be shown, a column each, and two of what is left of them.

    allowed : whether any mark may be shown.
    limited : (points,), where control limits may be shown; the limits and rules about zones mark no others.

    ``pattern`` marks the points that a rule points at, ``runs_signal`` also those of a rule that judges the
    whole part.
    """
    kept = {
        rule.code: points[rule.code].to_numpy(bool) & allowed & (limited | (not rule.zones))
        for rule in rules.rules
    }
    nothing = np.zeros(len(points), dtype=bool)
    pattern = reduce(or_, (kept[rule.code] for rule in rules.rules if not rule.whole_part), nothing)
    beyond = points[BEYOND].to_numpy(bool) & allowed & limited
    runs = reduce(or_, kept.values(), nothing)
    return {BEYOND: beyond, "runs_signal": runs, **kept, "pattern": pattern}


def rules_pointing(points: pd.DataFrame, rules: RuleSet) -> Sequence[tuple[str, ...]]:
    """For every point the codes of the rules that point at it, the limits first; () for most points."""
    codes = [BEYOND, *(rule.code for rule in rules.rules if not rule.whole_part)]
    marked = np.column_stack([points[code].to_numpy(bool) for code in codes])
    found: list[tuple[str, ...]] = [()] * len(points)
    for row in np.flatnonzero(marked.any(axis=1)):
        found[row] = tuple(code for code, here in zip(codes, marked[row], strict=True) if here)
    return found
