"""Part of a series: the periods from one month to another."""

from dataclasses import dataclass, replace

import numpy as np

from core.observations.months import Month
from core.observations.schema import MONTHS_IN
from core.observations.series import Series


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a series that was asked for, as far as there is such a part.

    first, last : its ends as periods of the series; None where the end is the series' own
    first_outside, last_outside : whether an end was asked for that the series does not have
    """

    first: Month | None
    last: Month | None
    first_outside: bool
    last_outside: bool


def stretch_of(series: Series, first: Month | None, last: Month | None) -> Stretch:
    """The periods of ``series`` that hold the months ``first`` and ``last``; None asks for its own end.

    An end outside the series is passed over, and both are where the first comes after the last.
    """
    begins, ends = _holding(series, first), _holding(series, last)
    lost = first is not None and begins is None, last is not None and ends is None
    if begins is not None and ends is not None and begins > ends:
        return Stretch(None, None, True, True)
    return Stretch(
        None if begins == series.months[0] else begins, None if ends == series.months[-1] else ends, *lost
    )


def _holding(series: Series, month: Month | None) -> Month | None:
    """The period of the series that holds a month: one made for months opens the quarter."""
    if month is None or month < series.months[0]:
        return None
    if month >= series.months[-1] + MONTHS_IN[series.period_type]:
        return None
    return series.months[series.months <= month][-1]


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
