"""Small cells of the overview, made from numbers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.indicators import Indicator, Text, Unit
from core.overview.batch import Measured
from core.overview.county import Cell, county
from tests.figures.made_charts import PLACE, RATE, made_series

SINCE = "2023-09"
"""Three months before the end of two years from January 2022."""


def named(indicator: Indicator, name: str, **more: object) -> Indicator:
    """The same kind of measure under another id."""
    return replace(indicator, id=name, name=Text(name, name), **more)


def measured(indicator: Indicator, numbers: Sequence[float], unit: Unit = PLACE, **more: object) -> Measured:
    """Monthly numbers from January 2022 unless something else is said."""
    return Measured(indicator, unit, made_series(indicator, numbers, **more))  # type: ignore[arg-type]


def cell(numbers: Sequence[float], indicator: Indicator = RATE, since: str = SINCE, **more: object) -> Cell:
    """What is new in one series since the end of a month."""
    return county([measured(indicator, numbers, **more)], np.datetime64(since, "M")).cells[0]
