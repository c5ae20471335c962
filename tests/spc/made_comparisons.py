"""Datasets made for comparing units: every number known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from core.indicators import Catalogue, Text, Unit, UnitRegister, load_catalogue, load_units
from core.indicators.indicator import Indicator
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import COLUMNS

UNITS = tuple(
    Unit(f"k{i:03d}", Text(f"Kommun {i:03d}", f"Place {i:03d}"), "municipality") for i in range(290)
)
RATE = Indicator("handelser", Text("Händelser", "Events"), "rate", multiply=100.0, suppress_below=0)
SHARE = replace(RATE, id="andel", name=Text("Andel", "Share"), kind="proportion")
MEAN = replace(RATE, id="medel", name=Text("Medel", "Mean"), kind="mean", multiply=1.0)
COUNT = replace(RATE, id="antal", name=Text("Antal", "Count"), kind="count", multiply=1.0)


def months(n: int, first: str = "2024-01") -> np.ndarray:
    return np.arange(np.datetime64(first, "M"), np.datetime64(first, "M") + n)


def rows(
    indicator: Indicator,
    unit: str,
    numerator: Sequence[float],
    denominator: Sequence[float] | None = None,
    *,
    status: Mapping[int, str] | None = None,
    age: str = "all",
    period_type: str = "month",
    step: int = 1,
) -> pd.DataFrame:
    """One series; ``status`` by position, and no numbers where a value is hidden or missing."""
    n = len(numerator)
    y = np.array(numerator, dtype=float)
    bottom = np.full(n, np.nan) if denominator is None else np.array(denominator, dtype=float)
    states = np.full(n, "ok", dtype=object)
    for at, word in (status or {}).items():
        states[at] = word
    unknown = np.isin(states, ["suppressed", "missing"])
    value = indicator.shown(y, bottom, y)
    first = np.datetime64("2024-01", "M")
    frame = {
        "indicator": indicator.id,
        "unit": unit,
        "period": (first + step * np.arange(n)).astype("datetime64[us]"),
        "period_type": period_type,
        "target_group": "all",
        "age": age,
        "sex": "all",
        "other": "all",
        "numerator": np.where(unknown | (indicator.kind == "mean"), np.nan, y),
        "denominator": np.where(unknown, np.nan, bottom),
        "value": np.where(unknown, np.nan, value),
        "status": pd.Series(states, dtype="str"),
        "source": "prov",
    }
    return pd.DataFrame(frame)[list(COLUMNS)].astype({"indicator": "str", "unit": "str", "source": "str"})


@cache
def _known() -> tuple[Catalogue, UnitRegister]:
    return load_catalogue(), load_units()


def dataset(*frames: pd.DataFrame, indicators: Sequence[Indicator], units: Sequence[Unit] = UNITS) -> Dataset:
    """A dataset of the rows, its units with no county above them."""
    catalogue, register = _known()
    together = Observations(pd.concat(frames, ignore_index=True))
    return Dataset(
        together, catalogue.with_indicators(*indicators), register.with_units(*units), "prov", made_up=False
    )


def rates(y: np.ndarray, n: np.ndarray, indicator: Indicator = RATE) -> Dataset:
    """A dataset of one indicator from (units, months) arrays."""
    units, periods = y.shape
    one = rows(indicator, UNITS[0].id, y[0], n[0])
    every = pd.concat([one] * units, ignore_index=True)
    value = indicator.shown(y, n, np.nan).ravel()
    named = pd.Series(np.repeat([unit.id for unit in UNITS[:units]], periods), dtype="str")
    every = every.assign(unit=named, numerator=y.ravel(), denominator=n.ravel(), value=value)
    return dataset(every, indicators=[indicator], units=UNITS[:units])
