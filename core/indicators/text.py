"""A name or definition in both languages, and the order Swedish sorts names in."""

import re
import unicodedata
from dataclasses import dataclass

_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})  # { | } follow z in Unicode
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in Swedish and English."""

    sv: str
    en: str

    @classmethod
    def of(cls, sv: str, en: str = "") -> "Text":
        """Build a text of which one language may be blank; the other then serves for both."""
        return cls(sv or en, en or sv)

    def in_(self, language: str) -> str:
        """Return the text in ``"sv"``; English for every other language."""
        return self.sv if language == "sv" else self.en

    def __bool__(self) -> bool:
        return bool(self.sv or self.en)


NO_TEXT = Text("", "")


def alphabetical(text: str) -> str:
    """Sort key: å, ä and ö last, accents and case ignored, numbers by size ("VC 2" before "VC 10").

    >>> sorted(["Ödeshög", "Åre", "Vetlanda", "Ängelholm"], key=alphabetical)
    ['Vetlanda', 'Åre', 'Ängelholm', 'Ödeshög']
    """
    swedish = unicodedata.normalize("NFC", text).casefold().translate(_AFTER_Z)
    bare = "".join(c for c in unicodedata.normalize("NFD", swedish) if not unicodedata.combining(c))
    return _DIGITS.sub(lambda number: number.group().zfill(9), bare)
