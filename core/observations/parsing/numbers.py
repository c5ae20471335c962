"""Numbers as people and spreadsheets write them: 4,84 · 2 251 · 1.234,5 · 4,8 % · 12¹ · <5 · ..

A column is read as a whole, since one cell does not say whether "1.234" is a thousand or a bit more
than one. Suppressed and missing are told apart and neither ever becomes zero.
"""

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from core.observations.coded import Coded

Decimal = Literal[",", "."]

MISSING = frozenset(
    (
        *("", "-", "–", "—", "−", "..", ".", "…", "...", "unk", "na", "n/a", "nan", "null", "none"),
        *("saknas", "missing", "uppgift saknas", "ej rapporterat"),
        *("#saknas!", "#n/a", "#n/a!", "#värdefel!", "#value!", "#division/0!", "#div/0!", "#ref!"),
        *("#referens!", "#namn?", "#name?", "#null!", "#skärning!", "#num!", "#ogiltigt!"),
    )
)
"""Cells that say nobody knows. "..", "." and "-" mean missing to some and hidden to others: missing until
the user says otherwise, since both are left out of every sum but only hidden ones forbid it."""

SUPPRESSED = frozenset(("*", "**", "x", "c", "sekretess", "prickad", "dold", "suppressed", "hidden"))
"""Cells that say the number is known but small. ``<5``, ``1-4`` and their like are added to these."""

_SMALL_WORDS = "en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|one|two|three|four|five|six|seven|eight|nine|ten"
_LESS_WORDS = "färre än|mindre än|högst|under|max|maximalt|fewer than|less than|at most|below"
# A single digit with a star is a hidden number; a longer one (1 234*) has a footnote, and is not read.
_SMALLER = re.compile(
    rf"(?:n ?)?(?:<=|[<≤]) ?[9Z]9*(?:[.,]9+)? ?%?|(?:{_LESS_WORDS}) ?(?:[9Z]9*(?:[.,]9+)? ?%?|{_SMALL_WORDS})"
    r"|[9Z] ?- ?9|9 ?\*"
)
_RAISED = "[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]"
_FOOTNOTE_SIGNS = rf"{_RAISED}|\)$"
_FOOTNOTE = re.compile(rf"(?: ?{_RAISED}{{1,2}}\)?| [1-9][0-9]?\))$")
_FOOTNOTED = re.compile(rf"(?:.*[0-9] ?%?|\.\.|-|–|x)(?: ?{_RAISED}{{1,2}}\)?| [1-9][0-9]?\))")
_POWER = re.compile(rf"(?:.*[^0-9])?10{_RAISED}+")
"""A star is none: it means hidden, uncertain or provisional, and who reads it cannot know which."""
_NOT_ASCII = (
    ("[\u00a0\u202f\u2009\u2007]", " "),  # no-break, narrow no-break, thin and figure space
    ("[’´`]", "'"),
    ("^[−–‑] *([0-9])", r"-\1"),
    ("^([0-9]) ?[\u2010-\u2015\u2212] ?([0-9])$", r"\1-\2"),
)


def _convention(decimal: str, divider: str) -> re.Pattern[str]:
    """A number's shape: 9 for a digit, Z for a first 0; thousands all divided by one and the same sign."""
    whole = rf"(?:[9Z]9*|9{{1,3}}(?P<divider>[ '{divider}])9{{3}}(?:(?P=divider)9{{3}})*)"
    sign = re.escape(decimal)
    return re.compile(rf"[+-]?(?:{whole}(?:{sign}9*)?|{sign}9+)(?:e[+-]?[9Z]9*)? ?%?")


