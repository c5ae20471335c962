"""A table that Skifte saved itself: text cells for a person to look at, and the observations they are."""

from dataclasses import dataclass

import pandas as pd

from core.indicators.indicator import Indicator
from core.indicators.units import Unit
from core.observations.observations import Observations
from core.observations.readers.table import RawTable


@dataclass(frozen=True, eq=False, kw_only=True)
class StoredTable(RawTable):
    """The cells as text, for a person to look at, and what they are.

    indicators, units : every one that the rows name, and the units above those, as they were when saved
    changes : the file of changes that was saved beside, "" for none
    """

    observations: Observations
    indicators: tuple[Indicator, ...]
    units: tuple[Unit, ...]
    changes: str = ""


def text_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """An observation table as text, "" for what is not known; periods as a person writes them."""
    cells = {name: frame[name].astype("str").where(frame[name].notna(), "") for name in frame.columns}
    month = frame["period"].dt.month
    year = frame["period"].dt.year.astype("str")
    part = {
        "month": "-" + month.astype("str").str.zfill(2),
        "quarter": " kv " + ((month + 2) // 3).astype("str"),
        "half_year": " halvår " + ((month + 5) // 6).astype("str"),
    }
    written = year.copy()
    for kind, ending in part.items():
        written = written.where(frame["period_type"] != kind, year + ending)
    return pd.DataFrame(cells | {"period": written.astype("str")})
