"""The scale a heading names: "Andel (%)", "Procent nöjda", "Besök per 1 000 invånare", "Väntetid (dagar)"."""

import re
from dataclasses import dataclass

from core.indicators.indicator import Kind
from core.observations.headings import without_unit

LONGEST_UNIT = 40
"""Longest unit of measurement, in characters: it stands in titles and beside every number."""

_PERCENT = re.compile(r"%|\b(?:procent|percent|percentage|pct)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:andel\w*|share|proportion)\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?:antal|number of|no\.? of)\b", re.IGNORECASE)
_PER = re.compile(r"\bper\s?(100\s?000|10\s?000|1\s?000|100)(?!\d)[^()\[\]]*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*$")
_POINTS = re.compile(r"\b(?:poäng|score|index)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scale:
    """What a heading says of its numbers. ``unit`` is "" where it names none."""

    kind: Kind
    multiply: float = 1.0
    unit: str = ""


def scale_of(heading: str) -> Scale | None:
    """The scale a heading names; None when it names none."""
    if _PERCENT.search(heading):
        return Scale("proportion", 100.0, "%")
    if per := _PER.search(heading):
        return Scale("rate", float(re.sub(r"\s", "", per[1])), tidy_unit(per[0]))
    if _SHARE.search(heading):
        return Scale("proportion", 100.0, "%")
    if _NUMBER_OF.match(heading.strip()):
        return Scale("count")
    unit = _IN_BRACKETS.search(heading)
    named = tidy_unit(unit[1]) if unit and without_unit(heading) else ""
    if _POINTS.search(heading):
        return Scale("score", 1.0, named)
    return Scale("mean", 1.0, named) if named else None


def names_percent(heading: str) -> bool:
    """Whether a heading says that its numbers are in percent."""
    return bool(_PERCENT.search(heading))


def tidy_unit(text: str) -> str:
    """A unit of measurement as it may be shown: one line, no longer than ``LONGEST_UNIT``."""
    seen = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(seen.split())[:LONGEST_UNIT].strip()