_SHAPES: dict[Decimal, re.Pattern[str]] = {",": _convention(",", "."), ".": _convention(".", ",")}
_LARGE_UNDIVIDED = re.compile(r"[+-]?9{4,}")
_SPACED = re.compile(r"[+-]?9{1,3}(?:[ ']9{3})+(?:[.,]9*)?")


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column read as numbers: arrays of shape (rows,).

    values : float64, NaN wherever another array is True
    missing, suppressed, unreadable : bool
    percent : bool, cells written with a percent sign
    footnoted : bool, cells with the mark of a footnote after what they say: 12¹, 12 1)
    decimal : the decimal sign that was used; None when no cell has one
    ambiguous : both signs would do ("1.234" alone): ``decimal`` is then a choice to show, not a finding
    """

    values: np.ndarray
    missing: np.ndarray
    suppressed: np.ndarray
    unreadable: np.ndarray
    percent: np.ndarray
    decimal: Decimal | None
    ambiguous: bool
    footnoted: np.ndarray


def parse_numbers(
    cells: pd.Series | Coded,
    decimal: Decimal | None = None,
    *,
    whole: bool = False,
    native: np.ndarray | None = None,
    missing_tokens: frozenset[str] = frozenset(),
    suppressed_tokens: frozenset[str] = frozenset(),
) -> Numbers:
    """Read a column of text as numbers.

    decimal : the sign to use; found from the column when None
    whole : the column counts something, so an ambiguous "1.234" is a thousand; otherwise it is a decimal
    native : (rows,) bool, cells the file holds as numbers, always with a decimal point
    missing_tokens, suppressed_tokens : further words, in lower case; they win over the usual ones
    """
    coded = Coded.of(cells)
    codes, words = coded.codes, coded.words
    if not len(words):
        nothing = np.zeros(0, bool)
        return Numbers(np.zeros(0), nothing, nothing, nothing, nothing, decimal, False, nothing)
    text, footnoted = _without_footnotes(_tidy(pd.Series(words, dtype="str")))
    shape_codes, shapes = pd.factorize(_shapes(text))
    smaller = np.array([bool(_SMALLER.fullmatch(shape)) for shape in shapes])[shape_codes]
    hidden = text.isin((SUPPRESSED - missing_tokens) | suppressed_tokens).to_numpy() | smaller
    absent = text.isin((MISSING | missing_tokens) - suppressed_tokens).to_numpy()
    hidden &= ~absent
    counted = np.bincount(codes if native is None else codes[~native], minlength=len(words)) * ~(
        hidden | absent
    )
    weights = np.bincount(shape_codes, weights=counted, minlength=len(shapes))
    found, ambiguous = _find_decimal(list(shapes), weights, whole)
    used = decimal or found
    values = np.where(hidden | absent, np.nan, _to_floats(text, shape_codes, list(shapes), used))[codes]
    if native is not None and native.any():
        values[native] = _held(words, codes[native])
    values = np.where(np.isfinite(values), values, np.nan)
    known = ~(hidden | absent)[codes]
    return Numbers(
        values=values,
        missing=absent[codes],
        suppressed=hidden[codes],
        unreadable=known & np.isnan(values),
        percent=coded.by_word(text.str.endswith("%").to_numpy(bool), bool),
        decimal=used,
        ambiguous=ambiguous and decimal is None,
        footnoted=coded.by_word(footnoted, bool),
    )


def _held(words: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """(len(codes),) numbers that the file holds as such: each word that is one is read once."""
    numbers = np.full(len(words), np.nan)
    used = np.unique(codes)
    numbers[used] = words[used].astype(np.float64)
    return numbers[codes]


def _tidy(text: pd.Series) -> pd.Series:
    """Lower case, ordinary spaces and apostrophes, a plain minus sign."""
    text = text.str.strip().str.lower()
    if not text.str.isascii().all():
        for pattern, plain in _NOT_ASCII:
            text = text.str.replace(pattern, plain, regex=True)
    return text


def _without_footnotes(text: pd.Series) -> tuple[pd.Series, np.ndarray]:
    """The texts without the mark of a footnote at their end, and (texts,) bool which had one.

    Ten with a raised number may be a power of ten, and is left as it is.
    """
    marked = np.zeros(len(text), bool)
    for at in np.flatnonzero(text.str.contains(_FOOTNOTE_SIGNS, regex=True)):
        marked[at] = _FOOTNOTED.fullmatch(text.iloc[at]) and not _POWER.fullmatch(text.iloc[at])
    if not marked.any():
        return text, marked
    return text.where(~marked, text.str.replace(_FOOTNOTE, "", regex=True)), marked


def _shapes(text: pd.Series) -> pd.Series:
    """Each text with its digits made alike, so that a whole column has only a few: "1 234,5" -> "9 999,9".

    A first 0 becomes Z, a letter that no text in lower case holds.
    """
    return text.str.replace("^([+-]?)0", r"\1Z", regex=True).str.replace("[0-9]", "9", regex=True)


def _find_decimal(shapes: list[str], weights: np.ndarray, whole: bool) -> tuple[Decimal | None, bool]:
    """The decimal sign of a column, and whether the other one would have done as well."""
    votes: dict[Decimal, float] = {",": 0.0, ".": 0.0}
    either: dict[Decimal, float] = {",": 0.0, ".": 0.0}
    for shape, weight in zip(shapes, weights, strict=True):
        if not weight or not ("," in shape or "." in shape):
            continue
        fits: list[Decimal] = [sign for sign, pattern in _SHAPES.items() if pattern.fullmatch(shape)]
        if len(fits) == 1:
            votes[fits[0]] += weight
        elif fits:
            either["," if "," in shape else "."] += weight
    unsure = sum(either.values()) > 0
    if any(votes.values()):
        contested = all(votes.values())
        return ("," if votes[","] >= votes["."] else "."), contested and unsure
    if not unsure:
        return None, False
    sign: Decimal = "," if either[","] >= either["."] else "."
    other: Decimal = "." if sign == "," else ","
    used = [shape for shape, weight in zip(shapes, weights, strict=True) if weight]
    undivided = any(_LARGE_UNDIVIDED.fullmatch(shape) for shape in used)
    spaced = any(_SPACED.fullmatch(shape) for shape in used)
    if undivided and not spaced and not all(either.values()):
        return sign, False  # whoever writes 2251, and always so, does not write 1.234 for a thousand
    return (other if whole else sign), True


def _to_floats(
    text: pd.Series, shape_codes: np.ndarray, shapes: list[str], decimal: Decimal | None
) -> np.ndarray:
    """Values of cells whose shape is a number's; NaN for the others.

    A cell that does not fit the column's decimal sign but fits the other one has only one meaning:
    4.84 in a column with decimal comma cannot be a thousand.
    """
    values = np.full(len(text), np.nan)
    first: Decimal = decimal or "."
    second: Decimal = "." if first == "," else ","
    signs = np.array(["" if (sign := _sign_of(shape, first, second)) is None else sign for shape in shapes])
    for sign in (first, second):
        cells = (signs == sign)[shape_codes]
        if not cells.any():
            continue
        marked = text[cells]
        marks = "[ '%.]" if sign == "," else "[ '%,]"
        if marked.str.contains(marks, regex=True).any():
            marked = marked.str.replace(marks, "", regex=True)
        if sign == ",":
            marked = marked.str.replace(",", ".")
        values[cells] = marked.astype("float64").to_numpy()
    return values


def _sign_of(shape: str, first: Decimal, second: Decimal) -> Decimal | None:
    return next((sign for sign in (first, second) if _SHAPES[sign].fullmatch(shape)), None)
