"""Measures over a rolling window: which periods share no part of their window, and how that is told."""

import numpy as np

from core.indicators import Indicator
from core.observations.schema import MONTHS_IN
from core.observations.series import Series
from core.remarks import Caveat


def overlapping_periods(indicator: Indicator, series: Series) -> tuple[np.datetime64, ...]:
    """The periods of a rolling measure that share part of their window with a later one that is kept.

    Kept are the last settled period and every whole window before it: 12 months apart for a 12-month one.
    Where nobody reported that period, or it is not settled, the nearest one before it is kept. A hidden
    period is kept as hidden: to pick one that shows instead would be to pick a larger one.
    """
    step = -(-int(indicator.window_months or 0) // MONTHS_IN[series.period_type])
    if step <= 1:
        return ()
    settled = np.flatnonzero(series.status == "ok")
    if not settled.size:
        return ()
    counts = np.flatnonzero((series.status == "ok") | (series.status == "suppressed"))
    kept, latest = set[int](), int(settled[-1])
    while latest >= 0:
        found = counts[counts <= latest]
        if not found.size:
            break
        kept.add(int(found[-1]))
        latest = int(found[-1]) - step
    overlap = np.ones(len(series.months), dtype=bool)
    overlap[list(kept)] = False
    return tuple(series.months[overlap])


def rolling_caveats(
    indicator: Indicator,
    caveats: tuple[Caveat, ...],
    overlapping: tuple[np.datetime64, ...],
    excluded: tuple[np.datetime64, ...],
) -> tuple[Caveat, ...]:
    """The caveats of a chart, with overlapping periods told as what they are and not as a person's choice."""
    if not overlapping:
        return caveats
    rolling = Caveat("rolling", {"window": int(indicator.window_months or 0)})
    chosen = tuple(sorted(set(excluded)))
    why = {name: c.values[name] for c in caveats for name in ("reasons",) if name in c.values}
    told = (Caveat("excluded", {"n": len(chosen), "at": chosen, **why}),) if chosen else ()
    return (rolling, *told, *(caveat for caveat in caveats if caveat.code != "excluded"))
