"""The headings of a table with time from left to right: which columns are months, and of what.

Nothing is taken for such a heading unless numbers stand below it: dates in a table with one row a month,
and the period that a report prints above its table, are none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.observations.headings import role_of
from core.observations.parsing.numbers import parse_numbers
from core.observations.parsing.periods import in_year, is_week, names_part_of_year, read_period
from core.observations.readers.measure_words import is_total, measure_of
from core.observations.schema import MONTHS_IN

Line = Sequence[str]

_LOOKED_AT = 40
_FEWEST = 2
_YEAR_ROWS_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of one table with time from left to right; columns are positions from 0.

    first, last : positions of the first and last line of headings
    periods : the period of each column of numbers, as text that reads as one
    measures : what a column of numbers holds, where a line of headings says so
    labels : headings of the columns that say what a row is about
    totals, longer, others : columns of numbers that are left out: totals, sums over longer periods, the rest
    """

    first: int
    last: int
    periods: dict[int, str]
    measures: dict[int, str]
    labels: dict[int, str]
    totals: tuple[int, ...] = ()
    longer: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    bare: bool = False

    @property
    def width(self) -> int:
        """Columns up to the last one that has a heading."""
        known = (*self.periods, *self.labels, *self.totals, *self.longer, *self.others)
        return max(known, default=-1) + 1


def cell(line: Line, column: int) -> str:
    """A cell without the blanks around it; "" beyond the end of the line."""
    return line[column].strip() if column < len(line) else ""


def filled(line: Line) -> list[int]:
    """Columns that hold something."""
    return [i for i, text in enumerate(line) if text.strip()]


def heads_at(lines: Sequence[Line], at: int, year: str = "") -> Heads | None:
    """The headings if the line ``at`` is the one that holds the periods; None when it is not.

    year : the year of months without one, when the sheet or the lines above name it
    """
    named = _periods_of(lines, at, year)
    if named is None:
        return None
    periods, bare = named
    periods, longer = _of_one_length(periods, bare)
    measures, first, last, periods = _measures(lines, at, periods)
    below = _below(lines, last + 1)
    if len(periods) < _FEWEST and not (measures or _says_measures(below, range(min(periods)))):
        return None
    if not _numbers_below(below, list(periods), could_be_data=by_number(lines[at], periods)):
        return None
    labels, totals, others = _other_columns(lines, (first, last), below, {*periods, *longer})
    return Heads(first, last, periods, measures, labels, totals, tuple(longer), others, bare)


def names_weeks(line: Line) -> bool:
    """Whether a line of headings names weeks."""
    return sum(is_week(text) for text in line if text.strip()) >= _FEWEST


def _periods_of(lines: Sequence[Line], at: int, year: str) -> tuple[dict[int, str], bool] | None:
    """Column -> period, and whether the year stands in a column of its own; None when the line has none."""
    line = lines[at]
    texts = {i: cell(line, i) for i in filled(line)}
    whole = {i: text for i, text in texts.items() if read_period(text) is not None}
    if whole and not _only_years(lines, at, whole, texts):
        return whole, False
    bare = _parts_of_year(texts)
    if len(bare) < _FEWEST:
        return None
    years = _years_above(lines, at, bare)
    if years is not None:
        return {i: in_year(years[i], text) for i, text in bare.items()}, False
    if any(role_of(text) == "year" for i, text in texts.items() if i not in bare):
        return bare, True
    return ({i: in_year(year, text) for i, text in bare.items()}, False) if year else None


def _only_years(lines: Sequence[Line], at: int, whole: dict[int, str], texts: dict[int, str]) -> bool:
    """Whether what looks like periods is a lone total (2025) beside months, or years above their months."""
    if any(not _is_year(text) for text in whole.values()):
        return False
    if len(_parts_of_year(texts)) >= _FEWEST:
        return True
    below = next((line for line in lines[at + 1 :] if filled(line)), ())
    return len(_parts_of_year({i: cell(below, i) for i in filled(below)})) >= _FEWEST


def _is_year(text: str) -> bool:
    found = read_period(text)
    return found is not None and found[1] == "year"


def _parts_of_year(texts: dict[int, str]) -> dict[int, str]:
    """Months, quarters or half-years without their year; plain numbers only as 1, 2, 3 … from the first."""
    named = {i: t for i, t in texts.items() if not t.isdecimal() and names_part_of_year(t)}
    if named:
        return named
    numbers = {i: t for i, t in texts.items() if t.isdecimal() and len(t) <= 2}
    counted = [int(text) for text in numbers.values()]
    return numbers if len(counted) >= 3 and counted == list(range(1, len(counted) + 1)) else {}


