"""Recognising names and codes as people write them in reports and spreadsheets.

Two rules come before convenience: å, ä and ö are letters of their own (Habo is not Håbo), and a county is
never taken for the municipality that shares its name ("Region Jönköpings län" is not "Jönköping").
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_CODE = re.compile(r"(\d{1,9})(?:[.,]0+)?")
_CODE_AND_NAME = re.compile(r"(\d{1,6}) (\D.*)")
_NAME_AND_CODE = re.compile(r"(.*\D) (\d{1,6})")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_WITHOUT_MARKS = str.maketrans("åäöéüæø", "aaoeuao")

# Words that say which level a name belongs to. Plural "kommuner" is left out on purpose: "Jönköpings läns
# kommuner" is a group of municipalities, which is neither the county nor the municipality.
_LEVEL_WORDS: dict[str, tuple[str, ...]] = {
    "county": (
        *("län", "läns", "länet", "länets", "region", "regionen", "regions"),
        *("landsting", "landstinget", "county"),
    ),
    "area": ("länsdel", "länsdelen", "länsdels", "område", "området", "delområde", "area"),
    "municipality": ("kommun", "kommunen", "kommuns", "kn", "stad", "municipality"),
    "health_centre": ("vårdcentral", "vårdcentralen", "vc", "hälsocentral", "hälsocentralen", "hc"),
}
_LEVEL_OF_WORD = {word: level for level, words in _LEVEL_WORDS.items() for word in words}
_PAIRS = (("health centre", "vårdcentral"), ("health center", "vårdcentral"), ("vård central", "vårdcentral"))
_FILLERS = frozenset(("of", "the"))
_THE_COUNTY = frozenset(
    ("länet", "hela länet", "regionen", "hela regionen", "the county", "the whole county")
)


def written(value: object) -> str:
    """Return a spreadsheet cell as text: 680 and 680.0 become "680", missing becomes ""."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def plain(text: str) -> str:
    """Return ``text`` in lower case with single spaces and no punctuation; å, ä and ö are kept.

    NFKC also turns no-break and narrow spaces into spaces and joins letters written as letter + ring.
    """
    composed = unicodedata.normalize("NFKC", text).casefold()
    visible = "".join(c for c in composed if unicodedata.category(c) != "Cf")
    return _NOT_WORD.sub(" ", visible).strip()


def without_marks(key: str) -> str:
    """Return a plain key with å, ä, ö written a, a, o, as in codes and older systems."""
    return key.translate(_WITHOUT_MARKS)


def find_key(text: str, keys: Mapping[str, str], bare_keys: Mapping[str, str]) -> str | None:
    """Look up ``text`` among plain ``keys``, then, if it is written without å, ä and ö, among ``bare_keys``.

    "Mangbesokare" finds "Mångbesökare", but "Håbo" never finds "Habo".
    """
    key = plain(text)
    if key in keys:
        return keys[key]
    return bare_keys.get(key) if key.isascii() else None


@dataclass(frozen=True, slots=True)
class Spelled:
    """A place name taken apart: the level its words tell, and what is left of the name."""

    level: str | None
    stem: str


def take_apart(key: str) -> Spelled:
    """Split a plain key into level and stem: "jönköpings kommun" → municipality, "jönköpings".

    Words of two different levels give no level and the whole key as stem, which then matches nothing.
    """
    for pair, word in _PAIRS:
        key = key.replace(pair, word)
    words = key.split()
    levels = {_LEVEL_OF_WORD[word] for word in words if word in _LEVEL_OF_WORD}
    if len(levels) != 1:
        return Spelled(None, key)
    rest = (word for word in words if word not in _LEVEL_OF_WORD and word not in _FILLERS)
    return Spelled(levels.pop(), " ".join(rest))


def stems(stem: str) -> tuple[str, ...]:
    """Return the stem as it is, and without a genitive s: "tranås" and "jönköpings" are told apart later."""
    return (stem, stem[:-1]) if len(stem) > 2 and stem.endswith("s") else (stem,)


