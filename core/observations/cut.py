"""Part of a series: the periods from one month to another."""

from dataclasses import replace

import numpy as np

from core.observations.series import Series


def between(series: Series, first: np.datetime64 | None, last: np.datetime64 | None) -> Series:
    """The periods of ``series`` from ``first`` to ``last``, both included; open ends when None.

    A stretch that holds no period of the series gives the whole series back: a view is never empty.
    """
    keep = np.ones(len(series.months), dtype=bool)
    if first is not None:
        keep &= series.months >= first
    if last is not None:
        keep &= series.months <= last
    if keep.all() or not keep.any():
        return series
    return replace(
        series,
        months=series.months[keep],
        numerator=series.numerator[keep],
        denominator=series.denominator[keep],
        value=series.value[keep],
        status=series.status[keep],
        coverage=None if series.coverage is None else series.coverage[keep],
    )