def _years_above(lines: Sequence[Line], at: int, columns: Iterable[int]) -> dict[int, str] | None:
    """The year over each column: a year stands over its columns up to the next one."""
    wanted = list(columns)
    for above in range(at - 1, max(at - 1 - _YEAR_ROWS_ABOVE, -1), -1):
        years = {i: cell(lines[above], i) for i in filled(lines[above]) if _is_year(cell(lines[above], i))}
        if years and min(years) <= min(wanted) and min(years) > 0:
            return {i: years[max(y for y in years if y <= i)] for i in wanted}
    return None


def _of_one_length(periods: dict[int, str], bare: bool) -> tuple[dict[int, str], list[int]]:
    """The periods of the commonest length, the shortest of equals; a quarter among months is their sum."""
    if bare:
        lengths = {i: MONTHS_IN[_type(in_year("2000", text))] for i, text in periods.items()}
    else:
        lengths = {i: MONTHS_IN[_type(text)] for i, text in periods.items()}
    counts = Counter(lengths.values())
    commonest = max(counts, key=lambda months: (counts[months], -months))
    kept = {i: text for i, text in periods.items() if lengths[i] == commonest}
    return kept, [i for i in periods if i not in kept]


def _type(text: str) -> str:
    found = read_period(text)
    return found[1] if found else "month"


def _measures(
    lines: Sequence[Line], at: int, periods: dict[int, str]
) -> tuple[dict[int, str], int, int, dict[int, str]]:
    """What stands below (Täljare, Nämnare under each month) or above the periods: measures, first and last
    line of headings, and the periods with each spread over its measures."""
    start = min(periods)
    below = next((i for i in range(at + 1, min(at + 2, len(lines))) if filled(lines[i])), None)
    if below is not None:
        named = {i: cell(lines[below], i) for i in filled(lines[below]) if i >= start}
        if len(named) > len(periods) and all(measure_of(text) or is_total(text) for text in named.values()):
            measured = {i: text for i, text in named.items() if measure_of(text)}
            spread = {i: periods[max(p for p in periods if p <= i)] for i in measured}
            return measured, at, below, spread
    above = {i: cell(lines[at - 1], i) for i in filled(lines[at - 1]) if i >= start} if at else {}
    if above and min(above) <= start and all(measure_of(text) for text in above.values()):
        spread = {i: above[max(m for m in above if m <= i)] for i in periods}
        return spread, at - 1, at, periods
    return {}, at, at, periods


def _below(lines: Sequence[Line], start: int) -> list[Line]:
    return [line for line in lines[start : start + 4 * _LOOKED_AT] if filled(line)][:_LOOKED_AT]


def by_number(line: Line, periods: dict[int, str]) -> bool:
    """Whether the headings could as well be numbers in a row of data: 2024, 202501, 45658."""
    return all(cell(line, i).replace(".", "").isdigit() for i in periods if cell(line, i))


def _numbers_below(below: list[Line], columns: list[int], *, could_be_data: bool) -> bool:
    """Whether most of what stands below the headings is numbers, or signs for a missing or hidden one."""
    texts = pd.Series([cell(line, i) for line in below for i in columns], dtype="str")
    texts = texts[texts != ""]
    if not len(texts):
        return False
    numbers = parse_numbers(texts)
    if not np.isfinite(numbers.values).any() or np.mean(~numbers.unreadable) < 0.5:
        return False
    return (
        not could_be_data or sum(read_period(t) is not None for t in texts.unique()) < 0.9 * texts.nunique()
    )


def _other_columns(
    lines: Sequence[Line], heads: tuple[int, int], below: list[Line], taken: set[int]
) -> tuple[dict[int, str], tuple[int, ...], tuple[int, ...]]:
    """Labels, totals and other numbers among the columns that are no period."""
    first, last = heads
    width = max((len(line) for line in (*lines[first : last + 1], *below)), default=0)
    start = min(taken)
    labels: dict[int, str] = {}
    totals: list[int] = []
    others: list[int] = []
    for column in range(width):
        if column in taken:
            continue
        heading = next((t for at in range(last, first - 1, -1) if (t := cell(lines[at], column))), "")
        texts = [text for line in below if (text := cell(line, column))]
        if is_total(heading) or (
            column > start and any(is_total(cell(line, column)) for line in lines[first:last])
        ):
            totals.append(column)
        elif column < start or (heading and not _are_numbers(texts)):
            if heading or texts:
                labels[column] = heading
        elif heading or texts:
            others.append(column)
    return labels, tuple(totals), tuple(others)


def _are_numbers(texts: list[str]) -> bool:
    return bool(texts) and bool(np.mean(~parse_numbers(pd.Series(texts, dtype="str")).unreadable) >= 0.5)


def _says_measures(below: list[Line], labels: Iterable[int]) -> bool:
    """Whether a column before the numbers says Täljare on one row and Nämnare on the next."""
    return any(len({role for line in below if (role := measure_of(cell(line, i)))}) >= 2 for i in labels)
