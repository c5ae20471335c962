"""A small made-up dataset of units side by side, for questions about changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from core.improvement import Change
from core.indicators import Indicator, Text, Unit, load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import COLUMNS, MONTHS_IN

PLACES = ("a", "b", "c", "d", "e", "f")
RATE = Indicator(
    "made_visits",
    Text("Besök", "Visits"),
    "rate",
    multiply=100,
    direction="down",
    unit=Text("per 100", "per 100"),
)


@dataclass(frozen=True)
class Made:
    """What the dataset is made of.

    effect : relative change of unit ``a`` from ``start`` (period number) on
    hides : small numbers are hidden as the indicator says
    hidden, provisional : unit -> periods that are so; missing : unit -> periods without a row
    without_counts : units that report only values
    level : of means and scores; constant : units whose means never vary
    levels, parents : of units, municipality and none else
    """

    indicator: Indicator = RATE
    periods: int = 48
    period_type: str = "month"
    units: Sequence[str] = PLACES
    effect: float = 0.0
    start: int = 30
    events: float = 40.0
    hides: bool = False
    hidden: Mapping[str, Sequence[int]] = field(default_factory=dict)
    provisional: Mapping[str, Sequence[int]] = field(default_factory=dict)
    missing: Mapping[str, Sequence[int]] = field(default_factory=dict)
    without_counts: Sequence[str] = ()
    level: float = 5.0
    constant: Sequence[str] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    seed: int = 3

    @property
    def months(self) -> np.ndarray:
        return np.datetime64("2021-01", "M") + MONTHS_IN[self.period_type] * np.arange(self.periods)

    @property
    def first(self) -> str:
        """The month of the start."""
        return str(self.months[self.start])

    def dataset(self) -> Dataset:
        rng = np.random.default_rng(self.seed)
        frame = pd.concat([self._rows(unit, rng) for unit in self.units], ignore_index=True)
        text = {n: "str" for n in COLUMNS if n not in ("period", "numerator", "denominator", "value")}
        return Dataset(
            Observations(frame[list(COLUMNS)].astype(text)),
            load_catalogue().with_indicators(self.indicator),
            load_units().with_units(*(self._unit(unit) for unit in self.units)),
            label="made",
            made_up=False,
        )

    def _unit(self, unit: str) -> Unit:
        level = self.levels.get(unit, "municipality")
        return Unit(unit, Text(f"Ort {unit}", f"Place {unit}"), level, self.parents.get(unit))  # type: ignore[arg-type]

    def _rows(self, unit: str, rng: np.random.Generator) -> pd.DataFrame:
        moved = np.where((np.arange(self.periods) >= self.start) & (unit == "a"), 1 + self.effect, 1.0)
        kind, n = self.indicator.kind, np.full(self.periods, 500.0)
        if kind == "proportion":
            y = rng.binomial(500, np.clip(self.events / 500 * moved, 0, 1)).astype(float)
        elif kind in ("mean", "score"):
            y = 500 * (self.level * moved + (unit not in self.constant) * rng.normal(0, 0.3, self.periods))
        else:
            y = rng.poisson(self.events * moved).astype(float)
        status = np.full(self.periods, "ok", dtype=object)
        if self.hides:
            status[(y > 0) & (y < self.indicator.suppress_below)] = "suppressed"
        status[list(self.hidden.get(unit, ()))] = "suppressed"
        status[list(self.provisional.get(unit, ()))] = "provisional"
        value = self.indicator.shown(y, n, np.nan)
        unknown = status == "suppressed"
        y, value = np.where(unknown, np.nan, y), np.where(unknown, np.nan, value)
        if unit in self.without_counts:
            y, n = np.full(self.periods, np.nan), np.full(self.periods, np.nan)
        rows = pd.DataFrame(
            {
                "indicator": self.indicator.id,
                "unit": unit,
                "period": self.months.astype("datetime64[us]"),
                "period_type": self.period_type,
                **dict.fromkeys(("target_group", "age", "sex", "other"), "all"),
                "numerator": y,
                "denominator": np.nan if kind == "count" else n,
                "value": value,
                "status": status,
                "source": "made",
            }
        )
        return rows.drop(index=list(self.missing.get(unit, ()))).reset_index(drop=True)


def change_in(unit: str, start: str, indicator: str = RATE.id, **more) -> Change:
    return Change(
        f"change-{unit}-{start}", (unit,), start, Text("Ändring", "Change"), outcome=(indicator,), **more
    )


def rate_with(**more) -> Indicator:
    return replace(RATE, **more)
