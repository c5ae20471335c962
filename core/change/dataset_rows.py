"""Units' series as numbers for ``evaluate``: what is known, what is hidden, which periods count."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.change.table import Numbers
from core.indicators import Indicator
from core.observations.schema import MONTHS_IN
from core.observations.series import Series
from core.spc.block import Floats
from core.spc.hidden import Hidden


def numbers_of(
    series: Sequence[Series], counts: bool, left_out: Sequence[Sequence[np.datetime64]]
) -> Numbers:
    """The numbers of several units. A hidden value's denominator is left out too: nothing may give it away.

    counts : numerators and denominators rather than values; left_out : of each unit, periods that are treated
    as missing
    """
    status = np.concatenate([_status(one, out) for one, out in zip(series, left_out, strict=True)])
    known = np.isin(status, ("ok", "provisional"))
    numerator, denominator = (
        np.concatenate(arrays) for arrays in zip(*(_numbers(one, counts) for one in series), strict=True)
    )
    return Numbers(
        units=tuple(one.unit for one in series),
        row=np.repeat(np.arange(len(series)), [len(one) for one in series]),
        month=np.concatenate([one.months for one in series]).astype("datetime64[M]"),
        numerator=np.where(known, numerator, np.nan),
        denominator=np.where(known, denominator, np.nan),
        status=status,
    )


def table_of(numbers: Numbers) -> pd.DataFrame:
    """The rows of ``evaluate``'s table."""
    return pd.DataFrame(
        {
            "unit": pd.Series(np.array(numbers.units)[numbers.row], dtype="str"),
            "month": numbers.month.astype("datetime64[us]"),
            "numerator": numbers.numerator,
            "denominator": numbers.denominator,
            "status": pd.Series(numbers.status, dtype="str"),
        }
    )


def _status(series: Series, left_out: Sequence[np.datetime64]) -> np.ndarray:
    if not len(left_out):
        return series.status
    leaves = np.isin(series.months, np.array(left_out, dtype="datetime64[M]"))
    return np.where(leaves, "missing", series.status)


def _numbers(series: Series, counts: bool) -> tuple[Floats, Floats]:
    if counts and series.kind != "count":
        return series.numerator, series.denominator
    return series.numerator if counts else series.value, np.ones(len(series))


def straddling(series: Series, start: np.datetime64) -> tuple[np.datetime64, ...]:
    """The period that holds the start without beginning with it: partly before and partly after."""
    length = np.timedelta64(MONTHS_IN[series.period_type], "M")
    return tuple(series.months[(series.months < start) & (start < series.months + length)])


def window(
    indicator: Indicator, series: Series, start: np.datetime64
) -> tuple[int | None, tuple[np.datetime64, ...]]:
    """The window of a rolling measure for ``evaluate``; for longer periods the ones to leave out instead.

    ``evaluate`` lays windows out month by month. Of quarters, kept are the last that ends before the start
    and whole windows before it, the first whose window begins with or after the start, and so on.
    """
    length = MONTHS_IN[series.period_type]
    if indicator.window_months is None or indicator.window_months <= length:
        return None, ()
    if length == 1:
        return indicator.window_months, ()
    every = -(-indicator.window_months // length)
    end = series.months + length
    before = np.flatnonzero(end <= start)[::-1][::every]
    after = np.flatnonzero(end - indicator.window_months >= start)[::every]
    kept = np.union1d(before, after)
    return None, tuple(month for at, month in enumerate(series.months) if at not in kept)


def hidden_aside(series: Series, start: np.datetime64, exclude: Sequence[np.datetime64]) -> Hidden:
    """How much is hidden before or after the change, whichever is more."""
    counts = ~np.isin(series.months, np.array(exclude, dtype="datetime64[M]"))
    sides = (counts & (series.months < start), counts & (series.months >= start))
    return max((_hidden_among(series, side) for side in sides), key=share_hidden)


def all_hidden(series: Series) -> Hidden:
    """How much of a unit is hidden."""
    return _hidden_among(series, np.ones(len(series), dtype=bool))


def _hidden_among(series: Series, months: np.ndarray) -> Hidden:
    n = int((months & (series.status == "suppressed")).sum())
    return Hidden(n, n + int((months & (series.status == "ok")).sum()))


def share_hidden(hidden: Hidden) -> float:
    """As a share, 0 where nothing would count."""
    return hidden.n / max(hidden.total, 1)


def has_numbers(series: Series) -> bool:
    """Whether anybody ever reported anything, hidden or not."""
    return bool(np.isfinite(series.value).any() or (series.status == "suppressed").any())
