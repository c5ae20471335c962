"""What is worth knowing about a set of observations before trusting a chart of it: notes for a page."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from core.observations.schema import MONTHS_IN, SERIES_KEY
from core.observations.source import ObservationSource
from core.remarks import Problem, Value

MAX_NAMED = 6


def quality_notes(observations: ObservationSource, indicator: str | None = None) -> tuple[Problem, ...]:
    """Notes on one indicator, or on each that has rows: period covered, gaps, hidden and provisional numbers.

    Every note holds ``indicator`` (its id). Months are written "2025-03"; a page gives them names.
    """
    frame = observations.frame
    chosen = frame if indicator is None else frame[frame["indicator"] == indicator]
    return tuple(
        note for one, rows in chosen.groupby("indicator", sort=True) for note in _notes(str(one), rows)
    )


def _notes(indicator: str, rows: pd.DataFrame) -> Iterator[Problem]:
    months = rows["period"].to_numpy().astype("datetime64[M]")
    values: dict[str, Value] = {"first": str(months.min()), "last": str(months.max())}
    yield _note("quality_period", indicator, **values, n=rows["unit"].nunique(), rows=len(rows))
    known = rows["value"].notna().to_numpy()
    if known.any() and months[known].max() < months.max():
        yield _note("quality_latest_known", indicator, last=str(months[known].max()))
    gaps = _gaps(rows)
    if gaps.any():
        absent = _absent_everywhere(rows)
        yield _note("quality_gaps", indicator, n=int(gaps.sum()), series=int((gaps > 0).sum()))
        if absent:
            yield _note("quality_months_absent", indicator, n=len(absent), months=absent[:MAX_NAMED])
    for status, code in (("suppressed", "quality_suppressed"), ("missing", "quality_missing")):
        n = int((rows["status"] == status).sum())
        if n:
            yield _note(code, indicator, n=n, percent=100 * n / len(rows))
    provisional = rows["status"].to_numpy() == "provisional"
    if provisional.any():
        named = tuple(str(month) for month in np.unique(months[provisional])[-MAX_NAMED:])
        yield _note("quality_provisional", indicator, n=len(np.unique(months[provisional])), months=named)


def _note(code: str, indicator: str, **values: Value) -> Problem:
    return Problem(code, {"indicator": indicator, **values}, severity="note")


def _gaps(rows: pd.DataFrame) -> np.ndarray:
    """For each series, how many periods between its first and last have no row."""
    months = rows["period"].to_numpy().astype("datetime64[M]").astype(np.int64)
    by_series = pd.Series(months, index=rows.index).groupby([rows[name] for name in SERIES_KEY], sort=False)
    steps = rows.groupby(list(SERIES_KEY), sort=False)["period_type"].first().map(dict(MONTHS_IN)).to_numpy()
    spans = by_series.agg(["min", "max", "count"])
    return ((spans["max"] - spans["min"]) // steps + 1 - spans["count"]).to_numpy(np.int64)


def _absent_everywhere(rows: pd.DataFrame) -> tuple[str, ...]:
    """Periods between the first and last that no unit reports, for the commonest period type."""
    common = rows["period_type"].mode().iloc[0]
    months = rows.loc[rows["period_type"] == common, "period"].to_numpy().astype("datetime64[M]")
    calendar = np.arange(months.min(), months.max() + 1, np.timedelta64(MONTHS_IN[common], "M"))
    return tuple(str(month) for month in np.setdiff1d(calendar, months))
