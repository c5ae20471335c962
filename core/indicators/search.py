"""Finding indicators by what people type, in either language, with or without å, ä and ö."""

from collections.abc import Iterable

from core.indicators.indicator import Indicator
from core.indicators.matching import plain, without_marks
from core.indicators.text import alphabetical

_NAMED, _CALLED, _DESCRIBED, _ABSENT = range(4)


def search(indicators: Iterable[Indicator], wanted: str, language: str = "sv") -> tuple[Indicator, ...]:
    """Indicators whose texts hold every word of ``wanted``; all of them when nothing is wanted.

    In alphabetical order of ``language`` (å, ä, ö last): first those whose name holds the words, then those
    that go by them otherwise (id, alias, code), then those whose definition, counts or source do. Words
    written without å, ä and ö find those written with them, but "håbo" never finds "habo".
    """
    words = plain(wanted).split()
    ranked = [(_rank(one, words), alphabetical(one.name.in_(language)), one) for one in indicators]
    found = sorted((rank, name, one.id, one) for rank, name, one in ranked if rank != _ABSENT)
    return tuple(one for _, _, _, one in found)


def _rank(indicator: Indicator, words: list[str]) -> int:
    """How well an indicator fits: the first of its texts, taken together, that hold every word."""
    named = [indicator.name.sv, indicator.name.en]
    called = [indicator.id, *indicator.aliases, *indicator.kolada]
    described = [
        text
        for both in (
            *(indicator.definition, indicator.numerator, indicator.denominator),
            *(indicator.unit, indicator.source),
        )
        if both
        for text in (both.sv, both.en)
    ]
    if _holds(named, words):
        return _NAMED
    if _holds([*named, *called], words):
        return _CALLED
    return _DESCRIBED if _holds([*named, *called, *described], words) else _ABSENT


def _holds(texts: list[str], words: list[str]) -> bool:
    full = " ".join(plain(text) for text in texts)
    bare = without_marks(full)
    return all(word in full or (word.isascii() and word in bare) for word in words)
