"""Time in a chart: months as numbers, and how periods longer than a month are named on the axis."""

import json
from typing import Any

import numpy as np

from core.observations.months import Month
from core.observations.schema import MONTHS_IN
from core.wording import Words

MOST_NAMED = 9
"""Names that fit along the axis of a chart on a laptop; the browser leaves out those that do not fit."""

_PART = {
    "quarter": "utcquarter(datum.value)",
    "half_year": "(utcmonth(datum.value) < 6 ? 1 : 2)",
}
_YEAR = "utcyear(datum.value)"


PICK = "pick"
"""The parameter of a chart that holds the point a person has pressed, by its time."""


def milliseconds(months: np.ndarray) -> np.ndarray:
    """Months as epoch milliseconds (UTC), the one form of time no browser shifts."""
    return months.astype("datetime64[ms]").astype(np.int64).astype(float)


def month_at(time: float) -> Month:
    """The month of a time as ``milliseconds`` gives it."""
    return np.datetime64(int(time), "ms").astype("datetime64[M]")


def time_ends(times: np.ndarray) -> list[dict[str, int | bool]]:
    """The first and the last of ``milliseconds``, as the ends of a scale of Vega-Lite."""
    return [_date_time(month_at(end)) for end in (np.min(times), np.max(times))]


def period_axis(words: Words, months: np.ndarray, period_type: str) -> dict[str, Any]:
    """What an axis over periods longer than a month needs, in Vega-Lite: where names stand, and which.

    Empty for months, which the browser names itself.
    """
    if period_type == "month":
        return {}
    step = _step(len(months), 12 // MONTHS_IN[period_type])
    first = _first_named(months, step)
    return {
        "values": [_date_time(month) for month in months[first::step]],
        "labelExpr": _YEAR if period_type == "year" else _named(words, period_type),
    }


def _date_time(month: np.datetime64) -> dict[str, int | bool]:
    """A month as Vega-Lite writes a date; epoch milliseconds it does not take here."""
    year, number = divmod(int(month.astype("datetime64[M]").astype(int)), 12)
    return {"year": year + 1970, "month": number + 1, "date": 1, "utc": True}


def _step(n: int, a_year: int) -> int:
    """Every how many periods one is named: each, twice a year, or every so many years."""
    needed = -(-n // MOST_NAMED)
    if needed <= 1:
        return 1
    return a_year // 2 if needed <= a_year // 2 else a_year * -(-needed // a_year)


def _first_named(months: np.ndarray, step: int) -> int:
    """Where the names begin: at the first January, if there is one within a step."""
    januaries = np.flatnonzero(months[:step].astype(int) % 12 == 0)
    return int(januaries[0]) if januaries.size else 0


def _named(words: Words, period_type: str) -> str:
    """A Vega expression of a period's short name, made from the words' own pattern for it."""
    written = words(f"period.{period_type}_short", part="\0", year="\1")
    pieces = written.replace("\0", "\2\0\2").replace("\1", "\2\1\2").split("\2")
    parts = {"\0": _PART[period_type], "\1": _YEAR}
    return " + ".join(parts.get(piece) or json.dumps(piece, ensure_ascii=False) for piece in pieces if piece)
