"""Funnel: do units differ more than chance, and which ones? No ranks."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from core.remarks import Caveat
from core.spc.block import Bools, Floats
from core.spc.data import LARGEST, as_floats
from core.spc.funnels.between import Between, between_units
from core.spc.funnels.chance import Kind, chance_limits, chance_sd
from core.spc.funnels.together import chance_of_spread

Overdispersion = Literal["auto", "calibrated"] | bool
LEVELS = (95.0, 99.8)
FEW_UNITS = 10
"""Units below which variation between them is badly known."""
FEWEST_UNITS = 3
"""Units below which nothing is said about variation between them, and nothing is drawn."""
SMALL = 5.0
"""Expected events below which a unit can hardly be outside on the low side."""
_GRID = 200
RARELY = 0.05
"""What chance does in at most so many comparisons is told as more than chance."""

Why = Literal["spread_wider", "chance_alone", "chosen", "declined", "too_few_units"]


@dataclass(frozen=True, eq=False)
class Funnel:
    """Units beside each other around a common target.

    Arrays are (units,), in the order given; NaN where a unit has no number. ``target`` and ``value`` are
    numerator / denominator times ``multiply``. ``status``: ok, missing or suppressed. ``between`` is what
    was measured of variation between units (None with too few), ``adjusted`` whether the limits allow for
    it, and ``why``: spread_wider (auto, φ > 1), chance_alone (auto, φ ≤ 1), chosen (asked for), declined
    (asked not to) or too_few_units.
    """

    kind: Kind
    unit: np.ndarray
    numerator: Floats
    denominator: Floats
    status: np.ndarray
    multiply: float
    theta: float
    between: Between | None
    adjusted: bool
    why: Why
    caveats: tuple[Caveat, ...] = field(default=())

    @property
    def target(self) -> float:
        """The line of the funnel, on the shown scale."""
        return self.theta * self.multiply

    @property
    def phi(self) -> float | None:
        """Spread of the units relative to chance; None with too few units."""
        return None if self.between is None else self.between.phi

    @property
    def tau2(self) -> float | None:
        """Variance between units, unscaled (numerator / denominator); None with too few units."""
        return None if self.between is None else self.between.tau2

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a unit: unit, numerator, denominator, value, z, z_adjusted, lower_95, upper_95, lower_998,
        upper_998, outside_95, outside_998, status. Values and limits on the shown scale; ``z`` by chance
        alone, ``z_adjusted`` with what units differ; outside is strict, and false where nothing is known.
        """
        known = self.status == "ok"
        value = np.full(len(self.unit), np.nan)
        np.divide(self.numerator, self.denominator, out=value, where=known)
        columns: dict[str, Any] = {
            "unit": self.unit,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": value * self.multiply,
            "z": (value - self.theta) / self._sd(self.denominator),
            "z_adjusted": (value - self.theta) / self._sd(self.denominator) / self._stretch(self.denominator),
            **self._limits(self.denominator),
        }
        for name in ("95", "998"):
            low, high = columns[f"lower_{name}"], columns[f"upper_{name}"]
            slack = 1e-9 * np.abs(columns["value"])
            columns[f"outside_{name}"] = (columns["value"] < low - slack) | (columns["value"] > high + slack)
        return pd.DataFrame({**columns, "status": pd.Series(self.status, dtype="str")})

    @cached_property
    def curves(self) -> pd.DataFrame:
        """Limits for drawing: denominator (200, evenly spaced roots), lower and upper of both levels."""
        known = self.denominator[self.status == "ok"]
        if not known.size or not self.drawable:
            return pd.DataFrame({"denominator": np.empty(0), **self._limits(np.empty(0))})
        grid = np.linspace(np.sqrt(known.min()), np.sqrt(known.max()), _GRID) ** 2
        return pd.DataFrame({"denominator": grid, **self._limits(grid)})

    @property
    def drawable(self) -> bool:
        """Whether there are limits: enough units, and a target that chance can miss on both sides."""
        enough = int((self.status == "ok").sum()) >= FEWEST_UNITS
        return enough and self.theta > 0 and (self.kind != "proportion" or self.theta < 1)

    @cached_property
    def stands_out(self) -> Bools:
        """Which units differ more than the largest of so many does by itself, (units,).

        Outside the 99.8 % limits, and so far that at most one comparison in twenty has any unit there: tails
        of 0.05 / 2k on each side of each of the k units (Bonferroni; Dunn 1961, Multiple comparisons among
        means, JASA 56:52–64), with what units differ by not underrated by winsorising.
        """
        known = self.status == "ok"
        if not self.drawable:
            return np.zeros(len(self.unit), dtype=bool)
        value, n = self.points["value"].to_numpy() / self.multiply, self.denominator
        below, above = (np.full(len(n), np.nan) for _ in range(2))
        tail = RARELY / 2 / known.sum()
        by_chance = chance_limits(self.kind, self.theta, n[known], tail)
        stretch = self._stretch(n[known], self._unwinsorised())
        below[known], above[known] = (self.theta + (limit - self.theta) * stretch for limit in by_chance)
        beyond = (value < below) | (value > above)
        return beyond & self.points["outside_998"].to_numpy(bool)

    @cached_property
    def chance_of_spread(self) -> float:
        """How often chance alone makes the units differ at least as much, all together; NaN where unknown."""
        if not self.drawable:
            return float("nan")
        known = self.status == "ok"
        z = self.points["z"].to_numpy()[known]
        return chance_of_spread(self.kind, self.theta, self.denominator[known], z)

    @property
    def apart_together(self) -> bool:
        """Whether the units, all together, differ more than chance makes one comparison in twenty differ."""
        return self.chance_of_spread < RARELY

    @property
    def any_outside(self) -> bool:
        """Whether any unit lies outside the 99.8 % limits; if none does, an order says nothing."""
        return bool(self.points["outside_998"].any())

    def _sd(self, n: Floats) -> Floats:
        if not self.drawable:
            return np.full(len(n), np.nan)
        return chance_sd(self.kind, self.theta, n)

    def _stretch(self, n: Floats, between: Between | None = None) -> Floats:
        """√(1 + τ² / sd²): how many times wider the limits are than by chance alone."""
        between = between or self.between
        tau2 = between.tau2 if self.adjusted and between is not None else 0.0
        return np.sqrt(1 + tau2 / self._sd(n) ** 2)

    def _unwinsorised(self) -> Between | None:
        """How much units differ, with what winsorising takes away given back; None with too few units."""
        return _between(self, self.status == "ok", calibrated=True)

    def _limits(self, n: Floats) -> dict[str, Floats]:
        """Limits at denominators ``n``: the distance that chance gives, stretched, cut at 0 and 1."""
        found = {}
        usable = np.isfinite(n) & self.drawable
        for level, name in zip(LEVELS, ("95", "998"), strict=True):
            low, high = np.full(len(n), np.nan), np.full(len(n), np.nan)
            if usable.any():
                tail = (1 - level / 100) / 2
                by_chance = chance_limits(self.kind, self.theta, n[usable], tail)
                stretch = self._stretch(n[usable])
                below, above = (self.theta + (limit - self.theta) * stretch for limit in by_chance)
                low[usable] = np.maximum(below, 0.0)
                high[usable] = np.minimum(above, 1.0) if self.kind == "proportion" else above
            found |= {f"lower_{name}": low * self.multiply, f"upper_{name}": high * self.multiply}
        return found


