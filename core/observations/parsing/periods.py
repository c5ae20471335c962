"""Periods as people write them: 2025-01 · 202501 · 2025M01 · jan-25 · 2025 Januari · 2025 kv 1 · 45658.

A mark that a period is provisional is no part of it, and a period may be its first and last month (spans.py).

Spellings may be mixed in one column. Each distinct cell is read once, so a long column costs no more
than its distinct periods. Nothing is guessed: 01/02/2025 is read only when the column shows which is
the day, and a week is not a month.
"""

import re
from calendar import monthrange
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.observations.coded import Coded
from core.observations.parsing.spans import Found, read_span
from core.observations.schema import MONTHS_IN, PERIOD_TYPES

FIRST_YEAR, LAST_YEAR = 1900, 2100
# 45658 is 2025-01-01 in Excel's 1900 system, which counts a 29 February 1900 that never was.
_SERIAL_ORIGIN = np.datetime64("1899-12-30", "D")
_SERIALS = (25569, 73050)  # 1970-01-01 to 2099-12-31

_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february febr",
            "mar mars march",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug augusti august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d|2100)"
_SHORT_YEAR = r"(?P<year>(?:19|20)?\d\d)"
_SEP = r"[-/._ ]"
_APART = r"[-/._, ]"
_INVISIBLE = re.compile("[\u200b\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2013\u2212]")
_SPACED_HYPHEN = re.compile(r"(?<=\d) ?- ?(?=\d)")
_PROVISIONAL = re.compile(
    r"(?<=[\w.])[ ,;:-]*[\[(]? ?(?:prel\.?|preliminär[at]?|preliminary|provisional) ?[\])]?$"
)
_BARE_YEAR = re.compile(r"(?:(?:hel)?år |(?:full )?year )?((?:19|20)\d\d|2100)(?:[.,]0+)?")
_BARE_NUMBER = re.compile(r"(0?[1-9]|1[0-2])(?:[.,]0+)?")
_SOME_YEAR = 2000
_DAY_FIRST, _MONTH_FIRST = "day first", "month first"


@dataclass(frozen=True, slots=True)
class Periods:
    """A column read as periods: arrays of shape (rows,).

    start : datetime64[M], NaT where missing or unreadable
    types : month, quarter, half_year or year; "" where start is NaT
    missing : blank cells
    unreadable : cells that are no period
    ambiguous : dates such as 01/02/2025 in a column that does not show which is the day
    week : cells that name a week, which no month or quarter is made of
    dated : cells that were written as a day, so their type is the catalogue's to say
    day : int, the day of the month of those; 0 for other cells
    provisional : cells that say so themselves: "feb-25 (prel)"
    """

    start: np.ndarray
    types: Coded
    missing: np.ndarray
    unreadable: np.ndarray
    ambiguous: np.ndarray
    week: np.ndarray
    dated: np.ndarray
    day: np.ndarray
    provisional: np.ndarray

    @property
    def period_type(self) -> np.ndarray:
        """(rows,) str: the type of each."""
        return self.types.words[self.types.codes]


def parse_periods(cells: pd.Series | Coded) -> Periods:
    """Read a column of text as periods of the calendar."""
    coded = Coded.of(cells)
    texts = [_tidy(word) for word in coded.words]
    order = _order_of_days(texts)
    found = [_read(text, order) for text in texts]
    missing = np.array([not text for text in texts], bool)
    week = np.array([f is None and bool(_WEEK.fullmatch(t)) for f, t in zip(found, texts, strict=True)], bool)
    unsure = np.array(
        [f is None and bool(_SLASHED.fullmatch(t)) for f, t in zip(found, texts, strict=True)], bool
    )
    start = np.array([f[0] if f else np.datetime64("NaT", "M") for f in found], "datetime64[M]")
    unknown = np.isnat(start) & ~missing & ~week & ~unsure
    dated = [_is_day(text) for text in texts]
    return Periods(
        coded.by_word(start, "datetime64[M]"),
        Coded.joined([f[1] if f else "" for f in found], coded.codes),
        *(coded.by_word(each, bool) for each in (missing, unknown, unsure, week, dated)),
        day=coded.by_word([_day_of(text, order) for text in texts], np.int64),
        provisional=coded.by_word([_says_provisional(word) for word in coded.words], bool),
    )


def read_period(text: str) -> Found | None:
    """The first month of one period and its type; None when it is none."""
    return _read(_tidy(text), None)


def names_part_of_year(text: str) -> bool:
    """Whether a cell names a month, quarter or half-year but no year: 3, 03, mars, mar., kv 1, H2."""
    seen = _tidy(text)
    return bool(_BARE_NUMBER.fullmatch(seen)) or _read(f"{_SOME_YEAR} {seen}", None) is not None


