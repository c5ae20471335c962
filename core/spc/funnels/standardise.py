"""Comparing places whose people differ in age: direct and indirect standardisation."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.remarks import Caveat
from core.spc.block import Floats
from core.spc.data import as_floats
from core.spc.funnels.intervals import byar, exact_poisson

FEW_EVENTS = 10
"""Events below which the interval of a standardised rate is rough, and a rate says little."""


@dataclass(frozen=True, slots=True)
class DirectlyStandardised:
    """Arrays (units,), on the shown scale: each place's rate, had it the ages of the standard population.

    ``lower`` and ``upper`` bound ``rate``; ``crude`` is the rate as it is; ``events`` the number behind it.
    """

    rate: Floats
    lower: Floats
    upper: Floats
    crude: Floats
    events: Floats
    caveats: tuple[Caveat, ...]


@dataclass(frozen=True, slots=True)
class IndirectlyStandardised:
    """Arrays (units,): observed over expected, with limits. 1 is as many as expected."""

    ratio: Floats
    lower: Floats
    upper: Floats
    observed: Floats
    expected: Floats
    caveats: tuple[Caveat, ...]


def direct(
    events: Any, population: Any, weights: Any, multiply: float = 1.0, level: float = 0.95
) -> DirectlyStandardised:
    """Directly standardised rates.

    events, population : (units, strata), or (strata,) for one unit. NaN in any stratum makes the unit NaN: a
        sum with a part missing is another number.
    weights : (strata,), the standard population; any positive scale.

    Rate = Σ w y/n / Σ w. Its limits are rate + √(V / O) · (O_limit − O) with V = Σ (w / Σw)² y / n² and O the
    number of events with Byar limits O_limit (Dobson, Kuulasmaa, Eberle & Scherer 1991, Confidence intervals
    for weighted sums of Poisson parameters, Statistics in Medicine 10:457–462). Without any event the upper
    limit is the exact upper limit of 0 times the largest w / (n Σw), which holds wherever an event may come
    (Fay & Feuer 1997). Raises ValueError for shapes that differ, or negative or impossible numbers.
    """
    y, n = np.atleast_2d(as_floats(events, "events")), np.atleast_2d(as_floats(population, "population"))
    w = as_floats(weights, "weights")
    _check_strata(y, n, w)
    share = w / w.sum() / n
    rate, variance, observed = (share * y).sum(axis=1), (share**2 * y).sum(axis=1), y.sum(axis=1)
    low, high = byar(observed, level)
    scale = np.sqrt(np.divide(variance, observed, out=np.zeros_like(variance), where=observed > 0))
    none_seen = share.max(axis=1) * exact_poisson(0.0, level)[1]
    upper = np.where(observed == 0, none_seen, rate + scale * (high - observed))
    lower = rate + scale * (low - observed)
    crude = observed / n.sum(axis=1)
    return DirectlyStandardised(
        rate * multiply, lower * multiply, upper * multiply, crude * multiply, observed, _few(observed)
    )


def indirect(
    observed: Any, expected: Any, level: float = 0.95, method: Literal["byar", "exact"] = "byar"
) -> IndirectlyStandardised:
    """Observed over expected counts (units,) with Byar or exact Poisson limits of the observed one.

    Breslow & Day 1987, ch. 2. Ratios of two units may not be compared with each other when their age
    structures differ, only each with 1. Raises ValueError for negative counts or an expected count not
    above 0.
    """
    o, e = np.atleast_1d(as_floats(observed, "observed")), np.atleast_1d(as_floats(expected, "expected"))
    if o.shape != e.shape:
        raise ValueError(f"observed has shape {o.shape} and expected {e.shape}")
    if (e <= 0).any():
        raise ValueError("an expected count must be above 0")
    if method not in ("byar", "exact"):
        raise ValueError(f"method {method!r} is none of byar, exact")
    low, high = (byar if method == "byar" else exact_poisson)(o, level)
    return IndirectlyStandardised(o / e, low / e, high / e, o, e, _few(o))


def expected_counts(population: Any, standard_rates: Any) -> Floats:
    """Events expected in each unit (units,) had the standard rates (strata,) held in its population
    (units, strata)."""
    n = np.atleast_2d(as_floats(population, "population"))
    rates = as_floats(standard_rates, "standard_rates")
    if rates.shape != n.shape[1:]:
        raise ValueError(f"standard_rates has shape {rates.shape} for {n.shape[1]} strata")
    if (n < 0).any() or (rates < 0).any():
        raise ValueError("neither a population nor a rate can be negative")
    return (n * rates).sum(axis=1)


def _check_strata(y: Floats, n: Floats, w: Floats) -> None:
    if y.shape != n.shape or w.shape != y.shape[1:]:
        raise ValueError(f"events {y.shape}, population {n.shape} and weights {w.shape} do not fit together")
    if (y < 0).any():
        raise ValueError("a count cannot be negative")
    if (n <= 0).any():
        raise ValueError("every stratum needs a population above 0; join strata that are empty")
    if not (np.isfinite(w).all() and (w > 0).all()):
        raise ValueError("weights must be above 0")


def _few(observed: Floats) -> tuple[Caveat, ...]:
    few = int((observed < FEW_EVENTS).sum())
    return (Caveat("standardised_few_events", {"n": few, "minimum": FEW_EVENTS}),) if few else ()
