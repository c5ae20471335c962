"""Finding person numbers (personnummer, samordningsnummer) in a text, however they are written.

Ten or twelve digits with nothing, blanks or a sign before the last four; the date divided by one and the
same sign or not at all; digits of full width; divided as a thousands number (199 001 011 239); in the
scientific form a spreadsheet shows (1,99001011239E+11); after letters (SE16…, ID19…).

A person number has a real date (a samordningsnummer has 60 added to the day) and a Luhn check digit, so
of random ten-digit numbers fewer than one in a hundred is taken for one. Organisation numbers have a month
of 20 or more and are never taken for one. Sources: lag (1990:1182), SKV 704 and SKV 707; Luhn, US patent
2 950 048 (1960).
"""

import re
import unicodedata
from calendar import monthrange

SHORTEST = 10
"""A text with fewer characters holds no person number."""

_NOT_DIGIT = re.compile(r"[^0-9]+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CANDIDATE = re.compile(
    r"(?<![0-9])"  # not inside a longer number
    r"(?P<century>16|18|19|20)?(?P<year>[0-9]{2})"
    r"(?P<divider>[-./:_, ]?)(?P<month>[0-9]{2})(?P=divider)(?P<day>[0-9]{2})"
    r"(?P<between>\s{0,3}[-+./:_,]{0,2}\s{0,3})(?P<last>[0-9]{4})(?![0-9])"
)
_DECIMALS = re.compile(r"[0-9][.,]$")
_REST_OF_DATE = re.compile(r"[-./](?:0[1-9]|1[0-2])(?![0-9])")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"(?<![0-9.,])([1-9])[.,]([0-9]{5,11})[eE]\+?0?(9|11)(?![0-9])")
_THOUSANDS = re.compile(r"(?<![0-9])([0-9]{3}|[0-9])([ .,'])([0-9]{3})\2([0-9]{3})\2([0-9]{3})(?![0-9])")
# A firm of one person has the owner's number in its VAT number.
_VAT = re.compile(r"(?<![a-z])SE ?([0-9]{10})01(?![0-9])", re.IGNORECASE)
# A day from this year on with four digits that can be a time of the day is a moment: 2025-01-01 1239.
_FIRST_MOMENT = 2010


def holds_person_number(text: str) -> bool:
    """Whether a person number stands anywhere in ``text``."""
    if len(text) < SHORTEST:
        return False
    text = _plainly(text)
    if len(_NOT_DIGIT.sub("", text)) < SHORTEST - 2:
        return False
    return any(_found_in(form) for form in _forms(text))


def is_person_number(ten: str, century: str | None = None) -> bool:
    """Whether ten digits are a real date, or one with 60 added to the day, and a right check digit.

    century : "18", "19" or "20" when it was written; otherwise any that makes the date real
    """
    year, month, day = int(ten[:2]), int(ten[2:4]), int(ten[4:6])
    day -= 60 if day > 60 else 0
    if not 1 <= month <= 12 or day < 1:
        return False
    centuries = (century,) if century else ("19", "20")
    if not any(day <= monthrange(int(c) * 100 + year, month)[1] for c in centuries):
        return False
    return _luhn(ten)


def _plainly(text: str) -> str:
    """Ordinary digits, blanks and hyphens, and nothing that cannot be seen."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = _DASHES.sub("-", _INVISIBLE.sub("", text))
    return _GUID.sub(" ", text) if "-" in text else text


def _forms(text: str) -> list[str]:
    """The text as it stands, and with numbers that are written in another way put together."""
    forms = [text]
    for pattern, together in ((_THOUSANDS, r"\1\3\4\5"), (_VAT, r" \1 ")):
        if pattern.search(text):
            forms.append(pattern.sub(together, text))
    if _SCIENTIFIC.search(text):
        forms.append(_SCIENTIFIC.sub(lambda m: (m[1] + m[2]).ljust(int(m[3]) + 1, "0"), text))
    return forms


def _found_in(text: str) -> bool:
    found = _CANDIDATE.search(text)
    while found:
        century = None if found["century"] == "16" else found["century"]
        ten = found["year"] + found["month"] + found["day"] + found["last"]
        if not _is_something_else(found, text) and is_person_number(ten, century):
            return True
        found = _CANDIDATE.search(text, found.start() + 1)
    return False


def _is_something_else(found: re.Match[str], text: str) -> bool:
    """Whether the digits are decimals, a time of the day, a moment, or the beginning of two dates."""
    divided, between = bool(found["divider"]), found["between"]
    if not divided and not between and _DECIMALS.search(text[: found.start()]):
        return True  # 0,8512124567
    if found["divider"] == ":" and not found["century"]:
        return True  # 10:12:11.1234
    if found["last"][:2] in ("19", "20") and _REST_OF_DATE.match(text, found.end()):
        return True  # 2025-01-01 - 2025-12-31
    if not found["century"] or int(found["century"] + found["year"]) < _FIRST_MOMENT:
        return False
    # 20250101-1239 and 20250101 1239 are how person numbers are written; 2025-01-01 1239 is not.
    as_persons_are = "-" in between or "+" in between or (not divided and not between.strip())
    return not as_persons_are and bool(_CLOCK.fullmatch(found["last"]))


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - i % 2) for i, digit in enumerate(digits))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