def is_week(text: str) -> bool:
    """Whether a cell names a week of a year, or a week alone: v 2025-05, 2025 v5, vecka 12."""
    seen = _tidy(text)
    return read_period(text) is None and bool(_WEEK.fullmatch(seen) or _BARE_WEEK.fullmatch(seen))


def in_year(year: str, part: str) -> str:
    """The text of a month, quarter or half-year with its year: "2025", "jan" -> "2025 jan"."""
    return _joined(year.strip(), part.strip())


def year_with_part(years: Coded, parts: Coded) -> Coded:
    """One text a row from a column of years and one of months (or quarters, half-years) within the year.

    Blank where either is blank: a year without its month is not the whole year. A cell that is not a year
    makes a text that is no period.
    """
    pairs = years.codes.astype(np.int64) * len(parts.words) + parts.codes
    codes, distinct = pd.factorize(pairs)
    joined = [
        _joined(str(years.words[y]).strip(), str(parts.words[p]).strip())
        for y, p in zip(*np.divmod(distinct, max(len(parts.words), 1)), strict=True)
    ]
    return Coded.joined(joined, codes)


def _joined(year: str, part: str) -> str:
    if not year or not part:
        return ""
    whole = _BARE_YEAR.fullmatch(_tidy(year))
    if whole is None:
        return f"{year} ? {part}"
    number = _BARE_NUMBER.fullmatch(_tidy(part))
    return f"{whole[1]}-{int(number[1]):02d}" if number else f"{whole[1]} {part}"


def _tidy(text: str) -> str:
    """Lower case, single spaces, plain hyphens without spaces between digits, nothing invisible, no mark."""
    return _SPACED_HYPHEN.sub("-", _PROVISIONAL.sub("", _plain(text)))


def _plain(text: str) -> str:
    return " ".join(_HYPHENS.sub("-", _INVISIBLE.sub("", text).casefold()).split())


def _says_provisional(text: str) -> bool:
    return bool(_PROVISIONAL.search(_plain(text)))


def _month(year: int, month: int) -> np.datetime64 | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return np.datetime64(f"{year:04d}-{month:02d}", "M")


def _part(year: int, number: int, period_type: str) -> Found | None:
    step = MONTHS_IN[period_type]
    month = _month(year, (number - 1) * step + 1) if 1 <= number <= 12 // step else None
    return None if month is None else (month, period_type)


def _date(year: int, month: int, day: int) -> Found | None:
    first = _month(year, month)
    if first is None or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return first, "month"


def _full_year(text: str) -> int:
    """25 is 2025 and 98 is 1998: two digits are never more than a few years ahead."""
    year = int(text)
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


_CLOCK = r"(?:[t ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?"
_ISO_DAY = re.compile(rf"{_YEAR}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?){_CLOCK}")
_PACKED_DAY = re.compile(rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:\.0)?")
_SLASHED = re.compile(rf"(?P<one>\d\d?)[-/.](?P<two>\d\d?)[-/.]{_YEAR}{_CLOCK}")
_NAMED_DAY = re.compile(rf"(?P<day>\d\d?)[-. ]+(?P<name>{_NAME})\.?[-. ]+{_YEAR}")
_WEEK_WORD = r"(?:vecka|week|v|w)\.? ?"
_ANY_YEAR = r"(?:19|20)\d\d"
_WEEK = re.compile(
    rf"{_WEEK_WORD}{_ANY_YEAR}{_SEP}?\d\d?|{_ANY_YEAR}{_SEP}?{_WEEK_WORD}\d\d?|{_WEEK_WORD}\d\d?{_SEP}{_ANY_YEAR}"
)
_BARE_WEEK = re.compile(rf"{_WEEK_WORD}\d\d?")
_SERIAL = re.compile(r"(?P<serial>\d{5})(?:[.,]\d+)?")
_QUARTER = r"(?:kvartalet|kvartal|kvart|kv|k|quarter|qtr|q)\.? ?"
_HALF = r"(?:halvåret|halvår|halvar|hå|h|half year|half-year|half|hy)\.? ?"
_NTH = r"(?P<part>\d)(?::[ae]|st|nd|rd|th)?\.? ?"