def funnel(
    numerator: Any,
    denominator: Any,
    unit: Any,
    kind: Kind = "proportion",
    overdispersion: Overdispersion = "auto",
    *,
    target: float | None = None,
    multiply: float = 1.0,
    suppressed: Any = None,
) -> Funnel:
    """Compare units by a funnel (Spiegelhalter 2005).

    numerator, denominator : (units,), NaN where missing. For a ratio, observed and expected counts.
    unit : (units,) names or ids.
    kind : proportion (binomial), rate or ratio (Poisson).
    overdispersion : whether limits allow for variation between units beyond chance: True, False, or "auto",
        which does when φ > 1; "calibrated" does the same with φ divided by what winsorising leaves of chance:
        not the published formula, but about as many units outside as the limits say. Each unit's chance
        limits are stretched by √(1 + τ² / sd²): as skewed as chance is, never narrower than chance alone.
    target : the line, as numerator / denominator. Else Σ numerator / Σ denominator; 1 for a ratio.
    multiply : the shown scale, e.g. 100.
    suppressed : (units,) truth values: hidden because small. Neither their numbers nor limits are shown.

    A unit is missing where its numerator or denominator is, and where both are 0. Raises ValueError, naming
    units, for negative, infinite or impossible numbers.
    """
    if kind not in get_args(Kind):
        raise ValueError(f"kind {kind!r} is none of {', '.join(get_args(Kind))}")
    if overdispersion not in ("auto", "calibrated", True, False):
        raise ValueError(f"overdispersion {overdispersion!r} is none of 'auto', 'calibrated', True, False")
    names, y, n, status = _checked(numerator, denominator, unit, kind, suppressed)
    known = status == "ok"
    theta = _target(y[known], n[known], kind, target)
    bare = Funnel(kind, names, y, n, status, float(multiply), theta, None, False, "too_few_units")
    between = _between(bare, known, overdispersion == "calibrated")
    adjusted, why = _adjusting(between, overdispersion)
    caveats = _caveats(bare, known, between, target)
    return Funnel(kind, names, y, n, status, float(multiply), theta, between, adjusted, why, caveats)