def split_code(key: str) -> tuple[str, str] | None:
    """Split "0680 jönköping" or "jönköping 0680" into code and name; ``None`` if it is not code and name."""
    if found := _CODE_AND_NAME.fullmatch(key):
        return found.group(1), found.group(2)
    if found := _NAME_AND_CODE.fullmatch(key):
        return found.group(2), found.group(1)
    return None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index needs to know of a unit: id, level, the names it goes by, its codes."""

    id: str
    level: str
    names: tuple[str, ...]
    codes: tuple[str, ...]


class NameIndex:
    """Finds ids by name or code. ``look_up`` returns every id that fits; one id means a match."""

    __slots__ = ("_codes", "_full", "_full_bare", "_levels", "_stems", "_stems_bare")

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._full: dict[str, set[str]] = {}
        self._full_bare: dict[str, set[str]] = {}
        self._stems: dict[tuple[str, str], set[str]] = {}
        self._stems_bare: dict[tuple[str, str], set[str]] = {}
        self._codes: dict[int, set[str]] = {}
        self._levels: dict[str, str] = {}
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        self._levels[entry.id] = entry.level
        for name in (entry.id, *entry.names, *entry.codes):
            self._full.setdefault(plain(name), set()).add(entry.id)
        for code in (entry.id, *entry.codes):
            if code.isascii() and code.isdigit():
                self._codes.setdefault(int(code), set()).add(entry.id)
        for name in entry.names:
            key = plain(name)
            self._full_bare.setdefault(without_marks(key), set()).add(entry.id)
            spelled = take_apart(key)
            for stem in stems(spelled.stem) if spelled.level == entry.level else (spelled.stem,):
                self._stems.setdefault((entry.level, stem), set()).add(entry.id)
                self._stems_bare.setdefault((entry.level, without_marks(stem)), set()).add(entry.id)

    def look_up(self, text: str) -> frozenset[str]:
        """Return the ids that ``text`` may mean: none, one (a match) or several (ambiguous)."""
        if number := _CODE.fullmatch(text.strip()):
            return self._by_code(number.group(1))
        key = plain(text)
        return (self._by_name(key) or self._by_code_and_name(key)) if key else frozenset()

    def possible(self, text: str) -> frozenset[str]:
        """Return the ids of every level whose name has the same stem as ``text``, for a person to choose."""
        if certain := self.look_up(text):
            return certain
        wanted = set(stems(take_apart(plain(text)).stem))
        return frozenset(unit for (_, stem), ids in self._stems.items() if stem in wanted for unit in ids)

    def _by_code(self, digits: str) -> frozenset[str]:
        # Excel drops leading zeros: codes are compared as numbers unless written exactly as registered.
        return frozenset(self._full.get(digits) or self._codes.get(int(digits), ()))

    def _by_name(self, key: str) -> frozenset[str]:
        return (
            self._one_level(self._full.get(key))
            or _by_stem(self._stems, key)
            or self._the_county(key)
            or (self._without_marks(key) if key.isascii() else frozenset())
        )

    def _the_county(self, key: str) -> frozenset[str]:
        """ "Länet" means the county of the register, and is ambiguous where it holds several."""
        if key not in _THE_COUNTY:
            return frozenset()
        return frozenset(unit for unit, level in self._levels.items() if level == "county")

    def _without_marks(self, key: str) -> frozenset[str]:
        return self._one_level(self._full_bare.get(key)) or _by_stem(self._stems_bare, key)

    def _one_level(self, ids: set[str] | None) -> frozenset[str]:
        """A bare name that a municipality shares with an area of the county means the municipality."""
        if not ids:
            return frozenset()
        if {self._levels[unit] for unit in ids} == {"municipality", "area"}:
            return frozenset(unit for unit in ids if self._levels[unit] == "municipality")
        return frozenset(ids)

    def _by_code_and_name(self, key: str) -> frozenset[str]:
        parts = split_code(key)
        if parts is None:
            return frozenset()
        by_code, by_name = self._by_code(parts[0]), self._by_name(parts[1])
        if not by_code or not by_name:
            return frozenset()
        # Code and name must agree. Where they do not, both are candidates and neither is a match.
        return (by_code & by_name) or (by_code | by_name)


def _by_stem(index: Mapping[tuple[str, str], set[str]], key: str) -> frozenset[str]:
    """Look up "jönköpings kommun" by level and stem. Without a level word only a municipality is meant."""
    spelled = take_apart(key)
    if not spelled.stem:
        return frozenset()
    if spelled.level is None:
        return frozenset(index.get(("municipality", spelled.stem), ()))
    for stem in stems(spelled.stem):
        if ids := index.get((spelled.level, stem)):
            return frozenset(ids)
    return frozenset()
