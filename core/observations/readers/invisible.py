"""Characters that nobody sees: they turn text round, divide words, or hide what a cell says."""

import re

_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\x00]")


def holds_invisible(text: str) -> bool:
    """Whether any such character stands in ``text``."""
    return bool(not text.isascii() and _INVISIBLE.search(text))


def without_invisible(text: str) -> str:
    """The text as it is seen: marks of direction, zero-width signs and soft hyphens gone."""
    return _INVISIBLE.sub("", text)
