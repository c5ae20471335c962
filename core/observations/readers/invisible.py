"""Characters that nobody sees: they turn text round, divide words, or hide what a cell says."""

import re

_RUNS = ((0xAD, 0xAD), (0x61C, 0x61C), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFEFF, 0xFEFF))
_CHARACTERS = "".join(chr(code) for first, last in _RUNS for code in range(first, last + 1))
_INVISIBLE = re.compile(f"[{_CHARACTERS}]")


def holds_invisible(text: str) -> bool:
    """Whether any such character stands in ``text``; character by character, since a text may be long."""
    return not text.isascii() and any(character in text for character in _CHARACTERS)


def without_invisible(text: str) -> str:
    """The text as it is seen: marks of direction, zero-width signs and soft hyphens gone."""
    return _INVISIBLE.sub("", text)
