"""What a set of observations holds, in a few numbers: for a page that says what is open."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows, indicators and units; first and last month; sources in alphabetical order."""

    n_rows: int
    n_indicators: int
    n_units: int
    first: np.datetime64
    last: np.datetime64
    sources: tuple[str, ...]


def summary_of(frame: pd.DataFrame) -> Summary:
    """The summary of an observation table held in memory."""
    months = frame["period"].to_numpy().astype("datetime64[M]")
    none = np.datetime64("NaT", "M")
    return Summary(
        n_rows=len(frame),
        n_indicators=frame["indicator"].nunique(),
        n_units=frame["unit"].nunique(),
        first=months.min() if len(months) else none,
        last=months.max() if len(months) else none,
        sources=tuple(sorted(frame["source"].unique())),
    )
