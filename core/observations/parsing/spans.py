"""Periods written as their ends: 2025-01 – 2025-03 · jan–mar 2025 · 2025-01-01 – 2025-01-31.

Read only where the two are the ends of one month, quarter, half-year or year of the calendar: any other span
(twelve months to March, a winter) is a period that no chart here has.
"""

import re
from calendar import monthrange
from collections.abc import Callable

import numpy as np

from core.observations.schema import MONTHS_IN

Found = tuple[np.datetime64, str]

_BETWEEN = re.compile(r" ?(?:-|till|to|t\.?o\.?m\.?) ?")
_DAY = re.compile(r"(?P<month>.+)[-/.](?P<day>\d\d?)")
_SINGLE_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"[a-zåäö]+\.?")
_TYPES = {months: name for name, months in MONTHS_IN.items()}

End = tuple[np.datetime64, int | None]
"""A month, and the day in it where one is written."""


def read_span(text: str, month_of: Callable[[str], Found | None]) -> Found | None:
    """The first month and type of the one period that the text can span; None when there is none.

    text : lower case, single spaces, plain hyphens
    month_of : reads one month
    """
    if len(text) < len("jan-mar 2025") - 1 or not _SINGLE_YEAR.search(text):
        return None
    ways = {found for at in _BETWEEN.finditer(text) if (found := _of(*_ends(text, at), month_of))}
    return ways.pop() if len(ways) == 1 else None


def _ends(text: str, at: re.Match[str]) -> tuple[str, str]:
    """The two sides; a month without its year has that of the other."""
    first, last = text[: at.start()], text[at.end() :]
    years = _SINGLE_YEAR.findall(text)
    if len(years) == 1:
        if _NAME.fullmatch(first):
            first = f"{years[0]} {first}"
        elif _NAME.fullmatch(last):
            last = f"{years[0]} {last}"
    return first, last


def _of(first: str, last: str, month_of: Callable[[str], Found | None]) -> Found | None:
    start, end = _end(first, month_of), _end(last, month_of)
    if start is None or end is None or (start[1] is None) != (end[1] is None):
        return None
    if start[1] is not None and (start[1] != 1 or end[1] != _last_day(end[0])):
        return None
    n = int((end[0] - start[0]).astype(int)) + 1
    fits = n in _TYPES and int(start[0].astype(int)) % n == 0 and (n > 1 or start[1] is not None)
    return (start[0], _TYPES[n]) if fits else None


def _end(text: str, month_of: Callable[[str], Found | None]) -> End | None:
    found = month_of(text)
    if found is not None:
        return (found[0], None) if found[1] == "month" else None
    day = _DAY.fullmatch(text)
    found = month_of(day["month"]) if day else None
    return (found[0], int(day["day"])) if day and found is not None and found[1] == "month" else None


def _last_day(month: np.datetime64) -> int:
    year, number = str(month).split("-")
    return monthrange(int(year), int(number))[1]
