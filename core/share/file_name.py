"""Names of files that are taken along: what, where and when, in letters that every system takes."""

import re
import unicodedata

from core.share.taken import Taken

LONGEST_NAME, LONGEST_PLACE = 48, 32
"""Characters. A name is cut between words."""

_BETWEEN = re.compile(r"[^a-z0-9]+")
_SPELT_OUT = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})


def file_name(taken: Taken, ending: str) -> str:
    """``akutbesok-vettersta-2025-11.png``: the last month of the data, or the day where there is none."""
    scope = taken.figure.scope
    name, place = (scope.name, scope.place) if scope is not None else (taken.figure.title, "")
    latest = scope.latest if scope is not None else None
    when = taken.made.isoformat() if latest is None else str(latest)
    parts = (slug(name, LONGEST_NAME), slug(place, LONGEST_PLACE), when)
    return f"{'-'.join(part for part in parts if part)}.{ending}"


def slug(text: str, longest: int) -> str:
    """Small letters a to z, digits and hyphens: "Akutbesök, HSH" as "akutbesok-hsh"."""
    spelt = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT_OUT))
    bare = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    whole = _BETWEEN.sub("-", bare).strip("-")
    if len(whole) <= longest:
        return whole
    return whole[: longest + 1].rpartition("-")[0] or whole[:longest]
