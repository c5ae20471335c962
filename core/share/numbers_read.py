"""Cells of a figure's table as what they say: the table is written for people, a spreadsheet wants numbers.

Only what is written exactly as ``Words`` writes a number or a month is read as one. Everything else stays the
text that the page shows: ranges, p below a limit, words for what is hidden or missing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.observations.months import Month
from core.wording import Words

_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_PERCENT = re.compile(r"(.*\d)(\s?)%", re.DOTALL)
_MONTH = re.compile(r"\S+ (\d{4})")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as many decimals as it was written with, its text, and whether a percent sign followed it."""

    value: float
    decimals: int
    text: str
    percent: bool


Cell = Number | Month | str


def reader(words: Words) -> Callable[[str], Cell]:
    """What reads cells written in the language of ``words``."""

    def read(text: str) -> Cell:
        number = _number(words, text)
        if number is not None:
            return number
        month = _month(words, text)
        return text if month is None else month

    return read


def _number(words: Words, text: str) -> Number | None:
    """A number, perhaps with a plus sign before it or a percent sign behind it."""
    percent = _PERCENT.fullmatch(text)
    bare = percent[1] if percent else text
    symbols = words.locale.number_symbols["latn"]
    unsigned = bare.removeprefix("+")
    plain = re.sub(r"\s", "", unsigned).replace("−", "-")
    if not symbols["group"].isspace():
        plain = plain.replace(symbols["group"], "")
    plain = plain.replace(symbols["decimal"], ".")
    if not _PLAIN.fullmatch(plain):
        return None
    decimals = len(plain.partition(".")[2])
    if words.number(float(plain), decimals) != unsigned:
        return None
    return Number(float(plain), decimals, text, percent is not None)


def _month(words: Words, text: str) -> Month | None:
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    january = np.datetime64(found[1], "M")
    return next((m for m in january + np.arange(12) if words.month(m) == text), None)
