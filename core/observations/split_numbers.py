"""Finding person numbers that stand in two columns: the birth date in one, the last four in the next.

Six or eight digits beside four are many things, and of random ones a tenth has a right check digit. So two
columns are judged together: nearly all of their pairs have to be person numbers.
"""

import numpy as np
import pandas as pd

from core.observations.person_numbers import is_person_number

_DATE = (
    r"(?:(?P<century>18|19|20)?(?P<year>\d\d)[-/.]?(?P<month>\d\d)[-/.]?(?P<day>\d\d)|(?P<short>\d{5}))[-+]?"
)
_LAST = r"[-+]?(?P<last>\d{1,4})"
_LOOKED_AT = 200
_FEWEST_PAIRS = 3
_SHARE = 0.8


def split_person_numbers(dates: pd.Series, lasts: pd.Series) -> np.ndarray:
    """(rows,) bool: rows whose two cells together are a person number, when nearly all are; else none.

    Leading zeros that a spreadsheet has dropped are put back: 10203 and 9 are 010203-0009.
    """
    nothing = np.zeros(len(dates), bool)
    first, _ = _pairs(dates.head(_LOOKED_AT), lasts.head(_LOOKED_AT))
    if first.empty and len(dates) > _LOOKED_AT:
        first, _ = _pairs(dates, lasts)
    if first.empty or not _are_persons(first.head(_LOOKED_AT).drop_duplicates()):
        return nothing
    pairs, filled = _pairs(dates, lasts)
    found = nothing.copy()
    found[filled] = _hits(pairs)
    return found


def _pairs(dates: pd.Series, lasts: pd.Series) -> tuple[pd.DataFrame, np.ndarray]:
    """The rows where both cells hold something, and which rows those are."""
    pairs = pd.DataFrame({"date": dates.str.strip(), "last": lasts.str.strip()})
    filled = (pairs != "").all(axis=1).to_numpy(bool)
    return pairs[filled], filled


def _are_persons(pairs: pd.DataFrame) -> bool:
    """Whether so many of the pairs are person numbers that it is no coincidence."""
    hits = _hits(pairs)
    if len(pairs) >= _FEWEST_PAIRS:
        return bool(hits.mean() >= _SHARE)
    # One or two rows tell less: a date that begins a month may be the month of a count.
    begins_month = pairs["date"].str.contains(r"01[-+]?$", regex=True).to_numpy(bool)
    return bool(hits.all() and not begins_month.any())


def _hits(pairs: pd.DataFrame) -> np.ndarray:
    dates = pairs["date"].str.removesuffix(".0").str.extract(f"^{_DATE}$").fillna("")
    lasts = pairs["last"].str.removesuffix(".0").str.extract(f"^{_LAST}$")["last"].fillna("")
    short = dates["short"].str.zfill(6)
    six = (dates["year"] + dates["month"] + dates["day"]).where(dates["short"] == "", short)
    return np.array(
        [
            len(date) == 6 and bool(last) and is_person_number(date + last.zfill(4), century or None)
            for date, last, century in zip(six, lasts, dates["century"], strict=True)
        ],
        bool,
    )
