"""Ordinary series as care reports them, in which nothing is wrong, and a way to plant one fault."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from made_tables import CATALOGUE, COUNT, RATE, SCORE, SHARE, UNITS, Dataset

from core.indicators import Break, Catalogue, Text, Unit, UnitRegister
from core.observations.observations import Observations
from core.observations.quality import Finding, quality_report
from core.observations.schema import COLUMNS, NUMBERS

TODAY = date(2025, 2, 15)
MONTHS = pd.date_range("2021-01-01", periods=48, freq="MS", unit="us")
TOWNS = tuple(f"t{i:02d}" for i in range(8))
LATE = replace(RATE, id="late", name=Text.of("late"), provisional_months=2)
ENROLLED = replace(
    RATE, id="enrolled", name=Text.of("per enrolled"), denominator=Text.of("Inskrivna", "People enrolled")
)
BROKEN = replace(
    RATE,
    id="broken",
    name=Text.of("broken"),
    breaks=(Break(np.datetime64("2023-01", "M"), Text.of("Ny källa", "New source")),),
)
INDICATORS = Catalogue([*CATALOGUE, LATE, ENROLLED, BROKEN])
REGISTER = UnitRegister(
    [
        Unit("county", Text.of("County"), "county", population=160_000),
        *(Unit(t, Text.of(f"Town {t}"), "municipality", "county", population=20_000) for t in TOWNS),
    ]
)


def made(
    numbers: np.ndarray,
    denominator: np.ndarray | float | None = None,
    indicator: str = "rate",
    units: tuple[str, ...] = TOWNS,
) -> pd.DataFrame:
    """An observation table of (units, months) numbers: numerators where there is a denominator or a count."""
    numbers = np.atleast_2d(np.asarray(numbers, float))
    meant = INDICATORS[indicator]
    counted = denominator is not None or meant.kind == "count"
    below = np.broadcast_to(np.nan if denominator is None else np.asarray(denominator, float), numbers.shape)
    top = numbers if counted else np.full(numbers.shape, np.nan)
    value = meant.shown(top, below, np.nan) if counted else numbers
    months = MONTHS[: numbers.shape[1]]
    n_units, n_months = numbers.shape
    frame = pd.DataFrame(
        {
            "indicator": indicator,
            "unit": np.repeat(units[:n_units], n_months),
            "period": np.tile(months, n_units),
            "period_type": "month",
            **dict.fromkeys(("target_group", "age", "sex", "other"), "all"),
            "numerator": top.ravel(),
            "denominator": below.ravel(),
            "value": value.ravel(),
            "status": np.where(np.isnan(value.ravel()), "missing", "ok"),
            "source": "made",
        }
    )
    text = {name: "str" for name in COLUMNS if name not in (*NUMBERS, "period")}
    return frame[list(COLUMNS)].astype(text)


def found(*frames: pd.DataFrame, today: date | None = TODAY) -> list[Finding]:
    """Everything found in tables laid together."""
    frame = pd.concat(frames, ignore_index=True)
    table = Observations(frame, checked=True)
    return list(quality_report(table, INDICATORS, REGISTER, today).findings)


def codes(*frames: pd.DataFrame, today: date | None = TODAY) -> set[str]:
    return {one.code for one in found(*frames, today=today)}


def only(code: str, *frames: pd.DataFrame) -> Finding:
    """The one finding of a sort."""
    (one,) = [one for one in found(*frames) if one.code == code]
    return one


def ordinary(seed: int = 1, level: float = 60.0, n: float = 400.0) -> np.ndarray:
    """(towns, months) counts: level, season, a county-wide disturbance, resemblance over time and chance."""
    rng = np.random.default_rng(seed)
    shape = (len(TOWNS), len(MONTHS))
    season = 0.2 * np.cos(np.arange(shape[1]) * 2 * np.pi / 12)
    shared, own = np.zeros(shape[1]), np.zeros(shape)
    for t in range(1, shape[1]):
        shared[t] = 0.4 * shared[t - 1] + 0.05 * rng.standard_normal()
        own[:, t] = 0.4 * own[:, t - 1] + 0.1 * rng.standard_normal(shape[0])
    return rng.poisson(level * np.exp(season + shared + own)).astype(float)


def with_cell(numbers: np.ndarray, unit: int, month: int, to: float | Callable[[float], float]) -> np.ndarray:
    """The same numbers but for one cell."""
    changed = numbers.copy()
    changed[unit, month] = to(changed[unit, month]) if callable(to) else to
    return changed


__all__ = [
    "COUNT",
    "INDICATORS",
    "MONTHS",
    "RATE",
    "REGISTER",
    "SCORE",
    "SHARE",
    "TODAY",
    "TOWNS",
    "UNITS",
    "Dataset",
    "codes",
    "found",
    "made",
    "only",
    "ordinary",
    "with_cell",
]
