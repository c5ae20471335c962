"""Observation tables built row by row for tests."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from core.indicators import Catalogue, Indicator, Text, Unit, UnitRegister
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import COLUMNS

RATE = Indicator("rate", Text.of("rate"), "rate", multiply=100)
SHARE = Indicator("share", Text.of("share"), "proportion", multiply=100)
COUNT = Indicator("number", Text.of("number"), "count")
SCORE = Indicator("points", Text.of("points"), "score")
CATALOGUE = Catalogue([RATE, SHARE, COUNT, SCORE])
TOWNS = ("a", "b", "c", "d", "e", "f")
UNITS = UnitRegister(
    [
        Unit("county", Text.of("County"), "county"),
        *(Unit(town, Text.of(f"Town {town}"), "municipality", "county") for town in TOWNS),
        *(Unit(f"x{i}", Text.of(f"Elsewhere {i}"), "other") for i in range(3)),
    ]
)


def row(
    indicator: str, unit: str, month: str, numerator: Any = None, denominator: Any = None, **more: Any
) -> dict[str, Any]:
    """A row; its value follows from the counts, no numerator is missing, unless ``more`` says otherwise."""
    meant = CATALOGUE[indicator]
    known = numerator is not None
    value = (
        float(meant.shown(numerator, np.nan if denominator is None else denominator, np.nan))
        if known
        else np.nan
    )
    status = "ok" if known or "value" in more else "missing"
    base = {
        "indicator": indicator,
        "unit": unit,
        "period": f"{month}-01",
        "period_type": "month",
        "target_group": "all",
        "age": "all",
        "sex": "all",
        "other": "all",
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "status": status,
        "source": "test",
    }
    return base | more


def observations(rows: Iterable[dict[str, Any]]) -> Observations:
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    numbers = dict.fromkeys(("numerator", "denominator", "value"), "float64")
    text = {name: "str" for name in COLUMNS if name not in (*numbers, "period")}
    return Observations(frame.astype(numbers | text | {"period": "datetime64[us]"}))


def dataset(rows: Iterable[dict[str, Any]]) -> Dataset:
    return Dataset(observations(rows), CATALOGUE, UNITS, "test", made_up=True)
