"""How a series moves: level, spread between units, season, pandemic, county noise, own noise.

A pattern is written in relative terms (0.15 = 15 %) and gives, for each unit and month, the deviation
from the indicator's level on the log scale::

    deviation[i, t] = unit_i + trend·years_t + season·reaction_i·shape_t + planned·dip_t
                      + pandemic·tail_t + wave·winter2223_t + county_t + ar_it + log gamma_it

``unit_i`` ~ N(0, spread²) cut at 2 sd (log-normal levels) less its weighted mean, ``county_t`` ~
N(0, county²) shared by all, ``ar_it`` a stationary AR(1), the gamma factor has mean 1 and sd
``over``. Rates use exp(deviation); shares are moved on the logit scale by deviation/(1 − level),
which is the same relative change.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.simulate.streams import stream

Floats = NDArray[np.float64]
Months = NDArray[np.datetime64]

# January to December. Respiratory infections peak from December to March.
_WINTER = np.array([1.0, 0.9, 0.6, 0.1, -0.3, -0.5, -0.7, -0.5, -0.2, 0.0, 0.2, 0.7])
WINTER = _WINTER - _WINTER.mean()
# Planned work: thin staffing in July (−42 %), before and after it, and the short December.
PLANNED = np.log(np.array([1.0, 1.0, 1.03, 1.0, 1.02, 0.92, 0.58, 0.88, 1.04, 1.05, 1.03, 0.85]))
# Waiting for discharge: municipalities are short of staff in July.
SUMMER_QUEUE = np.log(np.array([1.0, 1.0, 1.0, 1.0, 1.0, 1.06, 1.2, 1.1, 1.0, 1.0, 1.0, 1.04]))
SHAPES = {"winter": WINTER, "planned": PLANNED, "summer_queue": SUMMER_QUEUE}


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one indicator varies; every number relative to its level."""

    spread: float = 0.15
    trend: float = 0.0
    season: float = 0.0
    reaction: float = 0.15
    planned: float = 0.0
    summer_queue: float = 0.0
    pandemic: float = 0.0
    wave: float = 0.0
    county: float = 0.02
    phi: float = 0.3
    ar: float = 0.05
    over: float = 0.0


def month_of_year(months: Months) -> NDArray[np.int64]:
    """0 for January to 11 for December."""
    return months.astype("datetime64[M]").astype(np.int64) % 12


def years_since(months: Months, origin: str = "2024-01") -> Floats:
    """Years from ``origin``, negative before it."""
    return (months.astype("datetime64[M]") - np.datetime64(origin, "M")).astype(np.int64) / 12.0


def pandemic_tail(months: Months) -> Floats:
    """1 through the first spring of 2021, fading to 0 at the end of 2022; the fourth wave shows."""
    t = (months.astype("datetime64[M]") - np.datetime64("2021-01", "M")).astype(np.int64)
    tail = np.clip(1.0 - np.clip(t - 3, 0, None) / 21.0, 0.0, 1.0)
    return tail + 0.35 * np.isin(t, (12, 13)) * tail


def winter_2022_23(months: Months) -> Floats:
    """The extra wave of respiratory infections, November 2022 to February 2023."""
    t = (months.astype("datetime64[M]") - np.datetime64("2022-11", "M")).astype(np.int64)
    return np.select([t == 0, t == 1, t == 2, t == 3], [0.6, 1.0, 0.8, 0.3], 0.0)


def ar1(rng: np.random.Generator, n: int, phi: float, sd: float) -> Floats:
    """A stationary AR(1) of ``n`` points with correlation ``phi`` and standard deviation ``sd``."""
    shocks = rng.standard_normal(n)
    out = np.empty(n)
    out[0] = shocks[0]
    innovation = np.sqrt(1.0 - phi * phi)
    for t in range(1, n):
        out[t] = phi * out[t - 1] + innovation * shocks[t]
    return sd * out


def deviations(
    pattern: Pattern, seed: int, indicator: str, units: Mapping[str, float], months: Months
) -> Floats:
    """Deviation from the level on the log scale, units × months.

    units : unit -> size; the units' levels average to the indicator's level by these weights.
    """
    weights = np.array(list(units.values()))
    season = month_of_year(months)
    common = (
        pattern.trend * years_since(months)
        + pattern.planned * PLANNED[season]
        + pattern.summer_queue * SUMMER_QUEUE[season]
        + pattern.pandemic * pandemic_tail(months)
        + pattern.wave * winter_2022_23(months)
        + pattern.county * stream(seed, "county", indicator).standard_normal(months.size)
    )
    levels = pattern.spread * np.array([_level(seed, indicator, unit) for unit in units])
    levels -= levels @ weights / weights.sum()
    own = np.stack([_own(pattern, seed, indicator, unit, months) for unit in units])
    return levels[:, None] + own + common


def _level(seed: int, indicator: str, unit: str) -> float:
    return float(np.clip(stream(seed, "level", indicator, unit).standard_normal(), -2.0, 2.0))


def _own(pattern: Pattern, seed: int, indicator: str, unit: str, months: Months) -> Floats:
    rng = stream(seed, "unit", indicator, unit)
    reaction = 1.0 + pattern.reaction * np.clip(rng.standard_normal(), -2.0, 2.0)
    own = pattern.season * reaction * WINTER[month_of_year(months)]
    own = own + ar1(rng, months.size, pattern.phi, pattern.ar)
    if pattern.over > 0.0:
        shape = 1.0 / pattern.over**2
        own = own + np.log(rng.gamma(shape, 1.0 / shape, months.size))
    return own


def logit(p: Floats | float) -> Floats:
    return np.log(p) - np.log1p(-np.asarray(p, dtype=np.float64))


def expit(x: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-x))