# Spellings that name a part of a year: which part stands in "part" (a number) or "name" (a month).
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), period_type)
    for pattern, period_type in (
        (rf"{_YEAR}{_SEP}?(?P<part>0[1-9]|1[0-2])(?:\.0)?", "month"),
        # Not 2025.1: as a spreadsheet number that is 2025.10 without its zero.
        (rf"{_YEAR}(?:[-/ ]|{_SEP}?m)(?P<part>0?[1-9]|1[0-2])", "month"),
        (rf"(?P<part>0?[1-9]|1[0-2]){_SEP}{_YEAR}", "month"),
        (rf"(?P<name>{_NAME})\.?[-'/ ]*(?P<year>(?:19|20)?\d\d)", "month"),
        (rf"{_YEAR}[-/., ]*(?P<name>{_NAME})\.?", "month"),
        (rf"{_YEAR}{_APART}*{_QUARTER}(?P<part>\d)", "quarter"),
        (rf"{_QUARTER}(?P<part>\d){_APART}+{_SHORT_YEAR}", "quarter"),
        (rf"{_NTH}{_QUARTER}{_APART}*{_SHORT_YEAR}", "quarter"),
        (rf"{_YEAR}{_APART}*{_HALF}(?P<part>\d)", "half_year"),
        (rf"{_HALF}(?P<part>\d){_APART}+{_SHORT_YEAR}", "half_year"),
        (rf"{_NTH}{_HALF}{_APART}*{_SHORT_YEAR}", "half_year"),
        (rf"(?:(?:hel)?år |(?:full )?year )?{_YEAR}(?:\.0)?", "year"),
        (rf"{_YEAR} (?:helår|full year)", "year"),
    )
)


def _serial(days: int) -> Found | None:
    if not _SERIALS[0] <= days < _SERIALS[1]:
        return None
    return (_SERIAL_ORIGIN + np.timedelta64(days, "D")).astype("datetime64[M]"), "month"


def _read(text: str, order: str | None) -> Found | None:
    if not text:
        return None
    if slashed := _SLASHED.fullmatch(text):
        return _slashed_day(int(slashed["one"]), int(slashed["two"]), int(slashed["year"]), order)
    if day := _ISO_DAY.fullmatch(text) or _PACKED_DAY.fullmatch(text):
        return _date(int(day["year"]), int(day["month"]), int(day["day"]))
    if named := _NAMED_DAY.fullmatch(text):
        return _date(int(named["year"]), _MONTH_NAMES[named["name"]], int(named["day"]))
    if serial := _SERIAL.fullmatch(text):
        return _serial(int(serial["serial"]))
    return _part_of_year(text) or read_span(text, _part_of_year)


def _slashed_day(one: int, two: int, year: int, order: str | None) -> Found | None:
    if order is None:
        return _date(year, one, two) if one == two else None
    return _date(year, two, one) if order == _DAY_FIRST else _date(year, one, two)


def _part_of_year(text: str) -> Found | None:
    for pattern, period_type in _SPELLINGS:
        if match := pattern.fullmatch(text):
            return _part(_full_year(match["year"]), _number_of(match.groupdict()), period_type)
    return None


def _number_of(groups: dict[str, str]) -> int:
    if "name" in groups:
        return _MONTH_NAMES[groups["name"]]
    return int(groups.get("part", 1))


def _order_of_days(texts: list[str]) -> str | None:
    """Which of 01/02/2025 is the day, from the whole column; None when it does not show.

    A number above 12 is a day. Otherwise, in a table of months the days are all the first.
    """
    pairs = [(int(m["one"]), int(m["two"])) for text in texts if (m := _SLASHED.fullmatch(text))]
    if not pairs:
        return None
    ones, twos = ({pair[i] for pair in pairs} for i in (0, 1))
    if (max(ones) > 12) != (max(twos) > 12):
        return _DAY_FIRST if max(ones) > 12 else _MONTH_FIRST
    if max(ones) > 12:
        return None
    if ones == {1} and len(twos) > 1:
        return _DAY_FIRST
    if twos == {1} and len(ones) > 1:
        return _MONTH_FIRST
    return None


def _day_of(text: str, order: str | None) -> int:
    """The day of the month of a cell that was written as a day; 0 for any other."""
    if slashed := _SLASHED.fullmatch(text):
        return int(slashed["two" if order == _MONTH_FIRST else "one"])
    if day := _ISO_DAY.fullmatch(text) or _PACKED_DAY.fullmatch(text) or _NAMED_DAY.fullmatch(text):
        return int(day["day"])
    if (serial := _SERIAL.fullmatch(text)) and _serial(int(serial["serial"])) is not None:
        date = _SERIAL_ORIGIN + np.timedelta64(int(serial["serial"]), "D")
        return int((date - date.astype("datetime64[M]").astype("datetime64[D]")).astype(int)) + 1
    return 0


def is_serial(text: str) -> bool:
    """Whether a cell is a day as spreadsheets count them: 45658."""
    return bool(_SERIAL.fullmatch(_tidy(text)))


def _is_day(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (_ISO_DAY, _PACKED_DAY, _NAMED_DAY, _SLASHED, _SERIAL))


assert set(MONTHS_IN) == set(PERIOD_TYPES)
