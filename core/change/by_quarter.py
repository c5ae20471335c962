"""Whether quarters would be easier to read than months. They hold the same events and show no smaller change.

What is hidden since it is small is hidden less often in quarters, and where months hold a few events each a
curve of quarters jumps less. Both are computed from the months that there are.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Literal

import numpy as np
from scipy.special import gammaln

from core.change.log_sum import log_sum
from core.indicators import Indicator
from core.observations.series import Series
from core.spc.block import Floats
from core.spc.hidden import MOST_HIDDEN

MONTHS = 3
FEW = 5.0
"""Events a month below which the curve of months jumps mostly by chance: its sd is then 45 % of its mean."""
LEAST, FINE = 1e-3, 2000
"""Lowest mean that is tried, and how many up to the highest: less than one per cent apart."""


@dataclass(frozen=True, slots=True)
class ByQuarter:
    """What quarters would help against.

    helps : hidden, or few events a month where nothing is hidden
    events : usual number a month
    months, quarters : shares of values hidden, 0 to 1; of quarters as expected from the months
    """

    helps: Literal["hidden", "few"]
    events: float
    months: float = 0.0
    quarters: float = 0.0


def by_quarter(
    series: Series, indicator: Indicator, *, factor: float = 1.0, latest: int | None = None
) -> ByQuarter | None:
    """What quarters would help against; None where that is nothing.

    factor : what every month is multiplied by, as when a change is planned; latest : only so many months
    Quarters are no help where they would be hidden too often as well. Where small denominators hide values
    it cannot be told. A value hidden beside another unit's small one is taken for small.
    """
    counted = indicator.kind in ("proportion", "rate", "count")
    if series.period_type != "month" or not counted or indicator.suppress_denominator_below is not None:
        return None
    settled = np.isin(series.status, ("ok", "suppressed"))
    settled &= np.arange(len(series)) >= (0 if latest is None else len(series) - latest)
    y = np.where(settled, series.numerator, np.nan)
    hidden = settled & (series.status == "suppressed")
    seen = y[np.isfinite(y)]
    below = 0 if ((seen > 0) & (seen < indicator.suppress_below)).any() else indicator.suppress_below
    if not hidden.any() and not seen.any():
        return None
    usual = usual_events(seen, int(hidden.sum()), below)
    chances = _chances(y, hidden, usual, below)
    months = share_hidden(list(chances.values()), factor, below)
    if months <= MOST_HIDDEN:
        return ByQuarter("few", usual * factor) if usual * factor < FEW else None
    quarters = share_hidden(_quarters(series.months, chances, settled), factor, below)
    return ByQuarter("hidden", usual * factor, months, quarters) if quarters <= MOST_HIDDEN else None


def usual_events(seen: Floats, hidden: int, below: int) -> float:
    """The mean of Poisson numbers of which some are known only to lie from 1 to below − 1.

    Maximum of Σ (y log λ − λ) + hidden·log P(1 ≤ X < below); leaving the hidden out would give too high a
    mean, since they are the small ones.
    """
    if not hidden or below <= 1:
        return float(seen.mean())
    highest = max(float(seen.max(initial=0.0)), below) + 1.0
    rate = np.geomspace(LEAST, highest, FINE)
    among = np.arange(1, below)
    of_hidden = log_sum(among * np.log(rate)[:, None] - rate[:, None] - gammaln(among + 1), axis=1)
    likelihood = seen.sum() * np.log(rate) - seen.size * rate + hidden * of_hidden
    return float(rate[likelihood.argmax()])


def share_hidden(chances: list[Floats], factor: float, below: int) -> float:
    """The mean chance that a number, times ``factor`` and rounded, is from 1 to below − 1; 1 without any.

    chances : of each number to be 0, 1, 2, ...
    """
    if not chances:
        return 1.0
    each = [chance[_small(len(chance), factor, below)].sum() for chance in chances]
    return float(np.mean(each))


def _small(length: int, factor: float, below: int) -> np.ndarray:
    rounded = np.round(np.arange(length) * factor)
    return (rounded >= 1) & (rounded < below)


def _chances(y: Floats, hidden: np.ndarray, usual: float, below: int) -> dict[int, Floats]:
    """Each settled month's chances to hold 0, 1, 2, ... events: known, or Poisson from 1 to below − 1."""
    among = np.arange(max(below, 2))
    log_chance = among * np.log(max(usual, LEAST)) - gammaln(among + 1)
    log_chance[0] = -np.inf
    of_hidden = np.exp(log_chance - log_sum(log_chance))
    known = {int(t): np.eye(1, int(y[t]) + 1, int(y[t]))[0] for t in np.flatnonzero(np.isfinite(y))}
    return known | {int(t): of_hidden for t in np.flatnonzero(hidden)}


def _quarters(months: np.ndarray, chances: dict[int, Floats], settled: np.ndarray) -> list[Floats]:
    """The same of the sum of each whole calendar quarter."""
    first = np.flatnonzero(months.astype(np.int64) % MONTHS == 0)
    whole = [t for t in first if t + MONTHS <= len(settled) and settled[t : t + MONTHS].all()]
    return [reduce(np.convolve, (chances[int(t) + more] for more in range(MONTHS))) for t in whole]