def _checked(
    numerator: Any, denominator: Any, unit: Any, kind: Kind, suppressed: Any
) -> tuple[np.ndarray, Floats, Floats, np.ndarray]:
    y, n = as_floats(numerator, "numerator"), as_floats(denominator, "denominator")
    names = np.array(unit, dtype=object)
    hidden = np.zeros(len(names), dtype=bool) if suppressed is None else np.array(suppressed, dtype=bool)
    if not (y.ndim == n.ndim == 1 and len(y) == len(n) == len(names) == len(hidden)):
        raise ValueError(
            "numerator, denominator, unit and suppressed must be one number a unit, equally many"
        )
    both = np.isfinite(y) & np.isfinite(n)
    _refuse(np.isinf(y) | np.isinf(n), names, "an infinite number")
    _refuse((np.abs(y) > LARGEST) | (np.abs(n) > LARGEST), names, "a number too large to compute with")
    _refuse((n > 0) & (n < 1 / LARGEST), names, "a denominator too small to divide by")
    _refuse((y < 0) | (n < 0), names, "a negative number")
    _refuse(both & (n == 0) & (y > 0), names, "events and a denominator of 0")
    if kind == "proportion":
        _refuse(both & (y > n), names, "a numerator above its denominator")
    status = np.where(hidden, "suppressed", np.where(both & (n > 0), "ok", "missing"))
    known = status == "ok"
    shown = np.where(hidden, np.nan, n)
    return names, np.where(known, y, np.nan), np.where(known | (n > 0), shown, np.nan), status


def _refuse(wrong: Bools, names: np.ndarray, what: str) -> None:
    if wrong.any():
        raise ValueError(f"{what}: {', '.join(str(name) for name in names[wrong][:5])}")


def _target(y: Floats, n: Floats, kind: Kind, target: float | None) -> float:
    if target is not None:
        if not (np.isfinite(target) and target > 0 and (kind != "proportion" or target < 1)):
            raise ValueError(f"target {target!r} is no possible {kind}")
        return float(target)
    if kind == "ratio":
        return 1.0
    return float(y.sum() / n.sum()) if n.size else float("nan")


def _between(bare: Funnel, known: Bools, calibrated: bool) -> Between | None:
    if not bare.drawable:
        return None
    z = bare.points["z"].to_numpy()[known]
    sd = chance_sd(bare.kind, bare.theta, bare.denominator[known])
    return between_units(z, sd, calibrated=calibrated)


def _adjusting(between: Between | None, overdispersion: Overdispersion) -> tuple[bool, Why]:
    if between is None:
        return False, "too_few_units"
    if overdispersion in ("auto", "calibrated"):
        wider = between.phi > 1 and between.tau2 > 0
        return wider, "spread_wider" if wider else "chance_alone"
    return bool(overdispersion), "chosen" if overdispersion else "declined"


def _caveats(bare: Funnel, known: Bools, between: Between | None, target: float | None) -> tuple[Caveat, ...]:
    """What limits the comparison, the most basic first."""
    n_known, names = int(known.sum()), bare.unit.astype(str)
    hidden, missing = bare.status == "suppressed", bare.status == "missing"
    found = []
    if n_known < FEW_UNITS:
        found.append(Caveat("funnel_few_units", {"n": n_known, "minimum": FEW_UNITS}))
    if n_known >= FEWEST_UNITS and not bare.drawable:
        found.append(Caveat("funnel_all_alike"))
    if hidden.any():
        found.append(Caveat("funnel_hidden", {"n": int(hidden.sum()), "units": tuple(names[hidden])}))
    if missing.any():
        found.append(Caveat("funnel_missing", {"n": int(missing.sum()), "units": tuple(names[missing])}))
    small = known & (bare.denominator * bare.theta < SMALL)
    if small.any() and bare.drawable:
        found.append(
            Caveat("funnel_small", {"n": int(small.sum()), "units": tuple(names[small]), "minimum": SMALL})
        )
    if between is not None and between.phi > VERY_WIDE:
        found.append(Caveat("funnel_very_wide", {"phi": between.phi}))
    if bare.kind == "ratio" and target is None and n_known and bare.drawable:
        overall = bare.numerator[known].sum() / bare.denominator[known].sum()
        away = abs(overall - 1) / np.sqrt(1 / bare.denominator[known].sum())
        if away > FAR:
            found.append(Caveat("funnel_off_target", {"overall": float(overall)}))
    return tuple(found)


VERY_WIDE = 10.0
"""φ above which units hardly measure the same thing (Spiegelhalter 2005: ask whether they are comparable)."""
FAR = 3.0
"""Standard errors from 1 at which all units together differ from what was expected of them."""
